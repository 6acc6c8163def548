"""Who reads and who writes a reference index?"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock

from indexer.engine.port import Derive, Meeting, Unit
from indexer.engine.reference import store
from indexer.engine.reference.collection import Collection, Document, Terms, take_apart
from indexer.engine.reference.snapshot import ReferenceSnapshot

KEYS_REMEMBERED = 100_000
"""Distinct token keys whose terms are kept: a town's minutes of some years."""


class ReferenceBatch:
    """Changes to a copy of the newest collection. See `port.Batch`."""

    def __init__(self, newest: Collection, terms: Terms, publish: Callable[[Collection], None]) -> None:
        self._generation = newest.generation + 1
        self._meetings = dict(newest.meetings)
        self._documents = dict(newest.documents)
        self._terms = terms
        self._publish = publish
        self._is_spent = False

    def put_meeting(self, meeting: Meeting) -> None:
        """Add a meeting or replace it."""
        self._meetings[meeting.id] = meeting

    def add(self, units: Iterable[Unit]) -> None:
        """Add units or replace them; all of them or, if one is wrong (ValueError), none."""
        documents = {unit.id: take_apart(unit, self._terms) for unit in units}
        self._documents.update(documents)

    def remove(self, unit_ids: Iterable[str]) -> None:
        """Take units away."""
        for unit_id in unit_ids:
            self._documents.pop(unit_id, None)

    def commit(self) -> int:
        """Make the changes durable and visible; ValueError if a unit names a meeting that is not here."""
        if self._is_spent:
            raise ValueError("a batch commits once")
        for unit in (document.unit for document in self._documents.values()):
            if unit.meeting is not None and unit.meeting not in self._meetings:
                raise ValueError(f"{unit.id} names a meeting that was never put: {unit.meeting}")
        self._publish(Collection(self._generation, self._meetings, self._documents))
        self._is_spent = True
        return self._generation


class ReferenceEngine:
    """Brute force over units in memory, kept as JSON Lines in `path`. See `port.Engine`."""

    def __init__(self, path: Path, derive: Derive) -> None:
        self._path = path
        self._terms: Terms = lru_cache(maxsize=KEYS_REMEMBERED)(derive)
        self._newest = Collection(0, {}, {})
        self._loading = Lock()

    def snapshot(self) -> ReferenceSnapshot:
        """Give the newest committed generation, whoever committed it; IndexHomeError if the file is damaged."""
        with self._loading:
            if store.generation(self._path) != self._newest.generation:
                generation, meetings, units = store.load(self._path)
                self._newest = Collection(generation, meetings, {unit.id: self._document(unit) for unit in units})
            return ReferenceSnapshot(self._newest)

    @contextmanager
    def batch(self) -> Iterator[ReferenceBatch]:
        """Become the one writer; LockedError if somebody is."""
        with store.writer_lock(self._path):
            yield ReferenceBatch(self.snapshot().collection, self._terms, self._save)

    def close(self) -> None:
        """Let go of the units."""
        self._newest = Collection(0, {}, {})

    def _save(self, collection: Collection) -> None:
        units = {unit_id: document.unit for unit_id, document in collection.documents.items()}
        store.save(self._path, collection.generation, collection.meetings, units)
        with self._loading:
            self._newest = collection

    def _document(self, unit: Unit) -> Document:
        """Take a unit apart, unless that is done."""
        known = self._newest.documents.get(unit.id)
        return known if known is not None and known.unit == unit else take_apart(unit, self._terms)
