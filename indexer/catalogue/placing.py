"""Which protokoll of a new reading is which one that the catalogue knows?

Finds the old protokoll that a file's new ones may be, and pairs them. What is left over on either side is new or gone.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from indexer.catalogue.matching import Fingerprint, overlap
from indexer.catalogue.packing import digest, folded
from indexer.catalogue.records import State
from indexer.model import Paragraf, Protokoll

ENOUGH = 0.5
"""Share of units in common from which one protokoll is taken to be another: below it, a file that is written over each
month would give one meeting's address to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownUnit:
    """A unit that has an id, whatever became of it."""

    key: int
    id: str
    state: str
    body: str
    seen: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A protokoll that has an id, whatever became of it."""

    key: int
    id: str
    base: str
    sha256: str
    place: int
    state: str
    version: int | None
    units: tuple[KnownUnit, ...]

    @property
    def seen(self) -> tuple[Fingerprint, ...]:
        """What its units are recognised by."""
        return tuple(unit.seen for unit in self.units)


def fingerprint(unit: Paragraf) -> Fingerprint:
    """Say what a unit is recognised by."""
    title = digest(folded(unit.title)) if unit.title else None
    return Fingerprint(unit.kind.value, unit.number, title, digest(folded(unit.text)))


def pair(
    connection: sqlite3.Connection, found: Sequence[Protokoll], sha256: str, previous: str | None
) -> tuple[tuple[Known | None, ...], tuple[Known, ...]]:
    """Pair what was found in a file with what the catalogue knows.

    Args:
        connection: In a transaction.
        found: The protokoll of the file, in order.
        sha256: Of the content they were read from.
        previous: Of the content the file had before, if nothing else has it; None otherwise.

    Returns:
        For each one found the one it is, None if new; and those of the file that were found no more.
    """
    old = _of_content(connection, sha256)
    if previous and previous != sha256:
        old += [known for known in _of_content(connection, previous) if known.key not in {one.key for one in old}]
    new = [tuple(fingerprint(unit) for unit in protokoll.units) for protokoll in found]
    pairs: list[Known | None] = [None] * len(found)
    _pair_same(found, sha256, old, pairs)
    _pair_alike(new, sha256, old, pairs)
    _pair_in_order(sha256, old, pairs)
    for place, protokoll in enumerate(found):
        if pairs[place] is None:
            taken = {known.key for known in pairs if known}
            pairs[place] = _adoptable(connection, protokoll.id, new[place], taken)
    return tuple(pairs), tuple(old)


def _pair_same(found: Sequence[Protokoll], sha256: str, old: list[Known], pairs: list[Known | None]) -> None:
    """The same content at the same place with the same proposal, or a proposal that only one on each side has."""
    bases = [protokoll.id for protokoll in found]
    for place, base in enumerate(bases):
        same = [known for known in old if known.base == base]
        here = [known for known in same if (known.sha256, known.place) == (sha256, place)]
        if here or (len(same) == 1 and bases.count(base) == 1):
            pairs[place] = (here or same)[0]
            old.remove((here or same)[0])


def _pair_alike(
    new: Sequence[tuple[Fingerprint, ...]], sha256: str, old: list[Known], pairs: list[Known | None]
) -> None:
    """The one that shares most text: any at all where the content is the same, else enough of it."""
    for place, pairing in enumerate(pairs):
        if pairing is not None or not old:
            continue
        shares = [overlap(known.seen, new[place], titles=False) for known in old]
        best = max(range(len(old)), key=shares.__getitem__)
        if shares[best] >= ENOUGH or (shares[best] > 0 and old[best].sha256 == sha256):
            pairs[place] = old.pop(best)


def _pair_in_order(sha256: str, old: list[Known], pairs: list[Known | None]) -> None:
    """The same content, and as many left on both sides: nothing speaks against it."""
    left = [place for place, pairing in enumerate(pairs) if pairing is None]
    here = [known for known in old if known.sha256 == sha256]
    if len(left) == len(here):
        for place, known in zip(left, here, strict=True):
            pairs[place] = known
            old.remove(known)


def _adoptable(
    connection: sqlite3.Connection, base: str, seen: tuple[Fingerprint, ...], taken: set[int]
) -> Known | None:
    """A protokoll that was here, whose file is gone, and which is much like this one (moved and edited at once)."""
    rows = connection.execute(
        "SELECT key FROM protokoll AS p WHERE base = ? AND NOT EXISTS"
        " (SELECT 1 FROM sources WHERE sha256 = p.sha256 AND state <> ?)",
        (base, State.MISSING),
    ).fetchall()
    candidates = [known(connection, key) for (key,) in rows if key not in taken]
    alike = [(overlap(one.seen, seen, titles=True), one) for one in candidates]
    share, best = max(alike, key=lambda pairing: pairing[0], default=(0.0, None))
    return best if share >= ENOUGH else None


def known(connection: sqlite3.Connection, key: int) -> Known:
    """Give a protokoll with its units."""
    row = connection.execute(
        "SELECT id, base, sha256, place, state, version FROM protokoll WHERE key = ?", (key,)
    ).fetchone()
    units = connection.execute(
        "SELECT key, id, state, body, kind, number, title, text FROM units WHERE protokoll = ? ORDER BY key", (key,)
    )
    return Known(
        key=key,
        id=row[0],
        base=row[1],
        sha256=row[2],
        place=row[3],
        state=row[4],
        version=row[5],
        units=tuple(KnownUnit(key=u[0], id=u[1], state=u[2], body=u[3], seen=Fingerprint(*u[4:])) for u in units),
    )


def _of_content(connection: sqlite3.Connection, sha256: str) -> list[Known]:
    rows = connection.execute("SELECT key FROM protokoll WHERE sha256 = ? ORDER BY place, key", (sha256,)).fetchall()
    return [known(connection, key) for (key,) in rows]


def free_id(connection: sqlite3.Connection, proposal: str, *, own: str | None = None) -> str:
    """Give the proposal or its first form with ~2, ~3, … that nothing has or had; an alias of `own` is free for it."""
    for n in count(1):
        candidate = proposal if n == 1 else f"{proposal}~{n}"
        taken = connection.execute(
            "SELECT 1 FROM protokoll WHERE id = :id UNION ALL SELECT 1 FROM units WHERE id = :id"
            " UNION ALL SELECT 1 FROM aliases WHERE old = :id AND new IS NOT :own",
            {"id": candidate, "own": own},
        ).fetchone()
        if taken is None:
            return candidate
    raise AssertionError  # count() never ends
