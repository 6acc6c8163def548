"""How do changes become a commit, and commits few segments?

A batch writes what its units hold into files whose names Whoosh does not know (`batch-…`); a commit gives them their
names and replaces the TOC. A merge does the same with `merge-…`. Only who replaces the TOC needs TOC_LOCK, and only
for that moment: nobody waits for a merge, and a merge waits for no batch (D44). What a killed process leaves
behind has one of these names and is swept away by the next one that holds the same lock.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from indexer.engine.port import Meeting, Unit
from indexer.engine.whoosh.attendance import read_meeting
from indexer.engine.whoosh.codec import SegmentFileWriter
from indexer.engine.whoosh.inversion import Buffer, EncodedTerms, Meetings, checked
from indexer.engine.whoosh.merging import Merge, due
from indexer.engine.whoosh.segment import SegmentReader, Shelf
from indexer.engine.whoosh.storage import MERGER, TOC_LOCK, IndexStorage, Segments, UnitSegment
from indexer.engine.whoosh.texts import encode
from indexer.errors import IndexHomeError, in_words

TOKENS_AT_A_TIME = 4_000_000
"""A buffer with so many tokens becomes a segment: some 250 MB while it is sorted."""
PATIENCE = 30.0
"""Seconds to wait for TOC_LOCK, which is held for milliseconds."""
BATCH, MERGE = "batch-", "merge-"


class WhooshBatch:
    """Changes that become one commit. See `port.Batch`."""

    def __init__(self, shelf: Shelf, terms: EncodedTerms) -> None:
        self._shelf = shelf
        self._storage = shelf.storage
        self._terms = terms
        self._buffer = Buffer(terms)
        self._meetings = Meetings()
        self._written: list[tuple[UnitSegment, SegmentReader]] = []
        self._removed: dict[str, None] = {}
        """Removed since the last buffer was written."""
        self._gone: list[bytes] = []
        """Removed before that."""
        self._is_spent = False
        self._storage.sweep(BATCH)

    def put_meeting(self, meeting: Meeting) -> None:
        """Add a meeting or replace it."""
        self._meetings.put(meeting.id, meeting.attendees)

    def add(self, units: Iterable[Unit]) -> None:
        """Add units or replace them; ValueError at the first that is wrong, with those before it added."""
        for unit in units:
            self._buffer.add(checked(unit))
            if self._buffer.token_count >= TOKENS_AT_A_TIME:
                with self._safely():
                    self._write_buffer()

    def remove(self, unit_ids: Iterable[str]) -> None:
        """Take units away."""
        for unit_id in unit_ids:
            self._buffer.remove(unit_id)
            self._removed[unit_id] = None

    def commit(self) -> int:
        """Make the changes durable and visible.

        Nothing is changed if a unit names a meeting that is not here (ValueError) or the disk refuses (IndexHomeError).
        """
        if self._is_spent:
            raise ValueError("a batch commits once")
        with self._safely():
            self._write_buffer()
            with self._storage.held(TOC_LOCK, patience=PATIENCE):
                generation = self._publish()
        self._is_spent = True
        return generation

    def discard(self) -> None:
        """Forget what was not committed."""
        if not self._is_spent:
            self._storage.sweep(BATCH)

    @contextmanager
    def _safely(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise IndexHomeError(
                f"Kan inte skriva indexet i {self._storage.folder}: {in_words(error)}. Det som fanns där är orört. "
                "Se efter att disken har plats och att mappen går att skriva i, och kör om."
            ) from error

    def _write_buffer(self) -> None:
        """Make a segment of the buffer; what it replaces or removes dies in the segments written before."""
        ids = [*map(encode, self._removed), *map(encode, self._buffer.ids)]
        for segment, reader in self._written:
            kill(segment, reader, ids)
        self._gone.extend(map(encode, self._removed))
        self._removed = {}
        if len(self._buffer):
            self._find_meetings()
            segment = UnitSegment(len(self._buffer))
            write_file(
                self._storage, BATCH + segment.filename, lambda writer: self._buffer.write(writer, self._meetings)
            )
            self._written.append((segment, SegmentReader(self._storage.path(BATCH + segment.filename))))
        self._buffer = Buffer(self._terms)

    def _find_meetings(self) -> None:
        """Read from the index the meetings that units name and this batch did not put."""
        for meeting in self._buffer.meetings:
            if meeting not in self._meetings:
                self._meetings.put(meeting, self._read_meeting(meeting))

    def _read_meeting(self, meeting: str) -> Iterable[tuple[str, bool]]:
        now = self._shelf.newest()
        for segment, reader in zip(reversed(now.segments), reversed(now.readers), strict=True):
            found = read_meeting(reader.file, encode(meeting), segment.dead)
            if found is not None:
                return found
        raise ValueError(f"a unit names a meeting that was never put: {meeting}")

    def _publish(self) -> int:
        number, segments, readers = self._shelf.newest()
        for segment, reader in zip(segments, readers, strict=True):
            kill(segment, reader, self._gone)
            for _, new in self._written:
                kill(segment, reader, new.documents.ids.stretch(0, new.size))
        kept = Segments(segment for segment in segments if segment.doc_count())
        for segment, _ in self._written:
            if segment.doc_count():
                self._storage.rename_file(BATCH + segment.filename, segment.filename)
                kept.append(segment)
        kept.commits = segments.commits + 1
        self._storage.write_segments(kept, number + 1)
        return kept.commits


def kill(segment: UnitSegment, reader: SegmentReader, ids: Sequence[bytes]) -> None:
    """Delete the documents of a segment that have one of these ids."""
    places = reader.documents.ids.find_many(ids)
    if (places >= 0).any():
        segment.delete_documents(reader.documents.doc[places[places >= 0]].astype(np.int64))


def write_file(storage: IndexStorage, name: str, write: Callable[[SegmentFileWriter], None]) -> None:
    """Write a segment's file, or leave nothing behind."""
    writer = SegmentFileWriter(storage.path(name))
    try:
        write(writer)
    except BaseException:
        writer.discard()
        raise


def merge_once(shelf: Shelf) -> bool:
    """Merge some segments, if there is something to merge; tell whether it was done. LockedError if somebody merges."""
    storage = shelf.storage
    with storage.held(MERGER):
        storage.sweep(MERGE)
        now = shelf.newest()
        chosen = due([s.doc_count() for s in now.segments], [s.deleted_count() for s in now.segments])
        if not chosen:
            return False
        segments = [now.segments[place] for place in chosen]
        merge = Merge([now.readers[place] for place in chosen], [segment.dead for segment in segments])
        merged = UnitSegment(merge.size)
        write_file(storage, MERGE + merged.filename, merge.write)
        with storage.held(TOC_LOCK, patience=PATIENCE):
            _replace(storage, segments, merge, merged)
        return True


def _replace(storage: IndexStorage, chosen: Sequence[UnitSegment], merge: Merge, merged: UnitSegment) -> None:
    """Put the merged segment in place of those it was made of, with what has died in them since."""
    number, segments = storage.read_segments()
    places = {segment.segment_id(): place for place, segment in enumerate(segments)}
    for old, renumbered in zip(chosen, merge.renumbered, strict=True):
        place = places.get(old.segment_id())
        now = segments[place].dead if place is not None else np.arange(len(renumbered))
        died = renumbered[np.setdiff1d(now, old.dead)]
        merged.delete_documents(died)
    names = {segment.segment_id() for segment in chosen}
    kept = Segments(segment for segment in segments if segment.segment_id() not in names)
    if merged.doc_count():
        storage.rename_file(MERGE + merged.filename, merged.filename)
        kept.append(merged)
    kept.commits = segments.commits
    storage.write_segments(kept, number + 1)
