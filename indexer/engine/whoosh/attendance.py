"""Who was present at a unit?

A meeting lists its attendees once. A unit names its meeting; pairs of document and person say who of the meeting was
*away* at the unit. So sixty people at each of 400,000 units are counted by counting the units of each meeting
(D47).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.engine.whoosh.arrays import Ints, Mask, Raw, among, offsets, stretches, summed
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.keywords import ValueTable, pairs_of, picked, put_values
from indexer.engine.whoosh.texts import TextTable, decode

KINDS = {"participant": "present", "deciding": "deciding"}
"""Fields that ask for attendance, and the sections that hold the answer."""
FIRSTS = {"present": 1, "deciding": 2}
"""Bits of an attendee's entry: the first of the person at the meeting, the first of those with a vote."""
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
        counts = self._count_few(held, units) if len(held) * 8 < self._meetings else self._count_many(units)
        docs, away = self._away
        return counts - np.bincount(away[pairs_of(docs, ids, self._size)], minlength=size)

    def _count_few(self, held: Ints, units: Ints) -> Ints:
        """Go through the attendees of the meetings that have units."""
        at = self._file.section("attendee.at")
        start = at[held].astype(np.int64)
        lengths = at[held + 1].astype(np.int64) - start
        wanted = stretches(start, lengths)
        counts = self._file.section("attendee.firsts")[wanted] & FIRSTS[self._kind] > 0
        times = np.repeat(units[held], lengths)[counts]
        return summed(self._file.section("attendee")[wanted[counts]], times, len(self.values.texts)).astype(np.int64)

    def _count_many(self, units: Ints) -> Ints:
        """Go through the meetings of each person."""
        counts = np.zeros(len(self.values.texts), np.int64)
        starts = self._at[:-1]
        is_there = starts < self._at[1:]
        if is_there.any():
            held = np.take(units.astype(np.uint32), self._file.section(self._kind), mode="clip")
            counts[is_there] = np.add.reduceat(held, starts[is_there])
        return counts

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


class Attendees(NamedTuple):
    """The entries of some meetings, as they were put, one meeting after the other."""

    lengths: Ints
    """Entries of each meeting."""
    people: Ints
    """Numbers in some list of people."""
    deciding: Mask


def read_attendees(file: SegmentFile, meetings: Ints) -> Attendees:
    """Read the entries of some meetings of a segment."""
    at = file.section("attendee.at").astype(np.int64)
    lengths = np.diff(at)[meetings]
    wanted = stretches(at[meetings], lengths)
    return Attendees(
        lengths, file.section("attendee")[wanted].astype(np.int64), file.section("attendee.deciding")[wanted] > 0
    )


def read_meeting(file: SegmentFile, meeting: bytes, dead: Ints) -> list[tuple[str, bool]] | None:
    """Give names and votes of a meeting's attendees as they were put; None if no live document here names it."""
    place = TextTable(file, "meeting").find(meeting)
    if place < 0 or not len(np.setdiff1d(np.flatnonzero(file.section("meeting.of") == place + 1), dead)):
        return None
    _, people, deciding = read_attendees(file, np.array([place]))
    names = TextTable(file, "person")
    return [(decode(names[person]), vote) for person, vote in zip(people.tolist(), deciding.tolist(), strict=True)]


Away = Mapping[str, tuple[Ints, Ints]]
"""For `present` and `deciding`: documents in order, and the number of the person who was away from each."""


@dataclass(slots=True)
class AttendanceData:
    """The attendance of a segment in the making; people in any order."""

    people: list[bytes]
    attendees: Attendees
    """Of the meetings, as these are numbered in their field."""
    away: Away

    def write(self, writer: SegmentFileWriter, kept: Ints) -> None:
        """Write it all, of the meetings that are kept, in their order."""
        lengths, people, deciding = self.attendees
        wanted = stretches(offsets(lengths)[kept], lengths[kept])
        used = sorted(np.unique(people[wanted]).tolist(), key=self.people.__getitem__)
        number_of = np.zeros(len(self.people), np.int64)
        number_of[used] = np.arange(len(used))
        put_values(writer, "person", [self.people[person] for person in used])
        _put_attendees(writer, Attendees(lengths[kept], number_of[people[wanted]], deciding[wanted]), len(used))
        for kind, (docs, away) in self.away.items():
            writer.put(f"{kind}.away.doc", docs)
            writer.put(f"{kind}.away", number_of[away])


def _put_attendees(writer: SegmentFileWriter, attendees: Attendees, size: int) -> None:
    """Write the entries of the meetings, and the meetings of each of `size` people."""
    lengths, people, deciding = attendees
    meeting = np.repeat(np.arange(len(lengths)), lengths)
    firsts = np.zeros(len(people), np.uint8)
    for kind, counted in (("present", np.arange(len(people))), ("deciding", np.flatnonzero(deciding))):
        pairs, first = np.unique(people[counted] << 32 | meeting[counted], return_index=True)
        firsts[counted[first]] |= FIRSTS[kind]
        writer.put(f"{kind}.at", offsets(np.bincount(pairs >> 32, minlength=size)))
        writer.put(kind, pairs & _LOW)
    writer.put("attendee.at", offsets(lengths))
    writer.put("attendee", people)
    writer.put("attendee.deciding", deciding.astype(np.uint8))
    writer.put("attendee.firsts", firsts)
