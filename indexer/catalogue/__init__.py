"""Which ids exist, what was read under them, and what became of them?

The only place with SQL. The catalogue is the truth about ids, parsed versions, aliases and removals; text for pages and
passages comes from here, by (id, version) of the generation that answered.
"""

from indexer.catalogue.reading import Catalogue
from indexer.catalogue.records import (
    GONE_READING,
    GONE_SOURCE,
    REASONS,
    Alias,
    Change,
    CodeCount,
    Coverage,
    FailedFile,
    FileReading,
    Gap,
    Live,
    OrganYear,
    Removed,
    SourceFile,
    State,
    Status,
    StoredProtokoll,
    StoredUnit,
)

__all__ = [
    "GONE_READING",
    "GONE_SOURCE",
    "REASONS",
    "Alias",
    "Catalogue",
    "Change",
    "CodeCount",
    "Coverage",
    "FailedFile",
    "FileReading",
    "Gap",
    "Live",
    "OrganYear",
    "Removed",
    "SourceFile",
    "State",
    "Status",
    "StoredProtokoll",
    "StoredUnit",
]
