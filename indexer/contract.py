"""How does a protokoll look as JSON?

`protokoll_to_json` gives exactly the parse contract. With `full=True` it adds the spans that the catalogue needs, and
`protokoll_from_json` reads that back to an equal `Protokoll`.
"""

from dataclasses import fields
from typing import Any

from indexer.model import (
    Anmarkning,
    Avsnitt,
    Beslutspunkt,
    Kind,
    NamedVote,
    Paragraf,
    Participant,
    Person,
    Presence,
    Protokoll,
    Reference,
    Reservation,
    Source,
    Span,
    Vote,
)

_SPANS = ("span", "title_span", "beslut_spans")
_OTHER_UNIT = ("id", "kind", "page", "text")


def protokoll_to_json(protokoll: Protokoll, *, full: bool = False) -> dict[str, Any]:
    """The object of the parse contract.

    Args:
        protokoll: What was read.
        full: Add the spans of each unit, and every attribute of the other units.
    """
    out: dict[str, Any] = _plain(protokoll)
    units = [*out["paragrafer"], *out["other_units"]]
    if not full:
        for unit in units:
            for key in _SPANS:
                del unit[key]
        out["other_units"] = [{key: unit[key] for key in _OTHER_UNIT} for unit in out["other_units"]]
    return out


def _plain(value: Any) -> Any:
    """Dataclasses to dicts in the order of their fields, tuples to lists. Span is written as [start, end]."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value) if isinstance(value, (Kind, Presence)) else value


def protokoll_from_json(said: dict[str, Any]) -> Protokoll:
    """Read back what `protokoll_to_json(…, full=True)` wrote."""
    parts = said | {
        "source": Source(**said["source"]),
        "participants": tuple(_participant(item) for item in said["participants"]),
        "paragrafer": tuple(_paragraf(item) for item in said["paragrafer"]),
        "other_units": tuple(_paragraf(item) for item in said["other_units"]),
        "anmarkningar": tuple(Anmarkning(**item) for item in said["anmarkningar"]),
    }
    return Protokoll(**parts)


def _participant(said: dict[str, Any]) -> Participant:
    numbers = said["paragrafer"]
    given = None if numbers is None else tuple(numbers)
    return Participant(**(said | {"presence": Presence(said["presence"]), "paragrafer": given}))


def _paragraf(said: dict[str, Any]) -> Paragraf:
    title_span = said["title_span"]
    parts = said | {
        "kind": Kind(said["kind"]),
        "diarienummer": tuple(said["diarienummer"]),
        "sections": tuple(Avsnitt(**item) for item in said["sections"]),
        "beslut": tuple(Beslutspunkt(**item) for item in said["beslut"]),
        "votes": tuple(_vote(item) for item in said["votes"]),
        "reservations": tuple(_reservation(item) for item in said["reservations"]),
        "references": tuple(Reference(**item) for item in said["references"]),
        "participants": tuple(said["participants"]),
        "span": Span(*said["span"]),
        "title_span": None if title_span is None else Span(*title_span),
        "beslut_spans": tuple(Span(*item) for item in said["beslut_spans"]),
    }
    return Paragraf(**parts)


def _vote(said: dict[str, Any]) -> Vote:
    return Vote(**(said | {"names": tuple(NamedVote(**item) for item in said["names"])}))


def _reservation(said: dict[str, Any]) -> Reservation:
    persons = tuple(Person(**item) for item in said["persons"])
    return Reservation(persons=persons, parties=tuple(said["parties"]), as_printed=said["as_printed"])
