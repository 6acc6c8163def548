"""Do the other routes answer right, and in a safe envelope?"""

import re

import pytest

KF, KS = "vidakra/kf/2016-05-19", "vidakra/ks/2020-01-08"


def test_a_paragraf_whole(client):
    answer = client.get(f"/api/v1/paragrafer/{KF}/2").json()
    assert (answer["id"], answer["number"], answer["diarienummer"]) == (f"{KF}/2", "2", ["VK 2015/221"])
    assert [section["heading"] for section in answer["sections"]] == ["", "Beslut"]
    assert answer["protokoll"] == {
        "id": KF, "url": f"/p/{KF}", "huvudman": "Vidåkra kommun", "organ": "Kommunfullmäktige", "date": "2016-05-19",
    }  # fmt: skip
    assert (answer["previous"]["number"], answer["next"]["number"]) == ("1", "3")
    assert [(one["name"], one["party"], one["role"]) for one in answer["present"]] == [
        ("Anna Granlund", "S", "beslutande"),
        ("Bo Sjöqvist", None, "sekreterare"),
    ]
    assert "source" not in answer


def test_the_ends_of_a_protokoll(client):
    assert client.get(f"/api/v1/paragrafer/{KF}/1").json()["previous"] is None
    assert client.get(f"/api/v1/paragrafer/{KF}/inledning").json()["next"] is None


def test_a_protokoll(client, showing_paths):
    answer = client.get(f"/api/v1/protokoll/{KF}").json()
    assert [unit["number"] for unit in answer["paragrafer"]] == ["1", "2", "3"]
    assert [unit["kind"] for unit in answer["other_units"]] == ["inledning"]
    assert "path" not in answer["source"]
    assert showing_paths.get(f"/api/v1/protokoll/{KF}").json()["source"]["path"] == f"{KF}.txt"


def test_values_of_a_field(client):
    answer = client.get("/api/v1/facets/organ?prefix=kommunf").json()
    assert [value["value"] for value in answer["values"]] == ["Kommunfullmäktige"]
    assert client.get("/api/v1/facets/participant?prefix=gran").json()["values"][0]["value"] == "Anna Granlund"
    assert client.get("/api/v1/facets/outcome?prefix=bord").json()["values"][0]["label"] == "Bordläggning"
    everything = client.get("/api/v1/facets/organ?limit=1").json()
    assert (len(everything["values"]), everything["distinct"]) == (1, 3)


def test_suggestions_go_on_from_the_last_word(client):
    words = client.get("/api/v1/suggest?q=om+skolsk").json()["words"]
    assert {word["value"] for word in words} == {"om skolskjuts", "om skolskjutsar"}
    assert client.get("/api/v1/suggest?q=").json()["words"] == []
    assert client.get("/api/v1/suggest?q=xyzxyz").json()["words"] == []


def test_a_case_in_time_order(client):
    answer = client.get("/api/v1/diarienummer?number=vk+2016-9").json()
    assert [hit["id"] for hit in answer["hits"]] == [f"{KF}/3", f"{KS}/1"]
    assert [one["diarienummer"] for one in answer["candidates"]] == ["VK 2016/9"]


def test_a_number_in_two_diaries_is_a_choice(client):
    answer = client.get("/api/v1/diarienummer?number=2015/221").json()
    assert answer["hits"] == []
    assert {one["huvudman"] for one in answer["candidates"]} == {"Vidåkra kommun", "Lerhamra socken"}
    chosen = client.get(answer["candidates"][0]["url"]).json()
    assert len(chosen["hits"]) == 1


def test_a_number_that_there_is_not(client):
    answer = client.get("/api/v1/diarienummer?number=XX+1999/1").json()
    assert (answer["total"], answer["candidates"]) == (0, [])
    assert "XX 1999/1" in answer["notes"][0]


def test_status_and_health(client):
    assert client.get("/api/v1/status").json()["coverage"]["protokoll"] == 3
    assert client.get("/healthz").json() == client.get("/readyz").json() == {"status": "ok"}
    info = client.get("/api/v1/api-info").json()
    assert set(info) == {"apiName", "apiVersion", "apiReleased", "apiDocumentation", "apiStatus"}


def test_metrics_count_requests_and_hold_no_words(client):
    client.get("/api/v1/search?q=hemligt")
    text = client.get("/metrics").text
    assert 'protokollsok_requests_total{status="200"} 1' in text
    assert "protokollsok_paragrafer 5" in text
    assert "hemligt" not in text


@pytest.mark.parametrize(
    "address", ["/", "/api/v1/search?q=a", "/api/v1/search?x=1", "/nope", "/healthz", "/openapi.json"]
)
def test_every_response_is_in_a_safe_envelope(client, address):
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert re.fullmatch(r"total;dur=\d+\.\d", headers["server-timing"])


@pytest.mark.parametrize("address", ["/", "/api/v1/search?q=buss", f"/api/v1/paragrafer/{KF}/1", "/healthz"])
def test_head_is_get_without_body(client, address):
    plain = {"accept-encoding": "identity"}
    head, get = client.head(address, headers=plain), client.get(address, headers=plain)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-length"] == str(len(get.content))


def test_answers_are_zipped_for_whoever_can_read_it(client):
    response = client.get("/api/v1/search?q=skolskjuts", headers={"accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"


def test_the_description_names_every_route_parameter_and_error(client):
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/search", "/api/v1/diarienummer", "/api/v1/paragrafer/{item_id}", "/api/v1/protokoll/{item_id}",
        "/api/v1/facets/{field}", "/api/v1/suggest", "/api/v1/status", "/api/v1/api-info", "/healthz", "/readyz",
        "/metrics",
    }  # fmt: skip
    search = described["paths"]["/api/v1/search"]["get"]
    assert {parameter["name"] for parameter in search["parameters"]} >= {"q", "outcome_not", "participant_as", "group"}
    assert set(search["responses"]) == {"200", "400", "500", "503"}
    assert "application/problem+json" in search["responses"]["400"]["content"]
    assert "422" not in str(described["paths"])
    assert "ProblemAnswer" in described["components"]["schemas"]


def test_every_reference_of_the_description_leads_somewhere(client):
    described = client.get("/openapi.json")
    for name in re.findall(r'"#/components/schemas/(\w+)"', described.text):
        assert name in described.json()["components"]["schemas"]


def test_the_description_is_in_swedish_only(client):
    described = client.get("/openapi.json").json()
    texts = re.findall(r"'description': '([^']+)'", str(described))
    assert texts
    assert not [text for text in texts if re.search(r"\b(the|a|of|what|which|Successful)\b", text)]
