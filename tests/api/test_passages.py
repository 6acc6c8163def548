"""Is what counted as a match what is marked?"""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.language import parse
from api.matches import Finder, leaves
from api.passages import LENGTH, matched, passages
from api.plan import make_plan
from indexer.model import Avsnitt, Kind, Paragraf, Span


def unit(text: str, *, title: str = "", sections: tuple[Avsnitt, ...] = ()) -> Paragraf:
    return Paragraf(
        id="x", kind=Kind.PARAGRAF, number="1", title=title or None, diarienummer=(), page=3, sections=sections,
        beslut=(), text=text, span=Span(100, 100 + len(text)),
        title_span=Span(100, 100 + len(title)) if title else None,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown(analysis):
    """Give a function that shows a unit as a hit of a question."""

    class NoVocabulary:
        def field(self, name):
            raise AssertionError(name)

        def holds(self, _group):
            return True

    def show(question: str, found: Paragraf):
        plan = make_plan(parse(question).node, analysis, NoVocabulary())
        finder = Finder(leaves(plan.strict), analysis)
        matches = finder.find(found, 0)
        return (*passages(found, matches), matched(found, matches, finder.leaves))

    return show


def marks(shown_passages) -> list[str]:
    return [word for one in shown_passages for word in re.findall("<mark>(.*?)</mark>", one.html)]


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("motion", "Om motionerna och en motion.", ["motionerna", "motion"]),
        ('"inte bifalla"', "Att inte bifalla. Bifalla, inte.", ["inte bifalla"]),
        ('"inte bifalla"', "att inte\nbifalla motionen", ["inte bifalla"]),
        ('"skola väg"~2', "skola och en väg; skola och en lång väg", ["skola och en väg"]),
        ("skol*", "skola, skolor, förskola", ["skola", "skolor"]),
        ("skolskuts~", "skolskjuts och skolbuss", ["skolskjuts"]),
        ("väg -skola", "en väg utan skola", ["väg"]),
        ("2015/221", "ärende 2015/221 den", ["2015/221"]),
        ('"VK 2015/221"', "ärende VK 2015/221 den", ["VK 2015/221"]),
        ("VK 2015/221", "ärende VK-2015-221 den", ["VK-2015-221"]),
        ("väg ELLER bro", "en bro", ["bro"]),
        ("vägen om", "om vägen", ["vägen"]),
    ],
)
def test_marks(shown, question, text, marked):
    assert marks(shown(question, unit(text))[0]) == marked


def test_zones_mark_only_there(shown):
    found = unit("Skola\nOm en skola.", title="Skola")
    assert marks(shown("rubrik:skola", found)[0]) == ["Skola"]


def test_only_mark_is_markup(shown):
    found, _, _ = shown("vård", unit('<script>alert(1)</script> & <mark>vård</mark> "vård"'))
    assert "<script" not in found[0].html
    assert marks(found) == ["vård", "vård"]
    assert set(re.findall("<[^>]*>", found[0].html)) == {"<mark>", "</mark>"}


def test_page_and_section_are_told(shown):
    sections = (
        Avsnitt(heading="Bakgrund", text="Om en väg.", page=3),
        Avsnitt(heading="Beslut", text="Vägen lagas.", page=4),
    )
    found, total, _ = shown("väg", unit("Rubrik\nBakgrund\nOm en väg.\nBeslut\nVägen lagas.", sections=sections))
    assert [(one.section, one.page) for one in found] == [("Bakgrund", 3), ("Beslut", 4)]
    assert total == 2


def test_at_most_three_and_the_best_of_them(shown):
    far = " ".join(["ord"] * 100)
    text = f"väg {far} väg {far} väg och bro {far} väg {far} väg"
    found, total, _ = shown("väg bro", unit(text))
    assert len(found) == 3
    assert total == 5
    assert any("bro" in one.html for one in found)


def test_without_words_the_beginning_is_shown_without_marks(shown):
    found, total, words = shown("", unit("Rubrik\nOm en väg. " + "ord " * 200, title="Rubrik"))
    assert (marks(found), total, words) == ([], 1, ())
    assert found[0].html.startswith("Om en väg.")
    assert found[0].html.endswith("…")


def test_how_words_were_found(shown):
    _, _, words = shown("motion", unit("Motionerna, motion."))
    assert {(one.term, one.word, one.how) for one in words} == {
        ("motion", "Motionerna", "inflection"),
        ("motion", "motion", "exact"),
    }


def test_a_word_without_end_does_not_make_a_passage_without_end(shown):
    found, _, words = shown("a* b", unit("a" * 50_000 + " b"))
    assert len(found[0].html) < 2000
    assert all(len(one.word) <= LENGTH for one in words)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab <>&\"'\n.å-/"), min_size=1, max_size=300))
def test_passages_say_nothing_that_the_text_does_not(shown, text):
    found, _, _ = shown('a b "a b" ab*', unit(text))
    folded = " ".join(text.split())
    for one in found:
        plain = unescape(re.sub("</?mark>", "", one.html)).removeprefix("… ").removesuffix(" …")
        assert " ".join(plain.split()) in folded
