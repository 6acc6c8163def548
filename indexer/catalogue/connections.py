"""How is the file `catalogue.sqlite` opened, and what do its tables hold?

WAL, so that readers and the one writer never wait for each other; synchronous FULL, so that what was acknowledged is
there after a power cut; secure_delete, so that a removed text is overwritten, not only forgotten.
"""

import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import IndexHomeError

FORMAT = 1
"""Of the tables; in the file as user_version."""
_APPLICATION = 0x50726F74
"""Marks the file as ours: "Prot"."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0), ('engine', 0), ('tick', 0);  -- engine: the N of gen-N

CREATE TABLE roots (root TEXT PRIMARY KEY) WITHOUT ROWID;  -- folders that were indexed whole

CREATE TABLE sources (              -- files that were seen
    key INTEGER PRIMARY KEY,
    root TEXT NOT NULL,             -- the indexed folder, absolute
    path TEXT NOT NULL,             -- inside it
    size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    checked_ns INTEGER NOT NULL,    -- when size and time were looked at
    state TEXT NOT NULL,            -- read, failed, skipped, missing
    code TEXT, message TEXT,        -- why failed or skipped
    sha256 TEXT,                    -- of the content last read well
    parser_version TEXT, sidecar TEXT,
    UNIQUE (root, path)
);
CREATE INDEX sources_by_content ON sources (sha256);

CREATE TABLE protokoll (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,        -- given once
    base TEXT NOT NULL,             -- what the last reading proposed
    sha256 TEXT NOT NULL, place INTEGER NOT NULL,  -- which meeting of which content
    state TEXT NOT NULL, code TEXT, since TEXT NOT NULL,  -- live, gone, removed; why; from which day
    version INTEGER                 -- the live one
);
CREATE INDEX protokoll_by_content ON protokoll (sha256, place);
CREATE INDEX protokoll_by_base ON protokoll (base);

CREATE TABLE versions (             -- what one reading gave of one protokoll
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    protokoll INTEGER NOT NULL REFERENCES protokoll,
    digest TEXT NOT NULL, parser_version TEXT NOT NULL,
    huvudman TEXT, organ TEXT, date TEXT,
    paragrafer INTEGER NOT NULL, numbering TEXT NOT NULL,
    head BLOB NOT NULL,             -- the contract's object without units
    retired INTEGER NOT NULL DEFAULT 0,  -- a later one is in force, or none
    retired_at REAL                 -- when readers saw that
);
CREATE INDEX versions_by_protokoll ON versions (protokoll);
CREATE INDEX versions_retired ON versions (retired) WHERE retired;

CREATE TABLE remarks (version INTEGER NOT NULL, code TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (version, code)) WITHOUT ROWID;

CREATE TABLE units (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,        -- given once
    protokoll INTEGER NOT NULL REFERENCES protokoll,
    state TEXT NOT NULL, code TEXT, since TEXT NOT NULL,
    kind TEXT NOT NULL, number TEXT, title TEXT, text TEXT NOT NULL,  -- title, text: digests, to know it again
    mark TEXT NOT NULL,             -- digest that a removal bars
    body TEXT NOT NULL              -- digest of what is shown, to tell whether it changed
);
CREATE INDEX units_by_protokoll ON units (protokoll);

CREATE TABLE bodies (               -- the text of a unit in a version
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL, unit INTEGER NOT NULL REFERENCES units,
    ordinal INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (version, unit)
);
CREATE INDEX bodies_by_unit ON bodies (unit);

CREATE TABLE aliases (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX aliases_by_new ON aliases (new);

CREATE TABLE removals (             -- digests of what must not come back
    digest TEXT PRIMARY KEY, code TEXT NOT NULL, whole INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE changes (
    cursor INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL, protokoll TEXT NOT NULL, what TEXT NOT NULL, code TEXT, at TEXT NOT NULL,
    published INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX changes_waiting ON changes (published) WHERE published = 0;

CREATE TABLE pending (protokoll INTEGER PRIMARY KEY);      -- the engine has yet to be told of these
CREATE TABLE leaving (id TEXT PRIMARY KEY) WITHOUT ROWID;  -- units that the engine has yet to forget
"""


class Connections:
    """Connections to one catalogue file, kept and lent out again. Safe to use from several threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        weakref.finalize(self, _close_all, self._idle)  # nobody has to remember `close`
        self._is_closed = False
        if create and (not path.exists() or self._is_blank()):
            self._make()
        elif not path.is_file():
            raise IndexHomeError(f"Katalogen {path} finns inte. Gör ett index: protokollsok index MAPP --index DIR")
        with self.reading() as connection:
            self._check(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one unchanging state."""
        with self._lent("BEGIN") as connection:
            yield connection
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection whose changes are all made durable at the end, or none of them."""
        with self._lent("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'tick'")
            connection.execute("COMMIT")

    def tidy(self) -> None:
        """Fold the write-ahead log into the file and empty it, so that removed text stands in neither."""
        connection = self._take()
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._give_back(connection)

    def close(self) -> None:
        """Close what is idle now, and the rest as it comes back."""
        self._is_closed = True
        _close_all(self._idle)

    @contextmanager
    def _lent(self, begin: str) -> Iterator[sqlite3.Connection]:
        connection = self._take()
        try:
            with _refusals(self._path):
                connection.execute(begin)
                yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._give_back(connection)

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect("rw")

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if self._is_closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _connect(self, mode: str) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode={mode}"
        with _refusals(self._path):
            connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=30)
            try:
                for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                    connection.execute(f"PRAGMA {pragma}")
            except sqlite3.DatabaseError:
                connection.close()
                raise
        return connection

    def _is_blank(self) -> bool:
        """Whether the file holds nothing yet: whoever began to make it was killed before the tables were there."""
        if not self._path.is_file():
            return False
        connection = self._connect("rw")
        try:
            with _refusals(self._path):
                tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                marks = connection.execute("PRAGMA application_id").fetchone()[0]
        finally:
            connection.close()
        return not tables and not marks

    def _make(self) -> None:
        connection = self._connect("rwc")
        try:
            with _refusals(self._path):
                connection.execute("PRAGMA journal_mode = WAL")
                marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT};"
                connection.executescript(f"BEGIN; {_TABLES} {marks} COMMIT;")
        finally:
            connection.close()

    def _check(self, connection: sqlite3.Connection) -> None:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != _APPLICATION:
            raise IndexHomeError(
                f"{self._path} är ingen katalog som Protokollsök har gjort. Ge en annan mapp med --index."
            )
        if found != FORMAT:
            raise IndexHomeError(
                f"{self._path} har format {found}, programmet läser format {FORMAT}. "
                "Flytta undan mappen och läs filerna på nytt: protokollsok index MAPP --index DIR"
            )


def _close_all(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()


_REFUSALS = {
    "FULL": "disken är full. Det som fanns är orört. Frigör plats och kör om.",
    "READONLY": "är skrivskyddad. Kontrollera rättigheterna till filen och mappen.",
    "CANTOPEN": "kan inte öppnas. Kontrollera rättigheterna till filen och mappen.",
    "PERM": "kan inte öppnas. Kontrollera rättigheterna till filen och mappen.",
    "IOERR": "kan inte läsas eller skrivas: disken svarar fel. Det som fanns är orört.",
    "BUSY": "är upptagen av en annan process. Försök igen om en stund.",
    "LOCKED": "är upptagen av en annan process. Försök igen om en stund.",
    "CORRUPT": "är skadad. Återställ den från en säkerhetskopia, eller läs filerna på nytt i en ny mapp.",
    "NOTADB": "är skadad. Återställ den från en säkerhetskopia, eller läs filerna på nytt i en ny mapp.",
}
"""SQLite's reasons that lie outside of the program, by the second part of their names; others are our own faults."""


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Say in Swedish why SQLite refused, and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = str(getattr(error, "sqlite_errorname", "")).split("_")
        why = _REFUSALS.get(name[1]) if len(name) > 1 else None
        if why is None:
            raise
        raise IndexHomeError(f"{path} {why}") from error
