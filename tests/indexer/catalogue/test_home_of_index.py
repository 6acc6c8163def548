"""An index home that we must not open is refused, and says what to do."""

import json
import sqlite3

import pytest

from indexer.catalogue import Catalogue
from indexer.errors import IndexHomeError
from indexer.home import Current, Home


@pytest.fixture
def home(workshop, write_meeting) -> Home:
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Val: Ek."))
    workshop.index()
    return Home(workshop.home)


def test_a_sound_home_opens(home) -> None:
    assert home.open("words") == Current(format=1, engine="reference", directory="gen-1", analysis="words")


def test_no_index_says_how_to_make_one(tmp_path) -> None:
    with pytest.raises(IndexHomeError, match=r"inget index i .*protokollsok index MAPP --index"):
        Home(tmp_path / "ingenstans").current()


@pytest.mark.parametrize(
    "damage",
    ["", "{}", "[]", "null", '{"format": 1}', "\x00", "ä" * 100],
    ids=["empty", "{}", "[]", "null", "half", "0", "ä"],
)
def test_a_damaged_current_is_named(home, damage) -> None:
    (home.path / "CURRENT").write_text(damage)
    with pytest.raises(IndexHomeError, match=r"CURRENT är skadad.*--rebuild"):
        home.current()


def test_a_current_that_is_no_text_is_named(home) -> None:
    (home.path / "CURRENT").write_bytes(b"\xff\xfe")
    with pytest.raises(IndexHomeError, match="CURRENT är skadad"):
        home.current()


def test_a_changed_field_does_not_pass(home) -> None:
    said = json.loads((home.path / "CURRENT").read_text()) | {"directory": "gen-7"}
    (home.path / "CURRENT").write_text(json.dumps(said))
    with pytest.raises(IndexHomeError, match="CURRENT är skadad"):
        home.current()


def test_a_damaged_current_is_made_again_from_the_catalogue(home, workshop) -> None:
    before = workshop.ids()
    (home.path / "CURRENT").write_text("sönder")
    with pytest.raises(IndexHomeError):
        workshop.index()
    workshop.index(rebuild=True)
    assert home.open("words").directory == "gen-2"
    assert workshop.ids() == before


def test_another_format_is_refused(home) -> None:
    (home.path / "CURRENT").write_text(json.dumps({"format": 2, "checksum": ""}))
    with pytest.raises(IndexHomeError, match=r"format 2, programmet läser format 1"):
        home.current()


def test_another_analysis_is_refused(home) -> None:
    with pytest.raises(IndexHomeError, match=r"annan språkanalys.*--rebuild"):
        home.open("other")


def test_a_home_without_its_catalogue_is_refused(home, workshop) -> None:
    home.catalogue.unlink()
    with pytest.raises(IndexHomeError, match=r"catalogue.sqlite saknas"):
        home.open("words")
    with pytest.raises(IndexHomeError, match=r"catalogue.sqlite saknas"):
        workshop.index()


def test_a_damaged_catalogue_is_named(home) -> None:
    home.catalogue.write_bytes(b"inte en databas" * 1000)
    with pytest.raises(IndexHomeError, match="är skadad"):
        Catalogue.open(home.catalogue)


def test_a_database_of_something_else_is_refused(home, workshop) -> None:
    data = bytearray(home.catalogue.read_bytes())
    data[68:72] = b"\0\0\0\1"  # application_id. Source: SQLite's file format, section 1.3
    home.catalogue.write_bytes(data)
    with pytest.raises(IndexHomeError, match="ingen katalog"):
        Catalogue.open(home.catalogue)


def test_a_catalogue_that_was_hardly_begun_is_made(tmp_path) -> None:
    path = tmp_path / "catalogue.sqlite"
    begun = sqlite3.connect(path)
    begun.execute("PRAGMA journal_mode = WAL")  # as far as a killed run may have come
    begun.close()
    with pytest.raises(IndexHomeError, match="ingen katalog"):
        Catalogue.open(path)
    Catalogue.open(path, create=True).close()
    Catalogue.open(path).close()


def test_removing_from_nothing_says_so(workshop) -> None:
    with pytest.raises(IndexHomeError, match="inget index"):
        workshop.remove("a/b/c/1")
