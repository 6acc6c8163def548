"""What does a program or a page get to know of one unit, or one protokoll?"""

from collections.abc import Sequence
from typing import Final

from api.answers import (
    Anmarkning,
    Beslutspunkt,
    ParagrafAnswer,
    Participant,
    ProtokollAnswer,
    ProtokollLink,
    Reference,
    Reservation,
    Section,
    Source,
    UnitLink,
    Vote,
)
from api.hits import page_url
from api.problem import MovedError, ProblemError
from indexer.catalogue import Alias, Catalogue, Live, Removed, StoredProtokoll, StoredUnit
from indexer.model import Paragraf, Protokoll

REASONS: Final = {
    "personuppgifter": "personuppgifter som inte ska spridas",
    "sekretess": "sekretess",
    "upphovsratt": "upphovsrätt",
    "felpublicerad": "publicerad av misstag",
    "begaran": "begäran från den som berörs",
    "annat": "annat skäl",
    "kalla-borta": "filen finns inte längre bland dem som läses in",
    "ny-lasning": "en senare läsning av filen hittar inte längre texten",
}
"""Why something is gone."""


def live(catalogue: Catalogue, wanted: str, *, protokoll: bool) -> Live:
    """Find an id that can be read. MovedError for an alias; ProblemError 410 for what is removed, else 404."""
    found = catalogue.resolve(wanted)
    if isinstance(found, Alias):
        raise MovedError(found.id)
    if isinstance(found, Removed):
        raise gone(found, protokoll=protokoll)
    if found is None or found.is_protokoll is not protokoll:
        raise missing(wanted, protokoll=protokoll)
    return found


def gone(removed: Removed, *, protokoll: bool) -> ProblemError:
    """Say that something is removed: when and why, and where the original is."""
    what = "Protokollet är borttaget" if protokoll else "Paragrafen är borttagen"
    return ProblemError(
        status=410,
        detail=f"{what} sedan {removed.date}. Skäl: {REASONS.get(removed.code, removed.code)}. "
        "Originalet kan begäras ut hos den myndighet vars organ möttes.",
        removed=removed.date,
        reason=removed.code,
    )


def missing(wanted: str, *, protokoll: bool) -> ProblemError:
    """Say that there is no such thing."""
    what = "Protokollet" if protokoll else "Paragrafen"
    return ProblemError(
        status=404,
        detail=f"{what} ”{wanted[:200]}” finns inte här. Kontrollera adressen, eller sök efter organ och datum.",
    )


def paragraf_answer(unit: StoredUnit, whole: Protokoll, *, show_source_paths: bool) -> ParagrafAnswer:
    """Give one unit, with its place in the protokoll `whole`."""
    own, head = unit.paragraf, unit.protokoll
    order = [other.id for other in whole.units]
    at = order.index(own.id) if own.id in order else None
    there = set(own.participants)
    return ParagrafAnswer(
        id=own.id,
        url=page_url(own.id),
        kind=own.kind,
        number=own.number,
        title=own.title,
        diarienummer=own.diarienummer,
        page=own.page,
        sections=tuple(map(Section.model_validate, own.sections)),
        beslut=tuple(map(Beslutspunkt.model_validate, own.beslut)),
        outcome=own.outcome,
        outcome_of=own.outcome_of,
        stage=own.stage,
        outcome_evidence=own.outcome_evidence,
        votes=tuple(map(Vote.model_validate, own.votes)),
        reservations=tuple(map(Reservation.model_validate, own.reservations)),
        references=tuple(map(Reference.model_validate, own.references)),
        participants=own.participants,
        present=tuple(Participant.model_validate(one) for one in head.participants if one.name in there),
        text=own.text,
        protokoll=_protokoll_link(head),
        previous=None if not at else _unit_link(whole.units[at - 1]),
        next=None if at is None or at + 1 == len(order) else _unit_link(whole.units[at + 1]),
        source=_path(unit.source_paths) if show_source_paths else None,
    )


def protokoll_answer(stored: StoredProtokoll, *, show_source_paths: bool) -> ProtokollAnswer:
    """Give one protokoll with the list of its units."""
    own = stored.protokoll
    path = _path(stored.source_paths) if show_source_paths else None
    return ProtokollAnswer(
        id=own.id,
        url=page_url(own.id),
        source=Source(sha256=own.source.sha256, format=own.source.format, pages=own.source.pages, path=path),
        parser_version=own.parser_version,
        huvudman=own.huvudman,
        organ=own.organ,
        date=own.date,
        time=own.time,
        place=own.place,
        justerad=own.justerad,
        archive_reference=own.archive_reference,
        source_url=own.source_url,
        participants=tuple(map(Participant.model_validate, own.participants)),
        paragrafer=tuple(map(_unit_link, own.paragrafer)),
        other_units=tuple(map(_unit_link, own.other_units)),
        anmarkningar=tuple(map(Anmarkning.model_validate, own.anmarkningar)),
    )


def _path(paths: Sequence[str]) -> str | None:
    return paths[0] if paths else None


def _protokoll_link(head: Protokoll) -> ProtokollLink:
    return ProtokollLink(id=head.id, url=page_url(head.id), huvudman=head.huvudman, organ=head.organ, date=head.date)


def _unit_link(unit: Paragraf) -> UnitLink:
    """Name a unit."""
    return UnitLink(
        id=unit.id,
        url=page_url(unit.id),
        kind=unit.kind,
        number=unit.number,
        title=unit.title,
        diarienummer=unit.diarienummer,
        page=unit.page,
        outcome=unit.outcome,
        outcome_of=unit.outcome_of,
        stage=unit.stage,
    )
