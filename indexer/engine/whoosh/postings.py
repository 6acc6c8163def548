"""Which units hold a term, how often in each zone, and where?

A *posting* is a unit that holds a term. The lists stand in the order of the terms, so that a stretch of terms (all that
begin alike; a piece of a merge) is unpacked in one go.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.engine.whoosh import packing
from indexer.engine.whoosh.arrays import Floats, Ints, Raw, offsets, stretches
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.packing import Bytes, Counts, PackedGaps
from indexer.engine.whoosh.texts import TextTable

_WIDTH, _ONES, _WIDE = 3, 4, 8
_FAR = 1 << 16


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
    codes: Bytes | None
    """packing.ZONE_COUNTS of each; None: once in text, all of them."""
    far: Ints
    """The postings whose code is 0."""
    far_counts: Counts

    @property
    def cost(self) -> int:
        """Bytes of memory."""
        return self.ids.nbytes + len(self.ids) + self.far_counts.nbytes + 500

    def weighted(self, zone: int | None) -> Floats:
        """Give the weighted frequency of each posting, in one zone or in all."""
        row = packing.WEIGHTED[packing.ALL_ZONES if zone is None else zone]
        if self.codes is None:
            return np.full(len(self.ids), row[1])
        found: Floats = row[self.codes]
        if len(self.far):
            found[self.far] = packing.weighted(self.far_counts, zone)
        return found

    def totals(self) -> Ints:
        """Give how often each posting's unit holds the term."""
        if self.codes is None:
            return np.ones(len(self.ids), np.int64)
        found: Ints = packing.TOTALS[self.codes]
        found[self.far] = packing.totals(self.far_counts)
        return found


class PostingsReader:
    """The terms and postings of one segment."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self.terms = TextTable(file, "term")
        self._first_surface = file.facts["first_surface"]

    @cached_property
    def df(self) -> Raw:
        """Of each term, how many units hold it, dead ones too."""
        return self._file.section("df")

    @cached_property
    def letters(self) -> tuple[Raw, Raw]:
        """Of each surface term, which letters it has, and how many."""
        return self._file.section("letters"), self._file.section("letters.count")

    @cached_property
    def surfaces(self) -> range:
        """The places of the surface terms."""
        return range(self._first_surface, self._first_surface + self._file.facts["surfaces"])

    def read(self, term: int) -> Posting:
        """Read the postings of one term."""
        packing_of_term, df = int(self._packing[term]), int(self.df[term])
        start, stop = self._ids_at[term : term + 2].tolist()
        ids = packing.unpack_ids(self._file.stretch("ids", start, stop).view(np.uint8), packing_of_term & _WIDTH, df)
        start, stop = self._counts_at[term : term + 2].tolist()
        if packing_of_term & _ONES:
            return Posting(ids, None, *self._far_counts(start, start))
        return Posting(ids, self._file.stretch("counts", start, stop).view(np.uint8), *self._far_counts(start, stop))

    def read_stretch(self, terms: range) -> tuple[Ints, Counts]:
        """Read document numbers and counts of one or more terms that follow each other, list after list."""
        df = self.df[terms.start : terms.stop].astype(np.int64)
        codes = self._packing[terms.start : terms.stop]
        at = self._ids_at[terms.start : terms.stop + 1].astype(np.int64)
        stream = self._file.stretch("ids", int(at[0]), int(at[-1])).view(np.uint8)
        ids = packing.gaps_to_ids(
            packing.unpack_gaps(PackedGaps(stream, np.diff(at), (codes & _WIDTH).astype(np.uint8)), df), df
        )
        start, stop = int(self._counts_at[terms.start]), int(self._counts_at[terms.stop])
        stored = packing.ZONE_COUNTS[self._file.stretch("counts", start, stop)]
        far, far_counts = self._far_counts(start, stop)
        stored[far] = far_counts
        counts = np.tile(packing.ZONE_COUNTS[1], (len(ids), 1))
        counts[np.repeat(codes & _ONES == 0, df)] = stored
        return ids, counts

    def chunk(self, terms: range) -> Chunk:
        """Read everything about one or more terms that follow each other."""
        ids, counts = self.read_stretch(terms)
        starts = offsets(self.df[terms.start : terms.stop])
        surfaces = range(max(terms.start, self.surfaces.start), min(terms.stop, self.surfaces.stop))
        positions = np.empty(0, np.int64)
        if surfaces:
            first, last = starts[surfaces.start - terms.start], starts[surfaces.stop - terms.start]
            sums = offsets(packing.totals(counts[first:last]))
            positions = self._positions(
                surfaces, np.diff(sums[starts[surfaces.start - terms.start : surfaces.stop - terms.start + 1] - first])
            )
        return Chunk(self.terms.stretch(terms.start, terms.stop), starts, ids, counts, positions)

    def positions_in(self, term: int, posting: Posting, rows: Ints) -> tuple[Ints, Ints]:
        """Give the positions of a surface term in some of its units: how many in each, and all of them."""
        totals = posting.totals()
        ends = np.cumsum(totals)
        totals, starts = totals[rows], (ends - totals)[rows]
        place = term - self.surfaces.start
        first, last = self._places_at[place : place + 2].tolist()
        stream = self._file.stretch("places", first, last).view(np.uint8)
        wanted = stretches(starts, totals)
        if not self._packing[term] & _WIDE:
            return totals, stream[wanted].astype(np.int64)
        found = stream.view(np.dtype("<u2"))[wanted].astype(np.int64)
        at, whole = self._far_places(first, last)
        if len(at):
            far = np.minimum(np.searchsorted(at, wanted * 2), len(at) - 1)
            found = np.where(at[far] == wanted * 2, whole[far], found)
        return totals, found

    @cached_property
    def _packing(self) -> Raw:
        return self._file.section("packing")

    @cached_property
    def _ids_at(self) -> Raw:
        return self._file.section("ids.at")

    @cached_property
    def _counts_at(self) -> Raw:
        return self._file.section("counts.at")

    @cached_property
    def _places_at(self) -> Raw:
        return self._file.section("places.at")

    @cached_property
    def _far_counts_at(self) -> Ints:
        return self._file.section("far_counts.at").astype(np.int64)

    @cached_property
    def _far_places_at(self) -> Ints:
        return self._file.section("far_places.at").astype(np.int64)

    def _far_counts(self, start: int, stop: int) -> tuple[Ints, Counts]:
        """Give the postings without a code in a stretch of `counts`, from its start, and their counts."""
        first, last = np.searchsorted(self._far_counts_at, [start, stop]).tolist()
        counts = self._file.stretch("far_counts", first * 3, last * 3).reshape(-1, 3).astype(np.uint32)
        return self._far_counts_at[first:last] - start, counts

    def _far_places(self, start: int, stop: int) -> tuple[Ints, Ints]:
        first, last = np.searchsorted(self._far_places_at, [start, stop]).tolist()
        return self._far_places_at[first:last] - start, self._file.stretch("far_places", first, last).astype(np.int64)

    def _positions(self, surfaces: range, lengths: Ints) -> Ints:
        """Read all positions of surface terms that have so many."""
        base = self.surfaces.start
        first, last = int(self._places_at[surfaces.start - base]), int(self._places_at[surfaces.stop - base])
        stream = self._file.stretch("places", first, last).view(np.uint8)
        is_wide = self._packing[surfaces.start : surfaces.stop] & _WIDE > 0
        found = np.empty(int(lengths.sum()), np.int64)
        wide = np.repeat(is_wide, lengths)
        wide_bytes = np.repeat(is_wide, lengths << is_wide)
        found[~wide] = stream[~wide_bytes]
        found[wide] = stream[wide_bytes].view(np.dtype("<u2"))
        at, whole = self._far_places(first, last)
        if len(at):
            found[np.searchsorted(np.cumsum(1 + wide), at, side="right")] = whole
        return found


class PostingsWriter:
    """Packs chunk after chunk, in the order of the terms."""

    def __init__(self, writer: SegmentFileWriter) -> None:
        self._writer = writer
        self._sizes: dict[str, list[Ints]] = {name: [] for name in ("term", "ids", "counts", "places")}
        self._whole: dict[str, list[Ints]] = {
            name: []
            for name in (
                "df",
                "packing",
                "letters",
                "letters.count",
                "far_counts.at",
                "far_counts",
                "far_places.at",
                "far_places",
            )
        }
        self._bytes = {"counts": 0, "places": 0}
        self._first_surface: int | None = None

    def append(self, chunk: Chunk) -> None:
        """Pack one or more terms."""
        df = np.diff(chunk.starts)
        packed = packing.pack_gaps(packing.ids_to_gaps(chunk.ids, chunk.starts), chunk.starts)
        ones = self._append_counts(chunk, df)
        is_surface = np.array([term[:1] == b"=" for term in chunk.terms])
        wide = np.zeros(len(df), np.int64)
        if is_surface.any():
            if self._first_surface is None:
                self._first_surface = sum(map(len, self._sizes["term"])) + int(is_surface.argmax())
            wide[is_surface] = self._append_positions(chunk, is_surface)
            self._append_letters([term[1:] for term, yes in zip(chunk.terms, is_surface, strict=True) if yes])
        self._writer.append("term", np.frombuffer(b"".join(chunk.terms), np.uint8))
        self._writer.append("ids", packed.stream)
        self._sizes["term"].append(np.array([len(term) for term in chunk.terms]))
        self._sizes["ids"].append(packed.sizes)
        self._whole["df"].append(df)
        self._whole["packing"].append(packed.widths.astype(np.int64) + ones * _ONES + wide * _WIDE)

    def finish(self) -> dict[str, int]:
        """Write what waits for the last chunk; give the facts that the reader asks for."""
        for name in ("term", "ids", "counts", "places"):
            self._writer.append(name, np.empty(0, np.uint8))
            self._writer.put(f"{name}.at", offsets(_joined(self._sizes[name])))
        for name, pieces in self._whole.items():
            self._writer.put(name, _joined(pieces))
        return {"first_surface": self._first_surface or 0, "surfaces": sum(map(len, self._sizes["places"]))}

    def _append_counts(self, chunk: Chunk, df: Ints) -> Ints:
        """Pack counts; give for each term whether all are 1, 0, 0."""
        codes = packing.pack_counts(chunk.counts)
        ones = np.logical_and.reduceat(codes == 1, chunk.starts[:-1])
        kept = np.repeat(~ones, df)
        stream = codes[kept]
        far = np.flatnonzero(stream == 0)
        self._whole["far_counts.at"].append(far + self._bytes["counts"])
        self._whole["far_counts"].append(chunk.counts[kept][far].astype(np.int64).ravel())
        self._bytes["counts"] += len(stream)
        self._writer.append("counts", stream)
        self._sizes["counts"].append(np.where(ones, 0, df))
        return ones.astype(np.int64)

    def _append_positions(self, chunk: Chunk, is_surface: Raw) -> Ints:
        """Pack positions; give for each surface term whether they are wide."""
        totals = np.add.reduceat(packing.totals(chunk.counts), chunk.starts[:-1])[is_surface]
        wide = np.maximum.reduceat(chunk.positions, offsets(totals)[:-1]) > 255
        width = np.repeat(wide, totals)
        stream = np.empty(int((totals << wide).sum()), np.uint8)
        of_byte = np.repeat(wide, totals << wide)
        stream[~of_byte] = chunk.positions[~width]
        stream[of_byte] = (chunk.positions[width] % _FAR).astype("<u2").view(np.uint8)
        far = np.flatnonzero(chunk.positions >= _FAR)
        self._whole["far_places.at"].append(offsets(1 + width)[far] + self._bytes["places"])
        self._whole["far_places"].append(chunk.positions[far])
        self._bytes["places"] += len(stream)
        self._writer.append("places", stream)
        self._sizes["places"].append((totals << wide).astype(np.int64))
        return wide.astype(np.int64)

    def _append_letters(self, words: list[bytes]) -> None:
        data = np.frombuffer(b"".join(words), np.uint8)
        letters, lengths = letters_of(data, offsets([len(word) for word in words]))
        self._whole["letters"].append(letters)
        self._whole["letters.count"].append(lengths.astype(np.int64))


def letters_of(data: Bytes, at: Ints) -> tuple[Ints, Ints]:
    """Give which letters each word has, a bit each, and how many letters.

    A letter's bit is the last of its bytes modulo 32, so an edit of one letter changes at most two bits.

    >>> letters, lengths = letters_of(np.frombuffer("få".encode() + b"aba", np.uint8), np.array([0, 3, 6]))
    >>> [bin(word) for word in letters.tolist()], lengths.tolist()
    (['0b1100000', '0b110'], [2, 3])
    """
    is_last = np.append(data[1:] & 0xC0 != 0x80, True)
    is_last[at[1:-1][at[1:-1] > 0] - 1] = True
    bits = np.where(is_last, 1 << (data.astype(np.int64) & 31), 0)
    empty = np.diff(at) == 0
    starts = np.minimum(at[:-1], max(len(data) - 1, 0))
    if not len(data):
        return np.zeros(len(empty), np.int64), np.zeros(len(empty), np.int64)
    letters: Ints = np.where(empty, 0, np.bitwise_or.reduceat(bits, starts)).astype(np.int64)
    return letters, np.where(empty, 0, np.add.reduceat(is_last.astype(np.int64), starts))


def _joined(pieces: list[Ints]) -> Ints:
    return np.concatenate(pieces) if pieces else np.empty(0, np.int64)
