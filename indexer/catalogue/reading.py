"""What do readers ask the catalogue?"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from indexer.catalogue import sources, survey
from indexer.catalogue.connections import Connections
from indexer.catalogue.packing import unpack
from indexer.catalogue.records import (
    Alias,
    Change,
    Coverage,
    Live,
    Removed,
    SourceFile,
    Status,
    StoredProtokoll,
    StoredUnit,
)
from indexer.catalogue.writing import Writer
from indexer.contract import protokoll_from_json
from indexer.model import Kind, Protokoll

_PARAGRAFER = (Kind.PARAGRAF, Kind.STYCKE)
_Heads = dict[int, tuple[dict[str, Any], Protokoll, tuple[str, ...]]]


class Catalogue:
    """A handle on one catalogue. Safe to use from several threads; one process at a time may write."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._known_status: tuple[int, Status] | None = None

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Catalogue":
        """Open `catalogue.sqlite`. IndexHomeError: missing (unless `create`), damaged, of another format."""
        return cls(Connections(path, create=create))

    def close(self) -> None:
        """Let go of the file."""
        self._connections.close()

    def resolve(self, wanted: str) -> Live | Alias | Removed | None:
        """Say what became of an id of a unit or a protokoll; None if it was never given."""
        with self._connections.reading() as connection:
            return _resolve(connection, wanted)

    def find(self, address: str) -> str | None:
        """Give the id in an address that people copy ("https://…/p/a/b/2024-01-02/3?q=x#y"), or None.

        Whatever stands before it is passed over: the longest end of the path that is an id counts.
        """
        parts = unquote(urlsplit(address.strip()).path).strip("/").split("/")
        with self._connections.reading() as connection:
            for start in range(max(0, len(parts) - 8), len(parts)):
                wanted = "/".join(parts[start:])
                if _resolve(connection, wanted) is not None:
                    return wanted
        return None

    def current_id(self, wanted: str) -> str:
        """Follow an alias to the id that it stands for now; any other id is itself."""
        found = self.resolve(wanted)
        return found.id if isinstance(found, Alias) else wanted

    def unit(self, unit_id: str, version: int | None = None) -> StoredUnit | None:
        """Give one unit, in its live version unless one is given; None if it is not there (any more) or removed."""
        with self._connections.reading() as connection:
            return _unit(connection, unit_id, version, {})

    def units(self, pairs: Iterable[tuple[str, int]]) -> tuple[StoredUnit | None, ...]:
        """Give units by (id, version), in the order asked; None where `unit` gives None."""
        heads: _Heads = {}
        with self._connections.reading() as connection:
            return tuple(_unit(connection, unit_id, version, heads) for unit_id, version in pairs)

    def protokoll(self, protokoll_id: str) -> StoredProtokoll | None:
        """Give a whole protokoll in its live version; None if there is none."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT version FROM protokoll WHERE id = ? AND state = 'live'", (protokoll_id,)
            ).fetchone()
            return row and _protokoll(connection, row[0])

    def coverage(self) -> Coverage:
        """Say what there is. Cheap: remembered until something changes."""
        return self.status().coverage

    def status(self) -> Status:
        """Say what there is and what is missing, in full. Remembered until something changes."""
        with self._connections.reading() as connection:
            tick = survey.value(connection, "tick")
            known = self._known_status
            if known is None or known[0] != tick:
                known = self._known_status = (tick, survey.status(connection))
            return known[1]

    def changes(self, since: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """Give at most `limit` entries of the change log after the cursor `since`, oldest first."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT cursor, id, protokoll, what, at, code FROM changes"
                " WHERE cursor > ? AND published ORDER BY cursor LIMIT ?",
                (since, limit),
            )
            names = ("cursor", "id", "protokoll", "what", "at", "code")
            return tuple(Change(**dict(zip(names, row, strict=True))) for row in rows)

    def acknowledged(self) -> tuple[int, int]:
        """Give which engine (the N of gen-N) was last told of everything, and the generation it had then."""
        with self._connections.reading() as connection:
            return survey.value(connection, "engine"), survey.value(connection, "generation")

    def roots(self) -> tuple[str, ...]:
        """Give the folders that were indexed."""
        with self._connections.reading() as connection:
            return sources.roots(connection)

    def sources(self, root: str, scope: str = "") -> tuple[SourceFile, ...]:
        """Give what is known of the files of a root, at or below `scope` in it."""
        with self._connections.reading() as connection:
            return sources.below(connection, root, scope)

    def holders(self, sha256: str) -> tuple[SourceFile, ...]:
        """Give the files that hold a content, in the order they were first seen."""
        with self._connections.reading() as connection:
            return sources.holders(connection, sha256)

    def waiting(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give what the engine has yet to be told: ids of protokoll that changed, ids of units that left."""
        with self._connections.reading() as connection:
            protokoll = connection.execute("SELECT p.id FROM pending JOIN protokoll AS p ON p.key = pending.protokoll")
            leaving = connection.execute("SELECT id FROM leaving")
            return tuple(row[0] for row in protokoll), tuple(row[0] for row in leaving)

    def live_versions(self) -> dict[str, tuple[str, int]]:
        """Give the protokoll and the version of every unit that can be read."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT u.id, p.id, p.version FROM units AS u JOIN protokoll AS p ON p.key = u.protokoll"
                " WHERE u.state = 'live' AND p.state = 'live'"
            )
            return {unit: (protokoll, version) for unit, protokoll, version in rows}

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Change the catalogue in one transaction; nothing is changed if the block raises."""
        with self._connections.writing() as connection:
            yield Writer(connection)

    def tidy(self) -> None:
        """Leave nothing of a removed text in the write-ahead log."""
        self._connections.tidy()


def _resolve(connection: sqlite3.Connection, wanted: str) -> Live | Alias | Removed | None:
    alias = connection.execute("SELECT new FROM aliases WHERE old = ?", (wanted,)).fetchone()
    if alias:
        return Alias(id=alias[0])
    row = connection.execute(
        "SELECT u.state, u.code, u.since, p.version, p.id FROM units AS u JOIN protokoll AS p ON p.key = u.protokoll"
        " WHERE u.id = :id UNION ALL SELECT state, code, since, version, id FROM protokoll WHERE id = :id",
        {"id": wanted},
    ).fetchone()
    if row is None:
        return None
    state, code, since, version, protokoll = row
    if state == "live":
        return Live(id=wanted, version=version, protokoll=protokoll)
    return Removed(id=wanted, code=code, date=since)


def _unit(connection: sqlite3.Connection, unit_id: str, version: int | None, heads: _Heads) -> StoredUnit | None:
    """`heads` remembers the protokoll already read: hits often come from the same one."""
    row = connection.execute(
        "SELECT b.version, b.ordinal, b.body FROM units AS u JOIN protokoll AS p ON p.key = u.protokoll"
        " JOIN bodies AS b ON b.unit = u.key AND b.version = coalesce(?, p.version)"
        " WHERE u.id = ? AND u.state <> 'removed' AND (? IS NOT NULL OR u.state = 'live')",
        (version, unit_id, version),
    ).fetchone()
    if row is None:
        return None
    if row[0] not in heads:
        heads[row[0]] = _head(connection, row[0])
    said, protokoll, paths = heads[row[0]]
    paragraf = protokoll_from_json(said | {"paragrafer": [unpack(row[2])]}).paragrafer[0]
    return StoredUnit(version=row[0], ordinal=row[1], paragraf=paragraf, protokoll=protokoll, source_paths=paths)


def _head(connection: sqlite3.Connection, version: int) -> tuple[dict[str, Any], Protokoll, tuple[str, ...]]:
    """The head as JSON without its lists (to hang a unit on), the head itself, and the files."""
    packed, sha256 = connection.execute(
        "SELECT v.head, p.sha256 FROM versions AS v JOIN protokoll AS p ON p.key = v.protokoll WHERE v.version = ?",
        (version,),
    ).fetchone()
    said = unpack(packed)
    paths = tuple(source.path for source in sources.holders(connection, sha256))
    said["source"]["path"] = paths[0] if paths else said["source"]["path"]
    head = replace(protokoll_from_json(said), anmarkningar=())
    return said | {"participants": [], "anmarkningar": []}, head, paths


def _protokoll(connection: sqlite3.Connection, version: int) -> StoredProtokoll:
    packed = connection.execute("SELECT head FROM versions WHERE version = ?", (version,)).fetchone()[0]
    said = unpack(packed)
    _, head, paths = _head(connection, version)
    rows = connection.execute("SELECT body FROM bodies WHERE version = ? ORDER BY ordinal", (version,)).fetchall()
    units = [unpack(body) for (body,) in rows]
    said["paragrafer"] = [unit for unit in units if unit["kind"] in _PARAGRAFER]
    said["other_units"] = [unit for unit in units if unit["kind"] not in _PARAGRAFER]
    whole = replace(protokoll_from_json(said), source=head.source)
    return StoredProtokoll(version=version, protokoll=whole, source_paths=paths)
