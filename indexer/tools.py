"""Which parts does a run put to work?

The composition root of the indexer: each part by its signature, so that a test can put another in its place.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.engine import opening
from indexer.engine.port import Derive, Engine
from indexer.model import Protokoll
from indexer.parse import PARSER_VERSION, parse_file
from indexer.read import FORMATS, Reading, read
from indexer.rows import Tokenizer
from indexer.sidecar import Sidecar, load
from indexer.swedish.analysis import open_analysis


class Parse(Protocol):
    """Reads one file of minutes."""

    def __call__(
        self,
        path: Path,
        /,
        *,
        shown_path: str | None = None,
        sidecar: Sidecar | None = None,
        reader: Callable[[Path], Reading] = read,
    ) -> tuple[Protokoll, ...]:
        """Give its protokoll; ReadError if it cannot be read."""


class Analyses(Tokenizer, Protocol):
    """The Swedish analysis, as far as indexing needs it."""

    @property
    def derive(self) -> Derive:
        """Terms of a token key."""

    @property
    def digest(self) -> str:
        """Recognises what the analysis does."""


class OpenEngine(Protocol):
    """Opens the engine of a generation."""

    def __call__(self, path: Path, derive: Derive, /, *, name: str) -> Engine:
        """Give the engine that lies in `path`, an empty one if nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The parts of a run."""

    parse: Parse = parse_file
    parser_version: str = PARSER_VERSION
    load_sidecar: Callable[[Path, Path | None], Sidecar] = load
    formats: Collection[str] = frozenset(FORMATS)
    """File name endings that `parse` reads, lower case, with the point."""
    open_analysis: Callable[[Path | None], Analyses] = open_analysis
    open_engine: OpenEngine = opening.open_engine
    engine: str = opening.DEFAULT
    """Which engine a new home gets."""


TOOLS = Tools()
