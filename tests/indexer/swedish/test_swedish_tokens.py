"""Words are found where they stand, and know their surroundings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.swedish.tokens import normal, surface, tokens


def keys(text: str, date: int = 0) -> list[str]:
    return [token.key for token in tokens(text, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Åsa åkte öster", ["åsa", "åkte", "öster"]),
        ("den 2016-05-19", ["den", "2016|=2016/5/19", "05", "19"]),
        ("den 2016–05–19", ["den", "2016|=2016/5/19", "05", "19"]),
        ("dnr RJL 2015/221", ["dnr", "rjl|^|=rjl 2015/221", "2015|=2015/221", "221"]),
        ("SLK-2024-00009:32", ["slk|=slk 2024/9:32", "2024|=2024/9:32", "00009", "32"]),
        ("fastigheten Norrskog 3:62", ["fastigheten", "norrskog|^", "3|=3:62", "62"]),
        ("2 000 kronor", ["2|=2000", "000", "kronor"]),
        ("12\u00a0345\u00a0678", ["12|=12345678", "345", "678"]),
        ("§ 35", ["35|=§35"]),
        ("§§ 32-44", ["32|=32/44|=§32", "44"]),
        ("7 kap. 5 §", ["7", "kap", "5|=§5"]),
        ("§ 7a", ["7a|=§7a"]),
        ("IT-avdelning", ["it|=itavdelning", "avdelning"]),
        ("EU:s n:o 3:dje", ["eu:s", "n:o", "3:dje"]),
        ("och/eller", ["och|=och/eller", "eller"]),
        ("slut.Nästa", ["slut", "nästa|^"]),
        ("gång- och cykelbro", ["gång|-cykelbro", "och", "cykelbro"]),
        ("plan-, bygg- och miljönämnd", ["plan|-miljönämnd", "bygg|-miljönämnd", "och", "miljönämnd"]),
        ("_kursiv_ text", ["kursiv", "text"]),
        ("a|b", ["a", "b"]),
    ],
)
def test_what_is_one_token(text, expected):
    assert keys(text) == expected


@pytest.mark.parametrize("text", ["kom\u00admun", "kom\ufffemun", "kom\u200bmun", "\ufeffkommun", "KOMMUN"])
def test_nothing_invisible_is_left(text):
    assert keys(text) == ["kommun"]


def test_decomposed_letters_are_one_letter_and_keep_their_place():
    text = "i fra\u030agan om"
    assert [(token.key, text[token.start : token.end]) for token in tokens(text)] == [
        ("i", "i"), ("frågan", "fra\u030agan"), ("om", "om"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("av Anna Hägg", ["anna", "hägg"]),
        ("Anna Hägg", ["hägg"]),
        ("slut. Anna", []),
        ("Beslut\nAnna", []),
        ("nämnden (Hägg)", ["hägg"]),
        ("dels, Anna", ["anna"]),
    ],
)
def test_a_capital_in_mid_sentence_is_marked(text, marked):
    assert [surface(key) for key in keys(text) if "|^" in key] == marked


@pytest.mark.parametrize(
    ("date", "mark"), [(0, ""), (18670101, "|o"), (19111231, "|o"), (19300101, "|v"), (19500101, ""), (20240101, "")]
)
def test_old_texts_are_marked_by_date(date, mark):
    assert keys("qvinna", date) == [f"qvinna{mark}"]


def test_nothing_is_cut_short():
    assert keys("a" * 100_000) == ["a" * 100_000]
    assert len(keys("1" + "-1" * 50_000)) == 50_001


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from([0, 18670101, 19300101]))
def test_any_text_is_cut_safely(text, date):
    found = tokens(text, date)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(surface(token.key) == normal(text[token.start : token.end]) for token in found)
    assert all("|" not in surface(token.key) and surface(token.key) for token in found)


@given(
    st.lists(st.sampled_from(["1", "-", "/", ".", " ", "a", "Å", ":", "§", "och", "\u00ad", "\n", ","]), max_size=40)
)
def test_letters_and_digits_are_all_in_tokens(pieces):
    text = "".join(pieces)
    held = "".join(text[token.start : token.end] for token in tokens(text))
    assert [sign for sign in held if sign.isalnum()] == [sign for sign in text if sign.isalnum()]
