"""Who was present at a unit?

A meeting lists its attendees once. A unit names its meeting; pairs of document and person say who of the meeting was
*away* at the unit. So sixty people at each of 400,000 units are counted by counting the units of each meeting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indexer.engine.whoosh.arrays import NONE, Ints, Mask, Raw, among, offsets, stretches
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.keywords import ValueTable, pairs_of, picked, put_values
from indexer.engine.whoosh.texts import TextTable, put_texts

KINDS = {"participant": "present", "deciding": "deciding"}
"""Fields that ask for attendance, and the sections that hold the answer."""
_LOW = 0xFFFFFFFF


class Attendance:
    """Who was present, or who had a vote, at the documents of one segment."""

    def __init__(self, file: SegmentFile, field: str, size: int) -> None:
        self._file = file
        self._kind = KINDS[field]
        self._size = size
        self.values = ValueTable(file, "person")

    def has(self, values: Iterable[str], ids: Ints) -> Mask:
        """Tell at which of the documents one of the people was."""
        found = np.zeros(len(ids), np.bool_)
        of = picked(self._of, ids, self._size)
        for person in self.values.find(values):
            meetings = np.zeros(self._meetings + 1, np.bool_)
            meetings[self._file.stretch(self._kind, *self._at[person : person + 2].tolist()).astype(np.int64) + 1] = (
                True
            )
            docs, away = self._away
            found |= meetings[of] & ~among(ids, docs[away == person].astype(np.int64), self._size)
        return found

    def count(self, ids: Ints) -> Ints:
        """Count the documents of a set at which each person was."""
        units = np.bincount(picked(self._of, ids, self._size), minlength=self._meetings + 1)[1:]
        held = np.flatnonzero(units)
        size = len(self.values.texts)
        counts = self._count_few(held, units) if len(held) * 4 < self._meetings else self._count_many(units)
        docs, away = self._away
        return counts - np.bincount(away[pairs_of(docs, ids, self._size)], minlength=size)

    def _count_few(self, held: Ints, units: Ints) -> Ints:
        """Go through the attendees of the meetings that have units."""
        at = self._file.section("attendee.at")
        start = at[held].astype(np.int64)
        lengths = at[held + 1].astype(np.int64) - start
        wanted = stretches(start, lengths)
        meeting = np.repeat(held, lengths)
        if self._kind == "deciding":
            is_deciding = self._file.section("attendee.deciding")[wanted] > 0
            wanted, meeting = wanted[is_deciding], meeting[is_deciding]
        pairs = np.unique(meeting << 32 | self._file.section("attendee")[wanted])  # who has two roles counts once
        counts = np.bincount(pairs & _LOW, units[pairs >> 32], len(self.values.texts))
        return counts.astype(np.int64)

    def _count_many(self, units: Ints) -> Ints:
        """Go through the meetings of each person."""
        sums = offsets(units.astype(np.uint32)[self._file.section(self._kind)])
        return np.diff(sums[self._at])

    @cached_property
    def _of(self) -> Raw:
        return self._file.section("meeting.of")

    @cached_property
    def _meetings(self) -> int:
        return len(TextTable(self._file, "meeting"))

    @cached_property
    def _at(self) -> Ints:
        return self._file.section(f"{self._kind}.at").astype(np.int64)

    @cached_property
    def _away(self) -> tuple[Raw, Raw]:
        return self._file.section(f"{self._kind}.away.doc"), self._file.section(f"{self._kind}.away")


@dataclass(slots=True)
class MeetingData:
    """One meeting; people by their numbers in some list of people."""

    people: Ints
    deciding: Mask

    def away(self, absent: Iterable[int], *, deciding_only: bool) -> set[int]:
        """Give the people of the meeting who do not count where these of its entries do not."""
        missing = set(absent)
        doubtful = {int(self.people[place]) for place in missing}
        entries = [place for place in range(len(self.people)) if self.deciding[place] or not deciding_only]
        there = {int(self.people[place]) for place in entries if place not in missing}
        return (doubtful & {int(self.people[place]) for place in entries}) - there


NOBODY = MeetingData(NONE, np.empty(0, np.bool_))
"""A meeting that nobody needs to know."""


def read_meeting(file: SegmentFile, meeting: bytes, dead: Ints) -> tuple[list[bytes], Mask] | None:
    """Give names and votes of a meeting's attendees as they were put; None if no live document here names it."""
    place = TextTable(file, "meeting").find(meeting)
    if place < 0 or not len(np.setdiff1d(np.flatnonzero(file.section("meeting.of") == place + 1), dead)):
        return None
    start, stop = file.stretch("attendee.at", place, place + 2).tolist()
    people = [TextTable(file, "person")[person] for person in file.stretch("attendee", start, stop).tolist()]
    return people, file.stretch("attendee.deciding", start, stop) > 0


Away = Mapping[str, tuple[Ints, Ints]]
"""For `present` and `deciding`: documents in order, and the number of the person who was away from each."""


@dataclass(slots=True)
class AttendanceData:
    """The attendance of a segment in the making; meetings and people in any order."""

    meetings: list[bytes]
    people: list[bytes]
    of: Ints
    """1 + the meeting of each document, 0 where it has none."""
    attendees: list[MeetingData]
    away: Away

    def write(self, writer: SegmentFileWriter) -> None:
        """Write it all; a meeting that no document has is left out."""
        kept = sorted((np.unique(self.of[self.of > 0]) - 1).tolist(), key=self.meetings.__getitem__)
        renumbered = np.zeros(len(self.meetings) + 1, np.int64)
        renumbered[np.array(kept, np.int64) + 1] = np.arange(1, len(kept) + 1)
        put_texts(writer, "meeting", [self.meetings[number] for number in kept])
        writer.put("meeting.of", renumbered[self.of])
        at = offsets([len(self.attendees[number].people) for number in kept])
        people = np.concatenate([np.empty(0, np.int64), *(self.attendees[number].people for number in kept)])
        deciding = np.concatenate([np.empty(0, np.bool_), *(self.attendees[number].deciding for number in kept)])
        used = sorted(np.unique(people).tolist(), key=self.people.__getitem__)
        number_of = np.zeros(len(self.people), np.int64)
        number_of[used] = np.arange(len(used))
        put_values(writer, "person", [self.people[person] for person in used])
        self._write_people(writer, at, number_of[people], deciding)
        for kind, (docs, away) in self.away.items():
            writer.put(f"{kind}.away.doc", docs)
            writer.put(f"{kind}.away", number_of[away])

    def _write_people(self, writer: SegmentFileWriter, at: Ints, people: Ints, deciding: Mask) -> None:
        size = int(people.max()) + 1 if len(people) else 0
        writer.put("attendee.at", at)
        writer.put("attendee", people)
        writer.put("attendee.deciding", deciding.astype(np.uint8))
        meeting = np.repeat(np.arange(len(at) - 1), np.diff(at))
        for kind, kept in (("present", slice(None)), ("deciding", deciding)):
            pairs = np.unique(people[kept] << 32 | meeting[kept])
            writer.put(f"{kind}.at", offsets(np.bincount(pairs >> 32, minlength=size)))
            writer.put(kind, pairs & _LOW)
