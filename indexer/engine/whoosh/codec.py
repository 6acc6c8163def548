"""What stands in a segment's file, byte by byte?

One file a segment, written once, never changed, mapped into memory. All numbers are little-endian.

| what        | bytes                     | content                                                              |
|-------------|---------------------------|----------------------------------------------------------------------|
| magic       | 8                         | `PSOKSEG2`                                                           |
| sections    | each begins at a multiple | arrays of unsigned numbers, each in the narrowest type that holds    |
|             | of 8                      | them; listed below                                                   |
| checksums   | 4 for each 64 KiB         | CRC-32 of the blocks of all that stands before the checksums         |
| directory   | JSON                      | `sections`: name -> [type, first byte, count]; `facts`: small numbers |
| end         | 32                        | first byte of checksums (8), of directory (8), of end (8), CRC-32 of |
|             |                           | checksums and directory (4), 4 bytes of the magic                    |

Sections. A *table* of texts X is `X` (UTF-8, one text after the other, in order) and `X.at` (where each begins).
`D` is a number for each document, `T` for each term, `S` for each surface term (terms that begin with "=").

| section                          | content                                                                        |
|----------------------------------|--------------------------------------------------------------------------------|
| `term` table                     | class letter and text of each term                                             |
| `posting.at` (T)                 | where a term's postings begin, among all postings                               |
| `ids`, `ids.at`, `ids.width` (T) | gaps between documents, and their width (packing.py)                           |
| `counts`                         | frequencies in zones, a byte a posting (packing.py)                            |
| `far_counts.at`, `far_counts`    | postings whose byte is 0; how often in text, title, beslut                     |
| `places`, `places.at` (S)        | positions, 2 bytes each: the lower ones, where a position is over 65,535       |
| `far_places.at`, `far_places`    | places in `places` of positions over 65,535; the whole position                |
| `letters`, `letters.count` (S)   | which letters a surface term has (a bit each, of 32), and how many             |
| `id` table, `id.doc`, `id.rank`  | ids in order; the document of each; (D) the place of a document's id           |
| `version`, `date`, `ordinal`,    | (D) as in port.Unit; tokens; place by date (undated last), protokoll, ordinal, |
| `length`, `place`, `late`        | id; 1 where the unit stands after those of port.FIRST_KINDS                    |
| F table, `F.hash`, `F.hash.of`,  | for each F of documents.FIELDS: its values; their hashes in order, and the     |
| `F.of`, `F.more.doc`, `F.more`   | value of each; (D) 1 + the first value, 0 none; further values as pairs        |
| `run.at` (D), `run.*`            | stretches of tokens that are not in zone 0: `zone`, `start`, `stop`            |
| `person` table, `person.hash*`   | names, and their hashes as above                                               |
| `attendee.at`, `attendee`,       | for each meeting its attendees as they were put                                |
| `attendee.deciding`, `….firsts`  | had a vote; is the first entry of its person (bits of attendance.FIRSTS)       |
| `present.at`, `present`          | for each person the meetings; `deciding`: those where the person had a vote    |
| `present.away.doc`,              | who of them did not count at a document, as pairs; the same for `deciding`     |
| `present.away`                   |                                                                                |
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from indexer.engine.whoosh.arrays import Raw, narrow
from indexer.errors import IndexHomeError

MAGIC = b"PSOKSEG2"
BLOCK = 1 << 16
"""Bytes under one checksum: what a first look at a rare term must check (some 20 µs)."""
IN_MEMORY = 1 << 20
"""Bytes of a section that wait in memory while a segment is written; longer ones wait in a nameless file."""
_END = struct.Struct("<QQQI4s")


class SegmentFile:
    """A segment's file, mapped. What is read is checked first, once; IndexHomeError names a damaged file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < len(MAGIC) + _END.size:
                raise self._damaged()
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        checksums, directory, end, crc, magic = _END.unpack_from(self._map, size - _END.size)
        if end != size - _END.size or magic != MAGIC[:4] or not checksums <= directory <= end:
            raise self._damaged()
        if zlib.crc32(memoryview(self._map)[checksums:end]) != crc:
            raise self._damaged()
        if self._map[: len(MAGIC)] != MAGIC:
            raise IndexHomeError(f"Indexfilen {path} är av en annan version eller skadad. Bygg om indexet.")
        self.size = size
        self._checksums = np.frombuffer(self._map, np.dtype("<u4"), -(-checksums // BLOCK), checksums)
        self._checked = bytearray(len(self._checksums))
        self._content = memoryview(self._map)[:checksums]
        head = json.loads(self._map[directory:end])
        self._sections: Mapping[str, tuple[str, int, int]] = head["sections"]
        self.facts: Mapping[str, int] = head["facts"]

    def section(self, name: str) -> Raw:
        """Give a whole section."""
        return self.stretch(name, 0, self._sections[name][2])

    def stretch(self, name: str, start: int, stop: int) -> Raw:
        """Give some elements of a section. The array keeps the file mapped."""
        kind, begin, _ = self._sections[name]
        dtype = np.dtype(kind)
        first = begin + start * dtype.itemsize
        self._check(first, begin + stop * dtype.itemsize)
        return np.frombuffer(self._map, dtype, stop - start, first)

    def _check(self, first: int, end: int) -> None:
        blocks = range(first // BLOCK, -(-end // BLOCK))
        if self._checked.find(0, blocks.start, blocks.stop) < 0:
            return
        for block in blocks:
            if not self._checked[block]:
                if zlib.crc32(self._content[block * BLOCK : (block + 1) * BLOCK]) != self._checksums[block]:
                    raise self._damaged()
                self._checked[block] = 1

    def _damaged(self) -> IndexHomeError:
        return IndexHomeError(f"Indexfilen {self.path} är skadad: kontrollsumman stämmer inte. Bygg om indexet.")


class SegmentFileWriter:
    """Takes the sections of a segment, in pieces and in any order, and makes one file of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: dict[str, tuple[np.dtype[Any], IO[bytes]]] = {}

    def put(self, name: str, numbers: npt.NDArray[np.integer]) -> None:
        """Give a whole section, in as narrow a type as it fits."""
        self.append(name, narrow(numbers))

    def append(self, name: str, numbers: Raw) -> None:
        """Give the next piece of a section. All pieces have the type of the first."""
        if name not in self._waiting:
            spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(self._path.parent))  # noqa: SIM115 (closed in finish)
            self._waiting[name] = (numbers.dtype, spool)
        dtype, waiting = self._waiting[name]
        waiting.write(numbers.astype(dtype, casting="safe", copy=False).tobytes())

    def discard(self) -> None:
        """Let go of everything."""
        for _, spool in self._waiting.values():
            spool.close()
        self._path.unlink(missing_ok=True)

    def finish(self, facts: Mapping[str, int]) -> None:
        """Write the file and see it safe on the disk."""
        with self._path.open("wb") as file:
            out = _Summing(file)
            out.write(MAGIC)
            sections = {}
            for name, (dtype, spool) in self._waiting.items():
                out.write(bytes(-out.size % 8))
                sections[name] = (dtype.str, out.size, spool.tell() // dtype.itemsize)
                out.copy(spool)
            checksums = np.array(out.sums(), "<u4").tobytes()
            directory = json.dumps({"sections": sections, "facts": facts}).encode()
            start, middle = out.size, out.size + len(checksums)
            crc = zlib.crc32(directory, zlib.crc32(checksums))
            file.write(checksums + directory + _END.pack(start, middle, middle + len(directory), crc, MAGIC[:4]))
            file.flush()
            os.fsync(file.fileno())


class _Summing:
    """Writes to a file and sums up each block."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._done: list[int] = []
        self._open = 0
        self.size = 0

    def write(self, data: bytes) -> None:
        """Write, block by block."""
        view = memoryview(data)
        while view:
            room = BLOCK - self.size % BLOCK
            piece, view = view[:room], view[room:]
            self._open = zlib.crc32(piece, self._open)
            self._file.write(piece)
            self.size += len(piece)
            if self.size % BLOCK == 0:
                self._done.append(self._open)
                self._open = 0

    def copy(self, source: IO[bytes]) -> None:
        """Write all of another file and close it."""
        source.seek(0)
        while data := source.read(16 * BLOCK):
            self.write(data)
        source.close()

    def sums(self) -> list[int]:
        """Give the checksum of each block."""
        return [*self._done, self._open] if self.size % BLOCK else self._done
