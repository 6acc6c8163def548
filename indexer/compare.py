"""What has changed in the folders since the last run?

Size and time first, the content only where those do not tell. A file is read again when it, what people wrote beside
it, or the parser has changed.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.catalogue import Catalogue, SourceFile, State
from indexer.errors import ReadError, StoppedError
from indexer.scan import Found, Passed, Scan
from indexer.sidecar import Sidecar
from indexer.tools import Tools

FINE_CLOCK_NS = 50_000_000
"""A file written so shortly before it was looked at may be written again with the same time."""
COARSE_CLOCK_NS = 2_000_000_000
"""The same on disks that keep whole seconds."""
FEW = 10
"""Vanished files below which a run never stops: people do remove files."""
SHARE = 0.2
"""Share of the files from which vanished ones look like a disk that is not there."""
UNREADABLE = "olasbar"
"""Code of a failure that may be over next time though the file is the same: it could not be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that may have to be read."""

    root: Path
    found: Found
    sidecar: Sidecar | None
    """None where it cannot be read; `complaint` says why."""
    sidecar_digest: str
    complaint: str | None
    before: SourceFile | None
    """What was known of it."""

    @property
    def file(self) -> Path:
        """Where it lies."""
        return self.root / self.found.path


@dataclass(slots=True)
class Comparison:
    """What a run has to do."""

    candidates: list[Candidate] = field(default_factory=list)
    unchanged: list[SourceFile] = field(default_factory=list)
    notes: list[SourceFile] = field(default_factory=list)
    """What to write of files that are not read; of those that failed, or are seen again."""
    skips: list[SourceFile] = field(default_factory=list)
    """What to write of skipped files, after `vanished` is struck out."""
    vanished: list[SourceFile] = field(default_factory=list)
    moved: list[tuple[SourceFile, Candidate]] = field(default_factory=list)
    known: int = 0
    """Files whose text is in the index, before this run."""


def compare(scans: Iterable[Scan], catalogue: Catalogue, tools: Tools, now_ns: int) -> Comparison:
    """Compare what lies in the folders with what is known of them. `now_ns`: when the scan began."""
    result = Comparison()
    for scan in scans:
        known = {source.path: source for source in catalogue.sources(str(scan.root), scan.scope)}
        result.known += sum(1 for source in known.values() if source.sha256)
        for found in scan.found:
            _compare_one(result, _candidate(scan.root, found, known.pop(found.path, None), tools), tools, now_ns)
        for passed in scan.passed:
            _compare_passed(result, passed, scan, known.pop(passed.path, None), now_ns)
        result.vanished += (source for source in known.values() if not _is_unseen(source, scan))
    _find_moved(result)
    return result


def guard(comparison: Comparison, missing: list[Path]) -> None:
    """StoppedError when more would be removed than was likely meant. `missing`: folders that are not there."""
    lost = sum(1 for source in comparison.vanished if source.sha256)
    if missing:
        what = f"{missing[0]} finns inte"
    elif lost >= FEW and lost > SHARE * comparison.known:
        what = f"{lost} av {comparison.known} indexerade filer finns inte längre"
    else:
        return
    raise StoppedError(
        f"{what}. Inget har ändrats i indexet. Kontrollera att disken är ansluten; "
        "om filerna ska bort ur indexet, kör om med --allow-removals."
    )


def sha256_of(file: Path) -> str:
    """Digest the content of a file, hexadecimal; OSError if it cannot be read."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _candidate(root: Path, found: Found, before: SourceFile | None, tools: Tools) -> Candidate:
    sidecar, complaint = None, None
    try:
        sidecar = tools.load_sidecar(root / found.path, root)
    except ReadError as error:
        complaint = str(error)
    said = hashlib.sha256(repr(sidecar or complaint).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    return Candidate(root=root, found=found, sidecar=sidecar, sidecar_digest=said, complaint=complaint, before=before)


def _compare_one(result: Comparison, candidate: Candidate, tools: Tools, now_ns: int) -> None:
    before = candidate.before
    if before is None or not _is_same(candidate, before, tools):
        result.candidates.append(candidate)
        return
    if _is_racy(before):
        if before.state is State.FAILED or not _holds(candidate.file, before.sha256):
            result.candidates.append(candidate)
            return
        result.notes.append(replace(before, checked_ns=now_ns))
    elif before.state is State.MISSING:
        result.notes.append(replace(before, state=State.READ))
    result.unchanged.append(before)


def _is_same(candidate: Candidate, before: SourceFile, tools: Tools) -> bool:
    """Whether nothing that matters has changed, as far as can be told without opening the file."""
    return (
        before.state is not State.SKIPPED
        and before.code != UNREADABLE
        and (before.size, before.mtime_ns) == (candidate.found.size, candidate.found.mtime_ns)
        and (before.parser_version, before.sidecar) == (tools.parser_version, candidate.sidecar_digest)
    )


def _is_racy(before: SourceFile) -> bool:
    clock = COARSE_CLOCK_NS if before.mtime_ns % 1_000_000_000 == 0 else FINE_CLOCK_NS
    return before.mtime_ns > before.checked_ns - clock


def _holds(file: Path, sha256: str | None) -> bool:
    try:
        return sha256_of(file) == sha256
    except OSError:
        return False  # reading it will say why


def _compare_passed(result: Comparison, passed: Passed, scan: Scan, before: SourceFile | None, now_ns: int) -> None:
    """What is skipped leaves the index; what cannot be read keeps what was last read of it."""
    source = SourceFile(
        key=0,
        root=str(scan.root),
        path=passed.path,
        size=0,
        mtime_ns=0,
        checked_ns=now_ns,
        state=State.FAILED if passed.message else State.SKIPPED,
        code=passed.code,
        message=passed.message,
        sha256=before.sha256 if before and passed.message else None,
        parser_version=None,
        sidecar=None,
    )
    if passed.message:
        result.notes.append(source)
    elif before is None or (before.state, before.code) != (source.state, source.code):
        result.skips.append(source)
        if before is not None:
            result.vanished.append(before)


def _is_unseen(source: SourceFile, scan: Scan) -> bool:
    return any(folder == "" or source.path.startswith(folder + "/") for folder in scan.unseen)


def _find_moved(result: Comparison) -> None:
    """A vanished file is not gone when a new one holds the same: same size first, then the same content."""
    by_size: dict[int, list[SourceFile]] = {}
    for source in result.vanished:
        if source.sha256:
            by_size.setdefault(source.size, []).append(source)
    for place, candidate in enumerate(result.candidates):
        old = by_size.get(candidate.found.size)
        if candidate.before is None and old:
            twin = _twin(candidate, old)
            if twin is not None:
                old.remove(twin)
                result.vanished.remove(twin)
                result.candidates[place] = replace(candidate, before=twin)
                result.moved.append((twin, candidate))


def _twin(candidate: Candidate, old: list[SourceFile]) -> SourceFile | None:
    try:
        sha256 = sha256_of(candidate.file)
    except OSError:
        return None  # reading it will say so
    alike = [source for source in old if source.sha256 == sha256]
    same_name = (one for one in alike if os.path.basename(one.path) == candidate.file.name)  # noqa: PTH119 - a stored path
    return next(same_name, alike[0] if alike else None)
