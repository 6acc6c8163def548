"""A hostile protokoll and hostile questions are text on every page."""

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from api.pages.reading import blocks, marked, one_line

MEETING = "nackterby-kommun/kommunstyrelsen/2023-05-16"
MARKUP = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'{{ 7*7 }}{% raw %}"
BIDI = "\u202egnidaer\u2066\u200f"
LONG = "å" * 10_000
EVIL = f"{MARKUP} {BIDI} {LONG}"


class Hostile:
    """Gives every text of an answer a hostile one in its place."""

    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return lambda *given: spoil(getattr(self._inner, name)(*given))


KEPT = {"url", "id", "kind", "date", "outcome", "outcome_of", "stage", "match", "how", "presence", "vote", "generation"}


def spoil(value, name=""):
    if isinstance(value, str):
        return value if name in KEPT else EVIL
    if isinstance(value, tuple):
        return tuple(spoil(one, name) for one in value)
    if isinstance(value, dict):
        return {key: spoil(one, key) for key, one in value.items()}
    if hasattr(value, "model_copy"):
        fields = type(value).model_fields
        return value.model_copy(update={key: spoil(getattr(value, key), key) for key in fields})
    return value


@pytest.fixture
def hostile(service, make_pages):
    with TestClient(make_pages(Hostile(service)), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/", "/sok?q=x", f"/p/{MEETING}/45", f"/p/{MEETING}", "/omfattning", "/sok?q=inget&year=1995"]
)
def test_markup_in_any_field_stays_text(hostile, path):
    html = hostile.get(path).text
    assert str(escape(MARKUP)) in html
    assert "<script" not in html
    assert "<img" not in html


def test_an_address_of_the_original_that_is_no_address_is_no_link(hostile):
    html = hostile.get(f"/p/{MEETING}").text
    assert 'href="&#34;' not in html
    assert "Protokollet hos den som publicerat det" not in html


@pytest.mark.parametrize("q", [MARKUP, BIDI, "\x00", "&lt;b&gt;", "%00%ff", "å" * 900])
def test_hostile_questions_are_shown_as_they_were_written(pages, q):
    html = pages.get("/sok", params={"q": q}).text
    assert "<script" not in html
    assert f'value="{escape(q)}"' in html


@given(st.lists(st.sampled_from(["<mark>", "</mark>", "<b>", "&lt;", "a", "&", '"'])).map("".join))
def test_a_passage_has_balanced_marks_and_no_other_markup(html):
    shown = str(marked(html))
    rest = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in rest
    assert '"' not in rest
    depth = 0
    for piece in shown.split("mark>"):
        depth += piece.endswith("<") - piece.endswith("</")
        assert depth in (0, 1)


@given(st.text(alphabet=st.sampled_from("ab \n-.å\t\r\x0b\u2028"), max_size=400))
def test_setting_a_text_loses_and_adds_no_word(text):
    set_words = [word for block in blocks(text) for line in block.lines for word in line.split()]
    assert set_words == text.split()


def test_a_window_title_and_a_citation_have_no_direction_controls():
    assert one_line(EVIL).startswith('"><script>')
    assert not set(one_line(BIDI)) & set("\u202e\u2066\u200f")
