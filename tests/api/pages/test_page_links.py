"""Filters, order and pages are real links that hold the whole question."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.links import Ask
from api.pages.results import pager
from api.params import SearchParams
from api.received import read

ASKS = st.builds(
    SearchParams,
    q=st.text(max_size=20).filter(lambda text: text == "" or text.strip()),
    organ=st.lists(st.text(min_size=1, max_size=10), max_size=3).map(tuple),
    year=st.lists(st.sampled_from(["1995", "2016"]), max_size=2, unique=True).map(tuple),
    outcome_not=st.lists(st.just("bordlaggning"), max_size=1).map(tuple),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    explain=st.booleans(),
    offset=st.integers(0, 10_000),
)


@given(ASKS)
def test_an_address_asks_what_was_asked(params):
    pairs = parse_qsl(urlsplit(Ask.of(params).url).query, keep_blank_values=True)
    assert read(SearchParams, pairs) == params


@given(ASKS)
def test_one_value_more_and_the_same_one_less_is_the_first_page(params):
    ask = Ask.of(params)
    there_and_back = ask.plus("party", "S").minus("party", "S")
    assert there_and_back == ask.put("offset", None)


@given(st.integers(0, 100_000), st.integers(1, 100), st.integers(0, 2000))
def test_the_pager_has_first_last_and_here_and_no_page_twice(found, limit, here):
    params = SearchParams(q="x", limit=limit, offset=here * limit)
    view = pager(Ask.of(params), params, found)
    labels = [link.label for link in view.links if link]
    assert len(labels) == len(set(labels))
    assert view.pages == max(1, -(-found // limit))
    assert view.links[0].label == "1"
    assert (view.next is None) == (view.number >= view.pages)
    assert [link.current for link in view.links if link].count(True) == (1 if view.number <= view.pages else 0)
    assert None not in (view.links[0], view.links[-1])


def links(html):
    return [unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', html)]


def test_a_facet_adds_its_value_and_lets_it_go(pages):
    without = links(pages.get("/sok?q=skolskjuts&offset=20").text)
    assert "/sok?q=skolskjuts&organ=Kommunstyrelsen" in without
    chosen = links(pages.get("/sok?q=skolskjuts&organ=Kommunstyrelsen&organ=styrelse").text)
    assert "/sok?q=skolskjuts&organ=styrelse" in chosen
    assert "/sok?q=skolskjuts&organ=Kommunstyrelsen&organ=styrelse&year=2024" in chosen


def test_a_chosen_value_is_told_to_those_who_do_not_see_it(pages):
    html = pages.get("/sok?q=skolskjuts&organ=Kommunstyrelsen").text
    row = html[html.index('class="chosen"') :]
    assert "vald, ta bort" in row[: row.index("</a>")]


def test_chips_take_their_filter_away(pages):
    html = pages.get("/sok?q=skolskjuts&year=2023&outcome_not=avslag&date_from=2023-05-01").text
    for label in ("År: 2023", "Inte: Avslag", "Från och med 1\xa0maj\xa02023"):
        assert label in html
    assert "/sok?q=skolskjuts&outcome_not=avslag&date_from=2023-05-01" in links(html)
    assert "/sok?q=skolskjuts" in links(html)


def test_postponements_can_be_hidden_and_shown(pages):
    shown = pages.get("/sok?q=skolskjuts").text
    assert "Dölj bordläggningar (3)" in shown
    assert "/sok?q=skolskjuts&outcome_not=bordlaggning" in links(shown)
    assert "Visa bordläggningar" in pages.get("/sok?q=skolskjuts&outcome_not=bordlaggning").text


def test_a_new_search_keeps_filters_and_order_but_not_the_page(pages):
    html = pages.get("/sok?q=skolskjuts&organ=styrelse&sort=newest&offset=20").text
    form = html[html.index("<form") : html.index("</form>")]
    kept = re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', form)
    assert kept == [("organ", "styrelse"), ("sort", "newest")]


def test_what_the_page_asks_is_what_the_reader_asked(pages, service):
    pages.get("/sok?q=skolskjuts&participant=Elin+Frost&participant_as=deciding&sort=oldest")
    asked = service.asked[0]
    assert (asked.q, asked.participant, asked.participant_as, asked.sort) == (
        "skolskjuts",
        ("Elin Frost",),
        "deciding",
        "oldest",
    )


@pytest.mark.parametrize("shown", ["Visa fler", "(6 till)"])
def test_a_long_facet_says_how_much_is_hidden_and_shows_more(pages, shown):
    html = pages.get("/sok?q=skolskjuts").text
    assert shown in html
    assert "/sok?q=skolskjuts&facet_limit=50#organ" in links(html)
