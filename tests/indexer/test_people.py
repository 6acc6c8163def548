"""Lists of people in the shapes that minutes print."""

import pytest

from indexer.metadata.names import read_people
from indexer.metadata.presence import expand

LISTS = {
    "Eva Ek, ordförande, Per Alm, Ann-Marie Bo": ["Eva Ek", "Per Alm", "Ann-Marie Bo"],
    "Eva Ek (S), ordförande Per Alm (M) Jan Bo (C)": ["Eva Ek", "Per Alm", "Jan Bo"],
    "Jon Ek, Krokby kommun Eva Alm, Norrdalen §§ 5-6 Per Bo, Norra länsstyrelse": ["Jon Ek", "Eva Alm", "Per Bo"],
    "Eva Ek, förbundschef Per Alm, sekreterare Jessica Lund Lennart Ås": [
        "Eva Ek",
        "Per Alm",
        "Jessica Lund",
        "Lennart Ås",
    ],
    "Eva Ek Sekreterare Per Alm Ordförande": ["Eva Ek", "Per Alm"],
    "Carl von Ek och Bernt A Alm": ["Carl von Ek", "Bernt A Alm"],
}


@pytest.mark.parametrize(("text", "names"), LISTS.items())
def test_names(text, names):
    assert [e.name for e in read_people(text)] == names


def test_what_is_printed_beside_a_name():
    ek, alm, bo = read_people("Eva Ek (S) ersätter Jan Ås (S), Per Alm § 32-44, Ida Bo fr 09.45")
    assert (ek.party, ek.replaces) == ("S", "Jan Ås")
    assert alm.paragrafer == [("", "32-44")]
    assert bo.clock


def test_function_in_brackets():
    ek, alm = read_people("Eva Ek (adjungerad) och Per Alm (S) (vice ordförande)")
    assert ek.functions == ["adjungerad"]
    assert (alm.party, alm.functions) == ("S", ["vice ordförande"])


NUMBERS = [str(n) for n in range(10, 21)]


@pytest.mark.parametrize(
    ("printed", "there"),
    [
        ([("", "12-14, 18")], ("12", "13", "14", "18")),
        ([("fr.o.m.", "18")], ("18", "19", "20")),
        ([("t.o.m.", "11")], ("10", "11")),
        ([("ej", "10")], tuple(NUMBERS[1:])),
        ([("", "19-")], ("19", "20")),
        ([("", "10-20")], None),
        ([], None),
    ],
)
def test_expand(printed, there):
    assert expand(printed, NUMBERS) == there
