"""How is one file read, so that whatever it holds the run goes on?

The one place in the program where any error is caught: a file of minutes must not stop the others.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.catalogue import Catalogue, FileReading, SourceFile, State
from indexer.compare import UNREADABLE, Candidate, sha256_of
from indexer.errors import ProtokollError, ReadError, in_words
from indexer.read import Reading
from indexer.report import Tally
from indexer.scan import shown
from indexer.tools import Tools

UNREADABLE_CONTENT = "innehall"
"""Code of a failure that lies in the file: it is tried again when the file or the parser has changed."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Reads files one by one, and counts them."""

    catalogue: Catalogue
    tools: Tools
    tally: Tally
    reader: Callable[[Path], Reading]
    """Reads a file so that it can do no harm."""
    now_ns: int
    """When the folders were looked through."""

    def read(self, candidate: Candidate) -> FileReading | SourceFile:
        """Read one file: what is in it, or what is to be noted of it."""
        try:
            sha256 = sha256_of(candidate.file)
        except OSError as error:
            where = shown(str(candidate.file))
            return self._failed(
                candidate,
                UNREADABLE,
                f"{where}: kan inte öppnas ({in_words(error)}). Kontrollera rättigheterna.",
            )
        known = _noted(candidate, self.now_ns, self.tools, sha256)
        if _is_known(candidate, sha256, self.tools):
            self.tally.read += 1
            self.tally.same += 1
            return known
        reading = FileReading(
            root=known.root,
            path=known.path,
            size=known.size,
            mtime_ns=known.mtime_ns,
            checked_ns=known.checked_ns,
            sha256=sha256,
            parser_version=self.tools.parser_version,
            sidecar=candidate.sidecar_digest,
            protokoll=(),
        )
        if self._has_twin(candidate, sha256):
            self.tally.read += 1
            self.tally.copies += 1
            return reading
        return self._parsed(candidate, reading)

    def _parsed(self, candidate: Candidate, reading: FileReading) -> FileReading | SourceFile:
        """The one place where any error is caught: one file must not stop the others."""
        try:
            if candidate.complaint:
                raise ReadError(candidate.complaint)  # noqa: TRY301 - the same end as a file that cannot be read
            found = self.tools.parse(
                candidate.file, shown_path=candidate.found.path, sidecar=candidate.sidecar, reader=self.reader
            )
        except ProtokollError as error:
            name = str(candidate.file)  # which may hold anything, a line end too
            return self._failed(candidate, UNREADABLE_CONTENT, str(error).replace(name, shown(name)))
        except Exception as error:  # noqa: BLE001 - the sanctioned catch
            return self._failed(candidate, UNREADABLE_CONTENT, _fault(candidate, error))
        if any(protokoll.source.sha256 != reading.sha256 for protokoll in found):
            where = shown(str(candidate.file))
            return self._failed(candidate, UNREADABLE, f"{where}: ändrades medan den lästes. Kör om.")
        self.tally.read += 1
        self.tally.parsed(found)
        return replace(reading, protokoll=found)

    def _has_twin(self, candidate: Candidate, sha256: str) -> bool:
        """Whether another file with this content was read before, so that it is not read twice."""
        holders = self.catalogue.holders(sha256)
        return bool(holders) and (candidate.before is None or holders[0].key != candidate.before.key)

    def _failed(self, candidate: Candidate, code: str, message: str) -> SourceFile:
        """Note a failure; what was last read of the file stays in the index."""
        before = candidate.before.sha256 if candidate.before else None
        known = _noted(candidate, self.now_ns, self.tools, before)
        failed = replace(known, state=State.FAILED, code=code, message=message)
        self.tally.failed.append(failed)
        return failed


def _noted(candidate: Candidate, now_ns: int, tools: Tools, sha256: str | None) -> SourceFile:
    return SourceFile(
        key=0,
        root=str(candidate.root),
        path=candidate.found.path,
        size=candidate.found.size,
        mtime_ns=candidate.found.mtime_ns,
        checked_ns=now_ns,
        state=State.READ,
        code=None,
        message=None,
        sha256=sha256,
        parser_version=tools.parser_version,
        sidecar=candidate.sidecar_digest,
    )


def _is_known(candidate: Candidate, sha256: str, tools: Tools) -> bool:
    """Whether the same content was read from this file, by this parser, with the same notes beside it."""
    before = candidate.before
    return (
        before is not None
        and before.state in (State.READ, State.MISSING)
        and (before.sha256, before.parser_version, before.sidecar)
        == (sha256, tools.parser_version, candidate.sidecar_digest)
    )


def _fault(candidate: Candidate, error: Exception) -> str:
    """Say that we are wrong, not the file, without repeating its text."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{Path(where.tb_frame.f_code.co_filename).name} rad {where.tb_lineno}" if where else ""
    return (
        f"{shown(str(candidate.file))}: fel i programmet ({type(error).__name__}, {place}). "
        "Filen är hoppad över. Anmäl felet."
    )
