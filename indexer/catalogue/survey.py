"""What is there, and what is missing?"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from indexer.catalogue.numbering import Numbers, Range, gaps
from indexer.catalogue.records import CodeCount, Coverage, FailedFile, Gap, OrganYear, State, Status

_LIVE = "SELECT {} FROM protokoll AS p JOIN versions AS v ON v.version = p.version"
_Body = tuple[str | None, str | None, str | None]


def status(connection: sqlite3.Connection) -> Status:
    """Say everything. Costs time in proportion to the number of protokoll."""
    missing = gaps(_numbers(connection))
    failed = _failed(connection)
    query = _LIVE.format("count(*), coalesce(sum(paragrafer), 0), min(date), max(date)")
    protokoll, paragrafer, first, last = connection.execute(query).fetchone()
    return Status(
        generation=value(connection, "generation"),
        coverage=Coverage(
            protokoll=protokoll,
            paragrafer=paragrafer,
            first=first,
            last=last,
            failed_files=len(failed),
            known_gaps=len(missing),
        ),
        organs=_organs(connection, missing),
        parser_versions=_counts(connection, _LIVE.format("v.parser_version, count(*)") + " GROUP BY 1"),
        files=_counts(
            connection,
            "SELECT CASE state WHEN 'skipped' THEN code ELSE state END, count(*) FROM sources GROUP BY 1",
        ),
        anmarkningar=_counts(
            connection,
            "SELECT r.code, sum(r.count) FROM protokoll AS p JOIN remarks AS r ON r.version = p.version GROUP BY 1",
        ),
        failed=failed,
    )


def value(connection: sqlite3.Connection, key: str) -> int:
    """Give a counter: generation, or tick, which grows with every change."""
    return int(connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])


def _numbers(connection: sqlite3.Connection) -> Iterable[Numbers]:
    for huvudman, organ, date, numbering in connection.execute(_LIVE.format("huvudman, organ, date, numbering")):
        yield Numbers(huvudman, organ, date, tuple(Range(*stretch) for stretch in json.loads(numbering)))


def _organs(connection: sqlite3.Connection, missing: Sequence[Gap]) -> tuple[OrganYear, ...]:
    by_body: dict[_Body, list[Gap]] = defaultdict(list)
    for gap in missing:
        by_body[gap.huvudman, gap.organ, gap.year].append(gap)
    columns = "huvudman, organ, substr(date, 1, 4), count(*), sum(paragrafer), min(date), max(date)"
    rows = connection.execute(_LIVE.format(columns) + " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
    return tuple(
        OrganYear(
            huvudman=huvudman,
            organ=organ,
            year=year,
            protokoll=protokoll,
            paragrafer=paragrafer,
            first=first,
            last=last,
            gaps=tuple(by_body[huvudman, organ, year]),
        )
        for huvudman, organ, year, protokoll, paragrafer, first, last in rows
    )


def _failed(connection: sqlite3.Connection) -> tuple[FailedFile, ...]:
    rows = connection.execute("SELECT path, message FROM sources WHERE state = ? ORDER BY root, path", (State.FAILED,))
    return tuple(FailedFile(path=path, message=message or "") for path, message in rows)


def _counts(connection: sqlite3.Connection, query: str) -> tuple[CodeCount, ...]:
    rows = connection.execute(query + " ORDER BY 2 DESC, 1")
    return tuple(CodeCount(code=code, count=count) for code, count in rows)
