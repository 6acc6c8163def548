"""The catalogue of texts knows every code there is, and says it in good Swedish."""

from itertools import product
from typing import get_args

import pytest

from api import texts
from api.answers import MatchedAs
from api.pages import prose
from api.params import OUTCOMES, SearchParams
from indexer.catalogue import GONE_READING, GONE_SOURCE, REASONS
from indexer.engine.port import FACETS
from indexer.model import Kind

OBJECTS = (
    "motion", "medborgarforslag", "interpellation", "fraga", "ansokan", "hemstallan", "yrkande", "initiativ",
    "avsagelse", "remiss",
)  # fmt: skip


def test_every_code_has_words():
    assert set(texts.OUTCOMES) == set(OUTCOMES)
    assert set(texts.KINDS) == {str(kind) for kind in Kind}
    assert set(texts.FIELDS) == set(FACETS)
    assert set(texts.SORTS) == set(get_args(SearchParams.model_fields["sort"].annotation))
    assert set(prose.REASONS) == {*REASONS, GONE_SOURCE, GONE_READING}


def test_every_way_of_matching_is_told_but_the_word_itself_and_its_forms():
    untold = {how for how in get_args(MatchedAs) if texts.matched(how, "a", "b") is None}
    assert untold == {"exact", "inflection"}


def test_every_outcome_of_every_object_is_a_phrase_and_not_a_label():
    for code, of, stage in product(OUTCOMES, (None, *OBJECTS), (None, "beslut", "förslag")):
        said = texts.outcome(code, of, stage)
        assert said[0].isupper()
        assert said.startswith("Förslag till beslut: ") is (stage == "förslag")
        assert len(said.split()) > 1 or code in ("val", "information"), said


@pytest.mark.parametrize(
    ("code", "of", "said"),
    [
        ("bifall", "motion", "Motionen bifalls"),
        ("bifall", None, "Förslaget bifalls"),
        ("avslag", "medborgarforslag", "Medborgarförslaget avslås"),
        ("besvarad", "motion", "Motionen anses besvarad"),
        ("besvarad", "yrkande", "Yrkandet anses besvarat"),
        ("besvarad", None, "Ärendet anses besvarat"),
        ("delvis-bifall", "ansokan", "Ansökan bifalls delvis"),
        ("aterremiss", None, "Ärendet återremitteras"),
        ("bordlaggning", "motion", "Motionen bordläggs"),
        ("till-handlingarna", None, "Ärendet läggs till handlingarna"),
        ("utgar", None, "Ärendet utgår"),
        ("upphavd", None, "Tidigare beslut upphävs"),
        ("val", None, "Val"),
        ("flera", "motion", "Flera olika beslut"),
    ],
)
def test_outcomes_in_words(code, of, said):
    assert texts.outcome(code, of, "beslut") == said


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0 träffar"), (1, "1 träff"), (2, "2 träffar"), (1761, "1 761 träffar")]
)
def test_counts_in_words(value, said):
    assert texts.hits(value).replace(texts.NBSP, " ") == said


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2023-01-26", "26 januari 2023"), ("1757-12-01", "1 december 1757"), ("2023-13-01", "2023-13-01"), ("", "")],
)
def test_dates_in_words(iso, said):
    assert texts.date(iso).replace(texts.NBSP, " ") == said
