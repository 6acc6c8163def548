"""Which values have the units of an answer, and how many have each?

A segment numbers its values on its own. A vocabulary joins the numbers of all segments: the segment with most values
keeps its own, the others are looked up in it by hash, and values that it does not have are numbered after them. Both
stretches are in order of value, so counts can be ranked without reading texts.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from indexer.engine.port import Facet, FacetValue
from indexer.engine.whoosh.arrays import NONE, Ints, Raw
from indexer.engine.whoosh.executor import Sets
from indexer.engine.whoosh.keywords import ValueTable
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.texts import decode, encode


class Vocabulary:
    """The values of one field in all segments of a snapshot."""

    def __init__(self, tables: Sequence[ValueTable]) -> None:
        self._base = max(tables, key=lambda table: len(table.texts), default=None)
        self._others: list[bytes] = []
        """Values that the base does not have, in order."""
        self.numbers: list[Ints | None] = self._joined(tables)
        """For each segment, the number in common of each of its values; None where they are the base's."""

    def __len__(self) -> int:
        return self.base_size + len(self._others)

    @property
    def base_size(self) -> int:
        """How many values the base has."""
        return len(self._base.texts) if self._base is not None else 0

    def text(self, number: int) -> str:
        """Give a value."""
        if self._base is not None and number < self.base_size:
            return decode(self._base.texts[number])
        return decode(self._others[number - self.base_size])

    def find(self, value: str) -> int | None:
        """Give the number of a value, None if no segment has it."""
        if self._base is None:
            return None
        text = encode(value)
        place = self._base.texts.find(text)
        if place >= 0:
            return place
        place = bisect_left(self._others, text)
        return self.base_size + place if place < len(self._others) and self._others[place] == text else None

    def _joined(self, tables: Sequence[ValueTable]) -> list[Ints | None]:
        if self._base is None or len(tables) == 1:
            return [None] * len(tables)
        order = np.argsort(self._base.hashes)
        ordered = self._base.hashes[order]
        found = [_lookup(table.hashes, ordered, order) if table is not self._base else None for table in tables]
        pairs = [(table, numbers) for table, numbers in zip(tables, found, strict=True) if numbers is not None]
        self._others = sorted({text for table, numbers in pairs for text in _missing(table, numbers)})
        number = {text: self.base_size + place for place, text in enumerate(self._others)}
        for table, numbers in pairs:
            numbers[numbers < 0] = [number[text] for text in _missing(table, numbers)]
        return found


def _lookup(wanted: Raw, ordered: Raw, order: Ints) -> Ints:
    """Give the number of each hash in the base, -1 where it is not there."""
    if not len(ordered):
        return np.full(len(wanted), -1, np.int64)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[place] == wanted, order[place], -1)


def _missing(table: ValueTable, numbers: Ints) -> list[bytes]:
    return [table.texts[place] for place in np.flatnonzero(numbers < 0).tolist()]


class Counts:
    """How many units have each value of a field."""

    def __init__(self, field: str, parts: Sequence[Part], vocabulary: Vocabulary, sets: Sets) -> None:
        self._vocabulary = vocabulary
        self._counts = np.zeros(len(vocabulary), np.int64)
        for part, ids, numbers in zip(parts, sets, vocabulary.numbers, strict=True):
            if len(ids):
                counts = part.documents.fields[field].count(ids)
                self._counts[slice(len(counts)) if numbers is None else numbers] += counts

    @cached_property
    def _there(self) -> Ints:
        return np.flatnonzero(self._counts)

    def facet(self, limit: int, always: Iterable[str]) -> Facet:
        """Give the most frequent values, and some whatever their rank."""
        ranked = self._ranked(limit)
        chosen = {value.value for value in ranked}
        others = [FacetValue(value, self._count(value)) for value in dict.fromkeys(always) if value not in chosen]
        return Facet(len(self._there), (*ranked, *sorted(others, key=_rank)))

    def by_value(self) -> tuple[FacetValue, ...]:
        """Give all values that units have, in order of value."""
        return tuple(sorted(self._values(self._there), key=lambda value: value.value))

    def _count(self, value: str) -> int:
        number = self._vocabulary.find(value)
        return 0 if number is None else int(self._counts[number])

    def _ranked(self, limit: int) -> list[FacetValue]:
        there = self._there
        if 0 < limit < len(there):
            counts = self._counts[there]
            least = np.partition(counts, -limit)[-limit]
            tied = there[counts == least]
            split = np.searchsorted(tied, self._vocabulary.base_size)  # of equals, the first of either stretch can win
            there = np.concatenate([there[counts > least], tied[:split][:limit], tied[split:][:limit]])
        return sorted(self._values(there), key=_rank)[:limit] if limit > 0 else []

    def _values(self, numbers: Ints) -> list[FacetValue]:
        return [FacetValue(self._vocabulary.text(number), int(self._counts[number])) for number in numbers.tolist()]


def _rank(value: FacetValue) -> tuple[int, str]:
    return -value.count, value.value


def no_sets(parts: Sequence[Part]) -> Sets:
    """Give nothing for each segment."""
    return tuple(NONE for _ in parts)
