"""Do we read the sample minutes as a person does? The truth was written by hand (golden/corpus.toml)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from indexer.model import Kind, Protokoll
from indexer.parse import parse_file
from indexer.sidecar import load

CORPUS = Path(__file__).parents[1] / "corpus"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "golden" / "corpus.toml").read_text(encoding="utf-8")
)["document"]


@cache
def read(file: str) -> Protokoll:
    (protokoll,) = parse_file(CORPUS / file, sidecar=load(CORPUS / file, CORPUS))
    return protokoll


@pytest.fixture(params=DOCUMENTS, ids=lambda document: Path(document["file"]).stem)
def document(request) -> dict[str, Any]:
    return request.param


@pytest.fixture(autouse=True)
def _misread(request) -> None:
    """What we are known to misread must fail, so that a remedy is noticed."""
    document = request.node.callspec.params["document"] if hasattr(request.node, "callspec") else {}
    if reason := document.get("misread", {}).get(request.node.originalname):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))


@pytest.fixture
def protokoll(document) -> Protokoll:
    return read(document["file"])


def folded(text: str) -> str:
    return " ".join(text.split())


def numbers(ranges: str) -> list[str]:
    """The numbers of "21-23, 25"."""
    ends = [part.split("-") for part in ranges.split(", ")]
    return [str(number) for end in ends for number in range(int(end[0]), int(end[-1]) + 1)]


def test_all_samples_have_their_truth():
    files = {path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*") if path.suffix in {".txt", ".md"}}
    assert files - {"README.md"} == {document["file"] for document in DOCUMENTS}


def test_meeting(document, protokoll):
    assert protokoll.huvudman == document["huvudman"]
    assert protokoll.organ.casefold() == document["organ"].casefold()
    assert protokoll.date == document["date"]


def test_items(document, protokoll):
    found = [
        [unit.number or "", unit.title or "", ", ".join(unit.diarienummer)]
        for unit in protokoll.paragrafer
        if unit.kind is Kind.PARAGRAF
    ]
    assert found == document["items"]


def test_decisions(document, protokoll):
    by_name = {unit.number or unit.title: unit for unit in protokoll.paragrafer}
    for name, clause in document["decisions"].items():
        decided = folded(" ".join(point.text for point in by_name[name].beslut))
        assert clause in decided, f"§ {name}: {decided}"


def test_participants(document, protokoll):
    partly = {person.name: list(person.paragrafer) for person in protokoll.participants if person.paragrafer}
    assert partly == {name: numbers(ranges) for name, ranges in document["partly"].items()}
    if "participants" in document:
        assert len(protokoll.participants) == document["participants"]


def test_who_took_no_part_in_a_paragraf(document, protokoll):
    by_number = {unit.number: unit for unit in protokoll.paragrafer}
    for number, names in document["not_at"].items():
        assert set(names).isdisjoint(by_number[number].participants)
        assert len(by_number[number].participants) > len(names)


def test_one_case_goes_through_three_bodies():
    steps = [
        (protokoll.date, protokoll.organ, unit.number)
        for protokoll in map(read, (document["file"] for document in DOCUMENTS))
        for unit in protokoll.paragrafer
        if "VK 2022/318" in unit.diarienummer
    ]
    assert sorted(steps) == [
        ("2023-03-14", "Förskole- och skolnämnden", "22"),
        ("2023-05-10", "Kommunstyrelsen", "72"),
        ("2023-06-20", "Kommunfullmäktige", "94"),
    ]
