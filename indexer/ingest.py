"""How do folders of minutes become an index?

The composition: paths -> scan -> compare -> parse -> catalogue -> engine, with a report. Files are read in batches that
are each made durable, so that memory is bounded and a killed run loses the batch it was in at most.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.catalogue import FileReading, SourceFile
from indexer.compare import Candidate, Comparison, compare, guard
from indexer.errors import ReadError, UsageError
from indexer.home import Home
from indexer.intake import Intake
from indexer.opening import open_for_writing
from indexer.places import Place, places
from indexer.publish import WRITE_WAIT, Index, publish
from indexer.readers import Readers, open_readers
from indexer.reading_cache import ReadingCache
from indexer.report import IngestReport, Tally
from indexer.scan import scan, shown
from indexer.tools import TOOLS, Tools

BATCH_CHARACTERS = 8_000_000
"""Text read before it is written: some 30 MB in memory, parsed."""
BATCH_FILES = 250
READ_AHEAD = 8
"""Files that children read while one is parsed; their text is held until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run is."""

    done: int
    """Files."""
    total: int
    path: str
    """The file that was read last, inside its folder."""


def index(  # noqa: PLR0913 - each is an option of the command
    paths: Sequence[Path],
    home: Path,
    *,
    allow_removals: bool = False,
    rebuild: bool = False,
    progress: Callable[[Progress], None] = lambda _: None,
    tools: Tools = TOOLS,
) -> IngestReport:
    """Bring the index at `home` up to date with files and folders.

    Args:
        paths: Files and folders; what was indexed from elsewhere stays.
        home: The index home; made if there is none.
        allow_removals: Let a run remove however much has vanished.
        rebuild: First make the engine's part anew from the catalogue; then `paths` may be empty.
        progress: Called after each file.
        tools: The parts to work with.

    Raises:
        IndexHomeError, LockedError: the home cannot be written.
        ReadError: a path does not exist.
        StoppedError: more has vanished than was likely meant.
    """
    started = time.monotonic()
    if not paths and not rebuild:
        raise UsageError("Ange minst en fil eller mapp att läsa: protokollsok index MAPP")
    if not rebuild:
        Home(home).create()
    with Home(home).lock("index"), open_for_writing(home, tools, create=True, rebuild=rebuild) as (opened, parts):
        tally = Tally(is_rebuilt=rebuild)
        _Run(opened, parts, tools, tally).bring_up_to_date(paths, allow_removals=allow_removals, progress=progress)
        status = parts.catalogue.status()
    return tally.report(status, seconds=time.monotonic() - started)


def remove(wanted: str, home: Path, reason: str, *, tools: Tools = TOOLS) -> tuple[str, ...]:
    """Take a unit or a protokoll away, at once and for good.

    Args:
        wanted: Its id, or an address that ends with it.
        home: The index home.
        reason: One of `catalogue.REASONS`.
        tools: The parts to work with.

    Returns:
        The ids of the units that went; () if all of it was removed before.

    Raises:
        UsageError: there is no such id or reason.
    """
    with open_for_writing(home, tools, create=False) as (opened, parts), opened.lock("write", wait=WRITE_WAIT):
        found = parts.catalogue.find(wanted)
        if found is None:
            raise UsageError(
                f"Ingen paragraf och inget protokoll har adressen {shown(wanted)}. Kontrollera den på sidan."
            )
        with parts.catalogue.writing() as writer:
            gone = writer.remove(parts.catalogue.current_id(found), reason)
        publish(parts)
        parts.catalogue.tidy()
        ReadingCache(opened.readings).prune(lambda _: False)
    return gone


@dataclass(frozen=True, slots=True)
class _Run:
    """One run over some folders."""

    home: Home
    parts: Index
    tools: Tools
    tally: Tally

    def bring_up_to_date(
        self, paths: Sequence[Path], *, allow_removals: bool, progress: Callable[[Progress], None]
    ) -> None:
        """Do all that has to be done."""
        now_ns = time.time_ns()
        where = self._places(paths)
        scans = [
            scan(place.root, place.scope, formats=self.tools.formats, home=self.home.path.resolve()) for place in where
        ]
        comparison = compare(scans, self.parts.catalogue, self.tools, now_ns)
        if not allow_removals:
            guard(comparison, [place.root / place.scope for place in where if place.is_missing])
        self._mark(comparison)
        with open_readers(self.home.readings) as readers:
            intake = Intake(self.parts.catalogue, self.tools, self.tally, readers.read, now_ns)
            for batch in _batches(_read_all(intake, comparison.candidates, readers, progress)):
                self._write(batch)
        self._strike_out(comparison)
        ReadingCache(self.home.readings).prune(lambda digest: bool(self.parts.catalogue.holders(digest)))
        self.tally.count(comparison, scans)

    def _places(self, paths: Sequence[Path]) -> tuple[Place, ...]:
        where = places(paths, self.parts.catalogue.roots())
        for place in where:
            if place.is_missing and not self.parts.catalogue.sources(str(place.root), place.scope):
                raise ReadError(f"{shown(str(place.root / place.scope))} finns inte. Kontrollera sökvägen.")
        with self.home.lock("write", wait=WRITE_WAIT), self.parts.catalogue.writing() as writer:
            for place in where:
                if not place.scope:
                    writer.add_root(str(place.root))
        return where

    def _mark(self, comparison: Comparison) -> None:
        """Write what is known before anything is read."""
        with self.home.lock("write", wait=WRITE_WAIT), self.parts.catalogue.writing() as writer:
            for before, candidate in comparison.moved:
                writer.move(before.key, str(candidate.root), candidate.found.path)
            writer.set_missing(tuple(source.key for source in comparison.vanished))
            for note in comparison.notes:
                writer.note(note)

    def _strike_out(self, comparison: Comparison) -> None:
        """Remove what is no longer there, and what is no longer read."""
        with self.home.lock("write", wait=WRITE_WAIT):
            with self.parts.catalogue.writing() as writer:
                writer.forget(tuple(comparison.vanished))
                for source in comparison.skips:
                    writer.note(source)
            publish(self.parts)

    def _write(self, batch: Sequence[FileReading | SourceFile]) -> None:
        """Make a batch durable: catalogue, then engine."""
        with self.home.lock("write", wait=WRITE_WAIT):
            with self.parts.catalogue.writing() as writer:
                for item in batch:
                    if isinstance(item, FileReading):
                        writer.store(item)
                    else:
                        writer.note(item)
            publish(self.parts)


def _read_all(
    intake: Intake, candidates: Sequence[Candidate], readers: Readers, progress: Callable[[Progress], None]
) -> Iterator[FileReading | SourceFile]:
    for done, candidate in enumerate(candidates, 1):
        for coming in candidates[done - 1 : done - 1 + READ_AHEAD]:
            readers.ahead(coming.file)
        yield intake.read(candidate)
        readers.forget(candidate.file)
        progress(Progress(done=done, total=len(candidates), path=candidate.found.path))


def _batches(items: Iterator[FileReading | SourceFile]) -> Iterator[list[FileReading | SourceFile]]:
    batch: list[FileReading | SourceFile] = []
    characters = 0
    for item in items:
        batch.append(item)
        if isinstance(item, FileReading):
            characters += sum(len(unit.text) for protokoll in item.protokoll for unit in protokoll.units)
        if characters >= BATCH_CHARACTERS or len(batch) >= BATCH_FILES:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
