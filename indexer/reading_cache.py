"""What was read out of this very content before?

A file a content, named by its digest, in the index home. It holds what left the reader: masked text. Text files are not
kept, they are read faster than found.
"""

import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path

from indexer.read import Reading
from indexer.reading_worker import from_json, to_json

READER_VERSION = "1"
"""Raised with every change of what indexer/read gives for a PDF, Word or web file."""
_ENDING = f".{READER_VERSION}.json.z"


class ReadingCache:
    """Readings on disk. What is damaged is read again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: Path, reader: Callable[[Path], Reading]) -> Reading:
        """What was read before of this content, else what the reader gives now."""
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                before = os.fstat(file.fileno())
        except OSError:
            return reader(path)  # which says what is wrong
        kept = self._kept(digest)
        if kept is not None:
            return kept
        reading = reader(path)
        after = path.stat()
        unchanged = (before.st_ino, before.st_size, before.st_mtime_ns) == (
            after.st_ino,
            after.st_size,
            after.st_mtime_ns,
        )
        if unchanged and reading.format != "text":
            self._keep(digest, reading)
        return reading

    def prune(self, is_known: Callable[[str], bool]) -> None:
        """Delete what other versions read, and what no file that is known by its digest has any more."""
        for file in self._folder.glob("*/*"):
            if not file.name.endswith(_ENDING) or not is_known(file.name.removesuffix(_ENDING)):
                file.unlink(missing_ok=True)

    def _file(self, digest: str) -> Path:
        return self._folder / digest[:2] / (digest + _ENDING)

    def _kept(self, digest: str) -> Reading | None:
        try:
            return from_json(zlib.decompress(self._file(digest).read_bytes()))
        except (OSError, ValueError, zlib.error):
            return None

    def _keep(self, digest: str, reading: Reading) -> None:
        """Write it in one step; two that do so at once write the same."""
        file = self._file(digest)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        fresh.write_bytes(zlib.compress(to_json(reading).encode(), 1))
        fresh.replace(file)
