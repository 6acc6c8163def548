"""One file becomes protokoll: facts, people, sections and decisions, in the shape of the contract."""

import json
import time
from dataclasses import fields
from pathlib import Path

import pytest

from indexer.contract import protokoll_from_json, protokoll_to_json
from indexer.model import Kind, Presence
from indexer.parse import parse_file
from indexer.sidecar import Facts, Sidecar

MINUTES = """Norrby kommun
Kommunstyrelsen
Sammanträdesprotokoll

Plats och tid\tRådhuset, Norrby, den 3 maj 2021 kl. 13.00-15.30
Beslutande\tEva Ek (S), ordförande
\tPer Alm (M) §§ 4-5
\tIda Bo (C) ersätter Jan Ås (C)
Övriga deltagare\tUlf Gran, sekreterare
Utses att justera\tPer Alm (M)
Paragrafer\t§§ 4-7

§ 4 Dnr KS 2021/12

Svar på motion om
cykelvägar

Bakgrund

Nämnden beslutade 2020-02-26 att utreda frågan.

Beslut

Kommunstyrelsen beslutar

att inte bifalla motionen,

att lägga svaret till handlingarna.

Beslutet skickas till

Tekniska nämnden

§ 5 Val av ombud

Beslut
1. Ida Bo utses till ombud.
2. Valet gäller 2021.

Jäv
Ida Bo (C) anmäler jäv och deltar inte i beslutet.

§ 6 Information

Förvaltningen informerar om läget.

§ 7 Dagordning

Dagordningen fastställs.

Vid protokollet

Ulf Gran

Justeras 2021-05-10
"""


@pytest.fixture
def parsed(tmp_path):
    file = tmp_path / "ks.txt"
    file.write_text(MINUTES, encoding="utf-8")
    (protokoll,) = parse_file(file, shown_path="mapp/ks.txt")
    return protokoll


def test_the_meeting(parsed):
    assert (parsed.huvudman, parsed.organ, parsed.date) == ("Norrby kommun", "Kommunstyrelsen", "2021-05-03")
    assert (parsed.time, parsed.place, parsed.justerad) == ("13.00-15.30", "Rådhuset, Norrby", "2021-05-10")
    assert parsed.id == "norrby-kommun/kommunstyrelsen/2021-05-03"
    assert parsed.source.path == "mapp/ks.txt"
    assert parsed.anmarkningar == ()


def test_the_items(parsed):
    assert [(p.number, p.title, p.diarienummer) for p in parsed.paragrafer] == [
        ("4", "Svar på motion om cykelvägar", ("KS 2021/12",)),
        ("5", "Val av ombud", ()),
        ("6", "Information", ()),
        ("7", "Dagordning", ()),
    ]
    assert [u.kind for u in parsed.other_units] == [Kind.INLEDNING, Kind.UNDERSKRIFTER]


def test_the_decisions(parsed):
    decided = [[point.text for point in p.beslut] for p in parsed.paragrafer]
    assert decided == [
        ["att inte bifalla motionen,", "att lägga svaret till handlingarna."],
        ["Ida Bo utses till ombud.", "Valet gäller 2021."],
        [],
        ["Dagordningen fastställs."],
    ]
    assert [s.heading for s in parsed.paragrafer[0].sections] == ["Bakgrund", "Beslut", "Beslutet skickas till"]


def test_the_people(parsed):
    people = {p.name: p for p in parsed.participants}
    assert list(people) == ["Eva Ek", "Per Alm", "Ida Bo", "Ulf Gran"]
    assert (people["Eva Ek"].role, people["Eva Ek"].deciding) == ("beslutande, ordförande", True)
    assert (people["Per Alm"].presence, people["Per Alm"].paragrafer) == (Presence.DELAR, ("4", "5"))
    assert people["Per Alm"].role == "beslutande, justerare"
    assert people["Ida Bo"].replaces == "Jan Ås"
    assert people["Ida Bo"].paragrafer == ("4", "6", "7"), "jäv takes her out of § 5"
    assert people["Ulf Gran"].deciding is False
    assert parsed.paragrafer[1].participants == ("Eva Ek", "Per Alm", "Ulf Gran")


def test_units_partition_the_text(parsed):
    assert "".join(unit.text for unit in parsed.units) == MINUTES
    for unit in parsed.units:
        assert unit.text == MINUTES[unit.span.start : unit.span.end]
        for span in unit.beslut_spans:
            assert unit.span.start <= span.start < span.end <= unit.span.end


def test_the_contract(parsed):
    said = protokoll_to_json(parsed)
    assert list(said)[:4] == ["id", "source", "parser_version", "huvudman"]
    assert {"votes", "reservations", "references", "outcome", "stage"} <= set(said["paragrafer"][0])
    assert not {"span", "title_span", "beslut_spans"} & set(said["paragrafer"][0])
    assert set(said["other_units"][0]) == {"id", "kind", "page", "text"}
    assert set(said) == {f.name for f in fields(parsed)}
    json.dumps(said)


def test_round_trip_with_spans(parsed):
    said = json.loads(json.dumps(protokoll_to_json(parsed, full=True)))
    assert protokoll_from_json(said) == parsed


def test_a_sidecar_corrects_and_fills(tmp_path):
    file = tmp_path / "x_2021-06-01.txt"
    file.write_text("§ 1 Val\n\nText.\n\n§ 2 Slut\n\nText.", encoding="utf-8")
    (bare,) = parse_file(file)
    assert (bare.date, [a.code for a in bare.anmarkningar]) == ("2021-06-01", ["datum-fran-filnamn", "organ-okant"])
    said = Sidecar(own=Facts(date="2021-06-02"), folder=Facts(huvudman="Kloster socken", organ="kyrkostämma"))
    (told,) = parse_file(file, sidecar=said)
    assert told.id == "kloster-socken/kyrkostamma/2021-06-02"


def test_odd_numbering_is_remarked(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("§ 1 Val\n\nText.\n\n§ 2 Mer\n\nText.\n\n§ 6 Slut\n\nText.\n\n§ 7 Sist\n\nText.", encoding="utf-8")
    assert "paragraf-lucka" in [a.code for p in parse_file(file) for a in p.anmarkningar]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "§ 1 " * 250_000,
        "§ 1\n" * 50_000,
        "Närvarande: " + "Anna Ek, " * 100_000,
        "§ 1 Val\nJäv\n" + "Anna Ek (S), " * 60_000,
        "(" * 500_000,
        "Beslut\n" * 100_000,
        "\n" * 500_000 + "x",
        "abc-\n" * 100_000,
    ],
    ids=["line", "signs", "lines", "names", "jav", "brackets", "labels", "blank", "hyphens"],
)
@pytest.mark.slow
def test_no_input_takes_more_than_linear_time(tmp_path, text):
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    began = time.perf_counter()
    parse_file(file)
    assert time.perf_counter() - began < 10, "a backtracking pattern would take hours"


SHARED = Path(__file__).parents[3] / "shared" / "minutes"


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real minutes lie beside the checkout, where they may be used")
def test_real_minutes_all_parse_and_lose_nothing():
    for file in sorted(p for p in SHARED.rglob("*") if p.suffix in {".txt", ".md"}):
        units = [unit for protokoll in parse_file(file) for unit in protokoll.units]
        at = 0
        for unit in units:
            assert unit.span.start == at, file
            at = unit.span.end
