"""What is read out of minutes stays as right as it was: floors, pinned to the truth they were measured by."""

import json

import extraction_scores as scores
import pytest

_FLOORS = json.loads(scores.FLOORS.read_text("utf-8"))
_SAMVERKAN = ("organ", "huvudman", "date", "paragraf_recall", "paragraf_precision", "diarienummer", "party", "presence")


def _needs(group):
    if scores.needs_shared(group) and not scores.SHARED.is_dir():
        pytest.skip(f"{scores.SHARED} does not stand beside the checkout: {group} is not measured")


def test_every_group_has_floors():
    assert sorted(_FLOORS) == sorted(scores.GROUPS)


@pytest.mark.slow
@pytest.mark.parametrize("group", scores.GROUPS)
def test_floors(group):
    _needs(group)
    assert _FLOORS[group]["gold"] == scores.digest(group), "other truth: run extraction_scores.py --write-floors"
    measured = scores.means(scores.measure(group))
    fallen = {
        name: (floor, measured[name]) for name, floor in _FLOORS[group]["floors"].items() if measured[name] < floor
    }
    assert not fallen, "these means fell below their floors (floor, measured)"


@pytest.mark.slow
def test_the_five_documents_of_samverkan_are_read_without_fault():
    _needs("shared")
    five = {name: found for name, found in scores.measure("shared").items() if name.startswith("samverkan")}
    assert len(five) == 5
    faults = {(name, m): found[m] for name, found in five.items() for m in _SAMVERKAN if found.get(m, 1.0) < 1.0}
    assert not faults


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "least"), [("number_recall", 0.99), ("number_precision", 0.99), ("diarienummer", 0.98)]
)
def test_goteborg_agrees_with_the_citys_own_data(measure, least):
    _needs("goteborg")
    assert scores.means(scores.measure("goteborg"))[measure] >= least


def test_a_wrong_reading_scores_low():
    gold = {
        "date": "1901-05-04",
        "organ": "Kyrkorådet",
        "huvudman": "Granhults församling",
        "paragraphs": [{"nr": "1", "title": "Val", "dnr": []}, {"nr": "2", "title": "Budget", "dnr": ["12/01"]}],
    }
    wrong = {"date": "1901-05-05", "organ": "Skolrådet", "huvudman": None}
    items = [{"kind": "paragraf", "number": "1", "title": "Budget", "diarienummer": []}]
    assert set(scores.score(gold, [wrong | {"paragrafer": items}]).values()) == {0.0}


def test_the_overlay_changes_only_what_it_names():
    gold = {"organ": "styrelsen (X)", "date": "1901-05-04", "participants": [{"name": "A"}, {"name": "B"}]}
    changes = {"organ": "styrelsen", "participants": {"1": {"presence": "okänd"}}}
    assert scores.with_overlay(gold, changes) == {
        "organ": "styrelsen",
        "date": "1901-05-04",
        "participants": [{"name": "A"}, {"name": "B", "presence": "okänd"}],
    }
