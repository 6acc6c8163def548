"""Which units hold a term, how often in each zone, and where?

A *posting* is a unit that holds a term. The lists stand in the order of the terms, so that a stretch of terms (all that
begin alike; a piece of a merge) is unpacked in one go.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.engine.whoosh import packing
from indexer.engine.whoosh.arrays import NONE, Floats, Ints, Raw, offsets, places, stretches
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.packing import Bytes, Counts, PackedGaps
from indexer.engine.whoosh.texts import TextTable

_FAR = 1 << 16
"""Positions from here on stand apart (D49)."""
_COLUMNS = ("ids.width", "letters", "letters.count", "far_counts.at", "far_counts", "far_places.at", "far_places")
"""Sections that wait in memory for the last chunk."""


class Chunk(NamedTuple):
    """The postings of some terms that follow each other, unpacked."""

    terms: list[bytes]
    starts: Ints
    """Where the postings of each term begin, and where the last ones end."""
    ids: Ints
    counts: Counts
    positions: Ints
    """Of surface terms, posting by posting."""


class Posting(NamedTuple):
    """The postings of one term."""

    ids: Ints
    codes: Bytes
    """packing.ZONE_COUNTS of each."""
    far: Ints
    """The postings whose code is 0."""
    far_counts: Counts

    @property
    def cost(self) -> int:
        """Bytes of memory."""
        return self.ids.nbytes + self.codes.nbytes + self.far_counts.nbytes + 500

    def weighted(self, zone: int | None) -> Floats:
        """Give the weighted frequency of each posting, in one zone or in all."""
        found: Floats = packing.WEIGHTED[packing.ALL_ZONES if zone is None else zone][self.codes]
        if len(self.far):
            found[self.far] = packing.weighted(self.far_counts, zone)
        return found

    def totals(self) -> Ints:
        """Give how often each posting's unit holds the term."""
        found: Ints = packing.TOTALS[self.codes]
        found[self.far] = packing.totals(self.far_counts)
        return found


class PostingsReader:
    """The terms and postings of one segment."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self.terms = TextTable(file, "term")
        first = file.facts["first_surface"]
        self.surfaces = range(first, first + file.facts["surfaces"])
        """The places of the surface terms."""

    @cached_property
    def starts(self) -> Raw:
        """Where the postings of each term begin, those of dead documents too, and where the last ones end."""
        return self._file.section("posting.at")

    @cached_property
    def letters(self) -> tuple[Raw, Raw]:
        """Of each surface term, which letters it has, and how many."""
        return self._file.section("letters"), self._file.section("letters.count")

    def df(self, terms: range) -> Ints:
        """Give how many documents hold each of some terms that follow each other, dead ones too."""
        starts = self.starts[terms.start : terms.stop + 1].astype(np.int64)
        return starts[1:] - starts[:-1]

    def read(self, term: int) -> Posting:
        """Read the postings of one term."""
        start, stop = self.starts[term : term + 2].tolist()
        first, last = self._ids_at[term : term + 2].tolist()
        stream = self._file.stretch("ids", first, last).view(np.uint8)
        ids = packing.unpack_ids(stream, int(self._widths[term]), stop - start)
        return Posting(ids, self._file.stretch("counts", start, stop).view(np.uint8), *self._far_counts(start, stop))

    def read_stretch(self, terms: range) -> tuple[Ints, Counts]:
        """Read document numbers and counts of one or more terms that follow each other, list after list."""
        df, at = self.df(terms), self._ids_at[terms.start : terms.stop + 1].astype(np.int64)
        stream = self._file.stretch("ids", int(at[0]), int(at[-1])).view(np.uint8)
        widths = self._widths[terms.start : terms.stop].astype(np.uint8)
        gaps = packing.unpack_gaps(PackedGaps(stream, np.diff(at), widths), df)
        start, stop = int(self.starts[terms.start]), int(self.starts[terms.stop])
        counts = packing.ZONE_COUNTS[self._file.stretch("counts", start, stop)]
        far, far_counts = self._far_counts(start, stop)
        counts[far] = far_counts
        return packing.gaps_to_ids(gaps, df), counts

    def chunk(self, terms: range) -> Chunk:
        """Read everything about one or more terms that follow each other."""
        ids, counts = self.read_stretch(terms)
        surfaces = range(max(terms.start, self.surfaces.start), min(terms.stop, self.surfaces.stop))
        positions = self._positions(surfaces) if surfaces else NONE
        texts = self.terms.stretch(terms.start, terms.stop)
        return Chunk(texts, offsets(self.df(terms)), ids, counts, positions)

    def positions_in(self, term: int, posting: Posting, rows: Ints) -> tuple[Ints, Ints]:
        """Give the positions of a surface term in some of its units: how many in each, and all of them."""
        totals = posting.totals()
        starts = np.cumsum(totals) - totals
        wanted = stretches(starts[rows], totals[rows])
        return totals[rows], self._positions(range(term, term + 1), wanted)

    def _positions(self, surfaces: range, wanted: Ints | None = None) -> Ints:
        """Read the positions of surface terms that follow each other: all of them, or some in order."""
        first, last = (int(self._places_at[term - self.surfaces.start]) for term in (surfaces.start, surfaces.stop))
        stream = self._file.stretch("places", first, last)
        found = (stream if wanted is None else stream[wanted]).astype(np.int64)
        a, b = np.searchsorted(self._far_places_at, [first, last]).tolist()
        if a < b:
            far = self._far_places_at[a:b] - first
            whole = self._file.stretch("far_places", a, b).astype(np.int64)
            rows = places(far, wanted, last - first) if wanted is not None else far
            found[rows[rows >= 0]] = whole[rows >= 0]
        return found

    def _far_counts(self, start: int, stop: int) -> tuple[Ints, Counts]:
        """Give the postings without a code in a stretch of postings, from its start, and their counts."""
        first, last = np.searchsorted(self._far_counts_at, [start, stop]).tolist()
        counts = self._file.stretch("far_counts", first * 3, last * 3).reshape(-1, 3).astype(np.uint32)
        return self._far_counts_at[first:last] - start, counts

    @cached_property
    def _widths(self) -> Raw:
        return self._file.section("ids.width")

    @cached_property
    def _ids_at(self) -> Raw:
        return self._file.section("ids.at")

    @cached_property
    def _places_at(self) -> Raw:
        return self._file.section("places.at")

    @cached_property
    def _far_counts_at(self) -> Ints:
        return self._file.section("far_counts.at").astype(np.int64)

    @cached_property
    def _far_places_at(self) -> Ints:
        return self._file.section("far_places.at").astype(np.int64)


class PostingsWriter:
    """Packs chunk after chunk, in the order of the terms."""

    def __init__(self, writer: SegmentFileWriter) -> None:
        self._writer = writer
        self._lengths: dict[str, list[Ints]] = {name: [NONE] for name in ("term", "posting", "ids", "places")}
        self._columns: dict[str, list[Ints]] = {name: [NONE] for name in _COLUMNS}
        self._size = {"counts": 0, "places": 0}
        self._before_surfaces = 0

    def append(self, chunk: Chunk) -> None:
        """Pack one or more terms."""
        packed = packing.pack_gaps(packing.ids_to_gaps(chunk.ids, chunk.starts), chunk.starts)
        is_surface = np.array([term[:1] == b"=" for term in chunk.terms])
        self._before_surfaces += sum(term < b"=" for term in chunk.terms)
        codes = packing.pack_counts(chunk.counts)
        far = self._append("counts", codes, np.flatnonzero(codes == 0))
        self._columns["far_counts"].append(chunk.counts[far].astype(np.int64).ravel())
        if is_surface.any():
            totals = np.add.reduceat(packing.totals(chunk.counts), chunk.starts[:-1])
            self._lengths["places"].append(totals[is_surface])
            low = (chunk.positions % _FAR).astype("<u2")
            far = self._append("places", low, np.flatnonzero(chunk.positions >= _FAR))
            self._columns["far_places"].append(chunk.positions[far])
            self._append_letters([term[1:] for term, yes in zip(chunk.terms, is_surface, strict=True) if yes])
        self._writer.append("term", np.frombuffer(b"".join(chunk.terms), np.uint8))
        self._writer.append("ids", packed.stream)
        self._lengths["term"].append(np.array([len(term) for term in chunk.terms]))
        self._lengths["posting"].append(np.diff(chunk.starts))
        self._lengths["ids"].append(packed.sizes)
        self._columns["ids.width"].append(packed.widths.astype(np.int64))

    def finish(self) -> dict[str, int]:
        """Write what waits for the last chunk; give the facts that the reader asks for."""
        for name, kind in (("term", "u1"), ("ids", "u1"), ("counts", "u1"), ("places", "<u2")):
            self._writer.append(name, np.empty(0, kind))
        for name, lengths in self._lengths.items():
            self._writer.put(f"{name}.at", offsets(np.concatenate(lengths)))
        for name, columns in self._columns.items():
            self._writer.put(name, np.concatenate(columns))
        return {"first_surface": self._before_surfaces, "surfaces": sum(map(len, self._lengths["places"]))}

    def _append(self, name: str, numbers: Raw, far: Ints) -> Ints:
        """Append to a section whose `far` elements stand apart; give them back."""
        self._columns[f"far_{name}.at"].append(far + self._size[name])
        self._size[name] += len(numbers)
        self._writer.append(name, numbers)
        return far

    def _append_letters(self, words: list[bytes]) -> None:
        letters, lengths = letters_of(np.frombuffer(b"".join(words), np.uint8), offsets([len(word) for word in words]))
        self._columns["letters"].append(letters)
        self._columns["letters.count"].append(lengths)


def letters_of(data: Bytes, at: Ints) -> tuple[Ints, Ints]:
    """Give which letters each word has, a bit each, and how many letters.

    A letter's bit is the last of its bytes modulo 32, so an edit of one letter changes at most two bits.

    >>> letters, lengths = letters_of(np.frombuffer("få".encode() + b"aba", np.uint8), np.array([0, 3, 6]))
    >>> [bin(word) for word in letters.tolist()], lengths.tolist()
    (['0b1100000', '0b110'], [2, 3])
    """
    is_last = np.append(data[1:] & 0xC0 != 0x80, True)[: len(data)]
    is_last[at[1:-1][at[1:-1] > 0] - 1] = True
    bits = np.where(is_last, 1 << (data.astype(np.int64) & 31), 0)
    letters, lengths = np.zeros(len(at) - 1, np.int64), np.zeros(len(at) - 1, np.int64)
    some = np.diff(at) > 0
    if some.any():
        letters[some] = np.bitwise_or.reduceat(bits, at[:-1][some])
        lengths[some] = np.add.reduceat(is_last.astype(np.int64), at[:-1][some])
    return letters, lengths
