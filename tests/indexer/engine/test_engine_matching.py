"""What each node of the plan matches, in every adapter: answers worked out by hand."""

import pytest
from engine_collections import filled, group, ids, phrase, unit

from indexer.engine.plan import (
    And,
    Dates,
    Everything,
    Fuzzy,
    Group,
    Keyword,
    Most,
    Not,
    Nothing,
    Or,
    Prefix,
    Term,
    TermClass,
    WeightedTerm,
)
from indexer.engine.port import Attendee, Meeting, Request, TokenRun

MEETING = Meeting(
    id="m",
    attendees=tuple(Attendee(name, deciding=n in {0, 3}) for n, name in enumerate(("Ada", "Bo", "Ada", "Cia"))),
)
UNITS = (
    unit("u1", "skola skolskjuts inte bifalla", date=20160519, meeting="m", keywords={"organ": ("KS",)}),
    unit("u2", "inte skola", date=0, meeting="m", absent=(0,), keywords={"organ": ("KF", "KS"), "kind": ("bilaga",)}),
    unit("u3", "skolan ^Skola skola", date=18990301, meeting="m", absent=(1, 3), keywords={"har": ("omröstning",)}),
    unit("u4", "", date=20241231, zones=()),
    unit(
        "u5", "qvarn skol-väg a b c a xabc", zones=(TokenRun(1, 0, 2), TokenRun(2, 2, 4)), keywords={"organ": ("ks",)}
    ),
)

PART = Group("väg", (WeightedTerm(Term(TermClass.PART, "väg"), 0.5),))
FORM = Group("skol", (WeightedTerm(Term(TermClass.FORM, "skol"), 0.8),))
OLD = Group("kvarn", (WeightedTerm(Term(TermClass.OLD, "kvarn"), 0.7),))
FOLDED = Group("vag", (WeightedTerm(Term(TermClass.FOLDED, "skol-vag"), 0.0),))
UNKNOWN = group("okänt")

CASES = {
    "everything": (Everything(), "u1 u2 u3 u4 u5"),
    "nothing": (Nothing(), ""),
    "word": (group("inte"), "u1 u2"),
    "letters count: å is no a, S no s": (group("Skola"), "u3"),
    "unknown word": (UNKNOWN, ""),
    "any of a group": (group("skolan", "bifalla", "okänt"), "u1 u3"),
    "group without terms": (Group("", ()), ""),
    "form, not of a name": (FORM, "u1 u2 u3 u5"),
    "compound part": (PART, "u5"),
    "old spelling": (OLD, "u5"),
    "weight 0 matches": (FOLDED, "u5"),
    "a class is not another": (Group("väg", (WeightedTerm(Term(TermClass.FORM, "väg"), 1.0),)), ""),
    "word in its zone": (group("qvarn", zone=1), "u5"),
    "word in another zone": (group("qvarn", zone=0), ""),
    "no run is zone 0": (group("c", "inte", zone=0), "u1 u2 u5"),
    "word in two zones": (And((group("a", zone=2), group("a", zone=0))), "u5"),
    "phrase": (phrase("inte bifalla"), "u1"),
    "phrase in order": (phrase("bifalla inte"), ""),
    "phrase of one": (phrase("inte"), "u1 u2"),
    "phrase by surface form, not by key": (phrase("skolan Skola skola"), "u3"),
    "phrase with choices": (phrase("inte|skolan skola|Skola|x"), "u2 u3"),
    "phrase across zones": (phrase("skol-väg a b c"), "u5"),
    "phrase in a zone": (phrase("a b", zone=2), "u5"),
    "phrase that leaves its zone": (phrase("b c", zone=2), ""),
    "phrase that begins before its zone": (phrase("b c", zone=0), ""),
    "phrase without slots": (phrase(""), ""),
    "phrase with an empty slot": (phrase("inte |"), ""),
    "the same word twice": (phrase("a a"), ""),
    "the same word twice, near": (phrase("a a", slop=2), "u5"),
    "slop too small": (phrase("skola bifalla", slop=1), ""),
    "slop just enough": (phrase("skola bifalla", slop=2), "u1"),
    "slop counts altogether": (phrase("qvarn a c", slop=1), ""),
    "slop counts altogether, enough": (phrase("qvarn a c", slop=2), "u5"),
    "slop keeps the order": (phrase("bifalla skola", slop=9), ""),
    "slop over a stranger zone": (phrase("qvarn c", slop=9, zone=0), ""),
    "slop beyond the end": (phrase("c a", slop=10**9), "u5"),
    "prefix": (Prefix("skola"), "u1 u2 u3"),
    "prefix of one more": (Prefix("skolan"), "u3"),
    "prefix knows no name mark": (Prefix("^"), ""),
    "prefix in a zone": (Prefix("skol", zone=1), "u5"),
    "prefix of nothing": (Prefix("sköl"), ""),
    "empty prefix: a unit with any token": (Prefix(""), "u1 u2 u3 u5"),
    "fuzzy: itself": (Fuzzy("inte", 1), "u1 u2"),
    "fuzzy: one replaced": (Fuzzy("inta", 1), "u1 u2"),
    "fuzzy: one too many": (Fuzzy("intte", 1), "u1 u2"),
    "fuzzy: one missing": (Fuzzy("ine", 1), "u1 u2"),
    "fuzzy: neighbours swapped are one": (Fuzzy("itne", 1), "u1 u2"),
    "fuzzy: two": (Fuzzy("iet", 2), "u1 u2"),
    "fuzzy: two are not one": (Fuzzy("iex", 1), ""),
    "fuzzy: neighbours swapped and then parted are three": (Fuzzy("xca", 2), ""),
    "fuzzy: two inserted": (Fuzzy("xc", 2), "u5"),
    "fuzzy: first letter": (Fuzzy("ente", 2), ""),
    "fuzzy: no letter": (Fuzzy("", 2), ""),
    "fuzzy: in a zone": (Fuzzy("qvorn", 1, zone=2), ""),
    "keyword": (Keyword("organ", ("KS",)), "u1 u2"),
    "keyword, any value": (Keyword("organ", ("KF", "ks", "okänt")), "u2 u5"),
    "keyword without values": (Keyword("organ", ()), ""),
    "keyword that none has": (Keyword("outcome", ("avslag",)), ""),
    "har": (Keyword("har", ("omröstning",)), "u3"),
    "present": (Keyword("participant", ("Bo",)), "u1 u2"),
    "present by another role": (Keyword("participant", ("Ada",)), "u1 u2 u3"),
    "deciding": (Keyword("deciding", ("Ada",)), "u1 u3"),
    "only present, never deciding": (Keyword("deciding", ("Bo",)), ""),
    "any of two people": (Keyword("deciding", ("Ada", "Cia")), "u1 u2 u3"),
    "dates, both ends included": (Dates(20160519, 20241231), "u1 u4 u5"),
    "undated never": (Dates(0, 99991231), "u1 u3 u4 u5"),
    "dates upside down": (Dates(20241231, 20160519), ""),
    "and": (And((group("skola"), group("inte"))), "u1 u2"),
    "and of none": (And(()), "u1 u2 u3 u4 u5"),
    "extras match nothing": (And((group("inte"),), extras=(group("bifalla"), Everything())), "u1 u2"),
    "extras alone": (And((), extras=(group("bifalla"),)), "u1 u2 u3 u4 u5"),
    "or": (Or((group("bifalla"), group("qvarn"))), "u1 u5"),
    "or of none": (Or(()), ""),
    "not": (Not(group("skola")), "u4 u5"),
    "not not": (Not(Not(group("skola"))), "u1 u2 u3"),
    "not everything": (Not(Everything()), ""),
    "and not": (And((group("skola"), Not(group("inte")))), "u3"),
    "nested": (And((Or((group("skola"), group("c"))), Not(And((group("inte"), group("bifalla")))))), "u2 u3 u5"),
    "most of none": (Most(()), ""),
    "most: all of it": (Most((group("inte"), group("inte"))), "u1 u2"),
    "most: half is not more than half": (Most((group("bifalla"), group("qvarn"))), ""),
    "most: the rare one of two": (Most((group("skola"), group("bifalla"))), "u1"),
    "most: two of four as rare": (Most((group("a"), group("b"), group("bifalla"), group("skolan"))), ""),
    "most: three of five as rare": (Most(tuple(map(group, ("a", "b", "c", "bifalla", "skolan")))), "u5"),
    "most: two of three as rare": (Most((group("a"), group("b"), group("bifalla"))), "u5"),
    "most: a word that is nowhere is heavy": (Most((UNKNOWN, group("bifalla"))), ""),
    "most: with a phrase": (Most((phrase("inte bifalla"), group("skola"))), "u1"),
    "most: boost has no say": (Most((group("bifalla", boost=9.0), group("qvarn"))), ""),
    "most: of all": (Most((group("inte"), group("skola")), share=1.0), ""),
    "most: of any": (Most((group("inte"), group("skola")), share=0.0), "u1 u2 u3"),
}


@pytest.mark.parametrize("case", CASES)
def test_matches(engine, case):
    node, expected = CASES[case]
    snapshot = filled(engine, *UNITS, meetings=[MEETING])
    result = snapshot.search(Request(strict=node, limit=100))
    assert sorted(hit.id for hit in result.hits) == expected.split()
    assert result.total == len(expected.split())
    assert all(hit.strict for hit in result.hits)


@pytest.mark.parametrize("case", CASES)
def test_nothing_in_an_empty_index(engine, case):
    assert ids(engine.snapshot(), CASES[case][0]) == []


@pytest.mark.parametrize("field", ["titel", "participants", "date"])
def test_an_unknown_field_is_our_fault(engine, field):
    snapshot = filled(engine, *UNITS, meetings=[MEETING])
    with pytest.raises(ValueError, match=field):
        snapshot.search(Request(strict=Keyword(field, ("x",))))
