"""When do segments become one, and how, in bounded memory?

Documents keep their order: those of the first segment, then those of the second. Terms are taken in pieces, so that
memory is bounded by a piece (or by the longest list of postings), and each piece is joined by array arithmetic.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from indexer.engine.whoosh import packing
from indexer.engine.whoosh.arrays import NONE, Ints, Raw, offsets, stretches
from indexer.engine.whoosh.attendance import FIRSTS, AttendanceData, Attendees, read_attendees
from indexer.engine.whoosh.codec import SegmentFileWriter
from indexer.engine.whoosh.documents import DocumentSource, Runs, put_documents
from indexer.engine.whoosh.keywords import KeywordData
from indexer.engine.whoosh.postings import Chunk, PostingsWriter
from indexer.engine.whoosh.segment import SegmentReader
from indexer.engine.whoosh.texts import TextTable

TERMS_AT_A_TIME, POSTINGS_AT_A_TIME = 20_000, 500_000
SMALL, GROWTH = 1_000, 8
"""Segments under SMALL live documents are one tier; each next tier is GROWTH times as large."""
SIBLINGS = 3
"""So many segments of one tier become one (D45)."""
MOST_DEAD = 0.3
"""A segment with a greater share of dead documents is written anew."""


def due(live: Sequence[int], dead: Sequence[int]) -> list[int]:
    """Choose segments to merge, by their numbers of live and dead documents; [] when there is nothing to do.

    >>> due([50_000, 20, 30, 40], [0, 0, 0, 0]), due([50_000, 20], [40_000, 0]), due([900, 5], [0, 0])
    ([1, 2, 3], [0], [])
    """
    tiers: dict[int, list[int]] = {}
    for number, count in enumerate(live):
        tier = 0
        while count >= SMALL * GROWTH**tier:
            tier += 1
        tiers.setdefault(tier, []).append(number)
    for _, numbers in sorted(tiers.items()):
        if len(numbers) >= SIBLINGS:
            return numbers
    return next(([n] for n in range(len(live)) if dead[n] > MOST_DEAD * (live[n] + dead[n])), [])


class Merge:
    """Segments on their way to become one; `dead` documents are left behind."""

    def __init__(self, readers: Sequence[SegmentReader], dead: Sequence[Ints]) -> None:
        self._readers = readers
        self.renumbered: list[Ints] = []
        """Of each segment, the new number of each document, -1 for the dead ones."""
        self.size = 0
        for reader, gone in zip(readers, dead, strict=True):
            is_live = np.ones(reader.size, np.bool_)
            is_live[gone] = False
            self.renumbered.append(np.where(is_live, np.cumsum(is_live) - 1 + self.size, -1))
            self.size += int(is_live.sum())

    def write(self, writer: SegmentFileWriter) -> None:
        """Write the new segment. There is at least one live document."""
        postings = PostingsWriter(writer)
        cursors = [0] * len(self._readers)
        while any(cursor < len(r.postings.terms) for cursor, r in zip(cursors, self._readers, strict=True)):
            stops = self._stops(cursors)
            chunk = self._joined([range(a, b) for a, b in zip(cursors, stops, strict=True)])
            if chunk.terms:
                postings.append(chunk)
            cursors = stops
        writer.finish({**postings.finish(), **put_documents(writer, self._documents())})

    def _stops(self, cursors: Sequence[int]) -> list[int]:
        """Give where the next piece ends in each segment, so that it holds the same terms in all."""
        windows = []
        share = POSTINGS_AT_A_TIME // len(self._readers)
        for reader, cursor in zip(self._readers, cursors, strict=True):
            starts = reader.postings.starts[cursor : cursor + TERMS_AT_A_TIME + 1].astype(np.int64)
            count = int(np.searchsorted(starts, starts[0] + share, side="right")) - 1
            windows.append(range(cursor, min(cursor + max(1, count), len(reader.postings.terms))))
        last = min(r.postings.terms[w[-1]] for r, w in zip(self._readers, windows, strict=True) if w)
        return [
            bisect_right(reader.postings.terms, last, window.start, window.stop)
            for reader, window in zip(self._readers, windows, strict=True)
        ]

    def _joined(self, pieces: Sequence[range]) -> Chunk:
        """Join the same terms of all segments."""
        chunks = [
            (new, reader.postings.chunk(piece))
            for new, reader, piece in zip(self.renumbered, self._readers, pieces, strict=True)
            if piece
        ]
        terms = sorted({term for _, chunk in chunks for term in chunk.terms})
        number = {term: place for place, term in enumerate(terms)}
        numbers = [np.repeat([number[term] for term in chunk.terms], np.diff(chunk.starts)) for _, chunk in chunks]
        term = np.concatenate(numbers)
        ids = np.concatenate([new[chunk.ids] for new, chunk in chunks])
        counts = np.concatenate([chunk.counts for _, chunk in chunks])
        is_surface = np.array([text[:1] == b"=" for text in terms])
        lengths = np.where(is_surface[term], packing.totals(counts), 0)
        order = np.argsort(term, kind="stable")
        order = order[ids[order] >= 0]
        positions = np.concatenate([chunk.positions for _, chunk in chunks])[
            stretches(offsets(lengths)[:-1][order], lengths[order])
        ]
        df = np.bincount(term[order], minlength=len(terms))
        kept = [text for text, count in zip(terms, df.tolist(), strict=True) if count]
        return Chunk(kept, offsets(df[df > 0]), ids[order], counts[order], positions)

    def _documents(self) -> DocumentSource:
        return DocumentSource(
            ids=self._ids,
            number=self._number,
            field=lambda name: self._field(name, _Union()),
            runs=self._runs,
            attendance=self._attendance,
        )

    def _ids(self) -> list[bytes]:
        pairs = zip(self._readers, self.renumbered, strict=True)
        return [id_ for reader, new in pairs for id_ in texts(reader.documents.ids, reader.documents.rank[new >= 0])]

    def _number(self, name: str) -> Ints:
        pairs = zip(self._readers, self.renumbered, strict=True)
        return np.concatenate([reader.documents.column(name)[new >= 0].astype(np.int64) for reader, new in pairs])

    def _field(self, name: str, union: "_Union") -> KeywordData:
        of, docs, more = [], [], []
        for reader, new in zip(self._readers, self.renumbered, strict=True):
            column = reader.documents.keywords[name]
            first = column.of[new >= 0].astype(np.int64)
            first[first > 0] = union.add(column.values.texts, first[first > 0] - 1) + 1
            of.append(first)
            further = new[column.more[0]]
            docs.append(further[further >= 0])
            more.append(union.add(column.values.texts, column.more[1][further >= 0].astype(np.int64)))
        return KeywordData(union.texts, np.concatenate(of), np.concatenate(docs), np.concatenate(more))

    def _runs(self) -> Runs:
        rows = []
        for reader, new in zip(self._readers, self.renumbered, strict=True):
            live = np.flatnonzero(new >= 0)
            place, zone, start, stop = reader.documents.runs(live)
            rows.append((new[live[place]], zone, start, stop))
        docs, zones, starts, stops = (np.concatenate(column) for column in zip(*rows, strict=True))
        return docs, zones, starts, stops

    def _attendance(self) -> AttendanceData:
        meetings, people, attendees = _Union(), _Union(), []
        away: dict[str, list[tuple[Ints, Ints]]] = {kind: [] for kind in FIRSTS}
        for reader, new in zip(self._readers, self.renumbered, strict=True):
            file, names, column = reader.file, TextTable(reader.file, "person"), reader.documents.keywords["meeting"]
            held = column.of[new >= 0].astype(np.int64)
            meetings.add(column.values.texts, held[held > 0] - 1)
            theirs = read_attendees(file, meetings.newest)
            attendees.append(theirs._replace(people=people.add(names, theirs.people)))
            for kind, pairs in away.items():
                docs = new[file.section(f"{kind}.away.doc")]
                persons = people.add(names, file.section(f"{kind}.away")[docs >= 0].astype(np.int64))
                pairs.append((docs[docs >= 0], persons))
        entries = Attendees(*(np.concatenate(columns) for columns in zip(*attendees, strict=True)))
        return AttendanceData(people.texts, entries, {kind: _joined(pairs) for kind, pairs in away.items()})


def _joined(pairs: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    return np.concatenate([first for first, _ in pairs]), np.concatenate([second for _, second in pairs])


class _Union:
    """Texts of several tables, numbered in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self.newest: Ints = NONE
        """The places in the last table of those texts that were new."""

    @property
    def texts(self) -> list[bytes]:
        """All texts, in order of number."""
        return list(self._numbers)

    def add(self, table: TextTable, places: Ints) -> Ints:
        """Take in texts of a table; give the number of each."""
        used = np.unique(places)
        before = len(self._numbers)
        numbers = [self._numbers.setdefault(text, len(self._numbers)) for text in texts(table, used)]
        number_of = np.array(numbers, np.int64)
        self.newest = used[number_of >= before]
        return number_of[np.searchsorted(used, places)]


def texts(table: TextTable, places: Ints | Raw) -> list[bytes]:
    """Give the texts at many places of a table."""
    if len(places) * 4 < len(table):
        return [table[place] for place in places.tolist()]
    everything = table.stretch(0, len(table))
    return [everything[place] for place in places.tolist()]
