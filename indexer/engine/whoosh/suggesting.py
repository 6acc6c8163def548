"""Which words begin so, and which of them are the most frequent?

The lists say how many units hold a word, dead ones too. So words are counted exactly in the order of what they could
reach at most, until no other word can reach the ones that are found.
"""

from collections.abc import Sequence

import numpy as np

from indexer.engine.port import FacetValue
from indexer.engine.whoosh.arrays import Ints
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.texts import decode, encode


def suggest(parts: Sequence[Part], prefix: str, limit: int) -> tuple[FacetValue, ...]:
    """Give the surface terms that begin so with the number of live units, most frequent first, then by text."""
    ranked = [_ranked(part, b"=" + encode(prefix)) for part in parts]
    counts: dict[bytes, int] = {}
    depth = max(2 * limit, 32)
    while limit > 0:
        for part, terms in zip(parts, ranked, strict=True):
            for place in terms[:depth].tolist():
                term = part.reader.postings.terms[place]
                if term not in counts:
                    counts[term] = sum(other.frequency(term) for other in parts)
        found = sorted((FacetValue(decode(term[1:]), count) for term, count in counts.items() if count), key=_rank)[
            :limit
        ]
        most = sum(
            int(part.reader.postings.df[terms[depth]])
            for part, terms in zip(parts, ranked, strict=True)
            if len(terms) > depth
        )
        if not most or (len(found) == limit and found[-1].count > most):
            return tuple(found)
        depth *= 4
    return ()


def _ranked(part: Part, prefix: bytes) -> Ints:
    """Give the places of a segment's terms that begin so, those with the longest lists first."""
    terms = part.reader.postings.terms.beginning_with(prefix)
    df = part.reader.postings.df[terms.start : terms.stop].astype(np.int64)
    return np.argsort(-df, kind="stable") + terms.start


def _rank(value: FacetValue) -> tuple[int, str]:
    return -value.count, value.value
