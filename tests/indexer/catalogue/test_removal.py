"""What was removed is gone at once, everywhere, and does not come back."""

import pytest

from indexer.catalogue import Alias, Removed
from indexer.errors import UsageError

BASE = "ekby-kommun/kommunstyrelsen/2020-01-02"
LONG = "Ett ärende som beskrivs så utförligt att texten inte kan förväxlas med någon annan. " * 4
NAMED = "Hemligt om Kalle Anka Karlsson"


def _bytes_of(home) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.fixture
def indexed(workshop, write_meeting):
    workshop.write("a.txt", write_meeting("2020-01-02", f"1 {NAMED}: {LONG}", "2 Budget: Antas."))
    workshop.index()
    return workshop


def test_a_removed_unit_leaves_a_tombstone_without_words(indexed) -> None:
    assert indexed.remove(f"https://example.se/p/{BASE}/1") == (f"{BASE}/1",)
    catalogue = indexed.catalogue()
    found = catalogue.resolve(f"{BASE}/1")
    assert isinstance(found, Removed)
    assert found.code == "personuppgifter"
    assert catalogue.unit(f"{BASE}/1") is None
    whole = catalogue.protokoll(BASE).protokoll
    assert [unit.number for unit in whole.paragrafer] == ["2"]
    assert catalogue.changes()[-1].what == "removed"
    assert catalogue.coverage().paragrafer == 1
    catalogue.close()
    assert indexed.ids() == {f"{BASE}/inledning", f"{BASE}/2"}


def test_a_version_that_a_searcher_still_holds_gives_no_removed_text(indexed) -> None:
    catalogue = indexed.catalogue()
    version = catalogue.resolve(f"{BASE}/1").version
    indexed.remove(f"{BASE}/1")
    assert catalogue.units([(f"{BASE}/1", version)]) == (None,)
    catalogue.close()


def test_it_stays_away_through_rereading_rebuilding_and_editing(indexed, write_meeting) -> None:
    indexed.remove(f"{BASE}/1")
    expected = {f"{BASE}/inledning", f"{BASE}/2"}
    indexed.with_parser("2")
    indexed.index()
    assert indexed.ids() == expected
    indexed.index(rebuild=True)
    assert indexed.ids() == expected
    indexed.write("a.txt", write_meeting("2020-01-02", f"1 {NAMED}: {LONG} Nytt.", "2 Budget: Antas nu."))
    indexed.index()
    assert indexed.ids() == expected


def test_it_stays_away_under_another_name_and_in_other_company(indexed, write_meeting) -> None:
    indexed.remove(f"{BASE}/1")
    indexed.write("annat.txt", write_meeting("2021-05-05", f"1 {NAMED}: {LONG}", "2 Vägar: Grusas."))
    indexed.index()
    other = BASE.replace("2020-01-02", "2021-05-05")
    assert indexed.ids() == {f"{BASE}/inledning", f"{BASE}/2", f"{other}/inledning", f"{other}/2"}


def test_a_short_text_is_barred_only_where_it_was_removed(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Avslutning: Mötet avslutas."))
    workshop.write("b.txt", write_meeting("2021-01-02", "1 Avslutning: Mötet avslutas."))
    workshop.index()
    workshop.remove(f"{BASE}/1")
    workshop.with_parser("2")
    workshop.index()
    assert f"{BASE.replace('2020', '2021')}/1" in workshop.ids()
    assert f"{BASE}/1" not in workshop.ids()


def test_a_removed_protokoll_stays_away_under_another_name(indexed, write_meeting) -> None:
    gone = indexed.remove(BASE, "sekretess")
    assert set(gone) == {f"{BASE}/inledning", f"{BASE}/1", f"{BASE}/2"}
    assert indexed.ids() == set()
    text = (indexed.folder / "a.txt").read_text()
    indexed.write("b/annat namn.txt", text + "\n")
    (indexed.folder / "a.txt").unlink()
    indexed.index()
    assert indexed.ids() == set()
    assert indexed.remove(BASE) == ()
    catalogue = indexed.catalogue()
    assert catalogue.coverage().protokoll == 0
    assert catalogue.resolve(BASE).code == "sekretess"
    catalogue.close()


def test_nothing_of_the_text_is_left_on_disk(indexed) -> None:
    catalogue = indexed.catalogue()
    with catalogue._connections.reading() as connection:
        query = "SELECT bodies.body FROM bodies JOIN units ON units.key = bodies.unit WHERE id = ?"
        packed = connection.execute(query, (f"{BASE}/1",)).fetchone()[0]
    catalogue.close()
    trace = packed[20:60]  # inside one page of the file, and unlike any other stretch
    assert trace in _bytes_of(indexed.home)
    indexed.remove(f"{BASE}/1")
    left = _bytes_of(indexed.home)
    assert trace not in left
    assert b"karlsson" not in left.lower()


def test_an_alias_of_a_removed_unit_leads_to_its_tombstone(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", f"1 Budget: {LONG}", huvudman="-"))
    workshop.index()
    (workshop.folder / "mapp.meta.toml").write_text('huvudman = "Ekby kommun"')
    workshop.index()
    workshop.remove("okand/kommunstyrelsen/2020-01-02/1")
    catalogue = workshop.catalogue()
    assert catalogue.resolve("okand/kommunstyrelsen/2020-01-02/1") == Alias(id=f"{BASE}/1")
    assert isinstance(catalogue.resolve(f"{BASE}/1"), Removed)
    catalogue.close()


def test_a_wrong_address_or_reason_says_so(indexed) -> None:
    with pytest.raises(UsageError, match="har adressen"):
        indexed.remove("ekby-kommun/kommunstyrelsen/1999-01-01/1")
    with pytest.raises(UsageError, match="personuppgifter"):
        indexed.remove(f"{BASE}/1", "hemligt")
    assert f"{BASE}/1" in indexed.ids()


def test_a_removal_does_not_wait_for_a_run_that_reads(indexed) -> None:
    from indexer.home import Home  # noqa: PLC0415 - only here

    with Home(indexed.home).lock("index"):
        indexed.remove(f"{BASE}/1")
    assert f"{BASE}/1" not in indexed.ids()
