"""Words of a question meet words of a text, each by the way it should and worth what the table says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.plan import Term, TermClass
from indexer.swedish.analysis import Analysis, open_analysis
from indexer.swedish.tokens import surface
from indexer.swedish.weights import EXACT, WEIGHTS

OLD = 18670101
WORDS = sorted(
    word
    for name in ("families.txt", "compounds.txt", "noncompounds.txt")
    for word in (Path(__file__).parent / "words" / name).read_text("utf-8").replace("|", "").split()
)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    found = open_analysis(None)
    assert found.has_lexicon
    return found


def worth(analysis: Analysis, word: str, text: str, date: int = 0) -> float:
    """What the occurrences in `text` are worth to `word`, as an engine would sum them."""
    group = analysis.group(word)
    terms = [term for token in analysis.tokens(text, date=date) for term in analysis.derive(token.key)]
    return round(sum(weight for term, weight in group.terms for one in terms if one == term), 6)


@pytest.mark.parametrize(
    ("word", "text", "cls"),
    [
        ("skolskjutsar", "skolskjutsen", TermClass.FORM),
        ("skolskjutsar", "skolskjutsreglemente", TermClass.PART),
        ("enhet", "tillnyktringsenhet", TermClass.PART),
        ("järnvägar", "järnvägsstationen", TermClass.PART),
        ("gångbro", "en gång- och cykelbro", TermClass.FORM),
        ("hälsovård", "hälso- och sjukvården", TermClass.FORM),
        ("kommunstyrelse", "beslutade Kommunstyrelsen att", TermClass.FORM),
        ("Orsulic", "svar till Orsulics fråga", TermClass.FORM),
        ("ledamot", "ledamöterna", TermClass.FORM),
        ("avslå", "avslogs", TermClass.FORM),
        ("IT-avdelning", "itavdelningens", TermClass.FORM),
        ("itavdelning", "IT-avdelningens", TermClass.FORM),
        ("EU", "EU:s regler", TermClass.FORM),
    ],
)
def test_a_word_finds_its_relatives(analysis, word, text, cls):
    assert worth(analysis, word, text) == pytest.approx(WEIGHTS[cls])


@pytest.mark.parametrize(
    ("word", "text", "cls"),
    [
        ("kvinnor", "qvinnan", TermClass.OLD),
        ("över", "öfver", TermClass.OLD),
        ("prövning", "pröfningen", TermClass.OLD),
        ("gick", "gingo", TermClass.OLD),
        ("frågan", "frägan", TermClass.OCR),
        ("åtgärd", "ätgärder", TermClass.OCR),
    ],
)
def test_old_words_are_found_in_old_texts_only(analysis, word, text, cls):
    assert worth(analysis, word, text, OLD) == pytest.approx(WEIGHTS[cls])
    assert worth(analysis, word, text, 20240101) == 0
    assert worth(analysis, word, text) == 0


def test_a_word_that_exists_is_not_misread(analysis):
    assert worth(analysis, "råttan", "att rätta till", OLD) == 0
    assert worth(analysis, "åter", "äter", OLD) == pytest.approx(WEIGHTS[TermClass.OCR])


def test_plural_verbs_outlive_old_spelling(analysis):
    assert worth(analysis, "gick", "gingo", 19300101) == pytest.approx(WEIGHTS[TermClass.OLD])
    assert worth(analysis, "kvinnor", "qvinnor", 19300101) == 0


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("träd", "sammanträde"),
        ("gift", "avgift"),
        ("berg", "av Lindberg"),
        ("mara", "mars"),
        ("Andrea", "av Andreas"),
        ("skovde", "Skövde"),
        ("på", "pa"),
        ("2015/22", "2015/221"),
        ("bro", "cykel"),
    ],
)
def test_chance_likeness_counts_for_nothing(analysis, word, text):
    assert worth(analysis, word, text) == 0


@pytest.mark.parametrize("word", WORDS[::3])
@pytest.mark.parametrize(("before", "date"), [("", 0), ("om ", 0), ("om ", OLD)], ids=["begin", "inside", "old"])
def test_a_word_as_typed_is_worth_one(analysis, word, before, date):
    assert worth(analysis, word, before + word, date) == pytest.approx(EXACT)
    assert worth(analysis, word, before + word.capitalize(), date) == pytest.approx(EXACT)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("2 000", "2 000"),
        ("2000", "2 000"),
        ("2 000", "2000"),
        ("2016-05-19", "den 2016-05-19"),
        ("2015", "RJL 2015/221"),
        ("2015/221", "RJL 2015/221"),
        ("RJL 2015/221", "RJL-2015-00221"),
        ("SLK-2024-9:32", "SLK 2024-00009:32"),
        ("3:62", "Norrskog 3:62"),
        ("§ 35", "§35"),
        ("gång", "gång- och cykelbro"),
        ("avdelning", "IT-avdelning"),
        ("och/eller", "och/eller"),
        ("7a", "§ 7a"),
    ],
)
def test_wholes_and_their_parts_are_found(analysis, word, text):
    assert worth(analysis, word, text) == pytest.approx(EXACT)


def test_a_folded_word_is_a_fallback_of_its_own(analysis):
    group = analysis.folded("skovde")
    assert group is not None
    assert group.terms[0].term in analysis.derive("skövde|^")
    assert analysis.folded("skövde") is None
    assert analysis.folded("2015") is None
    assert all(term.cls is not TermClass.FOLDED for term, _ in analysis.group("skovde").terms)


def test_a_compound_of_the_question_has_parts(analysis):
    assert analysis.parts("skolskjutsar") == ("skol", "skjuts")
    assert analysis.parts("kommun") == ()


def test_words_of_a_question(analysis):
    words = analysis.content_words("inte bifalla gång- och cykelbro på 2 000 m, RJL 2015/221")
    assert [(word.text, word.required) for word in words] == [
        ("inte", True), ("bifalla", True), ("gångbro", True), ("och", False), ("cykelbro", True), ("på", False),
        ("2 000", True), ("m", True), ("RJL 2015/221", True),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["inte", "ej", "icke", "utan", "ingen", "aldrig", "avslå"])
def test_what_turns_a_decision_round_is_required(analysis, word):
    assert [one.required for one in analysis.content_words(word)] == [True]


PAIRS = [
    (f"{first} {verb}", f"{second} {verb}".strip())
    for verb in ("bifalla motionen", "godkänna förslaget", "anta planen", "bevilja bidraget", "upphäva beslutet")
    for first, second in (
        ("att inte", "att"), ("att ej", "att"), ("inte", "att"), ("att avslå begäran att", "att"),
        ("utan att", "att"), ("mot att", "för att"), ("att inte", "att ej"), ("inte utan att", "utan att"),
    )
]  # fmt: skip


def holds(analysis: Analysis, phrase: str, text: str) -> bool:
    """Whether the phrase stands in the text, slot by slot, as engines read it."""
    asked = analysis.phrase(phrase)
    assert asked is not None
    stream = [analysis.derive(token.key)[0].text for token in analysis.tokens(text)]
    spans = [stream[start : start + len(asked.slots)] for start in range(len(stream) - len(asked.slots) + 1)]
    return any(all(word in slot for word, slot in zip(span, asked.slots, strict=True)) for span in spans)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"{one} / {other}" for one, other in PAIRS])
def test_opposite_decisions_never_answer_each_others_phrase(analysis, one, other):
    before = "Nämnden beslutade "
    assert holds(analysis, one, before + one)
    assert holds(analysis, other, before + other)
    assert not holds(analysis, one, before + other)
    assert not holds(analysis, f"beslutade {other}", before + one)


def test_there_are_forty_pairs():
    assert len(set(PAIRS)) == 40


def test_no_phrase_without_a_word(analysis):
    assert analysis.phrase(" – § ") is None
    assert analysis.group("§").terms == ()


@given(st.text(max_size=60), st.sampled_from(["", "|^", "|o", "|^|o", "|v", "|=2015/221", "|-cykelbro"]))
def test_terms_of_any_key_are_safe_and_pure(text, marks):
    found = open_analysis(None)
    for token in found.tokens(text):
        key = surface(token.key) + marks
        terms = found.derive(key)
        assert terms[0] == Term(TermClass.SURFACE, surface(key))
        assert terms == found._terms.derive(key)
        assert len(set(terms)) == len(terms)
        assert all(term.text for term in terms)
    found.group(text)
    found.content_words(text)
    found.parts(text)
    found.folded(text)


def test_without_a_lexicon_there_are_plain_stems():
    plain = Analysis()
    assert not plain.has_lexicon
    assert worth(plain, "kommuner", "kommunerna") == pytest.approx(WEIGHTS[TermClass.FORM])
    assert worth(plain, "kommuner", "Kommuner") == pytest.approx(EXACT)
    assert plain.parts("skolskjuts") == ()
    assert plain.digest != open_analysis(None).digest
