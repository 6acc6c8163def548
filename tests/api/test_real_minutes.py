"""Do questions about real minutes get the answers that are right?

Over ../shared/minutes beside the checkout; its texts are not ours to copy, so only ids and numbers stand here.
"""

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.library import Library
from api.search import SearchService
from api.settings import Settings
from indexer import ingest

SHARED = Path(__file__).parents[3] / "shared" / "minutes"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real minutes (../shared/minutes) are not beside this checkout"),
]


@pytest.fixture(scope="module")
def web(tmp_path_factory) -> TestClient:
    home = tmp_path_factory.mktemp("real") / "index"
    report = ingest.index([SHARED], home)
    assert report.read > 0
    assert report.failed == ()
    settings = Settings(show_source_paths=True)
    return TestClient(create_app(SearchService(Library.open(home), settings), settings=settings))


@pytest.fixture(scope="module")
def ask(web):
    def asked(q: str, **params):
        response = web.get("/api/v1/search", params={"q": q, "limit": 100, "relax": "none", **params})
        assert response.status_code == 200, response.text
        return response.json()

    return asked


def places(answer) -> set[tuple[str | None, str, str]]:
    return {(hit["organ"], hit["date"], hit["number"]) for hit in answer["hits"]}


def test_a_rare_compound(ask):
    answer = ask("tillnyktringsenhet")
    assert ("Primärkommunalt samverkansorgan", "2016-05-19", "35") in places(answer)
    assert ("Kommunstyrelsen", "2024-05-29", "495") in places(answer)
    assert all("tillnyktringsenhet" in hit["passages"][0]["html"].casefold() for hit in answer["hits"])


@pytest.mark.parametrize("spelling", ['dnr:"RJL 2015/221"', "dnr:rjl-2015-221", "dnr:RJL 2015/221", "dnr:221/2015"])
def test_a_case_in_any_spelling(ask, spelling):
    answer = ask(spelling)
    assert ("Primärkommunalt samverkansorgan", "2016-05-19", "37") in places(answer)
    assert all("RJL 2015/221" in hit["diarienummer"] for hit in answer["hits"])


def test_a_phrase_with_inte_finds_the_decision_and_not_its_contrary(ask):
    answer = ask('"inte rikta någon anmärkning"')
    assert ("Kommunfullmäktige", "2025-05-21", "103") in places(answer)
    for hit in answer["hits"]:
        assert any("<mark>inte rikta någon anmärkning</mark>" in passage["html"] for passage in hit["passages"])
    contrary = {hit["id"] for hit in ask('beslut:"att rikta anmärkning"')["hits"]}
    assert contrary.isdisjoint(hit["id"] for hit in answer["hits"])


def test_present_at_the_paragraf_and_not_only_at_the_meeting(ask):
    answer = ask('deltagare:"Annelie Hägg"')
    day = [hit for hit in answer["hits"] if hit["date"] == "2016-05-19"]
    assert {hit["number"] for hit in day} == {str(number) for number in range(32, 45)}
    after = {hit["number"] for hit in ask("datum:2016-05-19 organ:samverkansorgan", kind="paragraf")["hits"]}
    assert {"45", "46"} <= after  # there are some, and she is at none of them


def test_every_word_of_the_greatest_unit_is_answered_in_time(ask):
    for question in ("och", "att", "herr grefve", "kommun*", '"i det"'):
        begin = time.perf_counter()
        ask(question, limit=20)
        assert time.perf_counter() - begin < 3.0, question


def test_a_page_of_every_kind_opens(web, ask):
    hit = ask("tillnyktringsenhet")["hits"][0]
    for address in ("/", "/sok?q=tillnyktringsenhet", hit["url"], hit["url"].rpartition("/")[0]):
        response = web.get(address, headers={"accept": "text/html"})
        assert response.status_code == 200, address
        assert response.headers["content-type"].startswith("text/html")
