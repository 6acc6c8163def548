"""Which index answers right now?

A `Library` holds an index home open and follows it: what another process commits is seen at the next question, and an
index that was made anew takes the place of the old one without a restart.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from api.values import Vocabularies, Vocabulary
from indexer.catalogue import Catalogue
from indexer.engine.opening import open_engine
from indexer.engine.port import Engine, Snapshot
from indexer.errors import IndexHomeError
from indexer.home import CURRENT, Current, Home
from indexer.swedish.analysis import Analysis, open_analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One generation, for as long as one question takes."""

    snapshot: Snapshot
    vocabulary: Vocabulary


class Library:
    """The parts of an index that answer together. Safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, analysis: Analysis, engine: Engine, home: Home | None = None) -> None:
        self.catalogue = catalogue
        self.analysis = analysis
        self._home = home
        self._seen = self._mark()
        self._lock = threading.Lock()
        self._open: tuple[Engine, Vocabularies] = (engine, Vocabularies(analysis.derive))

    @classmethod
    def open(cls, path: Path) -> "Library":
        """Open an index home. IndexHomeError when there is none, or one that we must not read."""
        home = Home(path)
        analysis = open_analysis(path)
        current = home.open(analysis.digest)
        catalogue = Catalogue.open(home.catalogue)
        return cls(catalogue, analysis, _engine(home, current, catalogue, analysis), home)

    def view(self) -> View:
        """Give the newest generation."""
        if self._mark() != self._seen:
            self._follow()
        engine, vocabularies = self._open
        snapshot = engine.snapshot()
        return View(snapshot=snapshot, vocabulary=vocabularies.of(snapshot))

    def _mark(self) -> tuple[int, int] | None:
        """Tell one CURRENT from the next; None while it is not there."""
        try:
            stat = (self._home.path / CURRENT).stat() if self._home else None
        except OSError:
            return None
        return (stat.st_ino, stat.st_mtime_ns) if stat else None

    def _follow(self) -> None:
        """Open the index that is in force now. The old engine is not closed: a question may still read it."""
        with self._lock:
            mark = self._mark()
            if self._home is None or mark is None or mark == self._seen:
                return
            current = self._home.open(self.analysis.digest)
            engine = _engine(self._home, current, self.catalogue, self.analysis)
            self._open = (engine, Vocabularies(self.analysis.derive))
            self._seen = mark


def _engine(home: Home, current: Current, catalogue: Catalogue, analysis: Analysis) -> Engine:
    """Open the engine in force; one whose folder is lost would answer every question with no hits."""
    folder = home.engine_path(current)
    if catalogue.coverage().protokoll and not folder.is_dir():
        raise IndexHomeError(f"{folder} saknas i indexet. Gör om den: protokollsok index MAPP --index {home.path}")
    return open_engine(folder, analysis.derive, name=current.engine)
