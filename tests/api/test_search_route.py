"""Does `/api/v1/search` answer right?"""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.answers import SearchAnswer
from indexer.engine.port import FACETS

KF, KS, STAMMA = "vidakra/kf/2016-05-19", "vidakra/ks/2020-01-08", "lerhamra/stamma/1867"
HIT_KEYS = {
    "id", "url", "kind", "huvudman", "organ", "date", "number", "title", "diarienummer", "outcome", "outcome_of",
    "stage", "match", "score", "passages", "passages_total", "matched",
}  # fmt: skip
ANSWER_KEYS = {
    "query", "interpretation", "generation", "total", "total_relaxed", "limit", "offset", "hits", "facets",
    "suggestions", "shortcuts", "notes", "coverage",
}  # fmt: skip


@pytest.fixture
def ask(client):
    def asked(q: str = "", **params):
        response = client.get("/api/v1/search", params={"q": q, **params})
        assert response.status_code == 200, response.text
        return response.json()

    return asked


def ids(answer) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


def counts(answer, field: str) -> dict[str, int]:
    return {value["value"]: value["count"] for value in answer["facets"][field]["values"]}


def test_the_shape_of_the_contract(ask):
    answer = ask("skolskjuts")
    assert set(answer) >= ANSWER_KEYS
    assert set(answer["facets"]) == set(FACETS)
    assert all(set(hit) == HIT_KEYS for hit in answer["hits"])
    assert set(answer["coverage"]) == {"protokoll", "paragrafer", "from", "to", "failed_files", "known_gaps"}
    assert answer["interpretation"] == "paragrafer som innehåller skolskjuts"
    first = answer["hits"][0]
    assert first["url"] == f"/p/{first['id']}"
    assert set(first["passages"][0]) == {"html", "page", "section"}
    assert set(first["matched"][0]) == {"term", "word", "as"}


def test_paragrafer_stand_before_other_kinds(ask):
    assert ids(ask("skolskjuts"))[-1] == f"{KF}/inledning"
    assert ask("skolskjuts", kind="inledning")["total"] == 1


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ('"inte bifalla"', {f"{KF}/2"}),
        ("tillnyktringsenhet", {f"{KF}/2"}),
        ('dnr:"VK 2015/221"', {f"{KF}/2", f"{STAMMA}/1"}),
        ("dnr:vk-2015-00221 kommun:Vidåkra", {f"{KF}/2"}),
        ('deltagare:"Anna Granlund" år:2016', {f"{KF}/1", f"{KF}/2"}),
        ("skolskjuts INTE buss -kind", {f"{KF}/3", f"{KF}/inledning"}),
        ("rubrik:buss", {f"{KS}/1"}),
        ("beslut:bifalla", {f"{KF}/2", f"{KF}/3"}),
        ("organ:kommunstyrelse", {f"{KS}/1"}),
        ("vägen ELLER buss", {f"{STAMMA}/1", f"{KS}/1"}),
        ("tillnyktrings*", {f"{KF}/2"}),
        ("datum:>2019", {f"{KS}/1"}),
        ("organ:kyrkorådet", set()),
        ("🙂", set()),
    ],
)
def test_the_query_language(ask, q, found):
    assert set(ids(ask(q))) == found


def test_sorting_by_date_leaves_the_undated_last(ask):
    assert ids(ask(sort="newest"))[0] == f"{KS}/1"
    assert ids(ask(sort="oldest"))[0] == f"{KF}/1"
    assert ids(ask(sort="newest"))[-1] == ids(ask(sort="oldest"))[-1] == f"{STAMMA}/1"


def test_filters_narrow_and_between_parameters(ask):
    assert ids(ask(outcome="avslag")) == [f"{KF}/2"]
    assert set(ids(ask(outcome=["avslag", "bifall"]))) == {f"{KF}/2", f"{KF}/3"}
    assert ask(outcome=["avslag", "bifall"], year="2020")["total"] == 0
    assert f"{KS}/1" not in ids(ask("skolskjuts", outcome_not="bordlaggning"))
    assert ids(ask(participant="anna granlund", diarienummer="vk 2016-9")) == [f"{KS}/1"]
    assert ask(participant="Bo Sjöqvist", participant_as="deciding")["total"] == 0
    assert ids(ask(date_from="2020-01-01", date_to="2020-12-31")) == [f"{KS}/1"]


def test_a_filter_that_nothing_has_is_noted_and_filters(ask):
    answer = ask(organ="Kyrkorådet")
    assert answer["total"] == 0
    assert "Kyrkorådet" in answer["notes"][0]


def test_filters_are_said_in_words(ask):
    answer = ask("skolskjuts", organ="Kommunstyrelsen", year="2020")
    assert answer["interpretation"] == (
        "paragrafer som innehåller skolskjuts, avgränsat till organ Kommunstyrelsen; år 2020"
    )


def test_a_facet_ignores_its_own_choice(ask):
    answer = ask("skolskjuts", year="2020")
    assert answer["total"] == 1
    assert counts(answer, "year") == {"2016": 2, "2020": 1}
    assert counts(answer, "organ") == {"Kommunstyrelsen": 1}


def test_counts_are_the_hits_counted(ask):
    answer = ask(limit=100)
    for name in ("organ", "huvudman", "outcome", "kind"):
        for value, count in counts(answer, name).items():
            hits = [hit for hit in answer["hits"] if hit[name] == value]
            assert len(hits) == count == ask(**{name: value})["total"]


def test_what_is_chosen_is_counted_however_rare(ask):
    facet = ask("skolskjuts", facet_limit=1, organ="Kommunstyrelsen")["facets"]["organ"]
    assert facet["distinct"] == 2
    assert {value["value"] for value in facet["values"]} == {"Kommunfullmäktige", "Kommunstyrelsen"}


def test_facets_are_those_asked_for(ask):
    assert ask(facets="none")["facets"] == {}
    assert set(ask(facets="organ,year")["facets"]) == {"organ", "year"}


def test_labels_are_for_readers(ask):
    answer = ask("skolskjuts")
    labels = {value["value"]: value["label"] for value in answer["facets"]["outcome"]["values"]}
    assert labels == {"bifall": "Bifall", "bordlaggning": "Bordläggning"}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_are_the_whole(ask, sort, size):
    whole = ids(ask("skolskjuts ELLER vägen ELLER motion", sort=sort, limit=100))
    paged = []
    for offset in range(0, len(whole) + size, size):
        answer = ask("skolskjuts ELLER vägen ELLER motion", sort=sort, limit=size, offset=offset)
        assert answer["total"] == len(whole)
        paged += ids(answer)
    assert paged == whole
    assert len(set(whole)) == len(whole)


def test_one_hit_a_case(ask):
    answer = ask("skolskjuts", group="case")
    assert answer["cases"] == len(answer["hits"]) == 2
    assert answer["total"] == 3
    assert ask("skolskjuts")["cases"] is None


def test_no_hits_asked_for_still_counts(ask):
    answer = ask("skolskjuts", limit=0)
    assert (answer["hits"], answer["total"]) == ([], 3)


def test_relaxed_hits_come_after_and_can_be_left_out(ask):
    answer = ask("skolskjuts norrbyn sockenstämma")
    assert answer["total"] == 0
    assert all(hit["match"] == "relaxed" for hit in answer["hits"])
    assert answer["total_relaxed"] == len(answer["hits"])
    alone = ask("skolskjuts norrbyn sockenstämma", relax="none")
    assert (alone["total_relaxed"], alone["hits"]) == (0, [])


def test_explain_adds_up(ask):
    hit = ask("skolskjuts buss", explain="true")["hits"][0]
    assert {part["word"] for part in hit["explanation"]} == {"skolskjuts", "buss"}
    assert sum(part["score"] for part in hit["explanation"]) == pytest.approx(hit["score"], abs=1e-3)


def test_paths_are_internal_unless_the_operator_says_so(client, showing_paths):
    assert "source" not in client.get("/api/v1/search?q=buss").json()["hits"][0]
    assert showing_paths.get("/api/v1/search?q=buss").json()["hits"][0]["source"] == f"{KS}.txt"


def test_an_empty_parameter_is_none(ask):
    assert ask("buss", organ="", date_from="", sort="", limit="")["total"] == 1


def test_what_is_removed_is_not_shown(ask, catalogue):
    catalogue.gone[f"{KS}/1"] = object()
    assert ids(ask("buss")) == []


def test_the_answer_is_as_described(ask):
    SearchAnswer.model_validate(ask("skolskjuts", explain="true"))


QUERIES = st.lists(
    st.sampled_from(["skolskjuts", "buss", '"inte bifalla"', "INTE", "ELLER", "(", ")", "-", "*", "a*", "~", "bus~2",
                     "organ:kommun*", "dnr:2015/221", "rubrik:(", "år:", "2016", "<script>", "\x00", "🙂", "'", "%"]),
    max_size=12,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=QUERIES | st.text(max_size=80))
def test_any_question_gets_an_answer(client, q):
    response = client.get("/api/v1/search", params={"q": q.encode(errors="replace").decode()})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        answer = response.json()
        assert answer["total"] >= sum(hit["match"] == "strict" for hit in answer["hits"])
        for hit in answer["hits"]:
            for passage in hit["passages"]:
                assert set(re.findall("<[^>]*>", passage["html"])) <= {"<mark>", "</mark>"}
