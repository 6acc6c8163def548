"""Which values have the units of an answer, and how many have each?

A segment numbers its values on its own. A vocabulary joins the numbers of all segments: the one with most values keeps
its own; each next one is looked up, by hash (D48), in those before it, and what it alone has is numbered
after them, in order of value. Commits add small segments, so a new snapshot takes over all of the old vocabulary but
its end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engine.port import Facet, FacetValue
from indexer.engine.whoosh.arrays import NONE, Ints
from indexer.engine.whoosh.executor import Sets
from indexer.engine.whoosh.keywords import ValueTable
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.texts import decode, encode


@dataclass(frozen=True, slots=True)
class _Link:
    """One segment's values in a vocabulary."""

    table: ValueTable
    numbers: Ints | None
    """The number in common of each of its values; None: as in the segment."""
    first: int
    """The first number that is new with this segment."""
    new: Ints
    """The values that have them, in order."""


class Vocabulary:
    """The values of one field in all segments of a snapshot."""

    def __init__(self, tables: Sequence[ValueTable], known: "Vocabulary | None" = None) -> None:
        self._links: list[_Link] = []
        self._size = 0
        for table in sorted(tables, key=lambda table: (-len(table.texts), table.key)):
            place = len(self._links)
            old = known.link(place) if known is not None else None
            if old is None or old.table.key != table.key:
                known, old = None, self._link(table)
            self._links.append(old)
            self._size += len(old.new)
        of_table = {link.table.key: link.numbers for link in self._links}
        self.numbers = [of_table[table.key] for table in tables]
        """For each segment, the number in common of each of its values."""

    def __len__(self) -> int:
        return self._size

    @property
    def stretches(self) -> list[int]:
        """Where stretches of values that are in order begin."""
        return [link.first for link in self._links]

    def link(self, place: int) -> _Link | None:
        """Give the segment at a place, the one with most values being the first."""
        return self._links[place] if place < len(self._links) else None

    def text(self, number: int) -> str:
        """Give a value."""
        link = next(link for link in reversed(self._links) if link.first <= number)
        return decode(link.table.texts[int(link.new[number - link.first])])

    def find(self, value: str) -> int | None:
        """Give the number of a value, None if no segment has it."""
        for link in self._links:
            place = link.table.texts.find(encode(value))
            if place >= 0:
                return place if link.numbers is None else int(link.numbers[place])
        return None

    def _link(self, table: ValueTable) -> _Link:
        """Number the values of one more segment."""
        hashes, values = table.hashes
        numbers = np.full(len(values), -1, np.int64)
        for link in self._links:
            others, places = link.table.hashes
            if len(others):
                found = np.minimum(np.searchsorted(others, hashes), len(others) - 1)
                is_there = others[found] == hashes
                theirs = places[found[is_there]]
                numbers[values[is_there]] = theirs if link.numbers is None else link.numbers[theirs]
        new = np.flatnonzero(numbers < 0)
        numbers[new] = np.arange(self._size, self._size + len(new))
        return _Link(table, numbers if self._links else None, self._size, new)


class Counts:
    """How many units have each value of a field."""

    def __init__(self, field: str, vocabulary: Vocabulary, parts: Sequence[Part], sets: Sets) -> None:
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
            tied = there[counts == least]  # of equals, the first ones of each stretch can win
            cuts = np.split(tied, np.searchsorted(tied, self._vocabulary.stretches))
            there = np.concatenate([there[counts > least], *(cut[:limit] for cut in cuts)])
        return sorted(self._values(there), key=_rank)[:limit] if limit > 0 else []

    def _values(self, numbers: Ints) -> list[FacetValue]:
        return [FacetValue(self._vocabulary.text(number), int(self._counts[number])) for number in numbers.tolist()]


def _rank(value: FacetValue) -> tuple[int, str]:
    return -value.count, value.value


class Fields:
    """What a snapshot has worked out about fields: a vocabulary and the counts of all units, for each that was asked.

    `known` are those of the snapshot before. Their vocabularies are taken over at once, so that nobody waits later.
    """

    def __init__(self, parts: Sequence[Part], known: "Fields | None") -> None:
        self._parts = parts
        self._counts: dict[str, Counts] = {}
        old = dict(known.vocabularies) if known is not None else {}
        self.vocabularies: dict[str, Vocabulary] = {field: self._joined(field, joined) for field, joined in old.items()}

    def vocabulary(self, field: str) -> Vocabulary:
        """Give the values of a field."""
        known = self.vocabularies.get(field)
        if known is None:
            known = self.vocabularies[field] = self._joined(field, None)
        return known

    def count(self, field: str, sets: Sets) -> Counts:
        """Count the values that units have in a field; what all units have is counted once."""
        is_all = all(ids is part.everything for ids, part in zip(sets, self._parts, strict=True))
        known = self._counts.get(field) if is_all else None
        if known is None:
            known = Counts(field, self.vocabulary(field), self._parts, sets)
            if is_all:
                self._counts[field] = known
        return known

    def _joined(self, field: str, known: Vocabulary | None) -> Vocabulary:
        return Vocabulary([part.documents.fields[field].values for part in self._parts], known)


def no_sets(parts: Sequence[Part]) -> Sets:
    """Give nothing for each segment."""
    return tuple(NONE for _ in parts)
