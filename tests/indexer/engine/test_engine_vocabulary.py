"""Values, suggestions, frequencies and versions, in every adapter."""

import pytest
from engine_collections import derive, filled, unit

from indexer.engine.plan import Term, TermClass
from indexer.engine.port import FACETS, Attendee, FacetValue, Meeting

MEETING = Meeting(id="m", attendees=(Attendee("Bo", deciding=True), Attendee("Ada", deciding=False)))
UNITS = (
    unit("u1", "skola skola skolan ^Skola", keywords={"organ": ("KS",), "kind": ("paragraf",)}, meeting="m"),
    unit("u2", "skola åska", keywords={"organ": ("KF", "KS")}, meeting="m", absent=(1,), version=7),
    unit("u3", "skolan skolor ö", keywords={"organ": ("Åse",)}),
)


@pytest.fixture
def snapshot(engine):
    return filled(engine, *UNITS, meetings=[MEETING])


def test_values_in_order(snapshot):
    expected = {
        "organ": [("KF", 1), ("KS", 2), ("Åse", 1)],
        "participant": [("Ada", 1), ("Bo", 2)],
        "kind": [("paragraf", 1)],
        "outcome": [],
    }
    for field, values in expected.items():
        assert list(snapshot.values(field)) == [FacetValue(*pair) for pair in values]


@pytest.mark.parametrize("field", ["har", "deciding", "titel"])
def test_values_of_what_is_no_facet(snapshot, field):
    with pytest.raises(ValueError, match=field):
        snapshot.values(field)


@pytest.mark.parametrize(
    ("prefix", "limit", "expected"),
    [
        ("skol", 9, [("skola", 2), ("skolan", 2), ("skolor", 1)]),
        ("skol", 1, [("skola", 2)]),
        ("skol", 0, []),
        ("skola", 9, [("skola", 2), ("skolan", 2)]),
        ("S", 9, [("Skola", 1)]),
        ("å", 9, [("åska", 1)]),
        ("", 3, [("skola", 2), ("skolan", 2), ("Skola", 1)]),
        ("okänt", 9, []),
    ],
)
def test_suggestions(snapshot, prefix, limit, expected):
    assert snapshot.suggest(prefix, limit) == tuple(FacetValue(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("cls", "text", "expected"),
    [("=", "skola", 2), ("~", "skol", 3), ("=", "skol", 0), ("~", "Skol", 0), ("f", "aska", 1), ("o", "okänt", 0)],
)
def test_frequency_counts_units(snapshot, cls, text, expected):
    assert snapshot.frequency(Term(TermClass(cls), text)) == expected


def test_versions(snapshot):
    assert dict(snapshot.versions()) == {"u1": 1, "u2": 7, "u3": 1}


def test_an_empty_index_knows_nothing(engine):
    snapshot = engine.snapshot()
    assert [list(snapshot.values(field)) for field in FACETS] == [[] for _ in FACETS]
    assert snapshot.suggest("", 9) == ()
    assert snapshot.frequency(derive("skola")[0]) == 0
    assert dict(snapshot.versions()) == {}
