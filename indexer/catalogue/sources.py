"""Which files were seen, and what became of them?

Every function takes an open connection, so that what is said of a file and of its protokoll is written together.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import PurePosixPath

from indexer.catalogue.records import SourceFile, State

_COLUMNS = "key, root, path, size, mtime_ns, checked_ns, state, code, message, sha256, parser_version, sidecar"


def roots(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Give the folders that were indexed whole."""
    return tuple(row[0] for row in connection.execute("SELECT root FROM roots ORDER BY root"))


def below(connection: sqlite3.Connection, root: str, scope: str) -> tuple[SourceFile, ...]:
    """Give the files of a root that are `scope` or lie below it (both inside the root; "" is all), by path."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM sources"  # noqa: S608 - column names from code
        " WHERE root = ? AND (? = '' OR path = ? OR substr(path, 1, ?) = ?) ORDER BY path",
        (root, scope, scope, len(scope) + 1, scope + "/"),
    )
    return tuple(_source(row) for row in rows)


def find(connection: sqlite3.Connection, root: str, path: str) -> SourceFile | None:
    """Give one file."""
    query = f"SELECT {_COLUMNS} FROM sources WHERE root = ? AND path = ?"  # noqa: S608 - column names from code
    row = connection.execute(query, (root, path)).fetchone()
    return row and _source(row)


def note(connection: sqlite3.Connection, source: SourceFile) -> int:
    """Write what is known of a file, by its root and path; gives its key. `source.key` is not looked at."""
    row = connection.execute(
        "INSERT INTO sources"
        " (root, path, size, mtime_ns, checked_ns, state, code, message, sha256, parser_version, sidecar)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (root, path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,"
        " checked_ns = excluded.checked_ns, state = excluded.state, code = excluded.code, message = excluded.message,"
        " sha256 = excluded.sha256, parser_version = excluded.parser_version, sidecar = excluded.sidecar RETURNING key",
        (
            source.root,
            source.path,
            source.size,
            source.mtime_ns,
            source.checked_ns,
            source.state,
            source.code,
            source.message,
            source.sha256,
            source.parser_version,
            source.sidecar,
        ),
    ).fetchone()
    return int(row[0])


def move(connection: sqlite3.Connection, key: int, root: str, path: str) -> None:
    """A file has another name; all else stays."""
    connection.execute("DELETE FROM sources WHERE root = ? AND path = ? AND key <> ?", (root, path, key))
    connection.execute("UPDATE sources SET root = ?, path = ? WHERE key = ?", (root, path, key))


def set_missing(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Mark files that this run does not see. A run that is broken off leaves the mark; the next one looks again."""
    connection.executemany("UPDATE sources SET state = ? WHERE key = ?", ((State.MISSING, key) for key in keys))


def forget(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Strike out files."""
    connection.executemany("DELETE FROM sources WHERE key = ?", ((key,) for key in keys))


def primary(connection: sqlite3.Connection, sha256: str) -> int | None:
    """Give the key of the file whose sidecars count for a content: the first one seen that is still there."""
    row = connection.execute(
        "SELECT key FROM sources WHERE sha256 = ? AND state <> ? ORDER BY key LIMIT 1", (sha256, State.MISSING)
    ).fetchone()
    return row and int(row[0])


def holders(connection: sqlite3.Connection, sha256: str) -> tuple[SourceFile, ...]:
    """Give the files with a content that are still there, in the order they were first seen."""
    query = f"SELECT {_COLUMNS} FROM sources WHERE sha256 = ? AND state <> ? ORDER BY key"  # noqa: S608 - from code
    return tuple(_source(row) for row in connection.execute(query, (sha256, State.MISSING)))


def add_root(connection: sqlite3.Connection, outer: str) -> None:
    """Count files of folders inside `outer` as files of `outer`: the whole folder is indexed now."""
    connection.execute("INSERT OR IGNORE INTO roots VALUES (?)", (outer,))
    inner_roots = connection.execute("SELECT root FROM roots UNION SELECT root FROM sources").fetchall()
    for (inner,) in inner_roots:
        if inner == outer or not PurePosixPath(inner).is_relative_to(outer):
            continue
        prefix = f"{PurePosixPath(inner).relative_to(outer)}/"
        connection.execute(
            "UPDATE OR IGNORE sources SET root = ?, path = ? || path WHERE root = ?", (outer, prefix, inner)
        )
        connection.execute("DELETE FROM sources WHERE root = ?", (inner,))
        connection.execute("DELETE FROM roots WHERE root = ?", (inner,))


def _source(row: tuple[object, ...]) -> SourceFile:
    fields = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return SourceFile(**(fields | {"state": State(str(fields["state"]))}))  # type: ignore[arg-type] # SQLite's word for it
