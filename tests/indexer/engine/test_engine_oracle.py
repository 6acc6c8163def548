"""May the reference itself be trusted? It is held against other, even simpler wordings of the same promises."""

import math
from contextlib import contextmanager
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from engine_adapters import opened
from engine_collections import derive, filled, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine import plan
from indexer.engine.plan import (
    ZONE_WEIGHTS,
    And,
    Dates,
    Everything,
    Fuzzy,
    Group,
    Keyword,
    Most,
    Not,
    Or,
    Phrase,
    Prefix,
    WeightedTerm,
)
from indexer.engine.port import FacetRequest, Filter, Request, TokenRun
from indexer.engine.reference.scoring import distance

WORDS = ("a", "b", "ab", "ba", "å", "a-b", "^a")
SURFACES = ("a", "b", "ab", "ba", "å", "a-b")
KEYWORDS = {"organ": ("KS", "KF"), "party": ("M", "S"), "kind": ("paragraf", "bilaga")}


@st.composite
def units(draw):
    """A few units of at most eight tokens, each token with a zone of its own."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        tokens = draw(st.lists(st.sampled_from(WORDS), max_size=8))
        zones = [draw(st.sampled_from((0, 1, 2))) for _ in tokens]
        keywords = {name: tuple(draw(st.sets(st.sampled_from(of), max_size=2))) for name, of in KEYWORDS.items()}
        found.append(
            unit(
                f"u{number}",
                tokens=tuple(tokens),
                zones=tuple(TokenRun(zone, place, place + 1) for place, zone in enumerate(zones)),
                keywords=keywords,
                date=draw(st.sampled_from((0, 20150101, 20160101))),
                case=draw(st.sampled_from((None, "c"))),
                ordinal=draw(st.integers(0, 2)),
            )
        )
    return found


zones = st.sampled_from((None, None, 0, 1, 2))
boosts = st.sampled_from((1.0, 2.0))
all_terms = sorted({term for word in WORDS for term in derive(word)})
weighted = st.builds(WeightedTerm, st.sampled_from(all_terms), st.sampled_from((1.0, 0.5, 0.0)))
groups = st.builds(
    Group,
    st.just("g"),
    st.lists(weighted, max_size=3, unique_by=lambda pair: pair.term).map(tuple),
    zones,
    boosts,
)
slots = st.lists(st.sampled_from(SURFACES), max_size=2).map(tuple)
phrases = st.builds(Phrase, st.just("p"), st.lists(slots, max_size=3).map(tuple), st.integers(0, 4), zones, boosts)
prefixes = st.builds(Prefix, st.sampled_from(("", "a", "ab", "x")), zones)
fuzzies = st.builds(Fuzzy, st.sampled_from(("a", "ab", "bab", "", "åå")), st.sampled_from((1, 2)), zones)
unscored = st.sampled_from(
    (Everything(), plan.Nothing(), Keyword("organ", ("KS",)), Keyword("party", ("M", "S")), Dates(20150101, 20151231))
)
leaves = st.one_of(groups, phrases, prefixes, fuzzies, unscored)
most = st.builds(Most, st.lists(groups | phrases, max_size=3).map(tuple), st.sampled_from((0.3, 0.5)))


def _branches(nodes):
    several = st.lists(nodes, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several, several), st.builds(Or, several), st.builds(Not, nodes), most)


nodes = st.recursive(leaves, _branches, max_leaves=8)


class Naive:
    """The plan once more: asked of one unit at a time, token by token, with no table of anything."""

    def __init__(self, units):
        self.units = units
        self.mean = sum(len(u.tokens) for u in units) / max(1, len(units))

    def score(self, node, u):  # noqa: PLR0911 -- one for each kind of node
        """None where the unit does not match."""
        match node:
            case Everything():
                return 0.0
            case plan.Nothing():
                return None
            case Keyword(field, values):
                return 0.0 if any(value in u.keywords.get(field, ()) for value in values) else None
            case Dates(first, last):
                return 0.0 if u.date and u.date >= first and u.date <= last else None
            case Not(part):
                return 0.0 if self.score(part, u) is None else None
            case Or(parts):
                scores = [s for s in (self.score(part, u) for part in parts) if s is not None]
                return sum(scores) if scores else None
            case And(parts, extras):
                scores = [self.score(part, u) for part in parts]
                return None if None in scores else sum(scores) + sum(self.score(e, u) or 0.0 for e in extras)
            case Most(parts, share):
                has = [part for part in parts if self.score(part, u) is not None]
                mass, whole = (sum(self.idf(part) for part in some) for some in (has, parts))
                more = has and mass > whole * share and not math.isclose(mass, whole * share)
                return sum(self.score(part, u) for part in has) if more else None
        occurrences = self.occurrences(node, u, node.zone)
        if not occurrences:
            return None
        tf, length = sum(occurrences), len(u.tokens)
        k = 1.2 * (1 - 0.75 + 0.75 * length / self.mean)
        return getattr(node, "boost", 1.0) * self.idf(node) * (tf * 2.2 / (tf + k)) if tf else 0.0

    def idf(self, leaf):
        zone = leaf.zone if isinstance(leaf, Phrase) else None
        df = sum(bool(self.occurrences(leaf, u, zone)) for u in self.units)
        return math.log((len(self.units) + 1) / (df + 0.5))

    def occurrences(self, leaf, u, zone):
        """What each occurrence is worth."""
        zones = [run.zone for run in u.zones]
        allowed = [place for place in range(len(u.tokens)) if zone is None or zones[place] == zone]
        if isinstance(leaf, Phrase):
            return [ZONE_WEIGHTS[zones[start]] for start in sorted(self.begins(leaf, u, allowed))]
        worth = [(weight, place) for place in allowed for weight in self.weights(leaf, derive(u.tokens[place]))]
        return [weight * ZONE_WEIGHTS[zones[place]] for weight, place in worth]

    def begins(self, phrase, u, allowed):
        words = [derive(token)[0].text for token in u.tokens]
        size = len(phrase.slots)
        return {
            places[0]
            for places in combinations(allowed, size)
            if size
            and places[-1] - places[0] + 1 - size <= phrase.slop
            and all(words[place] in slot for place, slot in zip(places, phrase.slots, strict=True))
        }

    def weights(self, leaf, terms):
        match leaf:
            case Group():
                return [weight for term, weight in leaf.terms if term in terms]
            case Prefix(text):
                return [1.0] if terms[0].text[: len(text)] == text else []
            case Fuzzy(text, edits):
                near = text and terms[0].text[0] == text[0] and _recursive_distance(text, terms[0].text) <= edits
                return [1.0] if near else []


def _recursive_distance(left, right):
    """Optimal string alignment as its definition has it."""
    if not left or not right:
        return len(left) + len(right)
    ways = [
        _recursive_distance(left[1:], right) + 1,
        _recursive_distance(left, right[1:]) + 1,
        _recursive_distance(left[1:], right[1:]) + (left[0] != right[0]),
    ]
    if len(left) > 1 and len(right) > 1 and left[:2] == right[1::-1]:
        ways.append(_recursive_distance(left[2:], right[2:]) + 1)
    return min(ways)


@contextmanager
def _snapshot(units):
    with TemporaryDirectory() as home, opened("reference", Path(home), derive) as engine:
        yield filled(engine, *units)


@settings(deadline=None)  # the machine may be busy
@given(units(), nodes)
def test_matches_and_scores(units, node):
    naive = Naive(units)
    expected = {u.id: score for u in units if (score := naive.score(node, u)) is not None}
    with _snapshot(units) as snapshot:
        hits = snapshot.search(Request(strict=node)).hits
        assert {hit.id: hit.score for hit in hits} == pytest.approx(expected, rel=1e-9)


sorts = st.sampled_from(("relevance", "newest", "oldest"))


@settings(deadline=None)  # the machine may be busy
@given(units(), leaves, leaves, sorts, st.tuples(st.booleans(), st.integers(0, 4)))
def test_order_cases_and_facets(units, strict, relaxed, sort, choices):
    """Hits are put in order by taking the best one left, over and over; facets are counted value by value."""
    naive, (collapse, below) = Naive(units), choices
    only = Filter("party", ("M",), negate=True)
    by_id = {u.id: u for u in units}
    passing = [u for u in units if "M" not in u.keywords["party"]]
    first = [u.id for u in passing if naive.score(strict, u) is not None]
    second = [u.id for u in passing if naive.score(strict, u) is None and naive.score(relaxed, u) is not None]
    second = second if len(first) < below else []
    facets = (FacetRequest("organ", 9), FacetRequest("party", 9))
    asked = Request(
        strict=strict, relaxed=relaxed, relax_below=below, filters=(only,), sort=sort, collapse=collapse, facets=facets
    )
    with _snapshot(units) as snapshot:
        result = snapshot.search(asked)
    assert (result.total, result.total_relaxed) == (len(first), len(second))

    def is_better(left, right):
        if (left.id in first) != (right.id in first):
            return left.id in first
        if sort == "relevance":
            ranks = ["paragraf" in u.keywords["kind"] for u in (left, right)]
            plan_of = strict if left.id in first else relaxed
            scores = [naive.score(plan_of, u) for u in (left, right)]
            if ranks[0] != ranks[1]:
                return ranks[0]
            if not math.isclose(*scores):
                return scores[0] > scores[1]
            return left.date > right.date or (left.date == right.date and left.id < right.id)
        if left.date != right.date:
            return left.date != 0 and (right.date == 0 or (left.date > right.date) == (sort == "newest"))
        return left.ordinal < right.ordinal or (left.ordinal == right.ordinal and left.id < right.id)

    rest, ordered = [by_id[i] for i in (*first, *second)], []
    while rest:
        best = next(u for u in rest if all(u is v or is_better(u, v) for v in rest))
        rest = [u for u in rest if u is not best and not (collapse and best.case is not None and u.case == best.case)]
        ordered.append(best.id)
    assert [hit.id for hit in result.hits] == ordered
    base = [u for u in units if naive.score(strict, u) is not None]
    if second and not first:
        base = [u for u in units if naive.score(strict, u) is None and naive.score(relaxed, u) is not None]
    for field, counted in (("organ", [u for u in base if u in passing]), ("party", base)):
        expected = {v: sum(v in u.keywords[field] for u in counted) for v in KEYWORDS[field]}
        assert {value.value: value.count for value in result.facets[field].values} == {
            value: count for value, count in expected.items() if count
        }


def test_distance_is_what_its_definition_says():
    words = ["".join(letters) for size in range(5) for letters in product("ab", repeat=size)] + ["abc", "ca", "cab"]
    for left, right in product(words, words):
        assert distance(left, right) == _recursive_distance(left, right)
