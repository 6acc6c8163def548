"""Every example of the help is read by the query language as the help says."""

import pytest

from api.language import parse
from api.pages import guide, prose
from indexer.engine.query import And, Dates, Field, Not, Or, Phrase, Prefix, Word, Zone

EXAMPLES = [example.query for chapter in guide.CHAPTERS for example in chapter.examples]
READ_AS = {
    "skolskjuts": Word,
    "skolskjuts avgift": And,
    '"inte bifalla"': Phrase,
    "skolskj*": Prefix,
    "förskola ELLER skola": Or,
    "skolskjuts INTE bidrag": And,
    "(förskola ELLER skola) lokaler": And,
    'dnr:"RJL 2015/221"': Field,
    "organ:kommunstyrelsen": Field,
    'deltagare:"Anna Ek"': Field,
    "rubrik:skola": Zone,
    "beslut:avslås": Zone,
    "år:2023": (Dates, Field),
    "datum:2016-05..2017-06": Dates,
}


def test_the_table_here_holds_every_example():
    assert set(READ_AS) == set(EXAMPLES)


@pytest.mark.parametrize("query", [*EXAMPLES, *(task.query for task in prose.TASKS), *prose.FIELD_EXAMPLES])
def test_examples_are_read_without_remark(query):
    assert parse(query).notes == ()


@pytest.mark.parametrize(("query", "node"), READ_AS.items())
def test_examples_are_read_as_the_help_says(query, node):
    assert isinstance(parse(query).node, node)


def test_not_is_part_of_what_is_read():
    assert any(isinstance(part, Not) for part in parse("skolskjuts INTE bidrag").node.parts)
