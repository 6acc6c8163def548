"""A service that answers with invented minutes, so that pages are tested without an index."""

import re
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from api.answers import (
    Anmarkning,
    Beslutspunkt,
    Count,
    Coverage,
    Facet,
    FacetValue,
    FailedFile,
    GapAnswer,
    Matched,
    NamedVote,
    OrganYear,
    ParagrafAnswer,
    Participant,
    Passage,
    Person,
    ProtokollAnswer,
    ProtokollLink,
    Reservation,
    SearchAnswer,
    SearchHit,
    Section,
    Shortcut,
    Source,
    StatusAnswer,
    Suggestion,
    UnitLink,
    Vote,
)
from api.pages import problem_page, router
from api.params import SearchParams
from api.problem import MovedError, ProblemError
from api.search import SearchService
from api.settings import Settings
from indexer.model import Kind, Presence

MEETING = "nackterby-kommun/kommunstyrelsen/2023-05-16"
COVERAGE = Coverage(protokoll=41, paragrafer=1761, first="2023-01-26", last="2026-06-11", failed_files=1, known_gaps=32)
TITLES = (
    ("44", "Val av justerare", (), None, None, None),
    ("45", "Svar på motion om avgiftsfri skolskjuts till fritidshem", ("KS 2022/118",), "avslag", "motion", "förslag"),
    ("46", "Taxa för vatten och avlopp 2024", ("KS 2023/31",), "bifall", None, "beslut"),
    (
        "47",
        "Medborgarförslag om belysning vid Kvarnbäcken",
        ("KS 2021/204", "TN 2021/77"),
        "besvarad",
        "medborgarforslag",
        "beslut",
    ),
    ("48", "Ny förskola i Tallhöjden", ("KS 2023/52",), "aterremiss", None, "beslut"),
    ("49", "Upphandling av skolskjutsar läsåret 2023–2024", ("KS 2023/60",), "bordlaggning", None, "beslut"),
    (None, "Mötets avslutande", (), None, None, None),
)


SHORT = {"diarienummer": (), "outcome": None, "outcome_of": None, "stage": None}


def link(index: int) -> UnitLink:
    number, title, dnr, outcome, of, stage = TITLES[index]
    part = number or f"r{index}"
    return UnitLink(
        id=f"{MEETING}/{part}", url=f"/p/{MEETING}/{part}", kind=Kind.PARAGRAF, number=number, title=title,
        diarienummer=dnr, page=index + 3, outcome=outcome, outcome_of=of, stage=stage,
    )  # fmt: skip


def hit(index: int, match: str = "strict", **changes: object) -> SearchHit:
    unit = link(index)
    values = {
        **unit.model_dump(exclude={"page"}), "huvudman": "Näckterby kommun", "organ": "Kommunstyrelsen",
        "date": "2023-05-16", "match": match, "score": 9.5 - index, "passages_total": 5,
        "passages": (
            Passage(html="Kommunstyrelsen föreslår att kommunfullmäktige beslutar att avslå motionen om avgiftsfri "
                    "<mark>skolskjuts</mark> till fritidshem, eftersom kostnaden inte ryms i budgeten",
                    page=7, section="Beslut"),
            Passage(html="… reglementet för <mark>skolskjutsar</mark> &amp; taxi ses över under hösten …", page=8,
                    section="Ärendebeskrivning"),
        ),
        "matched": (
            Matched(term="skolskjuts", word="skolskjuts", how="exact"),
            Matched(term="skolskjuts", word="landsbygdsskolskjuts", how="compound"),
        ),
        **changes,
    }  # fmt: skip
    return SearchHit.model_validate(values)


def person(name: str, party: str | None, role: str, **changes: object) -> Participant:
    values = {
        "name": name, "party": party, "role": role, "deciding": True, "represents": None, "replaces": None,
        "presence": Presence.HELA, "paragrafer": None, "as_printed": name, **changes,
    }  # fmt: skip
    return Participant.model_validate(values)


PEOPLE = (
    person("Anna Ekdahl", "S", "ordförande"),
    person("Mustafa Lindqvist", "C", "ledamot"),
    person("Birgitta Sjöö", "M", "ledamot", presence=Presence.DELAR, paragrafer=("44", "45", "46", "48")),
    person("Per-Olof von Hjortsberg Nyström", "KD", "ledamot"),
    person("Sini Rautio", "V", "ledamot"),
    person("Åke Brännström", "L", "ledamot"),
    person(
        "Elin Frost",
        "MP",
        "tjänstgörande ersättare",
        replaces="Dag Malm",
        presence=Presence.DELAR,
        paragrafer=("47", "48", "49"),
    ),
    person("Gun Öberg", None, "sekreterare", deciding=False),
    person("Torsten Wall", None, "övrig, kommundirektör", deciding=False, presence=Presence.OKAND),
)


def facet(*values: tuple[str, str, int], more: int = 0) -> Facet:
    return Facet(
        distinct=len(values) + more,
        values=tuple(FacetValue(value=value, label=label, count=count) for value, label, count in values),
    )


FACETS = {
    "huvudman": facet(("Näckterby kommun", "Näckterby kommun", 31), ("Region Norrsund", "Region Norrsund", 12)),
    "organ": facet(
        ("Kommunstyrelsen", "Kommunstyrelsen", 19), ("Kommunfullmäktige", "Kommunfullmäktige", 14),
        ("Barn- och utbildningsnämnden", "Barn- och utbildningsnämnden", 9), ("styrelse", "styrelse", 1), more=6,
    ),
    "year": facet(("2024", "2024", 20), ("2023", "2023", 15), ("2026", "2026", 5), ("2025", "2025", 3)),
    "diarienummer": facet(("KS 2022/118", "KS 2022/118", 4), ("KS 2023/60", "KS 2023/60", 2), more=31),
    "participant": facet(("Anna Ekdahl", "Anna Ekdahl", 40), ("Sini Rautio", "Sini Rautio", 38), more=112),
    "outcome": facet(("bifall", "Bifall", 21), ("avslag", "Avslag", 8), ("bordlaggning", "Bordläggning", 3)),
    "party": facet(("S", "S", 12), ("M", "M", 9), ("C", "C", 4)),
    "kind": facet(("paragraf", "Paragrafer", 42), ("bilaga", "Bilagor", 1)),
}  # fmt: skip


class FakeService(SearchService):
    """Answers by the words of the question: "inget" finds nothing, "delvis" only in part."""

    def __init__(self) -> None:
        """Keep what was asked."""
        self.asked: list[SearchParams] = []

    def search(self, params: SearchParams) -> SearchAnswer:
        self.asked.append(params)
        nothing = params.q == "inget" or "1995" in params.year
        relaxed = (hit(3, "relaxed"), hit(5, "relaxed")) if params.q in ("", "skolskjuts", "delvis") else ()
        strict = () if nothing or params.q == "delvis" else tuple(hit(index) for index in (1, 2, 4, 5, 6))
        if nothing:
            relaxed = ()
        elif params.q == "skovde":
            strict = (hit(2, matched=(Matched(term="skovde", word="Skövde", how="folded"),)),)
        hits = () if params.limit == 0 or params.offset > 43 else (*strict, *relaxed)
        return SearchAnswer(
            query=params.q, interpretation=f"paragrafer som innehåller {params.q}" if params.q else "alla paragrafer",
            generation="17", total=43 if strict else 0, total_relaxed=len(relaxed), cases=None, limit=params.limit,
            offset=params.offset, hits=hits,
            facets={name: FACETS[name] for name in params.facet_names} if not nothing or not params.q else {},
            suggestions=(Suggestion(query="skolskjuts", total=43),) if nothing else (),
            shortcuts=(Shortcut(kind="case", label="Ärendet KS 2022/118", url="/sok?diarienummer=KS+2022%2F118"),)
            if "118" in params.q else (),
            notes=("Frågan har en parentes för mycket och lästes som vanliga ord.",) if ")" in params.q else (),
            coverage=COVERAGE,
        )  # fmt: skip

    def status(self) -> StatusAnswer:
        return StatusAnswer(
            generation="17", coverage=COVERAGE,
            parser_versions=(Count(code="1", count=41),), files=(Count(code="read", count=41),),
            anmarkningar=(Count(code="paragraf-lucka", count=32), Count(code="tecken-skadade", count=2)),
            organs=(
                OrganYear(huvudman="Näckterby kommun", organ="Kommunstyrelsen", year="2023", protokoll=11,
                          paragrafer=402, first="2023-01-26", last="2023-12-11"),
                OrganYear(huvudman="Näckterby kommun", organ="Kommunstyrelsen", year="2024", protokoll=10,
                          paragrafer=371, first="2024-01-16", last="2024-12-10"),
                OrganYear(huvudman=None, organ="styrelse", year="2026", protokoll=2, paragrafer=31,
                          first="2026-02-01", last="2026-06-11"),
            ),
            gaps=(GapAnswer(huvudman="Näckterby kommun", organ="Kommunstyrelsen", year="2023", first=50, last=61,
                            evidence="mellan mötena 2023-05-16 och 2023-08-22"),),
            failed=(FailedFile(path=None, message="Filen är tom. Ta bort den eller lägg dit texten."),),
        )  # fmt: skip

    def paragraf(self, unit_id: str) -> ParagrafAnswer:
        if unit_id == f"{MEETING}/gammal":
            raise MovedError(f"{MEETING}/45")
        if unit_id == f"{MEETING}/borttagen":
            raise ProblemError(status=410, detail="Borttagen.", removed="2026-02-01", reason="personuppgifter")
        other = next((unit for unit in self.protokoll(MEETING).other_units if unit.id == unit_id), None)
        if other is not None:
            empty = {"sections": (), "beslut": (), "votes": (), "reservations": (), "present": (), "participants": ()}
            return paragraf(1).model_copy(update={**other.model_dump(), **empty, "text": "Paragraf 44 till 50"})
        found = next((i for i in range(len(TITLES)) if link(i).id == unit_id), None)
        if found is None:
            raise ProblemError(status=404, detail=f"Det finns ingen paragraf med adressen {unit_id}.")
        return paragraf(found)

    def protokoll(self, protokoll_id: str) -> ProtokollAnswer:
        if protokoll_id != MEETING:
            raise ProblemError(status=404, detail="Det finns inget protokoll med den adressen.")
        return ProtokollAnswer(
            id=MEETING, url=f"/p/{MEETING}", source=Source(sha256="0" * 64, format="text", pages=12),
            parser_version="1", huvudman="Näckterby kommun", organ="Kommunstyrelsen", date="2023-05-16",
            time="13.00–16.30", place="Sammanträdesrum Ljungen, kommunhuset", justerad="2023-05-19",
            archive_reference=None, source_url="https://naeckterby.example/protokoll.pdf", participants=PEOPLE,
            paragrafer=tuple(link(i) for i in range(len(TITLES))),
            other_units=(
                UnitLink(id=f"{MEETING}/inledning", url=f"/p/{MEETING}/inledning", kind=Kind.INLEDNING, number=None,
                         title=None, page=1, **SHORT),
                UnitLink(id=f"{MEETING}/bilaga-2", url=f"/p/{MEETING}/bilaga-2", kind=Kind.BILAGA, number="2",
                         title="Voteringslista", page=11, **SHORT),
            ),
            anmarkningar=(
                Anmarkning(code="paragraf-saknas", message="§ 50 finns i innehållet men inte i texten", page=2),
            ),
        )  # fmt: skip


DECISION = """Kommunstyrelsen föreslår att kommunfullmäktige beslutar

att avslå motionen om avgiftsfri skolskjuts till fritidshem, och

att uppdra åt barn- och utbildningsnämnden att till hösten redovisa vad
resor mellan skola och fritidshem kostar."""
BACKGROUND = """Sini Rautio (V) har lämnat in en motion om avgiftsfri skolskjuts mellan
skola och fritidshem. Barn- och utbildningsnämnden har yttrat sig över
motionen och bedömer att kostnaden uppgår till 2,4 miljoner kronor om
året.

Nämnden pekar på tre saker:
- kostnaden ryms inte i budgeten
- lagen kräver inte att resor till fritidshem är fria
- behovet varierar mycket mellan kommundelarna"""
PROPOSALS = """Sini Rautio (V) och Elin Frost (MP) yrkar bifall till motionen.

Birgitta Sjöö (M) yrkar bifall till nämndens förslag att avslå motionen."""


def paragraf(index: int) -> ParagrafAnswer:
    unit = link(index)
    return ParagrafAnswer.model_validate({
        **unit.model_dump(),
        "sections": (
            Section(heading="Ärendebeskrivning", text=BACKGROUND, page=7),
            Section(heading="Yrkanden", text=PROPOSALS, page=8),
            Section(heading="Beslut", text=DECISION, page=8),
        ),
        "beslut": tuple(
            Beslutspunkt(n=n, text=text, outcome=None, stage=None)
            for n, text in enumerate(re.split(r"\n\n", DECISION)[1:], start=1)
        ),
        "outcome_evidence": "att avslå motionen om avgiftsfri skolskjuts till fritidshem",
        "votes": (
            Vote(about="huvudfråga", ja=7, nej=4, avstår=None, frånvarande=0, ja_for="nämndens förslag",
                 nej_for="bifall till motionen", winner="ja", reversed=False,
                 names=(NamedVote(name="Sini Rautio", party="V", vote="nej"),)),
        ),
        "reservations": (Reservation(persons=(Person(name="Sini Rautio", party="V"),), parties=(),
                                     as_printed="Sini Rautio (V) reserverar sig mot beslutet."),),
        "references": (),
        "participants": tuple(p.name for p in PEOPLE),
        "present": PEOPLE,
        "text": "§ 45",
        "protokoll": ProtokollLink(id=MEETING, url=f"/p/{MEETING}", huvudman="Näckterby kommun",
                                   organ="Kommunstyrelsen", date="2023-05-16"),
        "previous": link(index - 1) if index else None,
        "next": link(index + 1) if index + 1 < len(TITLES) else None,
    })  # fmt: skip


def make_app(service: SearchService) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.include_router(router(service, Settings()))

    @app.exception_handler(ProblemError)
    def _problem(request: Request, problem: ProblemError) -> object:
        return problem_page(request, problem)

    @app.middleware("http")
    async def _policy(request: Request, call_next: object) -> object:
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'"
        )
        return response

    return app


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest.fixture
def make_pages() -> Callable[[SearchService], FastAPI]:
    return make_app


@pytest.fixture
def pages(service: FakeService) -> Iterator[TestClient]:
    with TestClient(make_app(service), follow_redirects=False) as client:
        yield client
