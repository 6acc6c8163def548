"""Which lines become items, and that the units cover the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.lines import lines_of
from indexer.model import Kind
from indexer.split import split
from indexer.titles import read_heading


def _items(text):
    lines = lines_of(text)
    return [
        (p.head.number, read_heading(lines, p.first, p.head.rest, p.last).title)
        for meeting in split(lines)
        for p in meeting.pieces
        if p.head
    ]


def _kinds(text):
    return [p.kind for meeting in split(lines_of(text)) for p in meeting.pieces]


FORMS = {
    "§ 54 Val\nText.\n\n§ 55 Plan\nText.": [("54", "Val"), ("55", "Plan")],
    "§54 **Val av\nombud**\nText.\n\n§55 Plan\nText.": [("54", "Val av ombud"), ("55", "Plan")],
    "§13\n\nVal av ombud**Bakgrund**\n\nText.\n\n§14\n\nPlan\n\nText.": [("13", "Val av ombud"), ("14", "Plan")],
    "§ 3 Diarienummer 00322/2026\nSvar på motion\nBeslut\nNej.\n\n§ 4 Dnr 12/26\nPlan\nBeslut\nJa.": [
        ("3", "Svar på motion"),
        ("4", "Plan"),
    ],
    "{§ 1.}\n\nVal\n\nText.\n\n{§ 2.}\n\nPlan\n\nText.": [("1", "Val"), ("2", "Plan")],
    "1 § Mötets öppnande\nText.\n\n2 § Val\nText.": [("1", "Mötets öppnande"), ("2", "Val")],
    "Ärende 1: Val\nText.\n\nÄrende 2: Plan\nText.": [("1", "Val"), ("2", "Plan")],
    "1. Mötets öppnande\nText.\n\n2. Val\nText.\n\n3. Slut\nText.": [
        ("1", "Mötets öppnande"),
        ("2", "Val"),
        ("3", "Slut"),
    ],
    "# Protokoll\n\n## Närvarande\n\n- Eva Ek\n\n## Ekonomi\n\nGott.\n\n## Övrigt\n\nInget.": [
        (None, "Ekonomi"),
        (None, "Övrigt"),
    ],
}


@pytest.mark.parametrize(("text", "items"), FORMS.items())
def test_forms(text, items):
    assert _items(text) == items


def test_table_of_contents_is_not_the_body():
    toc = "Innehåll\n\n§ 1 Val.....3\n§ 2 Plan.....4\n§ 3 Slut.....5\n\n"
    body = "\n\n".join(
        f"§ {n} {title}\n\nNågot om saken som behöver några ord." for n, title in [(1, "Val"), (2, "Plan"), (3, "Slut")]
    )
    assert _items(toc + body) == [("1", "Val"), ("2", "Plan"), ("3", "Slut")]


def test_references_are_not_items():
    text = (
        "§ 7 Taxa\nKommunstyrelsen har behandlat ärendet enligt beslut den 25 november 2015,\n"
        "§ 183 framgår av handlingen.\n"
        "Enligt 4 kap.\n6 § kommunallagen gäller detta.\n\n§ 8 Plan\n"
        "Enligt protokollsutdrag den 3 maj,\n§ 89.\n\n§ 9 Slut\nSlut."
    )
    assert [number for number, _ in _items(text)] == ["7", "8", "9"]


def test_a_range_is_not_an_item():
    assert _items("§§ 4-5\n\n§ 4 Val\nText.\n\n§ 5 Plan\nText.") == [("4", "Val"), ("5", "Plan")]


@pytest.mark.parametrize("head", ["Paragrafer: 14-16\n\n", ""])
def test_a_quoted_bylaw_is_not_items(head):
    bylaw = "\n\n".join(f"§ {n} Stadga {n}\n\nFöreningen är öppen." for n in range(1, 4))
    text = f"{head}§ 14 Val\n\nText.\n\n§ 15 Stadgar\n\n{bylaw}\n\n§ 16 Slut\n\nText."
    assert _items(text) == [("14", "Val"), ("15", "Stadgar"), ("16", "Slut")]


def test_tail_and_bilagor():
    text = (
        "Norrby\n\n§ 1 Val\nText.\n\n§ 2 Slut\nText.\n\nVid protokollet\n\nEva Ek\n\nJusteras\n\nPer Alm\n\n"
        "Bilaga 1\nTabell\n\nBilaga 2\nTabell"
    )
    kinds = [Kind.INLEDNING, Kind.PARAGRAF, Kind.PARAGRAF, Kind.UNDERSKRIFTER, Kind.BILAGA, Kind.BILAGA]
    assert _kinds(text) == kinds


def test_names_over_functions_are_signatures():
    text = "§ 1 Val\nText.\n\n§ 2 Slut\nHär slutar texten.\n\nEva Ek\nordförande\n\nPer Alm\njusterare"
    assert _kinds(text)[-1] is Kind.UNDERSKRIFTER


def test_several_meetings():
    one = "Protokoll fört vid kyrkostämma i Norrby den 3 maj 1868\n\n§ 1 Val\nAlm valdes.\n\n§ 2 Väg\nVägen lagas.\n\n"
    two = "Protokoll fört vid kyrkostämma i Norrby den 5 juni 1868\n\n§ 1 Tak\nTaket lagas.\n"
    meetings = split(lines_of(one + two))
    assert [sum(p.kind is Kind.PARAGRAF for p in m.pieces) for m in meetings] == [2, 1]


def test_minutes_without_items_are_stycken():
    assert Kind.STYCKE in _kinds(
        "Onsdagen den 3 maj\n\n" + "Herr Alm yttrade sig länge om vägen och dess lagning. " * 30
    )


PARTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "§ 1 Val",
                "§ 2 Plan",
                "§ 3",
                "1. Val",
                "2. Plan",
                "Bilaga 1",
                "Vid protokollet",
                "Eva Ek",
                "## Ekonomi",
            ]
        ),
        st.sampled_from(
            ["Protokoll fört vid stämma den 3 maj 1868", "Beslut", "INNEHÅLL OCH MER", "§§ 1-4", "Text som slutar."]
        ),
        st.text(max_size=20),
    ),
    max_size=50,
).map("\n".join)


@given(PARTS)
def test_units_cover_every_line_once(text):
    lines = lines_of(text)
    at = 0
    for meeting in split(lines):
        for piece in meeting.pieces:
            assert piece.first == at
            assert piece.last > piece.first
            at = piece.last
    assert at == len(lines)
