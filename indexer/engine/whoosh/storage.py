"""How do Whoosh's files get safely onto the disk and back?

Whoosh keeps the index directory (D42): the table of contents (TOC) of each generation, the list of
segments in it with their deletions, the locks, and the removal of files that nobody needs. Its `FileStorage` is where
it lets us in. What we add:

- A TOC ends in a checksum, checked before anything in it is unpickled, and is on the disk before it gets its name
  (D43).
- A lock says who holds it.
- The list of segments becomes `Segments`, which also counts commits: a merge makes a new TOC, no new generation.
"""

import io
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import numpy as np
from whoosh.codec.base import Segment
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, clean_files
from whoosh.util.filelock import try_for

from indexer.engine.port import KEYWORDS
from indexer.engine.whoosh.arrays import Ints
from indexer.errors import IndexHomeError, LockedError, in_words

NAME = "MAIN"
"""Of the index within its directory."""
SCHEMA = Schema(**{field: COLUMN(VarBytesColumn()) for field in KEYWORDS})
"""What Whoosh writes about our fields. It is always taken from here, never from a file."""
WRITER, TOC_LOCK, MERGER = "WRITELOCK", "TOCLOCK", "MERGELOCK"
"""Held by a batch from its beginning; by who replaces the TOC, for a moment; by who merges."""
_DIGEST = 32


class UnitSegment(Segment):  # type: ignore[misc]  # Whoosh has no types
    """One segment as the TOC knows it: its name, its size, its dead documents. Pickled into the TOC."""

    FILE = ".units"

    def __init__(self, documents: int = 0) -> None:
        super().__init__(NAME)
        self._documents = documents
        self._dead = b""

    @property
    def filename(self) -> str:
        """The segment's file."""
        return str(self.make_filename(self.FILE))

    @property
    def dead(self) -> Ints:
        """The documents that are deleted, in order."""
        return np.frombuffer(self._dead, np.dtype("<u4")).astype(np.int64)

    def doc_count_all(self) -> int:
        """Count documents, dead ones too."""
        return self._documents

    def delete_documents(self, docs: Ints) -> None:
        """Delete documents."""
        self._dead = np.union1d(self.dead, docs).astype("<u4").tobytes()

    def deleted_count(self) -> int:
        """Count dead documents."""
        return len(self._dead) // 4


class Segments(list[UnitSegment]):
    """The segments of one TOC."""

    commits = 0
    """How many commits made them: the generation of the port."""


class IndexStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's directory, made durable."""

    def path(self, name: str) -> Path:
        """Give the path of a file."""
        return Path(self.folder) / name

    def list(self) -> list[str]:
        """Give the names of all files; none where there is no directory (Whoosh: also where it may not be read)."""
        try:
            return [path.name for path in Path(self.folder).iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise IndexHomeError(f"Kan inte läsa indexet i {self.folder}: {in_words(error)}.") from error

    def open_file(self, name: str, **_: object) -> StructFile:
        """Open a TOC, once its checksum is right."""
        data = self.path(name).read_bytes()
        content, digest = data[:-_DIGEST], data[-_DIGEST:]
        if sha256(content).digest() != digest:
            raise IndexHomeError(f"Filen {self.path(name)} är skadad: kontrollsumman stämmer inte. Bygg om indexet.")
        return StructFile(io.BytesIO(content), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002 (Whoosh's)
        """Give a finished file its name, durably; a TOC gets its checksum first."""
        if newname.endswith(".toc"):
            content = self.path(oldname).read_bytes()
            with self.path(oldname).open("ab") as file:
                file.write(sha256(content).digest())
                file.flush()
                os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe)
        self.sync()

    def sync(self) -> None:
        """A name is durable when its directory is."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sweep(self, prefix: str) -> None:
        """Remove what somebody who was killed left behind."""
        for name in self.list():
            if name.startswith(prefix):
                with suppress(OSError):
                    self.delete_file(name)

    @contextmanager
    def held(self, lock_name: str, *, patience: float = 0.0) -> Iterator[None]:
        """Hold a lock; LockedError says who has it. The lock is gone when its process is."""
        lock = self.lock(f"{NAME}_{lock_name}")
        try:
            is_mine = try_for(lock.acquire, timeout=patience, delay=0.002)
        except OSError as error:
            raise IndexHomeError(f"Kan inte skriva i {self.folder}: {in_words(error)}.") from error
        if not is_mine:
            who = Path(lock.filename).read_text(encoding="utf-8").strip() or "en annan process"
            raise LockedError(f"Indexet i {self.folder} skrivs just nu av {who}. Vänta tills den är klar.")
        try:
            with suppress(OSError):  # a full disk: the lock holds all the same, it only does not say whose it is
                os.ftruncate(lock.fd, 0)
                os.write(lock.fd, f"process {os.getpid()} på {socket.gethostname()}".encode())
            yield
        finally:
            lock.release()

    def newest(self) -> int:
        """Give the number of the newest TOC, -1 where there is none."""
        numbers = (name.removeprefix(f"_{NAME}_").removesuffix(".toc") for name in self.list() if name.endswith(".toc"))
        return max((int(number) for number in numbers if number.isdigit()), default=-1)

    def read_segments(self) -> tuple[int, Segments]:
        """Give the number and the segments of the newest TOC; IndexHomeError if it is damaged."""
        for _ in range(100):
            number = self.newest()
            if number < 0:
                break
            with suppress(FileNotFoundError):  # replaced since we looked
                return number, TOC.read(self, NAME, gen=number, schema=SCHEMA).segments
        return -1, Segments()

    def write_segments(self, segments: Segments, number: int) -> None:
        """Make these the index, durably and in one step; then remove what nobody needs. The caller holds TOC_LOCK."""
        for name in self.list():
            if ".toc." in name:  # somebody was killed while writing one
                self.delete_file(name)
        TOC(SCHEMA, segments, number).write(self, NAME)
        clean_files(self, NAME, number, segments)
