"""In which order do hits stand, and which are on the page?

Each segment gives its own first `offset + limit` hits, found by partition on one key after the other (a later key is
read only for those that are equal so far). Those few are sorted together by the whole key, texts included.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from indexer.engine.whoosh.arrays import Floats, Ints, Mask
from indexer.engine.whoosh.documents import UNDATED
from indexer.engine.whoosh.facets import Vocabulary
from indexer.engine.whoosh.part import Part

Key = Callable[[Ints], Ints | Floats]
"""Gives a number for some of a segment's hits; less is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHits:
    """The hits of one segment."""

    part: Part
    ids: Ints
    is_relaxed: Mask
    scores: Floats
    """Empty where the order does not ask for them."""

    def keys(self, sort: str) -> list[Key]:
        """Give the keys of an order, as far as numbers go: the last one is different for each hit."""
        documents, ids = self.part.documents, self.ids

        def column(name: str) -> Key:
            return lambda rows: documents.column(name)[ids[rows]].astype(np.int64)

        def date_down(rows: Ints) -> Ints:
            return -documents.column("date")[ids[rows]].astype(np.int64)

        relaxed: Key = lambda rows: self.is_relaxed[rows].astype(np.int64)  # noqa: E731 (a key among keys)
        if sort == "oldest":
            return [relaxed, column("place")]
        if sort == "newest":
            return [relaxed, date_down, column("place")]
        return [relaxed, column("late"), lambda rows: -self.scores[rows], date_down, column("id.rank")]

    def whole_key(self, sort: str, row: int) -> tuple[object, ...]:
        """Give the whole key of one hit, comparable between segments."""
        documents, doc = self.part.documents, int(self.ids[row])
        date = int(documents.column("date")[doc])
        relaxed, text = bool(self.is_relaxed[row]), documents.id(doc)
        if sort == "relevance":
            return relaxed, int(documents.column("late")[doc]), -float(self.scores[row]), -date, text
        date = -date if sort == "newest" else date or UNDATED
        return relaxed, date, documents.protokoll_of(doc), int(documents.column("ordinal")[doc]), text


class Place(NamedTuple):
    """One hit: of which segment, and which of its hits."""

    part: int
    row: int


def page(hits: Sequence[PartHits], sort: str, start: int, stop: int, rows: Sequence[Ints] | None = None) -> list[Place]:
    """Give the hits from one place to another, of all or of some rows of each segment."""
    candidates = []
    for number, of_part in enumerate(hits):
        among_rows = np.arange(len(of_part.ids)) if rows is None else rows[number]
        best = first(stop, among_rows, of_part.keys(sort))
        candidates += [(of_part.whole_key(sort, row), number, row) for row in best.tolist()]
    return [Place(number, row) for _, number, row in sorted(candidates)[start:stop]]


def first(count: int, rows: Ints, keys: Iterable[Key]) -> Ints:
    """Give the `count` best rows, in no order.

    >>> price, weight = np.array([3, 1, 2, 1, 1]), np.array([0, 9, 0, 8, 7])
    >>> sorted(first(2, np.arange(5), [lambda rows: price[rows], lambda rows: weight[rows]]).tolist())
    [3, 4]
    """
    chosen = []
    for key in keys:
        if len(rows) <= count or count <= 0:
            break
        values = key(rows)
        last = np.partition(values, count - 1)[count - 1]
        chosen.append(rows[values < last])
        count -= len(chosen[-1])
        rows = rows[values == last]
    return np.concatenate([*chosen, rows[: max(count, 0)]])


def first_of_each_case(hits: Sequence[PartHits], sort: str, cases: Vocabulary) -> list[Ints]:
    """Give for each segment the rows that are the first of their case, or have none."""
    found = []
    best: dict[int, list[Place]] = {}
    for number, (of_part, numbers) in enumerate(zip(hits, cases.numbers, strict=True)):
        rows = np.arange(len(of_part.ids))
        order = np.lexsort([key(rows) for key in reversed(of_part.keys(sort))])
        case = _cases(of_part, numbers)[order]
        winners = order[np.sort(np.unique(case, return_index=True)[1])]
        winners = winners[_cases(of_part, numbers)[winners] > 0]
        if len(hits) > 1:
            for row, of_row in zip(winners.tolist(), _cases(of_part, numbers)[winners].tolist(), strict=True):
                best.setdefault(of_row, []).append(Place(number, row))
        found.append(np.concatenate([winners, order[case == 0]]))
    lost = _losers(hits, sort, best.values())
    return [rows[~np.isin(rows, lost.get(number, []))] for number, rows in enumerate(found)]


def _cases(of_part: PartHits, numbers: Ints | None) -> Ints:
    """Give the case of each hit, numbered alike in all segments from 1; 0 without."""
    mine = of_part.part.documents.keywords["case"].of[of_part.ids].astype(np.int64)
    return mine if numbers is None else np.append(0, numbers + 1)[mine]


def _losers(hits: Sequence[PartHits], sort: str, rivals: Iterable[list[Place]]) -> dict[int, list[int]]:
    """Give for each segment the rows that are not the first of a case that several segments have."""
    lost: dict[int, list[int]] = {}
    for places in rivals:
        if len(places) > 1:
            for place in sorted(places, key=lambda place: hits[place.part].whole_key(sort, place.row))[1:]:
                lost.setdefault(place.part, []).append(place.row)
    return lost
