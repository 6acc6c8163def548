"""Does a question become the plan that it means?"""

import pytest

from api.language import parse
from api.plan import make_plan
from indexer.engine.plan import And, Everything, Group, Keyword, Most, Not, Nothing, Or, Phrase, Prefix


@pytest.fixture
def planned(library, analysis):
    return lambda text: make_plan(parse(text).node, analysis, library.view().vocabulary)


def words(node) -> list[str]:
    return [part.word for part in node.parts if isinstance(part, Group)]


def test_words_are_demanded_and_small_words_only_scored(planned):
    strict = planned("beslut om skolskjuts").strict
    assert words(strict) == ["beslut", "skolskjuts"]
    assert [extra.word for extra in strict.extras] == ["om"]


def test_inte_is_demanded(planned):
    assert words(planned("inte bifalla").strict) == ["inte", "bifalla"]


def test_small_words_are_demanded_when_there_are_no_others(planned):
    assert words(planned("om för").strict) == ["om", "för"]
    assert words(planned("om INTE skola").strict) == ["om"]
    assert [extra.word for extra in planned("om organ:kommunstyrelsen").strict.extras] == ["om"]


def test_words_typed_together_are_seen_together(planned):
    plan = planned("dnr VK 2015/221 vägen").strict
    assert "VK 2015/221" in words(plan)


def test_zones_reach_every_word(planned):
    strict = planned("rubrik:(skola ELLER väg*)").strict
    assert isinstance(strict, Or)
    assert [part.zone for part in strict.parts] == [1, 1]
    assert isinstance(strict.parts[1], Prefix)


def test_a_field_asks_for_the_values_that_there_are(planned):
    plan = planned("organ:kommunstyrelse")
    assert plan.strict == Keyword("organ", ("Kommunstyrelsen",))
    assert "Kommunstyrelsen" in plan.notes[0]


def test_a_value_that_there_is_not_finds_nothing_and_says_so(planned):
    plan = planned("organ:kyrkorådet")
    assert plan.strict == Nothing()
    assert "kyrkorådet" in plan.notes[0]
    assert planned("har:paus").strict == Nothing()


def test_an_empty_question_is_everything_and_one_without_words_nothing(planned):
    assert planned("").strict == Everything()
    assert planned("🙂").strict == Nothing()


def test_only_plain_words_relax(planned):
    relaxed = planned('skolskjuts buss taxi "till Norrbyn" -väg 2016').relaxed
    assert isinstance(relaxed, And)
    most, taken_apart = next(part for part in relaxed.parts if isinstance(part, Or)).parts
    assert isinstance(most, Most)
    assert [part.word for part in most.parts] == ["skolskjuts", "buss", "taxi"]
    assert words(taken_apart) == ["buss", "taxi"]  # and beside them skolskjuts, or its parts
    assert words(taken_apart.parts[0].parts[1]) == ["skol", "skjuts"]
    assert any(isinstance(part, Phrase) for part in relaxed.parts)
    assert any(isinstance(part, Not) for part in relaxed.parts)
    assert "2016" in words(relaxed)


@pytest.mark.parametrize("text", ["buss", '"skolskjuts till Norrbyn"', "dnr:2015/221", "a ELLER b", "år:2016 väg"])
def test_there_is_nothing_to_relax_in(planned, text):
    assert planned(text).relaxed is None


def test_a_compound_may_be_answered_by_its_parts(planned):
    plan = planned("skolskjuts")
    whole, parts = plan.relaxed.parts
    assert whole == plan.strict
    assert [part.word for part in parts.parts] == ["skol", "skjuts"]


def test_a_word_without_its_dots_may_be_answered_by_the_word_with_them(planned):
    plan = planned("skovde")
    assert set(plan.strict.terms) < set(plan.relaxed.terms)
