"""Which surface terms begin like a word, or are spelt nearly like it?

Near words pass three sieves, each finer than the one before: the number of letters; which letters there are (a bit
each, so an edit changes at most two bits); the distance itself, worked out for all words that are left at once.

Suggestions are counted exactly, in the order of what they could reach at most (the lists say how many units hold a
word, dead ones too), until no other word can reach those that are found.
"""

from collections.abc import Sequence
from itertools import count

import numpy as np

from indexer.engine.plan import Fuzzy
from indexer.engine.port import FacetValue
from indexer.engine.whoosh.arrays import Ints
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.postings import PostingsReader, letters_of
from indexer.engine.whoosh.texts import decode, encode

_ONES = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)


def near_terms(postings: PostingsReader, fuzzy: Fuzzy) -> list[bytes]:
    """Give the surface terms of a segment that are near enough."""
    if not fuzzy.text:
        return []
    places = postings.terms.beginning_with(b"=" + encode(fuzzy.text[0]))
    rows = slice(places.start - postings.surfaces.start, places.stop - postings.surfaces.start)
    letters, lengths = (column[rows].astype(np.int64) for column in postings.letters)
    word = np.frombuffer(encode(fuzzy.text), np.uint8)
    wanted, _ = letters_of(word, np.array([0, len(word)]))
    other = letters ^ wanted[0]
    may_be = _ONES[other & 0xFFFF] + _ONES[other >> 16] <= 2 * fuzzy.edits
    may_be &= np.abs(lengths - len(fuzzy.text)) <= fuzzy.edits
    terms = [postings.terms[places.start + row] for row in np.flatnonzero(may_be).tolist()]
    distances = distances_to(fuzzy.text, [decode(term[1:]) for term in terms])
    return [term for term, distance in zip(terms, distances.tolist(), strict=True) if distance <= fuzzy.edits]


def distances_to(text: str, words: list[str]) -> Ints:
    """Count the edits from `text` to each word: insertions, deletions, replacements, swaps of neighbours.

    Source: optimal string alignment; Boytsov, Indexing methods for approximate dictionary searching (2011), 2.1.

    >>> distances_to("skola", ["skola", "sokla", "skolan", "kol"]).tolist()
    [0, 1, 1, 2]
    """
    longest = max(map(len, words), default=0)
    letters = np.zeros((longest + 1, len(words)), np.uint32)
    for row, word in enumerate(words):
        letters[1 : len(word) + 1, row] = np.frombuffer(word.encode("utf-32-le", "surrogatepass"), np.uint32)
    last: Ints = np.repeat(np.arange(longest + 1, dtype=np.int64)[:, None], len(words), axis=1)
    before = last
    for i, letter in enumerate(text, start=1):
        edits: Ints = np.full((longest + 1, len(words)), i, np.int64)
        is_same = letters == ord(letter)
        for j in range(1, longest + 1):
            np.minimum(np.minimum(last[j], edits[j - 1]) + 1, last[j - 1] + ~is_same[j], out=edits[j])
            if i > 1 and j > 1:
                is_swap = is_same[j - 1] & (letters[j] == ord(text[i - 2]))
                edits[j] = np.where(is_swap, np.minimum(edits[j], before[j - 2] + 1), edits[j])
        before, last = last, edits
    return last[[len(word) for word in words], np.arange(len(words))]


def suggest(parts: Sequence[Part], prefix: str, limit: int) -> tuple[FacetValue, ...]:
    """Give the surface terms that begin so with the number of live units, most frequent first, then by text."""
    ranked = [_ranked(part.reader.postings, b"=" + encode(prefix)) for part in parts]
    counts: dict[bytes, int] = {}
    for depth in (max(2 * limit, 32) * 4**step for step in count()):
        for part, (terms, _) in zip(parts, ranked, strict=True):
            names = {part.reader.postings.terms[term] for term in terms[:depth].tolist()} - counts.keys()
            counts |= {name: sum(other.frequency(name) for other in parts) for name in names}
        values = [FacetValue(decode(name[1:]), frequency) for name, frequency in counts.items() if frequency]
        found = sorted(values, key=lambda value: (-value.count, value.value))[: max(limit, 0)]
        most = sum(int(frequencies[depth]) for _, frequencies in ranked if len(frequencies) > depth)
        if not most or limit <= 0 or (len(found) == limit and found[-1].count > most):
            return tuple(found)
    raise AssertionError


def _ranked(postings: PostingsReader, prefix: bytes) -> tuple[Ints, Ints]:
    """Give the places of a segment's terms that begin so, those with the longest lists first, and the lengths."""
    terms = postings.terms.beginning_with(prefix)
    df = postings.df(terms)
    order = np.argsort(-df, kind="stable")
    return order + terms.start, df[order]
