"""How do units become a segment?

A buffer takes units one by one and keeps numbers: one for each token, a few for each unit. Then everything is turned
round at once: sort the tokens by (surface term, place), and the postings of each term lie side by side.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engine.plan import ZONES
from indexer.engine.port import FIRST_KINDS, KEYWORDS, TokenRun, Unit
from indexer.engine.whoosh.arrays import NONE, Floats, Ints, Mask, offsets, pieces, stretches, summed
from indexer.engine.whoosh.attendance import FIRSTS, AttendanceData, Attendees
from indexer.engine.whoosh.codec import SegmentFileWriter
from indexer.engine.whoosh.documents import FIELDS, NUMBERS, DocumentSource, Runs, put_documents
from indexer.engine.whoosh.keywords import KeywordData
from indexer.engine.whoosh.postings import Chunk, PostingsWriter
from indexer.engine.whoosh.texts import encode

EncodedTerms = Callable[[str], tuple[bytes, ...]]
"""Class letter and text of each term of a token key, the surface term first."""
_LOW = 0xFFFFFFFF
TOKENS_IN_A_PIECE = 500_000
"""Postings are made from so many tokens at a time."""
Terms = tuple[bytes, ...]


class Numbering(dict[str, int]):
    """Numbers things in the order in which they are first seen."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number

    def encoded(self) -> list[bytes]:
        """Give the things as bytes."""
        return [encode(key) for key in self]


class _Field:
    """A keyword field of the buffered units."""

    def __init__(self) -> None:
        self.values = Numbering()
        self.of = array("q")
        self.more_docs = array("q")
        self.more = array("q")

    def add(self, doc: int, values: Iterable[str]) -> None:
        """Take the values of the next unit."""
        first, *others = [self.values[value] for value in dict.fromkeys(values)] or [-1]
        self.of.append(first + 1)
        self.more_docs.extend([doc] * len(others))
        self.more.extend(others)

    def data(self, kept: Ints, renumbered: Ints) -> KeywordData:
        """Give the column of the units that are kept."""
        docs, more = renumbered[_ints(self.more_docs)], _ints(self.more)
        return KeywordData(self.values.encoded(), _ints(self.of)[kept], docs[docs >= 0], more[docs >= 0])


class Meetings:
    """The meetings that a batch has put."""

    def __init__(self) -> None:
        self._people = Numbering()
        self._known: dict[str, tuple[Ints, Mask]] = {}

    def put(self, meeting: str, attendees: Iterable[tuple[str, bool]]) -> None:
        """Add a meeting or replace it, by the names and votes of its attendees."""
        entries = [(self._people[person], deciding) for person, deciding in attendees]
        people, deciding = np.array(entries, np.int64).reshape(-1, 2).T
        self._known[meeting] = people.copy(), deciding > 0

    def __contains__(self, meeting: str) -> bool:
        return meeting in self._known

    def data(self, ids: Sequence[str], absences: Iterable[tuple[int, str, tuple[int, ...]]]) -> AttendanceData:
        """Give the attendance of these meetings; those that no document names may be unknown.

        Args:
            ids: Meetings.
            absences: A document, its meeting, the entries that do not count there.
        """
        away: dict[str, list[tuple[int, int]]] = {kind: [] for kind in FIRSTS}
        for doc, meeting, absent in absences:
            people, deciding = (column.tolist() for column in self._known[meeting])
            for kind, pairs in away.items():
                entries = [
                    (place, person) for place, person in enumerate(people) if kind == "present" or deciding[place]
                ]
                there = {person for place, person in entries if place not in absent}
                pairs.extend((doc, person) for person in sorted({person for _, person in entries} - there))
        nobody = NONE, np.empty(0, np.bool_)
        known = [nobody, *(self._known.get(meeting, nobody) for meeting in ids)]
        lengths = np.array([len(people) for people, _ in known[1:]], np.int64)
        attendees = Attendees(lengths, np.concatenate([p for p, _ in known]), np.concatenate([d for _, d in known]))
        columns = {kind: np.array(pairs, np.int64).reshape(-1, 2).T for kind, pairs in away.items()}
        pairs_of_kind = {kind: (docs, people) for kind, (docs, people) in columns.items()}
        return AttendanceData(people=self._people.encoded(), attendees=attendees, away=pairs_of_kind)


class Buffer:
    """Units that wait to become a segment."""

    def __init__(self, terms: EncodedTerms) -> None:
        self._terms = terms
        self._keys = Numbering()
        self._tokens = array("I")
        self._ids: list[str] = []
        self._doc_of: dict[str, int] = {}
        self._numbers = {name: array("q") for name in NUMBERS}
        self._fields = {field: _Field() for field in FIELDS}
        self._absent: list[tuple[int, tuple[int, ...]]] = []
        self._runs = array("q")

    def __len__(self) -> int:
        return len(self._doc_of)

    @property
    def token_count(self) -> int:
        """Tokens taken, those of replaced units too."""
        return len(self._tokens)

    @property
    def ids(self) -> list[str]:
        """The ids of the units that are kept."""
        return list(self._doc_of)

    @property
    def meetings(self) -> list[str]:
        """The meetings that the units name that are kept."""
        meeting = self._fields["meeting"]
        ids = list(meeting.values)
        return [ids[number - 1] for number in {meeting.of[doc] for doc in self._doc_of.values()} if number]

    def add(self, unit: Unit) -> None:
        """Take a unit; it replaces one with the same id."""
        doc = len(self._ids)
        self._ids.append(unit.id)
        self._doc_of[unit.id] = doc
        self._tokens.extend(map(self._keys.__getitem__, unit.tokens))
        late = set(FIRST_KINDS).isdisjoint(unit.keywords.get("kind", ()))
        for column, number in zip(
            self._numbers.values(), (unit.version, unit.date, unit.ordinal, len(unit.tokens), late), strict=True
        ):
            column.append(number)
        single = {"case": unit.case, "protokoll": unit.protokoll, "meeting": unit.meeting}
        for field, values in self._fields.items():
            value = single.get(field)
            values.add(doc, unit.keywords.get(field, ()) if value is None else (value,))
        if unit.absent and unit.meeting is not None:
            self._absent.append((doc, unit.absent))
        for run in unit.zones:
            if run.zone != 0 and run.end > run.start:
                self._runs.extend((doc, *run))

    def remove(self, unit_id: str) -> None:
        """Forget a unit."""
        self._doc_of.pop(unit_id, None)

    def write(self, writer: SegmentFileWriter, meetings: Meetings) -> None:
        """Write the units that are kept, one or more, as a segment."""
        kept = np.array(sorted(self._doc_of.values()), np.int64)
        renumbered = np.full(len(self._ids), -1, np.int64)
        renumbered[kept] = np.arange(len(kept))
        postings = PostingsWriter(writer)
        lengths = _ints(self._numbers["length"])
        starts = offsets(lengths)[:-1]
        runs = self._kept_runs(renumbered)
        tokens = np.frombuffer(self._tokens, np.uint32)[stretches(starts[kept], lengths[kept])]
        for chunk in _Inversion(tokens, lengths[kept], runs, [self._terms(key) for key in self._keys]).chunks():
            postings.append(chunk)
        named, of = list(self._fields["meeting"].values), self._fields["meeting"].of
        absences = [(int(renumbered[d]), named[of[d] - 1], absent) for d, absent in self._absent if renumbered[d] >= 0]
        source = DocumentSource(
            ids=lambda: [encode(self._ids[doc]) for doc in kept.tolist()],
            number=lambda name: _ints(self._numbers[name])[kept],
            field=lambda name: self._fields[name].data(kept, renumbered),
            runs=lambda: runs,
            attendance=lambda: meetings.data(named, absences),
        )
        writer.finish({**postings.finish(), **put_documents(writer, source)})

    def _kept_runs(self, renumbered: Ints) -> Runs:
        docs, zone, start, stop = _ints(self._runs).reshape(-1, 4).T
        docs = renumbered[docs]
        return docs[docs >= 0], zone[docs >= 0], start[docs >= 0], stop[docs >= 0]


class _Inversion:
    """Tokens, unit by unit, turned into postings, term by term."""

    def __init__(
        self, tokens: npt.NDArray[np.uint32], lengths: Ints, runs: Runs, terms_of_key: Sequence[Terms]
    ) -> None:
        self._tokens = tokens
        self._starts = offsets(lengths)[:-1]
        self._doc = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        self._zone = np.zeros(len(tokens), np.uint8)
        docs, zone, start, stop = runs
        self._zone[stretches(self._starts[docs] + start, stop - start)] = np.repeat(zone, stop - start)
        used = np.bincount(tokens, minlength=len(terms_of_key)) > 0
        self._terms_of_key = [terms if use else () for terms, use in zip(terms_of_key, used.tolist(), strict=True)]
        self._terms = sorted({term for terms in self._terms_of_key for term in terms})
        self._number = {term: number for number, term in enumerate(self._terms)}

    def chunks(self) -> Iterator[Chunk]:
        """Give the postings: classes before the surface terms, surface terms, classes after them."""
        if self._terms:
            others = self._others()
            surfaces = [number for number, term in enumerate(self._terms) if term[:1] == b"="]
            yield from self._derived(others, 0, surfaces[0])
            yield from self._surfaces(surfaces[0], surfaces[-1] + 1)
            yield from self._derived(others, surfaces[-1] + 1, len(self._terms))

    def _surfaces(self, first: int, stop: int) -> Iterator[Chunk]:
        surface = np.array([self._number[terms[0]] if terms else 0 for terms in self._terms_of_key], np.uint64)
        order = surface[self._tokens]
        sizes = np.bincount(order.astype(np.int64), minlength=stop)[first:stop]
        order <<= np.uint64(32)
        order |= np.arange(len(order), dtype=np.uint64)
        order.sort()
        at = offsets(sizes)
        for piece in pieces(sizes, TOKENS_IN_A_PIECE):
            token = (order[at[piece.start] : at[piece.stop]] & np.uint64(_LOW)).astype(np.int64)
            term = np.repeat(np.arange(piece.stop - piece.start), sizes[piece])
            doc = self._doc[token].astype(np.int64)
            terms = self._terms[first + piece.start : first + piece.stop]
            rows = _Rows(term, doc, self._zone[token], np.ones(len(token)))
            yield _chunk(terms, rows, token - self._starts[doc])

    def _others(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Give how often each key stands in each zone of each unit, and which keys have which other terms."""
        rows = self._tokens.astype(np.int64) << 34 | self._doc.astype(np.int64) << 2 | self._zone
        rest = [[self._number[term] for term in terms[1:]] for terms in self._terms_of_key]
        keys = np.repeat(np.arange(len(rest)), [len(numbers) for numbers in rest])
        terms = np.array([number for numbers in rest for number in numbers], np.int64)
        order = np.argsort(terms, kind="stable")
        rows, times = np.unique(rows, return_counts=True) if len(terms) else (rows[:0], rows[:0])
        return rows, times, keys[order], terms[order]

    def _derived(self, others: tuple[Ints, Ints, Ints, Ints], first: int, stop: int) -> Iterator[Chunk]:
        """Give the postings of terms that keys have besides the surface term: a term's are those of all its keys."""
        rows, times, keys, terms = others
        a, b = np.searchsorted(terms, [first, stop])
        keys, terms = keys[a:b], terms[a:b] - first
        start = np.searchsorted(rows, keys << 34)
        lengths = np.searchsorted(rows, keys + 1 << 34) - start
        at = np.searchsorted(terms, np.arange(stop - first + 1))
        sizes = np.diff(offsets(lengths)[at])
        for piece in pieces(sizes, TOKENS_IN_A_PIECE):
            pairs = slice(at[piece.start], at[piece.stop])
            wanted = stretches(start[pairs], lengths[pairs])
            term = np.repeat(terms[pairs] - piece.start, lengths[pairs])
            doc = rows[wanted] >> 2 & _LOW
            order = np.argsort(term << 32 | doc, kind="stable")
            names = self._terms[first + piece.start : first + piece.stop]
            zone, count = (rows[wanted] & 3)[order], times[wanted][order].astype(np.float64)
            yield _chunk(names, _Rows(term[order], doc[order], zone, count), NONE)


class _Rows(NamedTuple):
    """How often terms stand in a zone of documents, in order of term and document."""

    term: Ints
    doc: Ints
    zone: npt.NDArray[np.integer]
    times: Floats


def _chunk(terms: list[bytes], rows: _Rows, positions: Ints) -> Chunk:
    """Make postings of rows."""
    is_first = np.append(True, (np.diff(rows.term) != 0) | (np.diff(rows.doc) != 0))
    posting = np.cumsum(is_first) - 1
    size = (int(posting[-1]) + 1) * len(ZONES)
    counts = summed(posting * len(ZONES) + rows.zone, rows.times, size).astype(np.uint32).reshape(-1, len(ZONES))
    starts = np.searchsorted(rows.term[is_first], np.arange(len(terms) + 1))
    return Chunk(terms, starts, rows.doc[is_first], counts, positions)


def checked(unit: Unit) -> Unit:
    """Give the unit; ValueError if it is not as the port says."""
    if unknown := unit.keywords.keys() - set(KEYWORDS):
        raise ValueError(f"{unit.id}: no such keyword fields: {sorted(unknown)}")
    edges = (TokenRun(0, 0, 0), *unit.zones, TokenRun(0, len(unit.tokens), len(unit.tokens)))
    if any(left.end > right.start for left, right in pairwise(edges)) or any(run.start > run.end for run in edges):
        raise ValueError(f"{unit.id}: runs of tokens overlap, are out of order or reach outside: {unit.zones}")
    return unit


def _ints(numbers: "array[int]") -> Ints:
    return np.frombuffer(numbers, np.int64) if len(numbers) else np.empty(0, np.int64)
