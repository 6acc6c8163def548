"""What does an index get to know of a protokoll?

Turns what was read into the engine's rows: tokens with zones, keywords, the case, and who was there.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from indexer.case import case_of
from indexer.engine.plan import ZONES
from indexer.engine.port import Attendee, Meeting, TokenRun, Unit
from indexer.model import Kind, Paragraf, Participant, Presence, Protokoll, Span
from indexer.swedish.tokens import Token

PRESENCE_KINDS = (Kind.PARAGRAF, Kind.STYCKE)
"""Kinds at which somebody is present. An attendance head, an appendix or a signature is no occasion."""
TITLE = ZONES.index("title")
BESLUT = ZONES.index("beslut")


class Tokenizer(Protocol):
    """The part of the Swedish analysis that rows are made with."""

    def tokens(self, text: str, *, date: int = 0) -> list[Token]:
        """Give the tokens of a text of a day (yyyymmdd, 0 unknown)."""


def rows(protokoll: Protokoll, version: int, analysis: Tokenizer) -> tuple[Meeting, tuple[Unit, ...]]:
    """Give the meeting and the units of a protokoll, in the order of its text.

    Args:
        protokoll: With the ids that the catalogue gave.
        version: Of the catalogue; all its units have it.
        analysis: Makes the tokens.
    """
    people = [_person(entry.name) for entry in protokoll.participants]
    attendees = tuple(
        Attendee(person, entry.deciding is True) for person, entry in zip(people, protokoll.participants, strict=True)
    )
    units = tuple(_unit(protokoll, unit, ordinal, version, analysis) for ordinal, unit in enumerate(protokoll.units))
    return Meeting(id=protokoll.id, attendees=attendees), units


def _unit(protokoll: Protokoll, unit: Paragraf, ordinal: int, version: int, analysis: Tokenizer) -> Unit:
    date = int((protokoll.date or "0").replace("-", ""))
    found = analysis.tokens(unit.text, date=date)
    has_people = unit.kind in PRESENCE_KINDS
    absent = _absent(protokoll, unit) if has_people else ()
    return Unit(
        id=unit.id,
        version=version,
        protokoll=protokoll.id,
        ordinal=ordinal,
        date=date,
        keywords={field: values for field, values in _keywords(protokoll, unit, absent) if values},
        case=case_of(protokoll, unit),
        meeting=protokoll.id if has_people else None,
        absent=absent,
        tokens=tuple(token.key for token in found),
        zones=tuple(_zones(unit, found)),
    )


def _keywords(protokoll: Protokoll, unit: Paragraf, absent: tuple[int, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "huvudman", _known(protokoll.huvudman)
    yield "organ", _known(protokoll.organ)
    yield "year", _known(protokoll.date and protokoll.date[:4])
    yield "diarienummer", tuple(dict.fromkeys(unit.diarienummer))
    yield "outcome", _known(unit.outcome)
    yield "kind", (unit.kind.value,)
    yield "har", _known("omröstning" if unit.votes else None) + _known("reservation" if unit.reservations else None)
    if unit.kind in PRESENCE_KINDS:
        here = (entry for place, entry in enumerate(protokoll.participants) if place not in absent)
        yield "party", tuple(dict.fromkeys(entry.party for entry in here if entry.party))


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _absent(protokoll: Protokoll, unit: Paragraf) -> tuple[int, ...]:
    """Places of the entries that do not count at this unit.

    An entry counts unless it is for other § only, or the § itself tells who was there and does not name the person.
    """
    told = {_person(name) for name in unit.participants}
    return tuple(
        place
        for place, entry in enumerate(protokoll.participants)
        if _is_elsewhere(entry, unit) or (told and _person(entry.name) not in told)
    )


def _is_elsewhere(entry: Participant, unit: Paragraf) -> bool:
    return entry.presence is Presence.DELAR and unit.number not in (entry.paragrafer or ())


def _person(name: str) -> str:
    """Name a person as printed, spaces folded.

    >>> _person("Annelie  Hägg ")
    'Annelie Hägg'
    """
    return " ".join(name.split())


def _zones(unit: Paragraf, found: Sequence[Token]) -> Iterator[TokenRun]:
    """Say which tokens stand in the title and in the decision; a token in both is in the title."""
    zone, start = 0, 0
    for place, here in enumerate(_zone_of_each(unit, found)):
        if here != zone:
            if zone:
                yield TokenRun(zone, start, place)
            zone, start = here, place
    if zone:
        yield TokenRun(zone, start, len(found))


def _zone_of_each(unit: Paragraf, found: Sequence[Token]) -> Iterator[int]:
    """Walk tokens and spans side by side; both stand in the order of the text."""
    title = [unit.title_span] if unit.title_span else []
    beslut = sorted(unit.beslut_spans)
    for token in found:
        at = unit.span.start + token.start
        if _holds(title, at):
            yield TITLE
        else:
            yield BESLUT if _holds(beslut, at) else 0


def _holds(spans: list[Span], at: int) -> bool:
    """Say whether a span holds the offset; drops the spans that end before it, as later tokens cannot need them."""
    while spans and spans[0].end <= at:
        del spans[0]
    return bool(spans) and spans[0].start <= at
