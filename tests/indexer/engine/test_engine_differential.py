"""Every adapter answers random requests as the reference does; and the comparison sees what it must see."""

import random
from dataclasses import replace

import engine_adapters
import pytest
from engine_collections import Add, apply, derive, random_history, unit
from engine_differential import case_differences, differences, same

from indexer.engine.plan import And, Everything, Group, Not, Or, Phrase, Term, TermClass, WeightedTerm
from indexer.engine.port import Facet, FacetRequest, FacetValue, Request

WORD = Group("a", (WeightedTerm(Term(TermClass.SURFACE, "a"), 1.0),))


@pytest.mark.parametrize("seed", range(100, 116))
def test_random_requests(adapter, seed):
    assert case_differences(adapter, seed) == ()


def test_after_many_commits_as_after_a_fresh_build(adapter):
    assert case_differences(adapter, seed=7, requests=20, commits=40) == ()


@pytest.mark.slow
def test_after_two_hundred_commits_as_after_a_fresh_build(adapter):
    assert case_differences(adapter, seed=8, requests=50, commits=200) == ()


def test_the_same_seed_gives_the_same_case():
    one, two = (random_history(random.Random(3)) for _ in range(2))  # noqa: S311 -- seeded dice
    assert one == two
    assert one != random_history(random.Random(4))  # noqa: S311


@pytest.fixture
def units():
    texts = {"u1": "a a b c", "u2": "a b c d", "u3": "a b c e", "u4": "b c d e"}
    return {i: unit(i, text, case=f"case {i}", keywords={"organ": (i,)}) for i, text in texts.items()}


@pytest.fixture
def reference(tmp_path, units):
    with engine_adapters.opened("reference", tmp_path, derive) as engine:
        with engine.batch() as batch:
            apply(batch, [Add(tuple(units.values()))])
            batch.commit()
        yield engine.snapshot()


REQUEST = Request(strict=WORD, facets=(FacetRequest("organ", 9),), relaxed=Everything())


def test_an_equal_answer_is_the_same(reference, units):
    assert same(reference, reference, REQUEST, units)
    got = reference.search(REQUEST)
    rounded = replace(got, hits=tuple(_scored(hit, 1.000001) for hit in got.hits))
    assert not differences(reference, rounded, REQUEST, units)


def _scored(hit, factor):
    return hit._replace(score=hit.score * factor)


def _organs(got):
    return got.facets["organ"].values


FAULTS = {
    "total": lambda got: replace(got, total=got.total + 1),
    "relaxed": lambda got: replace(got, total_relaxed=0),
    "cases": lambda got: replace(got, cases=3),
    "no facet": lambda got: replace(got, facets={}),
    "count": lambda got: replace(got, facets={"organ": Facet(3, (FacetValue("u1", 2), *_organs(got)[1:]))}),
    "distinct": lambda got: replace(got, facets={"organ": Facet(4, _organs(got))}),
    "value missing": lambda got: replace(got, facets={"organ": Facet(3, _organs(got)[1:])}),
    "hit missing": lambda got: replace(got, hits=got.hits[1:]),
    "hit twice": lambda got: replace(got, hits=(got.hits[0], got.hits[1], got.hits[1], got.hits[3])),
    "wrong hit": lambda got: replace(got, hits=(*got.hits[:3], got.hits[3]._replace(id="u9"))),
    "order": lambda got: replace(got, hits=(got.hits[1], got.hits[0], *got.hits[2:])),
    "order of ties": lambda got: replace(got, hits=(got.hits[0], got.hits[2], got.hits[1], got.hits[3])),
    "score": lambda got: replace(got, hits=tuple(_scored(hit, 1.0001) for hit in got.hits)),
    "version": lambda got: replace(got, hits=(got.hits[0]._replace(version=2), *got.hits[1:])),
    "strictness": lambda got: replace(got, hits=(*got.hits[:3], got.hits[3]._replace(strict=True))),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(reference, units, fault):
    assert differences(reference, FAULTS[fault](reference.search(REQUEST)), REQUEST, units)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_order_by_date_is_exact(reference, units, sort):
    request = replace(REQUEST, sort=sort)
    got = reference.search(request)
    assert differences(reference, replace(got, hits=(got.hits[1], got.hits[0], *got.hits[2:])), request, units)


class _Careless:
    """A snapshot that answers another question than the one it was asked."""

    def __init__(self, snapshot, change):
        self._snapshot, self._change = snapshot, change

    def search(self, request):
        return self._snapshot.search(replace(request, strict=self._change(request.strict)))


CHANGES = {
    "extras forgotten": (And((WORD,), (WORD,)), lambda node: And(node.parts)),
    "boost forgotten": (replace(WORD, boost=2.0), lambda node: replace(node, boost=1.0)),
    "not forgotten": (Not(WORD), lambda node: node.part),
    "and taken for or": (And((WORD, Not(WORD))), lambda node: Or(node.parts)),
    "slop forgotten": (Phrase("a c", (("a",), ("c",)), 1), lambda node: replace(node, slop=0)),
    "zone forgotten": (replace(WORD, zone=1), lambda node: replace(node, zone=None)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_careless_engine_is_caught(reference, units, change):
    node, forget = CHANGES[change]
    request = Request(strict=node)
    assert same(reference, reference, request, units)
    assert not same(reference, _Careless(reference, forget), request, units)
