"""What does the one writer do to the catalogue?

Each method is a step inside one transaction (`Catalogue.writing`). Whatever it changes for readers of the index is
noted in `pending` and `leaving` in the same transaction, so that a process killed between catalogue and engine leaves
a note of what the engine has yet to be told (indexer/publish.py).
"""

import sqlite3
import time
from collections import Counter
from dataclasses import replace

from indexer.catalogue import sources, storing
from indexer.catalogue.log import Log
from indexer.catalogue.placing import Known, free_id, known, pair
from indexer.catalogue.records import (
    GONE_READING,
    GONE_SOURCE,
    MOVED,
    REASONS,
    FileReading,
    SourceFile,
    State,
)
from indexer.catalogue.storing import Place, UnitState
from indexer.errors import UsageError
from indexer.model import Protokoll

KEEP_SECONDS = 600.0
"""How long a version that is no longer in force can still be read, by who searched just before."""


class Writer:
    """Changes to the catalogue, in one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._log = Log(connection)

    def note(self, source: SourceFile) -> None:
        """Write what became of a file that gave no protokoll, or has the content of another."""
        sources.note(self._db, source)

    def move(self, key: int, root: str, path: str) -> None:
        """Let a file have another name; its protokoll keep their ids."""
        sources.move(self._db, key, root, path)

    def add_root(self, root: str) -> None:
        """Count `root` as indexed whole, and files of folders inside it as its own."""
        sources.add_root(self._db, root)

    def set_missing(self, keys: tuple[int, ...]) -> None:
        """Mark files that this run does not see."""
        sources.set_missing(self._db, keys)

    def forget(self, gone: tuple[SourceFile, ...]) -> None:
        """Strike out files; protokoll that no other file holds are gone."""
        sources.forget(self._db, (source.key for source in gone))
        for sha256 in {source.sha256 for source in gone if source.sha256}:
            if not sources.holders(self._db, sha256):
                self._end_content(sha256, GONE_SOURCE)

    def store(self, reading: FileReading) -> None:
        """Write what was read from a file: protokoll, ids, versions."""
        self._log.begin_file()
        before = sources.find(self._db, reading.root, reading.path)
        keeper = sources.primary(self._db, reading.sha256)
        sources.note(self._db, _read_well(reading))
        previous = self._left_content(before, reading.sha256)
        if keeper is not None and (before is None or keeper != before.key):
            if previous:
                self._end_content(previous, GONE_READING)
            return
        is_corrected = before is not None and before.sidecar not in (None, reading.sidecar)
        pairs, gone = pair(self._db, reading.protokoll, reading.sha256, previous)
        for place, (protokoll, earlier) in enumerate(zip(reading.protokoll, pairs, strict=True)):
            self._put(protokoll, earlier, Place(reading.sha256, place), is_corrected=is_corrected)
        for earlier in gone:
            self._end(earlier, GONE_READING)
        self._log.forward_moved()

    def remove(self, wanted: str, code: str) -> tuple[str, ...]:
        """Take a unit or a whole protokoll away for good; gives the ids of the units that went.

        Raises:
            UsageError: no such id, or no such code.
        """
        if code not in REASONS:
            raise UsageError(f"Skälet ”{code}” finns inte. Välj ett av: {', '.join(REASONS)}.")
        row = self._db.execute(
            "SELECT key, protokoll, 0 FROM units WHERE id = :id UNION ALL"
            " SELECT NULL, key, 1 FROM protokoll WHERE id = :id",
            {"id": wanted},
        ).fetchone()
        if row is None:
            raise UsageError(f"Ingen paragraf och inget protokoll har adressen {wanted}. Kontrollera den på sidan.")
        unit, protokoll, whole = row
        return self._remove(known(self._db, protokoll), code, unit=None if whole else unit)

    def acknowledge(self, engine: int, generation: int) -> None:
        """Engine `engine` (the N of gen-N) has committed: what waited is public, what is over may go after a while."""
        self._db.execute("UPDATE versions SET retired_at = ? WHERE retired AND retired_at IS NULL", (time.time(),))
        for key, value in (("engine", engine), ("generation", generation)):
            self._db.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
        self._log.publish()

    def collect_garbage(self, *, keep: float = KEEP_SECONDS) -> None:
        """Delete versions that nobody can be reading any more."""
        limit = time.time() - keep
        old = "SELECT version FROM versions WHERE retired AND retired_at <= ?"
        for table in ("bodies", "remarks"):
            self._db.execute(f"DELETE FROM {table} WHERE version IN ({old})", (limit,))  # noqa: S608 - names from code
        self._db.execute("DELETE FROM versions WHERE retired AND retired_at <= ?", (limit,))

    def tell_again(self, *, live: tuple[str, ...] | None, leaving: tuple[str, ...] = ()) -> None:
        """Note that the engine must be told again: of these protokoll (None: of all), and of these units to forget."""
        if live is None:
            self._db.execute("INSERT OR IGNORE INTO pending SELECT key FROM protokoll WHERE state = 'live'")
        for protokoll in live or ():
            self._db.execute("INSERT OR IGNORE INTO pending SELECT key FROM protokoll WHERE id = ?", (protokoll,))
        self._log.leave(leaving)

    def _left_content(self, before: SourceFile | None, sha256: str) -> str | None:
        """The content the file had before, if no file has it now."""
        if before is None or before.sha256 in (None, sha256):
            return None
        assert before.sha256 is not None  # noqa: S101 - for mypy, which does not see through `in`
        return None if sources.holders(self._db, before.sha256) else before.sha256

    def _put(self, found: Protokoll, earlier: Known | None, place: Place, *, is_corrected: bool) -> None:
        """Write one protokoll: who it is, its units, its version."""
        code = storing.barred(self._db, found, place.sha256)
        if code is not None and earlier is not None and earlier.state != "removed":
            self._remove(earlier, code)
            earlier = known(self._db, earlier.key)
        if earlier is not None and is_corrected and earlier.base != found.id:
            earlier = self._rename(earlier, found.id)
        given = storing.identify(self._db, found, earlier, place, code)
        if code is not None or (earlier is not None and earlier.state == "removed"):
            return
        units, lost = storing.identify_units(self._db, found, earlier, given)
        for unit in lost:
            self._log.end_unit(unit.key, unit.id, given.id, GONE_READING, text=unit.seen.text)
        self._write(given.key, storing.with_ids(found, given.id, units), units, earlier)

    def _write(self, key: int, final: Protokoll, units: tuple[UnitState, ...], earlier: Known | None) -> None:
        """Write a version, unless it says what the last one said."""
        same = storing.same_version(self._db, earlier, final)
        if same is not None and all(unit.was == unit.state for unit in units):
            self._db.execute("UPDATE versions SET parser_version = ? WHERE version = ?", (final.parser_version, same))
            return
        self._db.execute("UPDATE versions SET retired = 1 WHERE protokoll = ? AND NOT retired", (key,))
        version = storing.write_version(self._db, key, final, Counter(remark.code for remark in final.anmarkningar))
        storing.write_bodies(self._db, version, final, units)
        for unit in units:
            self._log.seen_unit(unit, final.id)
        self._log.tell(key)

    def _rename(self, earlier: Known, base: str) -> Known:
        """People corrected what the id is made of: new ids, the old ones are aliases."""
        given = free_id(self._db, base, own=earlier.id)
        self._db.execute("UPDATE protokoll SET id = ? WHERE key = ?", (given, earlier.key))
        self._log.alias(earlier.id, given)
        units = []
        for unit in earlier.units:
            fresh = given + unit.id.removeprefix(earlier.id)
            self._db.execute("UPDATE units SET id = ? WHERE key = ?", (fresh, unit.key))
            self._log.alias(unit.id, fresh)
            if unit.state == "live":
                self._log.end_unit(unit.key, unit.id, earlier.id, MOVED)
            units.append(replace(unit, id=fresh, state="gone" if unit.state == "live" else unit.state))
        return replace(earlier, id=given, units=tuple(units))

    def _end_content(self, sha256: str, code: str) -> None:
        rows = self._db.execute("SELECT key FROM protokoll WHERE sha256 = ?", (sha256,)).fetchall()
        for (key,) in rows:
            self._end(known(self._db, key), code)

    def _end(self, earlier: Known, code: str) -> None:
        """A protokoll is no longer in any file."""
        if earlier.state != "live":
            return
        for unit in earlier.units:
            if unit.state == "live":
                self._log.end_unit(unit.key, unit.id, earlier.id, code, text=unit.seen.text)
        self._db.execute("UPDATE versions SET retired = 1 WHERE protokoll = ? AND NOT retired", (earlier.key,))
        storing.set_protokoll(self._db, earlier.key, "gone", code)
        self._log.tell(earlier.key)

    def _remove(self, earlier: Known, code: str, *, unit: int | None = None) -> tuple[str, ...]:
        """Delete text in every version, and bar it from coming back."""
        whole = unit is None
        if whole and earlier.state == "removed":
            return ()
        going = [one for one in earlier.units if (whole or one.key == unit) and one.state != "removed"]
        for one in going:
            storing.bar(self._db, one.key, code, whole=whole)
            self._log.end_unit(one.key, one.id, earlier.id, code, state="removed", was=one.state)
        if whole:
            storing.erase(self._db, earlier, code)
        else:
            storing.recount(self._db, earlier.key)
        self._log.tell(earlier.key)
        return tuple(one.id for one in going)


def _read_well(reading: FileReading) -> SourceFile:
    return SourceFile(
        key=0,
        root=reading.root,
        path=reading.path,
        size=reading.size,
        mtime_ns=reading.mtime_ns,
        checked_ns=reading.checked_ns,
        state=State.READ,
        code=None,
        message=None,
        sha256=reading.sha256,
        parser_version=reading.parser_version,
        sidecar=reading.sidecar,
    )
