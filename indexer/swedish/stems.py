"""Which forms are one word?"""

from snowballstemmer.swedish_stemmer import SwedishStemmer  # the pure one: its answers do not hang on what is installed

LONGEST = 64
"""Letters of the longest word that is stemmed; a longer run of letters is its own form."""

_snowball = SwedishStemmer()


def plain_stem(word: str) -> str:
    """Give the Snowball stem of a lower-case word.

    >>> plain_stem("kommunerna")
    'kommun'
    """
    return str(_snowball.stemWord(word)) if len(word) <= LONGEST else word
