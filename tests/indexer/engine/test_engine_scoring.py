"""What a match is worth, in every adapter: the formula of the plan, with figures worked out by hand."""

from math import log

import pytest
from engine_collections import Remove, apply, filled, group, phrase, unit

from indexer.engine.plan import (
    And,
    Everything,
    Fuzzy,
    Group,
    Keyword,
    Most,
    Not,
    Or,
    Prefix,
    Term,
    TermClass,
    WeightedTerm,
)
from indexer.engine.port import Filter, Request, TokenRun

UNITS = (
    unit("u1", "a b c a"),
    unit("u2", "a", keywords={"kind": ("bilaga",)}),
    unit("u3", "b b d x y z v", zones=(TokenRun(1, 0, 1), TokenRun(2, 1, 3))),
    unit("u4", ""),
)
N, MEAN = 4, 3.0


def idf(df):
    return log(1 + (N - df + 0.5) / (df + 0.5))


def bm25(tf, df, length):
    return idf(df) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * length / MEAN))


A, B, D = group("a"), group("b"), group("d")
HALF = Group("a", (WeightedTerm(Term(TermClass.SURFACE, "a"), 1.0), WeightedTerm(Term(TermClass.SURFACE, "b"), 0.5)))
ZERO = Group("d", (WeightedTerm(Term(TermClass.SURFACE, "d"), 0.0),))
FORM = Group("a", (WeightedTerm(Term(TermClass.SURFACE, "a"), 1.0), WeightedTerm(Term(TermClass.FORM, "a"), 0.5)))

CASES = {
    "word": (A, {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1)}),
    "boost": (group("a", boost=2.5), {"u1": 2.5 * bm25(2, 2, 4), "u2": 2.5 * bm25(1, 2, 1)}),
    "a group is one word": (HALF, {"u1": bm25(2.5, 3, 4), "u2": bm25(1, 3, 1), "u3": bm25(0.5 * (3 + 1.5), 3, 7)}),
    "each term of a token counts": (FORM, {"u1": bm25(3, 2, 4), "u2": bm25(1.5, 2, 1)}),
    "weight 0": (ZERO, {"u3": 0.0}),
    "zones weigh": (B, {"u1": bm25(1, 2, 4), "u3": bm25(3 + 1.5, 2, 7)}),
    "in a zone, df of all": (group("b", zone=2), {"u3": bm25(1.5, 2, 7)}),
    "in the text, df of all": (group("b", zone=0), {"u1": bm25(1, 2, 4)}),
    "phrase": (phrase("a b"), {"u1": bm25(1, 1, 4)}),
    "phrase by the zone of its first": (phrase("b d"), {"u3": bm25(1.5, 1, 7)}),
    "phrase, one begin in each zone": (phrase("b|d b|d|x"), {"u3": bm25(3 + 1.5 + 1.5, 1, 7)}),
    "near, a begin counts once": (phrase("b d|x|y", slop=5), {"u3": bm25(3 + 1.5, 1, 7)}),
    "phrase in a zone, df there": (phrase("b", zone=1), {"u3": bm25(3, 1, 7)}),
    "prefix": (Prefix("a"), {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1)}),
    "prefix is one word": (Prefix(""), {"u1": bm25(4, 3, 4), "u2": bm25(1, 3, 1), "u3": bm25(3 + 1.5 + 1.5 + 4, 3, 7)}),
    "fuzzy is one word": (Fuzzy("ab", 1), {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1)}),
    "and": (And((A, B)), {"u1": bm25(2, 2, 4) + bm25(1, 2, 4)}),
    "twice counts twice": (And((D, D)), {"u3": 2 * bm25(1.5, 1, 7)}),
    "extras add": (And((A,), extras=(group("c"),)), {"u1": bm25(2, 2, 4) + bm25(1, 1, 4), "u2": bm25(1, 2, 1)}),
    "or": (Or((A, D)), {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1), "u3": bm25(1.5, 1, 7)}),
    "or with a part that fails": (Or((And((A, D)), A)), {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1)}),
    "not adds nothing": (And((Not(A), Not(Not(D)))), {"u3": 0.0}),
    "unscored": (Or((Everything(), Keyword("kind", ("bilaga",)))), {"u1": 0.0, "u2": 0.0, "u3": 0.0, "u4": 0.0}),
    "most": (Most((A, D), 0.1), {"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1), "u3": bm25(1.5, 1, 7)}),
    "most, boosted": (Most((group("d", boost=3.0),)), {"u3": 3 * bm25(1.5, 1, 7)}),
}


@pytest.mark.parametrize("case", CASES)
def test_scores(engine, case):
    node, expected = CASES[case]
    hits = filled(engine, *UNITS).search(Request(strict=node)).hits
    assert {hit.id: hit.score for hit in hits} == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_explanations_add_up(engine, case):
    node, expected = CASES[case]
    snapshot = filled(engine, *UNITS)
    for unit_id in ("u1", "u2", "u3", "u4", "u5"):
        total = sum(leaf.score for leaf in snapshot.explain(node, unit_id))
        assert total == pytest.approx(expected.get(unit_id, 0.0), rel=1e-5)


def test_explanation_in_the_order_of_the_plan(engine):
    snapshot = filled(engine, *UNITS)
    node = And((Or((D, group("b", zone=2))), Not(A)), extras=(A, Prefix("x")))
    leaves = snapshot.explain(node, "u3")
    assert [(leaf.word, leaf.tf, leaf.df, leaf.length) for leaf in leaves] == [
        ("d", 1.5, 1, 7),
        ("b", 1.5, 2, 7),
        ("x", 1.0, 1, 7),
    ]
    assert [leaf.idf for leaf in leaves] == pytest.approx([idf(1), idf(2), idf(1)])
    assert snapshot.explain(node, "u1") == ()
    assert snapshot.explain(node, "never-there") == ()


def test_what_is_gone_does_not_count(engine):
    """N, df and the mean length are those of the live units."""
    gone = [unit(f"gone{n}", "a " * 40) for n in range(5)]
    filled(engine, unit("u2", "b " * 40), *UNITS[:1], *UNITS[2:], *gone)
    with engine.batch() as batch:
        apply(batch, [Remove(tuple(u.id for u in gone))])
        batch.commit()
    hits = filled(engine, UNITS[1]).search(Request(strict=A)).hits
    assert {hit.id: hit.score for hit in hits} == pytest.approx({"u1": bm25(2, 2, 4), "u2": bm25(1, 2, 1)}, rel=1e-5)


def test_filters_do_not_change_scores(engine):
    only = Filter("kind", ("bilaga",))
    hits = filled(engine, *UNITS).search(Request(strict=A, filters=(only,))).hits
    assert {hit.id: hit.score for hit in hits} == pytest.approx({"u2": bm25(1, 2, 1)}, rel=1e-5)
