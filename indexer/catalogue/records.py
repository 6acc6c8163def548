"""What does the catalogue answer with?"""

from dataclasses import dataclass
from enum import StrEnum

from indexer.model import Paragraf, Protokoll

REASONS = ("personuppgifter", "sekretess", "upphovsratt", "felpublicerad", "begaran", "annat")
"""Why a person may remove something. Fixed: they are shown in public."""
GONE_SOURCE = "kalla-borta"
"""The file is no longer in the indexed folder."""
MOVED = "ny-adress"
"""Only in the change log: people corrected what the id is made of, and it has another id."""
GONE_READING = "ny-lasning"
"""A later reading of the same file no longer finds this unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """An id that can be read."""

    id: str
    version: int
    protokoll: str
    """Id of the protokoll; equal to `id` for a protokoll."""

    @property
    def is_protokoll(self) -> bool:
        """Whether the id is that of a whole protokoll, not of a unit."""
        return self.id == self.protokoll


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """An id that was corrected: answer 301."""

    id: str
    """Where it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """An id whose text is gone: answer 410."""

    id: str
    code: str
    """One of REASONS, GONE_SOURCE, GONE_READING."""
    date: str
    """The day it was removed, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredUnit:
    """One unit in one version."""

    version: int
    ordinal: int
    """Place in the minutes, from 0."""
    paragraf: Paragraf
    """With its given id."""
    protokoll: Protokoll
    """The head only: no units, no remarks."""
    source_paths: tuple[str, ...]
    """Of the files that hold it, relative to the indexed folder, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProtokoll:
    """One protokoll in its live version."""

    version: int
    protokoll: Protokoll
    """Without the units that were removed."""
    source_paths: tuple[str, ...]
    """Of the files that hold it, relative to the indexed folder, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the index holds, so that no hit is never mistaken for no decision."""

    protokoll: int
    paragrafer: int
    """Paragrafer and stycken."""
    first: str | None
    """Oldest date of a meeting, ISO 8601."""
    last: str | None
    failed_files: int
    known_gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """§ numbers that must exist and are not here."""

    huvudman: str | None
    organ: str | None
    year: str | None
    """None for meetings without date."""
    first: int
    last: int
    evidence: str
    """Swedish: between which meetings, or in which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganYear:
    """What there is of one body in one year."""

    huvudman: str | None
    organ: str | None
    year: str | None
    """None for meetings without date."""
    protokoll: int
    paragrafer: int
    first: str | None
    last: str | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """How often a code occurs."""

    code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFile:
    """A file that could not be read."""

    path: str
    """Relative to the indexed folder."""
    message: str
    """Swedish: which, why, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything that `status` tells."""

    generation: int
    coverage: Coverage
    organs: tuple[OrganYear, ...]
    """By huvudman, organ, year."""
    parser_versions: tuple[CodeCount, ...]
    """Protokoll by the version of the reader that made them."""
    files: tuple[CodeCount, ...]
    """Files by state: read, failed, or the code of why it was skipped."""
    anmarkningar: tuple[CodeCount, ...]
    failed: tuple[FailedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the change log."""

    cursor: int
    """Grows; give the last one seen to get what came after."""
    id: str
    """Of a unit."""
    protokoll: str
    what: str
    """added, changed, removed."""
    at: str
    """ISO 8601, UTC."""
    code: str | None
    """For removed: why."""


class State(StrEnum):
    """What became of a file."""

    READ = "read"
    FAILED = "failed"
    SKIPPED = "skipped"
    MISSING = "missing"
    """Not seen by the run that goes on; its items are removed at the end of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was seen, and what is known of it."""

    key: int
    root: str
    path: str
    size: int
    mtime_ns: int
    checked_ns: int
    """When size and time were looked at (time.time_ns())."""
    state: State
    code: str | None
    message: str | None
    sha256: str | None
    """Of the content last read well."""
    parser_version: str | None
    sidecar: str | None
    """Digest of what people wrote beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """A file that was read well, to be stored."""

    root: str
    path: str
    size: int
    mtime_ns: int
    checked_ns: int
    sha256: str
    parser_version: str
    sidecar: str
    protokoll: tuple[Protokoll, ...]
