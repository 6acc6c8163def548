"""Order, pages, filters, facets, cases and relaxed hits, in every adapter."""

import random
from itertools import product

import pytest
from engine_collections import filled, group, ids, unit

from indexer.engine.plan import And, Everything, Group, Nothing, Term, TermClass, WeightedTerm
from indexer.engine.port import Attendee, FacetRequest, FacetValue, Filter, Meeting, Request

A, B = group("a"), group("b")


def dated(unit_id, date, place, kind="paragraf", text="a"):
    return unit(unit_id, text, date=date, protokoll=place[0], ordinal=place[1], keywords={"kind": (kind,)})


MIXED = (
    dated("z", 20160519, ("p1", 2)),
    dated("y", 20160519, ("p1", 1), kind="bilaga"),
    dated("x", 20160519, ("p0", 9)),
    dated("w", 0, ("p0", 0)),
    dated("v", 20200101, ("p2", 1), kind="stycke"),
    dated("u", 20200101, ("p2", 1), kind="inledning"),
    dated("t", 18990101, ("p9", 0), text="a a a b"),
    dated("s", 20200101, ("p2", 1), kind="bilaga", text="a a a b"),
)


@pytest.mark.parametrize(
    ("sort", "node", "expected"),
    [
        ("newest", A, "s u v x y z t w"),
        ("oldest", A, "t x y z s u v w"),
        ("relevance", A, "t v x z w s u y"),
        ("relevance", Everything(), "v x z t w s u y"),
        ("newest", Everything(), "s u v x y z t w"),
    ],
)
def test_order(engine, sort, node, expected):
    assert ids(filled(engine, *MIXED), node, sort=sort) == expected.split()


@pytest.mark.parametrize(
    ("kinds", "first"),
    [(("bilaga", "stycke"), "v"), (("bilaga",), "u"), ((), "u"), (("paragraf",), "v")],
)
def test_any_kind_may_put_a_unit_first(engine, kinds, first):
    """Without it, "u" is before "v"."""
    snapshot = filled(engine, unit("v", "a", keywords={"kind": kinds}), unit("u", "a", keywords={}))
    assert ids(snapshot, A)[0] == first


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("collapse", [True, False])
def test_pages_are_the_whole(engine, sort, collapse):
    dice = random.Random(5)  # noqa: S311 -- seeded dice
    texts = [" ".join(dice.choices("abcd", k=dice.randint(0, 5))) for _ in range(60)]
    units = [unit(f"u{i}", text, case=dice.choice((None, "c", "d")), ordinal=i % 3) for i, text in enumerate(texts)]
    snapshot = filled(engine, *units)
    asked = {"strict": A, "relaxed": B, "sort": sort, "collapse": collapse}
    whole = snapshot.search(Request(limit=1000, **asked))
    pages = [snapshot.search(Request(limit=7, offset=at, **asked)) for at in range(0, 70, 7)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert len(whole.hits) == (whole.cases if collapse else whole.total + whole.total_relaxed)
    assert {(page.total, page.total_relaxed, page.cases) for page in pages} == {
        (whole.total, whole.total_relaxed, whole.cases)
    }


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (0, 3), (5, 8), (5, 10**15), (0, 10**15)])
def test_a_page_may_be_empty(engine, limit, offset):
    result = filled(engine, *MIXED).search(Request(strict=A, limit=limit, offset=offset))
    assert (result.total, result.hits) == (8, ())


def test_an_empty_index_answers(engine):
    result = engine.snapshot().search(
        Request(strict=Everything(), relaxed=A, facets=(FacetRequest("organ", 3, ("KS",)),), collapse=True)
    )
    assert (result.generation, result.total, result.total_relaxed, result.cases, result.hits) == (0, 0, 0, 0, ())
    assert result.facets["organ"].distinct == 0
    assert result.facets["organ"].values == (FacetValue("KS", 0),)


MEETING = Meeting(
    id="m",
    attendees=tuple(Attendee(name, deciding=name != "Bo") for name in ("Ada", "Bo", "Cia", "Ada")),
)
CASES = (
    unit(
        "u1", "a", keywords={"organ": ("KS",), "outcome": ("avslag",), "party": ("M", "S", "S")}, meeting="m", case="1"
    ),
    unit("u2", "a a", keywords={"organ": ("KS",), "outcome": ("bifall",)}, meeting="m", absent=(0, 3), case="2"),
    unit("u3", "a", keywords={"organ": ("KF",), "outcome": ("bifall",), "party": ("S",)}, meeting="m", absent=(0, 2)),
    unit("u4", "b", keywords={"organ": ("KF",), "outcome": ("avslag",), "party": ()}, case="1"),
    unit("u5", "b a a a", keywords={"organ": ("Nämnd",)}, case="1"),
)


def search(engine, **changes):
    return filled(engine, *CASES, meetings=[MEETING]).search(Request(**{"strict": A, **changes}))


def counts(facet):
    return {value.value: value.count for value in facet.values}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((Filter("organ", ("KS",)),), "u1 u2"),
        ((Filter("organ", ("KS", "KF")),), "u1 u2 u3"),
        ((Filter("organ", ("KS",)), Filter("outcome", ("bifall",))), "u2"),
        ((Filter("organ", ("KS",)), Filter("organ", ("KF",))), ""),
        ((Filter("outcome", ("bifall",), negate=True),), "u1 u5"),
        ((Filter("outcome", ("bifall", "avslag"), negate=True),), "u5"),
        ((Filter("organ", ("KS",)), Filter("organ", ("KS",), negate=True)), ""),
        ((Filter("organ", ("okänt",)),), ""),
        ((Filter("organ", ("okänt",), negate=True),), "u1 u2 u3 u5"),
        ((Filter("organ", ()),), ""),
        ((Filter("organ", (), negate=True),), "u1 u2 u3 u5"),
        ((Filter("participant", ("Ada",)),), "u1 u3"),
        ((Filter("participant", ("Ada",), negate=True),), "u2 u5"),
        ((Filter("deciding", ("Bo",)),), ""),
        ((Filter("deciding", ("Ada", "Cia")),), "u1 u2 u3"),
        ((Filter("deciding", ("Cia",), negate=True),), "u3 u5"),
    ],
)
def test_filters(engine, filters, expected):
    result = search(engine, filters=filters)
    assert sorted(hit.id for hit in result.hits) == expected.split()
    assert result.total == len(expected.split())


@pytest.mark.parametrize("field", ["titel", "date"])
def test_an_unknown_field_is_our_fault(engine, field):
    snapshot = filled(engine, *CASES, meetings=[MEETING])
    with pytest.raises(ValueError, match=field):
        snapshot.search(Request(strict=A, filters=(Filter(field, ("x",)),)))
    with pytest.raises(ValueError, match=field):
        snapshot.search(Request(strict=A, facets=(FacetRequest(field, 3),)))
    with pytest.raises(ValueError, match=field):
        snapshot.values(field)


def test_facets_count_units(engine):
    facets = search(engine, facets=tuple(FacetRequest(name, 9) for name in ("organ", "party", "participant"))).facets
    assert facets["organ"].values == (FacetValue("KS", 2), FacetValue("KF", 1), FacetValue("Nämnd", 1))
    assert facets["party"].values == (FacetValue("S", 2), FacetValue("M", 1))
    assert facets["participant"].values == (FacetValue("Bo", 3), FacetValue("Ada", 2), FacetValue("Cia", 2))


@pytest.mark.parametrize(
    ("limit", "always", "expected"),
    [
        (0, (), []),
        (1, (), [("KS", 2)]),
        (2, ("Nämnd",), [("KS", 2), ("KF", 1), ("Nämnd", 1)]),
        (1, ("KS",), [("KS", 2)]),
        (0, ("okänt", "Nämnd", "KS", "Nämnd", "annat"), [("KS", 2), ("Nämnd", 1), ("annat", 0), ("okänt", 0)]),
    ],
)
def test_always_values_follow_the_first(engine, limit, always, expected):
    facet = search(engine, facets=(FacetRequest("organ", limit, always),)).facets["organ"]
    assert [(value.value, value.count) for value in facet.values] == expected
    assert facet.distinct == 3


def test_a_facet_ignores_its_own_selection(engine):
    filters = (Filter("organ", ("KS",)), Filter("outcome", ("bifall",), negate=True))
    result = search(
        engine, filters=filters, facets=tuple(FacetRequest(name, 9) for name in ("organ", "outcome", "party"))
    )
    assert result.total == 1
    assert counts(result.facets["organ"]) == {"KS": 1, "Nämnd": 1}
    assert counts(result.facets["outcome"]) == {"bifall": 1, "avslag": 1}
    assert counts(result.facets["party"]) == {"M": 1, "S": 1}


@pytest.mark.parametrize("field", ["participant", "deciding"])
def test_the_participant_facet_ignores_both_selections_of_people(engine, field):
    result = search(engine, filters=(Filter(field, ("Cia",)),), facets=(FacetRequest("participant", 9),))
    assert (result.total, counts(result.facets["participant"])) == (2, {"Bo": 3, "Ada": 2, "Cia": 2})


def test_every_count_is_what_a_filter_finds(engine):
    snapshot = filled(engine, *CASES, meetings=[MEETING])
    for field, other in product(("organ", "outcome", "participant", "party"), ((), (Filter("organ", ("KS",)),))):
        facet = snapshot.search(Request(strict=A, filters=other, facets=(FacetRequest(field, 9),))).facets[field]
        rest = tuple(wanted for wanted in other if wanted.field != field)
        for value in facet.values:
            found = snapshot.search(Request(strict=A, filters=(*rest, Filter(field, (value.value,)))))
            assert found.total == value.count


def test_collapse_keeps_the_first_of_each_case(engine):
    result = search(engine, strict=Everything(), collapse=True, sort="oldest", facets=(FacetRequest("organ", 9),))
    assert [hit.id for hit in result.hits] == ["u1", "u2", "u3"]
    assert (result.total, result.cases) == (5, 3)
    assert counts(result.facets["organ"]) == {"KS": 2, "KF": 2, "Nämnd": 1}


def test_collapse_follows_the_order(engine):
    assert [hit.id for hit in search(engine, collapse=True).hits] == ["u2", "u5", "u3"]
    assert [hit.id for hit in search(engine, collapse=True, offset=1, limit=1).hits] == ["u5"]


def test_collapse_over_strict_and_relaxed(engine):
    result = search(engine, strict=And((A, B)), relaxed=Everything(), collapse=True, sort="newest")
    assert [(hit.id, hit.strict) for hit in result.hits] == [("u5", True), ("u2", False), ("u3", False)]
    assert (result.total, result.total_relaxed, result.cases) == (1, 4, 3)


def test_units_without_case_stand_for_themselves(engine):
    snapshot = filled(engine, *(unit(f"u{n}", "a") for n in range(3)))
    assert snapshot.search(Request(strict=A, collapse=True)).cases == 3


def test_no_cases_are_counted_unless_asked(engine):
    assert search(engine).cases is None


@pytest.mark.parametrize(("below", "relaxed"), [(0, 0), (4, 0), (5, 1), (100, 1)])
def test_relaxed_hits_come_when_few_are_strict(engine, below, relaxed):
    result = search(engine, relaxed=Everything(), relax_below=below)
    assert (result.total, result.total_relaxed) == (4, relaxed)
    assert [hit.strict for hit in result.hits] == [True] * 4 + [False] * relaxed


def test_strict_units_are_counted_after_filters(engine):
    result = search(engine, relaxed=Everything(), relax_below=4, filters=(Filter("organ", ("KF",)),))
    assert [(hit.id, hit.strict) for hit in result.hits] == [("u3", True), ("u4", False)]


def test_each_hit_has_the_score_of_its_plan(engine):
    two_b = Group("b", (WeightedTerm(Term(TermClass.SURFACE, "b"), 1.0),), boost=2.0)
    snapshot = filled(engine, *CASES, meetings=[MEETING])
    for sort in ("relevance", "newest"):
        hits = snapshot.search(Request(strict=A, relaxed=two_b, sort=sort)).hits
        for hit in hits:
            leaves = snapshot.explain(A if hit.strict else two_b, hit.id)
            assert hit.score == pytest.approx(sum(leaf.score for leaf in leaves), rel=1e-5)
            assert hit.score > 0


def test_facets_count_relaxed_units_only_where_none_is_strict(engine):
    asked = {"relaxed": B, "facets": (FacetRequest("organ", 9),)}
    assert counts(search(engine, strict=A, **asked).facets["organ"]) == {"KS": 2, "KF": 1, "Nämnd": 1}
    assert counts(search(engine, strict=Nothing(), **asked).facets["organ"]) == {"KF": 1, "Nämnd": 1}


def test_which_units_are_counted_is_decided_by_the_answer(engine):
    """No strict unit passes the filters: their own facet counts relaxed ones if there are any, else the strict."""
    asked = {"strict": group("okänt", "a"), "facets": (FacetRequest("outcome", 9),)}
    party = Filter("party", ("C",))
    none = search(engine, relaxed=Everything(), filters=(party,), **asked)
    assert (none.total, none.total_relaxed, counts(none.facets["outcome"])) == (0, 0, {})
    kf, avslag = Filter("organ", ("KF",)), Filter("outcome", ("avslag",))
    relaxed = search(engine, relaxed=Everything(), filters=(kf, avslag), **asked)
    assert (relaxed.total, relaxed.total_relaxed, counts(relaxed.facets["outcome"])) == (0, 1, {"avslag": 1})
    strict = search(engine, relaxed=None, filters=(kf, avslag), **asked)
    assert (strict.total, strict.total_relaxed, counts(strict.facets["outcome"])) == (0, 0, {"bifall": 1})
