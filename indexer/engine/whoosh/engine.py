"""Who reads and who writes an index in Whoosh's directory?"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

from indexer.engine.port import Derive
from indexer.engine.whoosh.batch import WhooshBatch, merge_once
from indexer.engine.whoosh.part import Part, PostingCache
from indexer.engine.whoosh.segment import Shelf
from indexer.engine.whoosh.snapshot import WhooshSnapshot
from indexer.engine.whoosh.storage import WRITER, IndexStorage
from indexer.engine.whoosh.texts import encode
from indexer.errors import IndexHomeError, LockedError, in_words

_log = logging.getLogger(__name__)
KEYS_REMEMBERED = 200_000
"""Distinct token keys whose terms are kept from one commit to the next."""


class WhooshEngine:
    """The embedded engine. See `port.Engine`.

    After a commit, segments are merged in a thread of its own; `close` waits for it, a killed process loses nothing.
    """

    def __init__(self, path: Path, derive: Derive) -> None:
        self._storage = IndexStorage(str(path))
        self._path = path
        self._terms = lru_cache(maxsize=KEYS_REMEMBERED)(
            lambda key: tuple(t.cls.encode() + encode(t.text) for t in derive(key))
        )
        self._shelf = Shelf(self._storage)
        self._cache = PostingCache()
        self._newest: tuple[int, WhooshSnapshot] = (-1, WhooshSnapshot(0, ()))
        self._opening = Lock()
        self._merging = Lock()
        self._merger: Thread | None = None

    def snapshot(self) -> WhooshSnapshot:
        """Give the newest committed generation, whoever committed it; IndexHomeError if a file is damaged."""
        if self._storage.newest() != self._newest[0]:
            with self._opening:  # and look again: others may have waited for the same
                if self._storage.newest() != self._newest[0]:
                    self._newest = self._open_newest()
        return self._newest[1]

    @contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        """Become the one writer; LockedError if somebody is."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexHomeError(f"Kan inte skapa {self._path}: {in_words(error)}.") from error
        with self._storage.held(WRITER):
            batch = WhooshBatch(self._shelf, self._terms)
            try:
                yield batch
            finally:
                batch.discard()
        self._merge_soon()

    def close(self) -> None:
        """Finish merging and let go of files."""
        if self._merger is not None:
            self._merger.join()
        self._shelf.clear()
        self._cache = PostingCache()
        self._newest = (-1, WhooshSnapshot(0, ()))

    def _open_newest(self) -> tuple[int, WhooshSnapshot]:
        now = self._shelf.newest()
        parts = [
            Part(reader, segment.dead, self._cache) for segment, reader in zip(now.segments, now.readers, strict=True)
        ]
        return now.number, WhooshSnapshot(now.segments.commits, parts, self._newest[1].fields)

    def _merge_soon(self) -> None:
        with self._merging:
            if self._merger is None or not self._merger.is_alive():
                self._merger = Thread(target=self._merge, name="merging")
                self._merger.start()

    def _merge(self) -> None:
        try:
            while merge_once(self._shelf):
                pass
        except LockedError:  # somebody else merges, and looks again when done
            pass
        except (OSError, IndexHomeError) as error:  # the index is whole; the next commit tries again
            _log.warning("Indexets segment kunde inte slås ihop: %s", error)
