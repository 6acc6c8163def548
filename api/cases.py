"""Which units are one case, and is it one case at all?

A diarienummer is unique within one diary only: two authorities may own the same number, and one number may be a pool
that many matters share. Both are said instead of shown as one timeline.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.answers import CaseCandidate, SearchHit
from api.library import View
from api.params import CaseParams
from api.values import fold
from indexer.engine.plan import Keyword, Node, Nothing
from indexer.engine.port import FacetRequest, Filter, Request

PATH: Final = "/api/v1/diarienummer"
_POOL: Final = 12
"""Units of one number from which it may be a pool rather than a case."""
_POOL_SHARE: Final = 0.6
"""Of them that have a title of their own: a case keeps its title from body to body."""
POOL_NOTE: Final = "Många ärenden delar numret. Listan är inte ett ärendes gång."
_DIARIES: Final = 50
"""Authorities listed for one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCase:
    """What to show for a number."""

    request: Request
    candidates: tuple[CaseCandidate, ...]
    notes: tuple[str, ...]


def find(params: CaseParams, view: View, *, deadline: float) -> FoundCase:
    """Find the case, or the diaries to choose between (then there are no hits until one is chosen)."""
    values = view.vocabulary.field("diarienummer").mean(params.number)
    owners = (Filter("huvudman", (params.huvudman,)),) if params.huvudman else ()
    candidates = tuple(_candidates(values, view, owners, deadline))
    several = len({(one.huvudman, fold(one.diarienummer)) for one in candidates}) > 1 and not params.huvudman
    node: Node = Nothing() if several or not values else Keyword("diarienummer", values)
    request = Request(
        strict=node, filters=owners, sort="oldest", limit=params.limit, offset=params.offset, deadline=deadline
    )
    notes = tuple(_notes(params, values, several=several))
    return FoundCase(request=request, candidates=candidates, notes=notes)


def _candidates(
    values: tuple[str, ...], view: View, owners: tuple[Filter, ...], deadline: float
) -> Iterator[CaseCandidate]:
    """Count the units of each diary; those of unknown huvudman are one of their own."""
    for value in values:
        request = Request(
            strict=Keyword("diarienummer", (value,)),
            filters=owners,
            limit=0,
            facets=(FacetRequest("huvudman", _DIARIES),),
            deadline=deadline,
        )
        result = view.snapshot.search(request)
        counted = result.facets["huvudman"].values
        for owner in counted:
            yield _candidate(owner.value, value, owner.count)
        unowned = result.total - sum(owner.count for owner in counted)
        if unowned > 0:
            yield _candidate(None, value, unowned)


def _candidate(owner: str | None, number: str, count: int) -> CaseCandidate:
    asked = {"number": number} | ({"huvudman": owner} if owner else {})
    return CaseCandidate(huvudman=owner, diarienummer=number, count=count, url=f"{PATH}?{urlencode(asked)}")


def _notes(params: CaseParams, values: tuple[str, ...], *, several: bool) -> Iterator[str]:
    """Say what the list is."""
    if not values:
        yield f"Inget protokoll har diarienumret ”{params.number}”."
    if several:
        yield "Flera diarier har numret. Välj ett av dem."


def is_pool(hits: Sequence[SearchHit]) -> bool:
    """Tell a number that many matters share: many units, most with a title of their own."""
    titles = {fold(hit.title) for hit in hits if hit.title}
    return len(hits) >= _POOL and len(titles) > _POOL_SHARE * len(hits)
