"""Does everything that goes wrong say what, and what to do about it?"""

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.search import SearchService
from api.settings import Settings
from indexer.catalogue import Removed
from indexer.errors import IndexHomeError, TimeLimitError

KF = "vidakra/kf/2016-05-19"
DOCUMENTED = {"type", "title", "status", "detail", "instance", "parameters"}


def refused(response, status: int) -> dict:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) >= DOCUMENTED
    assert problem["status"] == status
    assert problem["detail"].endswith((".", "?"))
    return problem


@pytest.mark.parametrize(
    ("address", "said", "named"),
    [
        ("/search?yaer=2016", "Parametern ”yaer” finns inte. Menade du ”year”?", "yaer"),
        ("/search?qqqqqqqqq=1", "Parametern ”qqqqqqqqq” finns inte. Det finns q, huvudman", "qqqqqqqqq"),
        ("/search?limit=101", "högst 100", "limit"),
        ("/search?limit=-1", "minst 0", "limit"),
        ("/search?limit=x", "inget heltal", "limit"),
        ("/search?limit=9" + "9" * 5000, "”999", "limit"),
        ("/search?offset=-1", "minst 0", "offset"),
        ("/search?offset=99999999999999999999", "för stort", "offset"),
        ("/search?sort=newst", "Menade du ”newest”?", "sort"),
        ("/search?outcome=avslgg", "Menade du ”avslag”?", "outcome"),
        ("/search?kind=paragaf", "Menade du ”paragraf”?", "kind"),
        ("/search?year=20160", "inget årtal", "year"),
        ("/search?year=abcd", "inget årtal", "year"),
        ("/search?date_from=2016-02-30", "kalendern", "date_from"),
        ("/search?date_from=igår", "ÅÅÅÅ-MM-DD", "date_from"),
        ("/search?date_from=2017-01-01&date_to=2016-01-01", "efter date_to", "date_from"),
        ("/search?facets=organ,yaer", "ingen facett", "facets"),
        ("/search?relax=alla", "Välj bland auto, none", "relax"),
        ("/search?explain=kanske", "varken true eller false", "explain"),
        ("/search?q=a&q=b", "bara ges en gång", "q"),
        ("/search?q=" + "a" * 1001, "1000 tecken", "q"),
        ("/search?q=a" + "+ELLER+b" * 65, "64 operatorer", "q"),
        ("/search?organ=" + "a" * 501, "500 tecken", "organ"),
        ("/search?" + "&".join(["organ=a"] * 201), "200 värden", "organ"),
        ("/facets/organ?prefx=a", "Menade du ”prefix”?", "prefx"),
        ("/facets/organ?limit=0", "minst 1", "limit"),
        ("/suggest?q=a&x=1", "finns inte", "x"),
        ("/diarienummer", "krävs", "number"),
        ("/status?verbose=1", "Det finns inga", "verbose"),
        (f"/paragrafer/{KF}/1?q=1", "Det finns inga", "q"),
    ],
)
def test_a_wrong_parameter_is_named(client, address, said, named):
    problem = refused(client.get(f"/api/v1{address}"), 400)
    assert said in problem["detail"]
    assert named in [parameter["name"] for parameter in problem["parameters"]]


@pytest.mark.parametrize(
    "address",
    [
        "/api",
        "/api/v2/search",
        "/api/v1/",
        "/api/v1/paragrafer/",
        "/api/v1/paragrafer/a/b/c/1",
        f"/api/v1/paragrafer/{KF}",
        f"/api/v1/protokoll/{KF}/1",
        "/api/v1/protokoll/%00",
        "/api/v1/facets/yaer",
        "/.env",
        "/api/v1/paragrafer/../../x",
    ],
)
def test_what_is_not_there(client, address):
    refused(client.get(address), 404)


def test_a_field_that_there_is_not_names_the_nearest(client):
    assert "Menade du ”year”?" in refused(client.get("/api/v1/facets/yaer"), 404)["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ["/api/v1/search", f"/api/v1/paragrafer/{KF}/1", "/healthz", "/openapi.json"])
def test_nothing_can_be_written(client, method, address):
    response = client.request(method, address)
    refused(response, 405)
    assert response.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("resource", ["paragrafer", "protokoll"])
def test_what_is_removed_says_when_and_why_and_no_more(client, catalogue, resource):
    wanted = f"{KF}/2" if resource == "paragrafer" else KF
    catalogue.gone[wanted] = Removed(id=wanted, code="personuppgifter", date="2026-11-20")
    response = client.get(f"/api/v1/{resource}/{wanted}")
    problem = refused(response, 410)
    assert (problem["removed"], problem["reason"]) == ("2026-11-20", "personuppgifter")
    assert "begäras ut" in problem["detail"]
    assert "tillnyktring" not in response.text


def test_a_corrected_address_leads_on(client, catalogue):
    catalogue.aliases["gammal/kf/2016-05-19/2"] = f"{KF}/2"
    catalogue.aliases["gammal/kf/2016-05-19"] = KF
    for resource, old, new in (
        ("paragrafer", "gammal/kf/2016-05-19/2", f"{KF}/2"),
        ("protokoll", "gammal/kf/2016-05-19", KF),
    ):
        response = client.get(f"/api/v1/{resource}/{old}", follow_redirects=False)
        assert response.status_code == 301
        assert response.headers["location"] == f"/api/v1/{resource}/{new}"
        assert client.get(f"/api/v1/{resource}/{old}").json()["id"] == new


def test_a_question_that_takes_too_long(library):
    client = TestClient(create_app(SearchService(library, Settings(time_limit=-1.0))), raise_server_exceptions=False)
    response = client.get("/api/v1/search?q=skolskjuts")
    assert "avgränsa" in refused(response, 503)["detail"]
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("hemligt"), 500), (IndexHomeError("hemligt"), 503), (TimeLimitError(), 503)]
)
def test_our_own_faults_are_told_without_details(service, monkeypatch, error, status):
    def fail(_params):
        raise error

    monkeypatch.setattr(service, "search", fail)
    client = TestClient(create_app(service), raise_server_exceptions=False)
    response = client.get("/api/v1/search?q=hemligt")
    refused(response, status)
    assert "hemligt" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    page = client.get("/sok?q=skola", headers={"accept": "text/html"})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert "RuntimeError" not in page.text


def test_not_ready(service, monkeypatch):
    def fail():
        raise IndexHomeError("Det finns inget index.")

    monkeypatch.setattr(service, "ready", fail)
    client = TestClient(create_app(service), raise_server_exceptions=False)
    refused(client.get("/readyz"), 503)
    assert client.get("/healthz").status_code == 200
