"""A small library with invented minutes, and the service over it."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.search import SearchService
from api.settings import Settings
from indexer.catalogue import Alias, Coverage, Live, Removed, Status, StoredProtokoll, StoredUnit
from indexer.engine.port import Attendee, Engine, Meeting, TokenRun, Unit
from indexer.engine.reference import ReferenceEngine
from indexer.model import (
    Avsnitt,
    Kind,
    Paragraf,
    Participant,
    Presence,
    Protokoll,
    Source,
    Span,
)
from indexer.swedish.analysis import Analysis, open_analysis

ANNA = "Anna Granlund"
BO = "Bo Sjöqvist"


def paragraf(
    number: str | None, title: str, beslut: str, *, dnr: tuple[str, ...] = (), outcome: str | None = None,
    kind: Kind = Kind.PARAGRAF, body: str = "", people: tuple[str, ...] = (ANNA, BO),
) -> Paragraf:  # fmt: skip
    """Make a unit whose text is title, body and decision."""
    heading = f"§ {number} {title}" if number else title
    text = "\n".join(part for part in (heading, body, f"Beslut\n{beslut}" if beslut else "") if part)
    decided = (Span(len(text) - len(beslut), len(text)),) if beslut else ()
    sections = (Avsnitt(heading="", text=body, page=1),) if body else ()
    if beslut:
        sections = (*sections, Avsnitt(heading="Beslut", text=beslut, page=2))
    return Paragraf(
        id=number or kind.value, kind=kind, number=number, title=title, diarienummer=dnr, page=1, sections=sections,
        beslut=(), outcome=outcome, participants=people, text=text, span=Span(0, len(text)),
        title_span=Span(0, len(heading)), beslut_spans=decided,
    )  # fmt: skip


def protokoll(address: str, huvudman: str | None, organ: str, date: str | None, *units: Paragraf) -> Protokoll:
    """Make a protokoll; the units get their ids."""
    from dataclasses import replace  # noqa: PLC0415 - only here

    placed, at = [], 0
    for unit in units:
        span = Span(at, at + len(unit.text))
        title = Span(at + unit.title_span.start, at + unit.title_span.end) if unit.title_span else None
        spans = tuple(Span(at + one.start, at + one.end) for one in unit.beslut_spans)
        placed.append(replace(unit, id=f"{address}/{unit.id}", span=span, title_span=title, beslut_spans=spans))
        at = span.end
    people = (
        Participant(name=ANNA, party="S", role="beslutande", deciding=True, as_printed="Anna Granlund (S)"),
        Participant(name=BO, party=None, role="sekreterare", deciding=False, presence=Presence.HELA),
    )
    return Protokoll(
        id=address, source=Source(path=f"{address}.txt", sha256="ab" * 32, format="text", pages=2),
        parser_version="1", huvudman=huvudman, organ=organ, date=date, participants=people,
        paragrafer=tuple(one for one in placed if one.kind in (Kind.PARAGRAF, Kind.STYCKE)),
        other_units=tuple(one for one in placed if one.kind not in (Kind.PARAGRAF, Kind.STYCKE)),
    )  # fmt: skip


MINUTES = (
    protokoll(
        "vidakra/kf/2016-05-19", "Vidåkra kommun", "Kommunfullmäktige", "2016-05-19",
        paragraf("1", "Val av justerare", "Bo Sjöqvist väljs."),
        paragraf("2", "Motion om tillnyktringsenhet", "Kommunfullmäktige beslutar att inte bifalla motionen.",
                 dnr=("VK 2015/221",), outcome="avslag", body="Anna Granlund (S) har motionerat om <vård> & omsorg."),
        paragraf("3", "Skolskjuts till Norrbyn", "Kommunfullmäktige beslutar att bifalla förslaget om skolskjutsar.",
                 dnr=("VK 2016/9",), outcome="bifall", people=(BO,)),
        paragraf(None, "Närvaro", "", kind=Kind.INLEDNING, body="Anna Granlund, Bo Sjöqvist. Skolskjuts nämns."),
    ),
    protokoll(
        "vidakra/ks/2020-01-08", "Vidåkra kommun", "Kommunstyrelsen", "2020-01-08",
        paragraf("1", "Skolskjuts och buss", "Kommunstyrelsen beslutar att bordlägga ärendet.",
                 dnr=("VK 2016/9",), outcome="bordlaggning"),
    ),
    protokoll(
        "lerhamra/stamma/1867", "Lerhamra socken", "Sockenstämma", None,
        paragraf("1", "Om vägen", "Stämman beslutade att laga vägen.", dnr=("VK 2015/221",)),
    ),
)  # fmt: skip


class ShelfCatalogue:
    """A catalogue in memory."""

    def __init__(self, minutes: Iterable[Protokoll]) -> None:
        self.minutes = {one.id: one for one in minutes}
        self.gone: dict[str, Removed] = {}
        self.aliases: dict[str, str] = {}

    def resolve(self, wanted: str) -> Live | Alias | Removed | None:
        if wanted in self.gone:
            return self.gone[wanted]
        if wanted in self.aliases:
            return Alias(id=self.aliases[wanted])
        for one in self.minutes.values():
            if wanted == one.id or any(wanted == unit.id for unit in one.units):
                return Live(id=wanted, version=1, protokoll=one.id)
        return None

    def unit(self, unit_id: str, _version: int | None = None) -> StoredUnit | None:
        for one in self.minutes.values():
            for ordinal, unit in enumerate(one.units):
                if unit.id == unit_id and unit_id not in self.gone:
                    return StoredUnit(
                        version=1, ordinal=ordinal, paragraf=unit, protokoll=one, source_paths=(one.source.path,)
                    )
        return None

    def units(self, pairs: Iterable[tuple[str, int]]) -> tuple[StoredUnit | None, ...]:
        return tuple(self.unit(*pair) for pair in pairs)

    def protokoll(self, protokoll_id: str) -> StoredProtokoll | None:
        one = self.minutes[protokoll_id]
        return StoredProtokoll(version=1, protokoll=one, source_paths=(one.source.path,))

    def coverage(self) -> Coverage:
        return Coverage(protokoll=3, paragrafer=5, first="2016-05-19", last="2020-01-08", failed_files=0, known_gaps=0)

    def status(self) -> Status:
        return Status(
            generation=1, coverage=self.coverage(), organs=(), parser_versions=(), files=(), anmarkningar=(), failed=()
        )


def fill(engine: Engine, analysis: Analysis, minutes: Iterable[Protokoll]) -> None:
    """Put minutes into an engine."""
    with engine.batch() as batch:
        for one in minutes:
            batch.put_meeting(
                Meeting(id=one.id, attendees=(Attendee(ANNA, deciding=True), Attendee(BO, deciding=False)))
            )
            batch.add(_unit(one, unit, ordinal, analysis) for ordinal, unit in enumerate(one.units))
        batch.commit()


def _unit(one: Protokoll, unit: Paragraf, ordinal: int, analysis: Analysis) -> Unit:
    tokens = analysis.tokens(unit.text)
    inside = [
        (zone, span.start - unit.span.start, span.end - unit.span.start)
        for zone, spans in ((1, (unit.title_span,)), (2, unit.beslut_spans))
        for span in spans if span
    ]  # fmt: skip
    runs = []
    for zone, start, end in sorted(inside, key=lambda item: item[1]):
        covered = [at for at, token in enumerate(tokens) if start <= token.start < end]
        if covered:
            runs.append(TokenRun(zone, covered[0], covered[-1] + 1))
    keywords = {
        "huvudman": (one.huvudman,), "organ": (one.organ,), "year": (one.date[:4],) if one.date else (),
        "diarienummer": unit.diarienummer, "outcome": (unit.outcome,) if unit.outcome else (),
        "party": ("S",), "kind": (unit.kind.value,), "har": (),
    }  # fmt: skip
    people = (ANNA, BO)
    return Unit(
        id=unit.id, version=1, protokoll=one.id, ordinal=ordinal,
        date=int(one.date.replace("-", "")) if one.date else 0, keywords=keywords,
        case=unit.diarienummer[0] if unit.diarienummer else None,
        meeting=one.id if unit.kind is Kind.PARAGRAF else None,
        absent=tuple(at for at, name in enumerate(people) if name not in unit.participants),
        tokens=tuple(token.key for token in tokens), zones=tuple(runs),
    )  # fmt: skip


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return open_analysis(None)


@pytest.fixture(scope="session")
def engine(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = ReferenceEngine(tmp_path_factory.mktemp("engine"), analysis.derive)
    fill(made, analysis, MINUTES)
    return made


@pytest.fixture
def catalogue() -> ShelfCatalogue:
    return ShelfCatalogue(MINUTES)


@pytest.fixture
def library(catalogue: ShelfCatalogue, analysis: Analysis, engine: Engine) -> Library:
    return Library(catalogue, analysis, engine)


@pytest.fixture
def service(library: Library) -> SearchService:
    return SearchService(library)


@pytest.fixture
def client(service: SearchService) -> TestClient:
    return TestClient(create_app(service), raise_server_exceptions=False)


@pytest.fixture
def showing_paths(library: Library) -> TestClient:
    settings = Settings(show_source_paths=True)
    return TestClient(create_app(SearchService(library, settings), settings=settings))


@pytest.fixture
def new_home(tmp_path: Path) -> Path:
    return tmp_path / "index"
