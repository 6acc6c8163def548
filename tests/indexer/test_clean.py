"""Cleaning takes away page furniture and nothing else; source = cleaned text + drop list."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.clean import clean
from indexer.read import Reading


def _clean(text, page_starts=()):
    return clean(Reading(text=text, page_starts=page_starts, format="text"))


def _rebuild(cleaned, source):
    at, parts, left = 0, [], cleaned.text
    for drop in cleaned.drops:
        n = drop.span.start - at
        parts += [left[:n], source[drop.span.start : drop.span.end]]
        left, at = left[n:], drop.span.end
    return "".join(parts) + left


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", " ", "§ 1 Val", "3 (9)", "4 (9)", "12", "13", "14", "\f", "Norrby kommun", "Protokoll"]),
        st.sampled_from(["Beslut", "bygg-", "nämnden antog", "kostnads-", "och ansvar", "Protokoll nr 4", "a\u00adb"]),
        st.sampled_from(["Justerandes sign  Utdragsbestyrkande", "Sammanträdesdatum: 2021-05-03"]),
        st.text(max_size=12),
    ),
    max_size=60,
).map("\n".join)


@given(LINES)
def test_conservation(text):
    cleaned = _clean(text)
    assert _rebuild(cleaned, text) == text
    assert list(cleaned.pages) == sorted(cleaned.pages, key=lambda page: page[0])
    assert all(0 <= offset <= len(cleaned.text) for offset, _ in cleaned.pages)


def _paged(pages):
    return "\n".join(
        f"{body}\n\n{n} (4)\n\nNorrby kommun\n\nProtokoll nr 4\nKommunstyrelsen" for n, body in enumerate(pages, 1)
    )


def test_running_heads_and_page_marks():
    text = _paged(["§ 1 Val\nEn", "två", "§ 2 Plan\ntre", "fyra"])
    cleaned = _clean(text)
    assert "Protokoll nr 4" not in cleaned.text
    assert "(4)" not in cleaned.text
    assert "Kommunstyrelsen" in cleaned.furniture
    assert cleaned.page_count == 4
    assert [cleaned.page(cleaned.text.index(word)) for word in ("En", "två", "tre", "fyra")] == [1, 2, 3, 4]


def test_beslut_is_no_running_head():
    text = "\f".join(f"§ {n} Val\nBeslut\nNågot {n}.\nBeslut\n" for n in range(1, 9))
    assert _clean(text).text.count("Beslut") == 16


def test_form_feeds_are_pages():
    cleaned = _clean("ett\n\ftvå\n\ftre")
    assert [cleaned.page(cleaned.text.index(word)) for word in ("ett", "två", "tre")] == [1, 2, 3]


def test_pages_unknown():
    assert _clean("ett\ntvå").page(3) is None


def test_line_end_hyphens():
    cleaned = _clean("bygg-\nnämnden antar kostnads-\noch ansvarsdelning för e-\ntjänster, Ann-\nMarie och IT-\nstöd")
    assert cleaned.text == "byggnämnden antar kostnads-\noch ansvarsdelning för e-tjänster, Ann-Marie och IT-stöd"


def test_a_word_cut_by_a_page():
    cleaned = _clean(_paged(["lång text om bygg-", "nämnden", "tre", "fyra"]))
    assert "byggnämnden" in cleaned.text


def test_blank_line_after_every_line():
    lines = [
        "Nämnden beslutar att anta den plan som",
        "förvaltningen har tagit fram under",
        "våren efter samråd med de berörda.",
    ] * 10
    doubled = "\n\n".join(lines[:15]) + "\n\n\n\n" + "\n\n".join(lines[15:])
    cleaned = _clean(doubled)
    assert "som\nförvaltningen" in cleaned.text
    assert cleaned.text.count("\n\n") >= 1
    assert _clean("\n\n".join(["Ett helt stycke som slutar med punkt."] * 30)).drops == ()
