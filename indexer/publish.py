"""How does the engine learn what the catalogue knows?

The catalogue is written first and notes, in the same transaction, what the engine has yet to be told. Then the engine
commits, then the notes are struck out. A process killed anywhere in between leaves notes that the next writer works
off first; doing so twice does no harm. If the engine's generation is not the one that was acknowledged (a restored
backup, a lost folder), every unit is compared instead (D10).
"""

from typing import NamedTuple

from indexer.catalogue import Catalogue
from indexer.engine.port import Batch, Engine, Meeting
from indexer.rows import Tokenizer, rows

WRITE_WAIT = 120.0
"""Seconds to wait for whoever is writing; one batch takes far less."""


class Index(NamedTuple):
    """A catalogue and the engine made from it."""

    catalogue: Catalogue
    engine: Engine
    number: int
    """The N of gen-N, where the engine lies."""
    analysis: Tokenizer


def publish(index: Index) -> int:
    """Tell the engine what has changed; gives its generation. Call it with the write lock held."""
    changed, leaving = index.catalogue.waiting()
    if not changed and not leaving:
        return index.catalogue.acknowledged()[1]
    with index.engine.batch() as batch:
        batch.remove(leaving)
        for protokoll in changed:
            _tell(index, batch, protokoll)
        generation = batch.commit()
    _acknowledge(index, generation)
    return generation


def repair(index: Index) -> int:
    """Make the engine agree with the catalogue, whatever happened before. Call it with the write lock held."""
    snapshot = index.engine.snapshot()
    if (index.number, snapshot.generation) != index.catalogue.acknowledged():
        indexed = snapshot.versions()
        live = index.catalogue.live_versions()
        strangers = tuple(unit for unit in indexed if unit not in live)
        stale = {protokoll for unit, (protokoll, version) in live.items() if indexed.get(unit) != version}
        with index.catalogue.writing() as writer:
            writer.tell_again(live=tuple(sorted(stale)), leaving=strangers)
        if not stale and not strangers and index.catalogue.waiting() == ((), ()):
            _acknowledge(index, snapshot.generation)
    return publish(index)


def fill(index: Index) -> int:
    """Tell an empty engine of everything. Call it with the write lock held."""
    with index.catalogue.writing() as writer:
        writer.tell_again(live=None)
    return publish(index)


def _acknowledge(index: Index, generation: int) -> None:
    with index.catalogue.writing() as writer:
        writer.acknowledge(index.number, generation)
        writer.collect_garbage()


def _tell(index: Index, batch: Batch, protokoll: str) -> None:
    """Put a protokoll into the batch as it is now; of one that is gone only the meeting is emptied of names."""
    stored = index.catalogue.protokoll(protokoll)
    if stored is None:
        batch.put_meeting(Meeting(id=protokoll, attendees=()))
        return
    meeting, units = rows(stored.protokoll, stored.version, index.analysis)
    batch.put_meeting(meeting)
    batch.add(units)
