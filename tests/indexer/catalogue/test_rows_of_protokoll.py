"""What the engine is told of a protokoll: who was there, which words stand where, which case it is."""

from dataclasses import replace

import pytest

from indexer.engine.plan import ZONES
from indexer.engine.port import Attendee
from indexer.model import Kind, Paragraf, Participant, Presence, Protokoll, Source, Span, Vote
from indexer.rows import rows

_TITLE, _BESLUT = "§ 44 Skolskjuts", "att bevilja skjuts"
_TEXT = f"{_TITLE}\nBakgrund som är lång.\nBeslut\n{_BESLUT}\nUtdrag skickas."
_START = 1000


def _unit(**changes: object) -> Paragraf:
    at = _START + _TEXT.index(_BESLUT)
    unit = Paragraf(
        id="a/b/c/44",
        kind=Kind.PARAGRAF,
        number="44",
        title="Skolskjuts",
        diarienummer=("RJL 2015/221", "RJL 2015/222"),
        page=None,
        sections=(),
        beslut=(),
        outcome="bifall",
        text=_TEXT,
        span=Span(_START, _START + len(_TEXT)),
        title_span=Span(_START, _START + len(_TITLE)),
        beslut_spans=(Span(at, at + len(_BESLUT)),),
    )
    return replace(unit, **changes)


def _person(name: str, **changes: object) -> Participant:
    return replace(Participant(name=name, party=None, role="ledamot", deciding=None), **changes)


def _protokoll(*participants: Participant, units: tuple[Paragraf, ...] = (), **changes: object) -> Protokoll:
    protokoll = Protokoll(
        id="a/b/c",
        source=Source(path="x", sha256="0" * 64, format="text", pages=None),
        parser_version="1",
        huvudman="Ekby kommun",
        organ="Kommunstyrelsen",
        date="2016-05-19",
        participants=participants,
        paragrafer=units or (_unit(),),
    )
    return replace(protokoll, **changes)


def _present(protokoll: Protokoll, analysis: object) -> list[set[str]]:
    """The names present at each unit, as an engine would count them."""
    meeting, units = rows(protokoll, 1, analysis)
    return [
        {who.person for i, who in enumerate(meeting.attendees) if unit.meeting and i not in unit.absent}
        for unit in units
    ]


@pytest.fixture
def analysis(other_analysis):
    return other_analysis()


def test_tokens_know_their_zone(analysis) -> None:
    _, (unit,) = rows(_protokoll(), 7, analysis)
    zone = {}
    for run in unit.zones:
        zone |= dict.fromkeys(range(run.start, run.end), ZONES[run.zone])
    words = [(token, zone.get(place, "text")) for place, token in enumerate(unit.tokens)]
    assert words == [
        ("44", "title"),
        ("skolskjuts", "title"),
        *((word, "text") for word in ("bakgrund", "som", "är", "lång", "beslut")),
        *((word, "beslut") for word in ("att", "bevilja", "skjuts")),
        *((word, "text") for word in ("utdrag", "skickas")),
    ]
    assert unit.version == 7


def test_a_title_that_is_the_decision_counts_as_title(analysis) -> None:
    everything = Span(_START, _START + len(_TEXT))
    _, (unit,) = rows(_protokoll(units=(_unit(title_span=everything, beslut_spans=(everything,)),)), 1, analysis)
    assert [(ZONES[run.zone], run.start, run.end) for run in unit.zones] == [("title", 0, 12)]


def test_keywords_are_as_printed_and_leave_out_what_is_unknown(analysis) -> None:
    vote = Vote(
        about="huvudfråga", ja=1, nej=0, avstår=0, frånvarande=0, ja_for=None, nej_for=None, winner=None, reversed=None
    )
    _, (unit,) = rows(_protokoll(_person("A", party="S"), units=(_unit(votes=(vote,)),), huvudman=None), 1, analysis)
    assert unit.keywords == {
        "organ": ("Kommunstyrelsen",),
        "year": ("2016",),
        "diarienummer": ("RJL 2015/221", "RJL 2015/222"),
        "outcome": ("bifall",),
        "kind": ("paragraf",),
        "har": ("omröstning",),
        "party": ("S",),
    }
    assert unit.date == 20160519


def test_who_left_is_absent_afterwards_and_so_is_the_party(analysis) -> None:
    early = _person("Annelie  Hägg", party="C", presence=Presence.DELAR, paragrafer=("43", "44"))
    units = (_unit(), _unit(id="a/b/c/45", number="45", span=Span(2000, 2000 + len(_TEXT))))
    protokoll = _protokoll(early, _person("Bo Al", party="S"), units=units)
    assert _present(protokoll, analysis) == [{"Annelie Hägg", "Bo Al"}, {"Bo Al"}]
    assert [unit.keywords["party"] for unit in rows(protokoll, 1, analysis)[1]] == [("C", "S"), ("S",)]


def test_who_did_not_take_part_in_one_item_is_absent_from_it(analysis) -> None:
    protokoll = _protokoll(_person("Jäv Jävsson"), _person("Bo Al"), units=(_unit(participants=("Bo Al",)),))
    assert _present(protokoll, analysis) == [{"Bo Al"}]


def test_a_role_is_held_only_where_it_was(analysis) -> None:
    as_substitute = _person("Eva Ek", role="ersättare", deciding=False, presence=Presence.DELAR, paragrafer=("44",))
    serving = _person("Eva Ek", role="tjänstgörande", deciding=True, presence=Presence.DELAR, paragrafer=("45",))
    units = (_unit(), _unit(id="a/b/c/45", number="45", span=Span(2000, 2000 + len(_TEXT))))
    meeting, (first, second) = rows(_protokoll(as_substitute, serving, units=units), 1, analysis)
    assert meeting.attendees == (Attendee("Eva Ek", deciding=False), Attendee("Eva Ek", deciding=True))
    assert (first.absent, second.absent) == ((1,), (0,))


def test_nobody_is_present_at_an_attendance_list(analysis) -> None:
    head = _unit(id="a/b/c/inledning", kind=Kind.INLEDNING, number=None, title_span=None, span=Span(0, len(_TEXT)))
    _, units = rows(_protokoll(_person("Bo Al", party="S"), other_units=(head,)), 1, analysis)
    assert [(unit.meeting, unit.ordinal, unit.keywords.get("party")) for unit in units] == [
        (None, 0, None),
        ("a/b/c", 1, ("S",)),
    ]


def test_one_case_through_several_bodies_of_one_authority(analysis) -> None:
    def case(number: str, **changes: object) -> str | None:
        return rows(_protokoll(units=(_unit(diarienummer=(number,)),), **changes), 1, analysis)[1][0].case

    assert case("RJL 2015/221") == case("RJL 2015-0221", organ="Kommunfullmäktige")
    assert case("RJL 2015/221") != case("RJL 2015/221", huvudman="Alby kommun")
    assert case("RJL 2015/221", huvudman=None) != case("RJL 2015/221", huvudman=None, organ="Kommunfullmäktige")
    assert case("RJL 2015/221", huvudman=None, organ=None) != case(
        "RJL 2015/221", huvudman=None, organ=None, id="d/e/f"
    )
    assert rows(_protokoll(units=(_unit(diarienummer=()),)), 1, analysis)[1][0].case is None
