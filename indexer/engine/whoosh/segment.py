"""What does one segment look like to those who read it, and which are there now?"""

from pathlib import Path
from threading import Lock
from typing import NamedTuple

from indexer.engine.whoosh.codec import SegmentFile
from indexer.engine.whoosh.documents import Documents
from indexer.engine.whoosh.postings import PostingsReader
from indexer.engine.whoosh.storage import IndexStorage, Segments, UnitSegment
from indexer.errors import IndexHomeError, in_words


class SegmentReader:
    """A segment's file with its terms, postings and columns. All is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.file = SegmentFile(path)
        self.name = path.name
        self.size = self.file.facts["documents"]
        """Documents, dead ones too."""
        self.tokens = self.file.facts["tokens"]
        """Of all documents."""
        self.postings = PostingsReader(self.file)
        self.documents = Documents(self.file)


class Opened(NamedTuple):
    """One TOC, its segments open."""

    number: int
    segments: Segments
    readers: list[SegmentReader]


class Shelf:
    """The segments of an index, each opened once for as long as it belongs to the newest TOC that was asked for."""

    def __init__(self, storage: IndexStorage) -> None:
        self.storage = storage
        self._readers: dict[str, SegmentReader] = {}
        self._lock = Lock()

    def newest(self) -> Opened:
        """Open the newest TOC; IndexHomeError if it or a segment is damaged or missing."""
        with self._lock:
            seen = -2
            while True:
                number, segments = self.storage.read_segments()
                try:
                    readers = [self._open(segment) for segment in segments]
                except FileNotFoundError as error:
                    if number == seen:  # not just replaced by a newer one since it was read
                        raise IndexHomeError(f"En fil i indexet saknas: {error.filename}. Bygg om indexet.") from error
                    seen = number
                    continue
                except OSError as error:
                    raise IndexHomeError(f"Kan inte läsa {error.filename}: {in_words(error)}.") from error
                self._readers = {reader.name: reader for reader in readers}
                return Opened(number, segments, readers)

    def clear(self) -> None:
        """Let go of all files."""
        with self._lock:
            self._readers = {}

    def _open(self, segment: UnitSegment) -> SegmentReader:
        reader = self._readers.get(segment.filename) or SegmentReader(self.storage.path(segment.filename))
        if reader.size != segment.doc_count_all():
            raise IndexHomeError(
                f"Indexfilen {reader.file.path} är inte den som förteckningen nämner. Bygg om indexet."
            )
        return reader
