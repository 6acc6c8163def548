"""What is left of a word without its rings and dots?

å, ä and ö are letters of their own. The fold is a fallback for those who cannot type them, and says so.
"""

import unicodedata

from indexer.swedish.stems import plain_stem

SHORTEST = 4
"""Letters of the shortest word that is folded: "på" and "får" would only meet chance."""


def fold(word: str) -> str:
    """Give a lower-case word in plain letters.

    >>> fold("skövde"), fold("café"), fold("ærø")
    ('skovde', 'cafe', 'aero')
    """
    decomposed = unicodedata.normalize("NFD", word.translate(_LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_LIGATURES = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "œ": "oe", "ð": "d", "þ": "th"})


def folded_form(word: str) -> str | None:
    """Give the folded form of a word of a text; None if folding changes nothing or the word is too short.

    >>> folded_form("skövdes"), folded_form("skola"), folded_form("på")
    ('skovd', None, None)
    """
    folded = fold(word)
    return plain_stem(folded) if folded != word and len(word) >= SHORTEST else None
