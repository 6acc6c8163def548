"""What do readers ask the catalogue?"""

from collections.abc import Iterable
from pathlib import Path

from indexer.catalogue.records import (
    Alias,
    Change,
    Coverage,
    Live,
    Removed,
    Status,
    StoredProtokoll,
    StoredUnit,
)


class Catalogue:
    """A handle on one catalogue. Safe to use from several threads."""

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> "Catalogue":
        """Open `catalogue.sqlite`. IndexHomeError when it is missing (unless `create`) or of another format."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

    def resolve(self, wanted: str) -> Live | Alias | Removed | None:
        """Say what became of an id of a unit or a protokoll; None if it was never given."""
        raise NotImplementedError

    def unit(self, unit_id: str, version: int | None = None) -> StoredUnit | None:
        """Give one unit, in its live version unless one is given; None if it is not there (any more) or removed."""
        raise NotImplementedError

    def units(self, pairs: Iterable[tuple[str, int]]) -> tuple[StoredUnit | None, ...]:
        """Give units by (id, version), in the order asked; None where `unit` gives None."""
        raise NotImplementedError

    def protokoll(self, protokoll_id: str) -> StoredProtokoll | None:
        """Give a whole protokoll in its live version."""
        raise NotImplementedError

    def coverage(self) -> Coverage:
        """Say what there is. Cheap: remembered until something changes."""
        raise NotImplementedError

    def status(self) -> Status:
        """Say what there is and what is missing, in full."""
        raise NotImplementedError

    def changes(self, since: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """Give at most `limit` entries of the change log after the cursor `since`, oldest first."""
        raise NotImplementedError
