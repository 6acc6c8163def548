"""Which units does a scored leaf match, with what tf, and what is it worth?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.engine.plan import K1, B, Fuzzy, Group, Phrase, Prefix
from indexer.engine.whoosh import packing
from indexer.engine.whoosh.arrays import Floats, Ints, places, summed, union, weighted_union
from indexer.engine.whoosh.near import phrase_tfs
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.texts import encode
from indexer.engine.whoosh.words import near_terms

ScoredLeaf = Group | Phrase | Prefix | Fuzzy


class Found(NamedTuple):
    """What a leaf matches in one segment."""

    ids: Ints
    tfs: Floats


@dataclass(frozen=True, slots=True)
class Corpus:
    """What BM25 asks of all live units."""

    parts: Sequence[Part]
    units: int
    mean_length: float

    def idf(self, df: int) -> float:
        """Give the weight of a leaf that `df` units hold. Source: see indexer/engine/plan.py."""
        return math.log(1 + (self.units - df + 0.5) / (df + 0.5))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scored leaf, looked up in all segments."""

    word: str
    df: int
    idf: float
    boost: float
    found: tuple[Found, ...]
    """Of each segment."""
    corpus: Corpus

    def tfs(self, part: int, ids: Ints) -> Floats:
        """Give the tf of the leaf in some documents of a segment, 0 where it does not match."""
        mine = self.found[part]
        if mine.ids is ids:
            return mine.tfs
        rows = places(ids, mine.ids, self.corpus.parts[part].size)
        return np.where(rows >= 0, mine.tfs[rows], 0.0) if len(mine.ids) else np.zeros(len(ids))

    def scores(self, part: int, ids: Ints) -> Floats:
        """Give what the leaf is worth in some documents of a segment: BM25, see indexer/engine/plan.py."""
        tfs = np.maximum(self.tfs(part, ids), 0.0)
        lengths = self.corpus.parts[part].documents.column("length")[ids]
        room = lengths * (K1 * B / (self.corpus.mean_length or 1.0))
        room += K1 * (1 - B)
        room += tfs
        np.divide(tfs, room, out=tfs, where=tfs > 0)
        tfs *= self.boost * self.idf * (K1 + 1)
        return tfs


def look_up(node: ScoredLeaf, corpus: Corpus) -> Leaf:
    """Look up a leaf in all segments."""
    if isinstance(node, Phrase):
        found = [Found(*phrase_tfs(part, node)) for part in corpus.parts]
        return _leaf(node.word, node.boost, sum(len(of_part.ids) for of_part in found), found, corpus)
    rows = [_in_part(node, part) for part in corpus.parts]
    word, boost = (node.word, node.boost) if isinstance(node, Group) else (node.text, 1.0)
    return _leaf(word, boost, sum(df for df, _ in rows), [found for _, found in rows], corpus)


def _leaf(word: str, boost: float, df: int, found: Sequence[Found], corpus: Corpus) -> Leaf:
    return Leaf(word, df, corpus.idf(df), boost, tuple(found), corpus)


def _in_part(node: Group | Prefix | Fuzzy, part: Part) -> tuple[int, Found]:
    """Give how many live documents of a segment hold a term of the leaf, and those that match it."""
    match node:
        case Group(_, terms, zone):
            weighted = [(term.cls.encode() + encode(term.text), weight) for term, weight in terms]
        case Prefix(text, zone):
            return _prefix_in_part(text, zone, part)
        case Fuzzy(_, _, zone):
            weighted = [(term, 1.0) for term in near_terms(part.reader.postings, node)]
    lists = []
    holders: list[Ints] = []
    for term, weight in weighted:
        posting = part.posting(term)
        if posting is not None:
            ids, tfs = part.weighted(posting, zone)
            holders.append(ids)
            is_here = tfs > 0 if zone is not None else slice(None)
            lists.append((ids[is_here], tfs[is_here] * weight if weight != 1.0 else tfs[is_here]))
    found = Found(*weighted_union(lists, part.size))
    return len(found.ids) if zone is None else len(union(holders, part.size)), found


def _prefix_in_part(text: str, zone: int | None, part: Part) -> tuple[int, Found]:
    """All terms that begin so lie side by side: their postings are read in one go."""
    terms = part.reader.postings.terms.beginning_with(b"=" + encode(text))
    if not terms:
        return 0, Found(*weighted_union([], part.size))
    ids, counts = part.reader.postings.read_stretch(terms)
    if part.live is not None:
        ids, counts = ids[part.live[ids]], counts[part.live[ids]]
    tfs = summed(ids, packing.weighted(counts, zone), part.size)
    matching = np.flatnonzero(tfs)
    df = len(matching) if zone is None else int(np.count_nonzero(np.bincount(ids, minlength=part.size)))
    return df, Found(matching, tfs[matching])
