"""Which forms are one word?

The name of a class is the word itself where the lexicon knows it ("ledamot"), a compound with its head as the word
("skolskjuts" for "skolskjutsarna"), else what is left when endings are gone. Nobody sees these names but `terms`.
"""

from functools import lru_cache

from snowballstemmer.swedish_stemmer import SwedishStemmer  # the pure one: its answers do not hang on what is installed

from indexer.swedish.compounds import Compounds
from indexer.swedish.lexicon import END, WORD, Lexicon

LONGEST = 64
"""Letters of the longest word that is stemmed; a longer run of letters is its own form."""
SHORTEST_HEAD = 5
"""Letters of the shortest known ending that is taken for the head of an unknown word."""
OWN_S = ("ss", "us", "os", "ås", "näs", "fors")
"""Ends of names that have an s without any genitive."""

_snowball = SwedishStemmer()


def plain_stem(word: str) -> str:
    """Give the Snowball stem of a lower-case word.

    >>> plain_stem("kommunerna")
    'kommun'
    """
    return str(_snowball.stemWord(word)) if len(word) <= LONGEST else word


class Stems:
    """Stems by a lexicon; by Snowball alone where there is none."""

    def __init__(self, lexicon: Lexicon | None, compounds: Compounds | None) -> None:
        self._lexicon = lexicon
        self._compounds = compounds
        self.stem = lru_cache(1 << 12)(self._stem)

    def _stem(self, word: str) -> str:
        """Give the name of the class of a lower-case word: never empty."""
        if self._lexicon is None or len(word) > LONGEST:
            return plain_stem(word)
        if entry := self._lexicon.look_up(word):
            return entry.cls
        return self._headed(word) or plain_stem(word)

    def is_word(self, word: str) -> bool:
        """Say whether a word is in the lexicon, not only as a name."""
        entry = self._lexicon.look_up(word) if self._lexicon else None
        return entry is not None and entry.use & WORD != 0

    def is_known(self, word: str) -> bool:
        """Say whether the lexicon tells what a word is: by itself or as a compound."""
        return self.is_word(word) or len(self.split(word)) > 1

    def split(self, word: str) -> tuple[str, ...]:
        """Give the pieces of a compound as written; (word,) if it is none."""
        return self._compounds.split(word) if self._compounds else (word,)

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the classes of the words inside a compound: each piece, and the runs that begin or end it.

        "järnvägsstation" holds järn, väg, station, järnväg and vägstation; a word that is no compound holds none.
        """
        pieces = self.split(word)
        if len(pieces) == 1:
            return ()
        runs = [("".join(pieces[:place]), "".join(pieces[place:])) for place in range(2, len(pieces) - 1)]
        if len(pieces) > 2:
            runs += [("".join(pieces[:-1]), "".join(pieces[1:]))]
        return tuple(dict.fromkeys(self.stem(text) for text in (*pieces, *(run for pair in runs for run in pair))))

    def name(self, word: str) -> str:
        """Give a name without its genitive: as the lexicon has it, else without s where a name hardly ends so."""
        if self._lexicon and (entry := self._lexicon.look_up(word)):
            return entry.cls
        return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(OWN_S) else word

    def _headed(self, word: str) -> str:
        """Give the class of a word by its head: the last piece of a compound, else the longest known ending."""
        pieces = self.split(word)
        if len(pieces) > 1:
            return "".join(pieces[:-1]) + self.stem(pieces[-1])
        for start in range(2, len(word) - SHORTEST_HEAD + 1):
            entry = self._lexicon.look_up(word[start:]) if self._lexicon else None
            if entry and entry.use & END:
                return word[:start] + entry.cls
        return ""
