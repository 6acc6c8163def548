"""Which values has a unit in a field, and how many units have each?

A column holds, for each document, 1 + the number of its first value (0 where it has none); further values, which are
few, stand apart as pairs of document and value. Values are numbered in their order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engine.whoosh.arrays import Ints, Mask, Raw, among, stretches
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.texts import TextTable, encode, hashes, put_texts


class ValueTable:
    """The values of a field in one segment."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._file = file
        self._name = name
        self.texts = TextTable(file, name)

    @property
    def key(self) -> tuple[str, str]:
        """Say which table this is, among all segments."""
        return self._file.path.name, self._name

    @cached_property
    def hashes(self) -> tuple[Raw, Raw]:
        """A number for each value, alike in all segments: the numbers in order, and the value of each."""
        return self._file.section(f"{self._name}.hash"), self._file.section(f"{self._name}.hash.of")

    def find(self, values: Iterable[str]) -> list[int]:
        """Give the numbers of those values that are here."""
        return [place for value in values if (place := self.texts.find(encode(value))) >= 0]


class KeywordColumn:
    """One field of one segment."""

    def __init__(self, file: SegmentFile, name: str, size: int) -> None:
        self._file = file
        self._name = name
        self._size = size
        self.values = ValueTable(file, name)

    @cached_property
    def of(self) -> Raw:
        """1 + the first value of each document, 0 where it has none."""
        return self._file.section(f"{self._name}.of")

    @cached_property
    def more(self) -> tuple[Raw, Raw]:
        """Further values: documents in order, and the value of each."""
        return self._file.section(f"{self._name}.more.doc"), self._file.section(f"{self._name}.more")

    def has(self, values: Iterable[str], ids: Ints) -> Mask:
        """Tell which of the documents have one of the values."""
        wanted = self.values.find(values)
        of = picked(self.of, ids, self._size)
        if not wanted:
            return np.zeros(len(ids), np.bool_)
        found = table(wanted, len(self.values.texts), shift=1)[of] if len(wanted) > 1 else of == wanted[0] + 1
        docs, more = self.more
        if len(docs):
            found |= among(ids, docs[table(wanted, len(self.values.texts))[more]].astype(np.int64), self._size)
        return found

    def count(self, ids: Ints) -> Ints:
        """Count the documents of a set that have each value."""
        size = len(self.values.texts)
        counts = np.bincount(picked(self.of, ids, self._size), minlength=size + 1)[1:]
        docs, more = self.more
        if len(docs):
            counts += np.bincount(more[pairs_of(docs, ids, self._size)], minlength=size)
        return counts


def picked(column: Raw, ids: Ints, size: int) -> Raw:
    """Give the entries of a column for a set of documents; the column itself where the set is all."""
    return column if len(ids) == size else column[ids]


def table(wanted: Sequence[int], size: int, *, shift: int = 0) -> Mask:
    """Give a table that tells which numbers are wanted.

    >>> table([1], 3).tolist(), table([1], 2, shift=1).tolist()
    ([False, True, False], [False, False, True])
    """
    found = np.zeros(size + shift, np.bool_)
    found[np.array(wanted) + shift] = True
    return found


def pairs_of(docs: Raw, ids: Ints, size: int) -> Ints:
    """Give the places of the pairs whose document is in a set; `docs` are the documents of the pairs, in order.

    >>> pairs_of(np.array([2, 2, 5, 9]), np.array([2, 9]), 10).tolist()
    [0, 1, 3]
    """
    if len(ids) * 40 > len(docs):  # also where there are no pairs
        return np.flatnonzero(among(docs, ids, size))
    wanted = ids[ids <= docs[-1]].astype(docs.dtype)
    first = np.searchsorted(docs, wanted)
    return stretches(first, np.searchsorted(docs, wanted, side="right") - first)


@dataclass(slots=True)
class KeywordData:
    """A field of a segment in the making; values in any order, and not all need be used."""

    values: list[bytes]
    of: Ints
    more_docs: Ints
    more: Ints

    def write(self, writer: SegmentFileWriter, name: str) -> Ints:
        """Write the column; values that no document has are left out. Give those that are kept, in order."""
        used = np.zeros(len(self.values) + 1, np.bool_)
        used[self.of] = True
        used[self.more + 1] = True
        kept = sorted(np.flatnonzero(used[1:]).tolist(), key=self.values.__getitem__)
        renumbered = np.zeros(len(self.values) + 1, np.int64)
        renumbered[np.array(kept, np.int64) + 1] = np.arange(1, len(kept) + 1)
        put_values(writer, name, [self.values[number] for number in kept])
        writer.put(f"{name}.of", renumbered[self.of])
        writer.put(f"{name}.more.doc", self.more_docs)
        writer.put(f"{name}.more", renumbered[self.more + 1] - 1)
        return np.array(kept, np.int64)


def put_values(writer: SegmentFileWriter, name: str, values: Sequence[bytes]) -> None:
    """Write a table of values, which are in order."""
    put_texts(writer, name, values)
    numbers = hashes(values)
    order = np.argsort(numbers)
    writer.append(f"{name}.hash", numbers[order])
    writer.put(f"{name}.hash.of", order)
