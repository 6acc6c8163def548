"""What has changed, and who has yet to be told of it?

The change log that programs follow by a cursor, and the notes of what the engine must be told (`pending`, `leaving`).
"""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from indexer.catalogue.storing import UnitState


class Log:
    """Notes of changes, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._lost: dict[str, list[str]] = {}
        self._gained: dict[str, list[str]] = {}

    def begin_file(self) -> None:
        """What left or came with the last file says nothing about this one."""
        self._lost.clear()
        self._gained.clear()

    def tell(self, protokoll: int) -> None:
        """The engine must look at this protokoll again."""
        self._db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (protokoll,))

    def leave(self, unit_ids: Iterable[str]) -> None:
        """The engine must forget these units."""
        self._db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", ((one,) for one in unit_ids))

    def seen_unit(self, unit: UnitState, protokoll: str) -> None:
        """A unit is in a new version of its protokoll."""
        if unit.state != "live":
            return
        if unit.was != "live":
            self._enter(unit.id, protokoll, "added", None)
            self._gained.setdefault(unit.text, []).append(unit.id)
        elif unit.is_changed:
            self._enter(unit.id, protokoll, "changed", None)

    def end_unit(  # noqa: PLR0913 - a row of a table
        self,
        key: int,
        unit_id: str,
        protokoll: str,
        code: str,
        *,
        state: str = "gone",
        was: str = "live",
        text: str = "",
    ) -> None:
        """A unit is no longer there."""
        since = datetime.now(UTC).date().isoformat()
        self._db.execute("UPDATE units SET state = ?, code = ?, since = ? WHERE key = ?", (state, code, since, key))
        if was == "live":
            self.end(unit_id, protokoll, code)
            self._lost.setdefault(text, []).append(unit_id)

    def end(self, unit_id: str, protokoll: str, code: str) -> None:
        """An id of a unit stops answering."""
        self.leave([unit_id])
        self._enter(unit_id, protokoll, "removed", code)

    def alias(self, old: str, new: str) -> None:
        """An id has a successor; so have those that led to it."""
        self._db.execute("UPDATE aliases SET new = ? WHERE new = ?", (new, old))
        self._db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (old, new))
        self._db.execute("DELETE FROM aliases WHERE old = ?", (new,))

    def forward_moved(self) -> None:
        """A unit that left one protokoll of a file and stands word for word in another of it has moved."""
        for text, ids in self._lost.items():
            if text and len(ids) == len(self._gained.get(text, ())) == 1:
                self.alias(ids[0], self._gained[text][0])

    def publish(self) -> None:
        """The engine has been told of everything."""
        self._db.execute("DELETE FROM pending")
        self._db.execute("DELETE FROM leaving")
        self._db.execute("UPDATE changes SET published = 1 WHERE published = 0")

    def _enter(self, unit_id: str, protokoll: str, what: str, code: str | None) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._db.execute(
            "INSERT INTO changes (id, protokoll, what, code, at) VALUES (?, ?, ?, ?, ?)",
            (unit_id, protokoll, what, code, at),
        )
