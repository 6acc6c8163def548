"""How do the parameters beside the question narrow it?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from api import texts
from api.params import SearchParams
from api.values import Vocabulary
from indexer.engine.plan import And, Dates, Node
from indexer.engine.port import FacetRequest, Filter

_RESOLVED: Final = ("huvudman", "organ", "participant", "diarienummer", "party")
"""Fields whose values people write in their own way; case and spaces do not count."""
_FIXED: Final = ("outcome", "year", "kind")
_LAST_DAY: Final = 99991231


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the parameters ask beside the question."""

    filters: tuple[Filter, ...]
    notes: tuple[str, ...]
    interpretation: str
    """In Swedish words; empty when nothing narrows."""


def narrow(params: SearchParams, vocabulary: Vocabulary) -> Narrowing:
    """Read the filters."""
    filters, notes, said = [], [], []
    for name in (*_RESOLVED, *_FIXED):
        asked: tuple[str, ...] = tuple(str(value) for value in getattr(params, name))
        if asked:
            values, missing = _resolve(name, asked, vocabulary)
            notes += [f"Inga paragrafer har ”{value}” i fältet {texts.FIELDS[name].lower()}." for value in missing]
            filters.append(Filter(_engine_field(name, params), values))
            said.append(f"{texts.FIELDS[name].lower()} {_or(texts.value_label(name, value) for value in asked)}")
    if params.outcome_not:
        filters.append(Filter("outcome", tuple(params.outcome_not), negate=True))
        said.append(f"inte {_or(texts.value_label('outcome', value).lower() for value in params.outcome_not)}")
    if params.date_from or params.date_to:
        said.append(_period(params.date_from, params.date_to))
    return Narrowing(filters=tuple(filters), notes=tuple(notes), interpretation="; ".join(said))


def dated(node: Node, params: SearchParams) -> Node:
    """Keep the meetings of the asked time."""
    if not (params.date_from or params.date_to):
        return node
    first, last = (int(day.replace("-", "")) if day else None for day in (params.date_from, params.date_to))
    return And((node, Dates(first or 0, last or _LAST_DAY)))


def facet_requests(params: SearchParams, filters: tuple[Filter, ...]) -> tuple[FacetRequest, ...]:
    """Say what to count; what is chosen is always counted, however rare."""
    chosen = {
        "participant" if kept.field == "deciding" else kept.field: kept.values for kept in filters if not kept.negate
    }
    return tuple(FacetRequest(name, params.facet_limit, chosen.get(name, ())) for name in params.facet_names)


def _engine_field(name: str, params: SearchParams) -> str:
    return "deciding" if name == "participant" and params.participant_as == "deciding" else name


def _resolve(name: str, asked: tuple[str, ...], vocabulary: Vocabulary) -> tuple[tuple[str, ...], list[str]]:
    """Give the values of the index that are meant, and those asked for that it does not have."""
    if name in _FIXED:
        return asked, []
    values: list[str] = []
    missing: list[str] = []
    for text in asked:
        found = vocabulary.field(name).same(text)
        values += found or [text]
        missing += [] if found else [text]
    return tuple(dict.fromkeys(values)), missing


def _or(values: Iterable[str]) -> str:
    return " eller ".join(values)


def _period(first: str | None, last: str | None) -> str:
    """Say a time.

    >>> _period("2016-05-19", None), _period("2016-05-19", "2016-06-01")
    ('från och med 2016-05-19', 'från 2016-05-19 till 2016-06-01')
    """
    if first is None or last is None:
        return f"från och med {first}" if first else f"till och med {last}"
    return f"från {first} till {last}"
