"""How do a protokoll and its units get their ids and their rows?"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from indexer.catalogue.matching import match
from indexer.catalogue.numbering import ranges_of
from indexer.catalogue.packing import digest, digest_of, folded, pack
from indexer.catalogue.placing import Known, KnownUnit, fingerprint, free_id
from indexer.contract import protokoll_to_json
from indexer.model import Kind, Paragraf, Protokoll

LONG = 200
"""Characters from which a text is its own evidence. A shorter one ("Mötet avslutas.") stands in many minutes: what is
barred then is that text under that number, of that body, on that day."""
_PLACES = ("span", "title_span", "beslut_spans", "page")
"""Keys that change when text before the unit does."""


class Place(NamedTuple):
    """Which meeting of which content."""

    sha256: str
    place: int


class Given(NamedTuple):
    """The row and the id of a protokoll."""

    key: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitState:
    """A unit of a new reading, recognised."""

    key: int
    id: str
    was: str | None
    """Its state before; None for a new one."""
    state: str
    """live or removed."""
    is_changed: bool
    text: str
    """Digest."""


def barred(connection: sqlite3.Connection, found: Protokoll, sha256: str) -> str | None:
    """Say why a whole protokoll must not come back; None if it may.

    It must not if its file, or more than half of its units, were removed as a whole protokoll.
    """
    row = connection.execute("SELECT code FROM removals WHERE digest = ?", (f"{sha256}/{found.id}",)).fetchone()
    if row:
        return str(row[0])
    codes = [
        code
        for unit in found.units
        for (code,) in connection.execute("SELECT code FROM removals WHERE digest = ? AND whole", (_mark(found, unit),))
    ]
    return codes[0] if 2 * len(codes) > len(found.units) else None


def identify(
    connection: sqlite3.Connection, found: Protokoll, earlier: Known | None, place: Place, code: str | None
) -> Given:
    """Give a protokoll its row: key and id. `code`: why it must not be shown."""
    if earlier is not None:
        connection.execute(
            "UPDATE protokoll SET base = ?, sha256 = ?, place = ? WHERE key = ?", (found.id, *place, earlier.key)
        )
        if earlier.state == "gone" and code is None:
            set_protokoll(connection, earlier.key, "live", None)
        return Given(earlier.key, earlier.id)
    given = free_id(connection, found.id)
    state = "live" if code is None else "removed"
    row = connection.execute(
        "INSERT INTO protokoll (id, base, sha256, place, state, code, since)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING key",
        (given, found.id, *place, state, code, _today()),
    ).fetchone()
    return Given(int(row[0]), given)


def identify_units(
    connection: sqlite3.Connection, found: Protokoll, earlier: Known | None, given: Given
) -> tuple[tuple[UnitState, ...], tuple[KnownUnit, ...]]:
    """Give each unit its row and id; also the units that were live and are not found any more."""
    old = earlier.units if earlier else ()
    places = match([unit.seen for unit in old], [fingerprint(unit) for unit in found.units])
    states = []
    for unit, place in zip(found.units, places, strict=True):
        before = None if place is None else old[place]
        states.append(_identify_unit(connection, found, unit, before, given))
    kept = {place for place in places if place is not None}
    lost = tuple(unit for place, unit in enumerate(old) if place not in kept and unit.state == "live")
    return tuple(states), lost


def _identify_unit(
    connection: sqlite3.Connection, found: Protokoll, unit: Paragraf, before: KnownUnit | None, given: Given
) -> UnitState:
    mark = _mark(found, unit)
    row = connection.execute("SELECT code FROM removals WHERE digest = ?", (mark,)).fetchone()
    is_removed = row is not None or (before is not None and before.state == "removed")
    body = "" if is_removed else _shown(found, unit)
    seen = fingerprint(unit)
    if before is None:
        unit_id = free_id(connection, f"{given.id}/{unit.id.removeprefix(found.id + '/')}")
        unit_key = connection.execute(
            "INSERT INTO units (id, protokoll, state, since, kind, number, title, text, mark, body)"
            " VALUES (?, ?, 'gone', ?, ?, ?, ?, ?, ?, ?) RETURNING key",
            (unit_id, given.key, _today(), *seen, mark, body),
        ).fetchone()[0]
    else:
        unit_id, unit_key = before.id, before.key
    connection.execute(
        "UPDATE units SET state = ?, code = coalesce(?, CASE WHEN ? THEN code END),"
        " kind = ?, number = ?, title = ?, text = ?, mark = ?, body = ? WHERE key = ?",
        ("removed" if is_removed else "live", row and row[0], is_removed, *seen, mark, body, unit_key),
    )
    return UnitState(
        key=unit_key,
        id=unit_id,
        was=before.state if before else None,
        state="removed" if is_removed else "live",
        is_changed=before is not None and before.body != body,
        text=seen.text,
    )


def with_ids(found: Protokoll, given: str, units: tuple[UnitState, ...]) -> Protokoll:
    """Put the given ids in, leave removed units out."""
    by_span = {unit.span: state for unit, state in zip(found.units, units, strict=True)}
    live = {span: state.id for span, state in by_span.items() if state.state == "live"}
    return replace(
        found,
        id=given,
        paragrafer=tuple(replace(unit, id=live[unit.span]) for unit in found.paragrafer if unit.span in live),
        other_units=tuple(replace(unit, id=live[unit.span]) for unit in found.other_units if unit.span in live),
    )


def same_version(connection: sqlite3.Connection, earlier: Known | None, final: Protokoll) -> int | None:
    """Give the version in force if it says the same (whichever file and parser it came from)."""
    if earlier is None or earlier.version is None or earlier.state != "live":
        return None
    row = connection.execute("SELECT digest FROM versions WHERE version = ?", (earlier.version,)).fetchone()
    return earlier.version if row and row[0] == _digest(final) else None


def write_version(connection: sqlite3.Connection, key: int, final: Protokoll, remarks: Mapping[str, int]) -> int:
    """Write the head of a new version and put it in force."""
    head = protokoll_to_json(replace(final, paragrafer=(), other_units=()), full=True)
    numbers = ranges_of(unit.number for unit in final.paragrafer if unit.kind is Kind.PARAGRAF)
    row = connection.execute(
        "INSERT INTO versions (protokoll, digest, parser_version, huvudman, organ, date, paragrafer, numbering, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING version",
        (
            key,
            _digest(final),
            final.parser_version,
            final.huvudman,
            final.organ,
            final.date,
            len(final.paragrafer),
            json.dumps(numbers),
            pack(head),
        ),
    ).fetchone()
    version = int(row[0])
    connection.execute("UPDATE protokoll SET version = ? WHERE key = ?", (version, key))
    connection.executemany("INSERT INTO remarks VALUES (?, ?, ?)", ((version, *item) for item in remarks.items()))
    return version


def write_bodies(connection: sqlite3.Connection, version: int, final: Protokoll, units: tuple[UnitState, ...]) -> None:
    """Write the units of a version."""
    keys = {unit.id: unit.key for unit in units}
    connection.executemany(
        "INSERT INTO bodies (version, unit, ordinal, body) VALUES (?, ?, ?, ?)",
        (
            (version, keys[unit.id], ordinal, pack(unit_to_json(unit, final)))
            for ordinal, unit in enumerate(final.units)
        ),
    )


def unit_to_json(unit: Paragraf, protokoll: Protokoll) -> dict[str, Any]:
    """Give one unit as the parse contract writes it, with its spans."""
    alone = replace(protokoll, paragrafer=(unit,), other_units=(), participants=(), anmarkningar=())
    said: dict[str, Any] = protokoll_to_json(alone, full=True)["paragrafer"][0]
    return said


def bar(connection: sqlite3.Connection, unit: int, code: str, *, whole: bool) -> None:
    """Let a unit's text never come back, and delete it in every version."""
    connection.execute(
        "INSERT INTO removals SELECT mark, ?, ? FROM units WHERE key = ?"
        " ON CONFLICT (digest) DO UPDATE SET whole = max(whole, excluded.whole)",
        (code, whole, unit),
    )
    connection.execute("DELETE FROM bodies WHERE unit = ?", (unit,))
    connection.execute("UPDATE units SET body = '' WHERE key = ?", (unit,))


def recount(connection: sqlite3.Connection, protokoll: int) -> None:
    """Count the paragrafer of the version in force anew, some having been removed."""
    connection.execute(
        "UPDATE versions SET paragrafer = (SELECT count(*) FROM units"
        " WHERE protokoll = :key AND state = 'live' AND kind IN ('paragraf', 'stycke'))"
        " WHERE protokoll = :key AND NOT retired",
        {"key": protokoll},
    )


def erase(connection: sqlite3.Connection, earlier: Known, code: str) -> None:
    """Delete all that was read of a protokoll, and bar it under this content."""
    versions = "SELECT version FROM versions WHERE protokoll = ?"
    for table in ("bodies", "remarks"):
        connection.execute(f"DELETE FROM {table} WHERE version IN ({versions})", (earlier.key,))  # noqa: S608 - from code
    connection.execute("DELETE FROM versions WHERE protokoll = ?", (earlier.key,))
    connection.execute("INSERT OR IGNORE INTO removals VALUES (?, ?, 1)", (f"{earlier.sha256}/{earlier.base}", code))
    set_protokoll(connection, earlier.key, "removed", code)


def set_protokoll(connection: sqlite3.Connection, key: int, state: str, code: str | None) -> None:
    """Say what became of a protokoll; only a live one has a version, which is written after."""
    connection.execute(
        "UPDATE protokoll SET state = ?, code = ?, since = ?, version = NULL WHERE key = ?",
        (state, code, _today(), key),
    )


def _digest(final: Protokoll) -> str:
    source = replace(final.source, path="")
    return digest_of(protokoll_to_json(replace(final, source=source, parser_version=""), full=True))


def _shown(found: Protokoll, unit: Paragraf) -> str:
    """Digest of what a reader sees of a unit, wherever it stands in the file and whatever its id."""
    said = unit_to_json(replace(unit, id=""), found)
    head = (found.huvudman or "", found.organ or "", found.date or "")
    return digest(*head, digest_of({key: value for key, value in said.items() if key not in _PLACES}))


def _mark(found: Protokoll, unit: Paragraf) -> str:
    text = folded(unit.text)
    return digest(text) if len(text) >= LONG else digest(text, found.organ or "", found.date or "", unit.number or "")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
