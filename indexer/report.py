"""What did a run do, said so that a person sees what is missing?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer.catalogue import CodeCount, Coverage, SourceFile, State, Status
from indexer.compare import Comparison
from indexer.model import Protokoll
from indexer.scan import SKIPPED, Scan, shown

EXAMPLES = 3
"""Paths named for each reason to skip."""
LISTED = 50
"""Failures printed; all are in the report and in `status`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Files that are not read, for one reason."""

    code: str
    count: int
    examples: tuple[str, ...]
    """The first paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A file that could not be read."""

    path: str
    """Inside the indexed folder."""
    message: str
    """Swedish: which, why, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What a run did. Files: all that were seen are read, unchanged, skipped or failed."""

    read: int
    """Files whose content was opened and read well."""
    same: int
    """Of them: touched, but with the content they had."""
    copies: int
    """Of them: with the content of another file."""
    unchanged: int
    """Files that were not opened: nothing had changed."""
    moved: int
    """Files with a new name; their items kept their ids."""
    removed: int
    """Files that are gone, and their items with them."""
    is_rebuilt: bool
    """The engine's part was made anew from the catalogue first."""
    skipped: tuple[Skipped, ...]
    failed: tuple[Failed, ...]
    """Also those that failed before and have not changed since."""
    protokoll: int
    """Read in this run."""
    paragrafer: int
    """Paragrafer and stycken read in this run."""
    units: int
    """All kinds of unit read in this run."""
    anmarkningar: tuple[CodeCount, ...]
    """On what was read in this run."""
    coverage: Coverage
    """What the index holds now."""
    generation: int
    seconds: float


@dataclass(slots=True)
class Tally:
    """What a run has counted so far."""

    read: int = 0
    same: int = 0
    copies: int = 0
    unchanged: int = 0
    moved: int = 0
    removed: int = 0
    is_rebuilt: bool = False
    protokoll: int = 0
    paragrafer: int = 0
    units: int = 0
    failed: list[SourceFile] = field(default_factory=list)
    skipped: tuple[Skipped, ...] = ()
    remarks: Counter[str] = field(default_factory=Counter)

    def parsed(self, found: Sequence[Protokoll]) -> None:
        """Count what one file gave."""
        for protokoll in found:
            self.protokoll += 1
            self.paragrafer += len(protokoll.paragrafer)
            self.units += len(protokoll.paragrafer) + len(protokoll.other_units)
            self.remarks.update(remark.code for remark in protokoll.anmarkningar)

    def count(self, comparison: Comparison, scans: Sequence[Scan]) -> None:
        """Count what was not read."""
        self.unchanged = sum(1 for source in comparison.unchanged if source.state is not State.FAILED)
        self.moved = len(comparison.moved)
        self.removed = sum(1 for source in comparison.vanished if source.sha256)
        again = (*comparison.unchanged, *comparison.notes)
        self.failed += (source for source in again if source.state is State.FAILED)
        self.skipped = tuple(_skipped(scans))

    def report(self, status: Status, *, seconds: float) -> IngestReport:
        """Close the count."""
        failed = sorted({source.path: source.message or "" for source in self.failed}.items())
        return IngestReport(
            read=self.read,
            same=self.same,
            copies=self.copies,
            unchanged=self.unchanged,
            moved=self.moved,
            removed=self.removed,
            is_rebuilt=self.is_rebuilt,
            skipped=self.skipped,
            failed=tuple(Failed(path=path, message=message) for path, message in failed),
            protokoll=self.protokoll,
            paragrafer=self.paragrafer,
            units=self.units,
            anmarkningar=tuple(CodeCount(code=code, count=count) for code, count in self.remarks.most_common()),
            coverage=status.coverage,
            generation=status.generation,
            seconds=seconds,
        )


def render(report: IngestReport) -> str:
    """Write the report in Swedish, for a terminal."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: IngestReport) -> Iterator[str]:
    if report.is_rebuilt:
        yield "Indexet är gjort om ur katalogen."
    yield _read_line(report)
    if report.protokoll:
        what = f"{_number(report.protokoll)} protokoll med {_many(report.units, 'enhet', 'enheter')}"
        yield f"De gav {what}, varav {_many(report.paragrafer, 'paragraf', 'paragrafer')}."
    if report.unchanged:
        yield f"{_files(report.unchanged)} är oförändrade."
    if report.moved:
        yield f"{_files(report.moved)} har bytt plats eller namn; adresserna gäller fortfarande."
    if report.removed:
        yield f"{_files(report.removed)} finns inte längre; deras paragrafer är borta ur indexet."
    yield from _skipped_lines(report.skipped)
    yield from _failed_lines(report.failed)
    if report.anmarkningar:
        yield "Anmärkningar: " + ", ".join(f"{remark.code} {_number(remark.count)}" for remark in report.anmarkningar)
    yield _coverage_line(report)


def _read_line(report: IngestReport) -> str:
    if not report.read:
        is_idle = not (report.removed or report.moved)
        return f"Inga filer lästes{': inget har ändrats' if is_idle else ''} ({report.seconds:.1f} s)."
    asides = [
        f"{count} {what}"
        for count, what in ((report.same, "med samma innehåll som förut"), (report.copies, "kopior av andra filer"))
        if count
    ]
    aside = f", varav {' och '.join(asides)}" if asides else ""
    return f"{_files(report.read)} lästes på {report.seconds:.1f} s{aside}."


def _skipped_lines(skipped: Iterable[Skipped]) -> Iterator[str]:
    for one in skipped:
        more = ", …" if one.count > len(one.examples) else ""
        yield f"Hoppade över – {SKIPPED[one.code]}: {_number(one.count)} ({', '.join(map(shown, one.examples))}{more})"


def _failed_lines(failed: Sequence[Failed]) -> Iterator[str]:
    if failed:
        yield f"{_files(len(failed))} kunde inte läsas:"
    for one in failed[:LISTED]:
        yield f"  {one.message}"
    if len(failed) > LISTED:
        yield f"  … och {len(failed) - LISTED} till. Alla visas med: protokollsok status"


def _coverage_line(report: IngestReport) -> str:
    coverage = report.coverage
    when = f" från {coverage.first} till {coverage.last}" if coverage.first else ""
    paragrafer = _many(coverage.paragrafer, "paragraf", "paragrafer")
    return f"Indexet omfattar {_number(coverage.protokoll)} protokoll ({paragrafer}){when}."


def _skipped(scans: Iterable[Scan]) -> Iterator[Skipped]:
    paths: dict[str, list[str]] = defaultdict(list)
    for scan in scans:
        for passed in scan.passed:
            if passed.message is None:
                paths[passed.code].append(passed.path)
    for code in sorted(paths):
        yield Skipped(code=code, count=len(paths[code]), examples=tuple(paths[code][:EXAMPLES]))


def _files(count: int) -> str:
    return _many(count, "fil", "filer")


def _many(count: int, one: str, several: str) -> str:
    """Write a number and what it counts.

    >>> _many(1, "fil", "filer"), _many(0, "fil", "filer")
    ('1 fil', '0 filer')
    """
    return f"{_number(count)} {one if count == 1 else several}"


def _number(count: int) -> str:
    r"""Write a number with narrow spaces, as in Swedish print.

    >>> _number(12345)
    '12\u202f345'
    """
    return f"{count:,}".replace(",", "\u202f")
