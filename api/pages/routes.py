"""Which pages are there, and whom do they ask?

Every page asks the search service, the same door as the JSON routes: what a reader sees and what a program gets cannot
differ.
"""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api import texts
from api.answers import Coverage, ParagrafAnswer, SearchAnswer
from api.pages import links, prose, reading
from api.pages.links import Ask
from api.pages.rendering import Renderer
from api.pages.results import FACET_LIMIT, Chip, chips, results
from api.pages.scope import scope
from api.params import SearchParams
from api.problem import MovedError
from api.received import read
from api.search import SearchService
from api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

_SAFE_SCHEMES: Final = ("https://", "http://")
"""A sidecar may say anything; only these become a link."""
_BROWSE: Final = 12
"""Organ and years on the start page."""
_FILTERS_TRIED: Final = 8
"""Filters that a page without hits tries to do without; each costs a question."""
_ALL_YEARS: Final = 1000
"""More years than minutes have been kept in Swedish."""


class Pages:
    """The pages over one service."""

    def __init__(self, service: SearchService, settings: Settings, renderer: Renderer) -> None:
        self._service = service
        self._settings = settings
        self._renderer = renderer

    def start(self) -> Response:
        """Show the field, what is searched, and ways in."""
        answer = self._service.search(SearchParams(limit=0, facets="organ,year,diarienummer", facet_limit=_BROWSE))
        cases = answer.facets["diarienummer"].values
        values = {
            "coverage": answer.coverage,
            "facets": answer.facets,
            "ask": Ask(),
            "tasks": prose.tasks(cases[0].value if cases else None),
        }
        return self._renderer.page("start", values, indexable=True)

    def search(self, request: Request) -> Response:
        """Show the hits of a question."""
        given = read(SearchParams, request.query_params.multi_items())
        few = {} if "facet_limit" in given.model_fields_set else {"facet_limit": FACET_LIMIT}
        params = given.model_copy(update=few)
        answer = self._service.search(params)
        view = results(Ask.of(given), params, answer)
        values = {"view": view, "q": params.q, "kept": view.ask.fields_except("q"), "coverage": answer.coverage}
        zero = {} if view.found else {"ways_out": self._ways_out(params), "no_years": self._years_without(params)}
        return self._renderer.page("results", {**values, "ways_out": (), "no_years": (), **zero})

    def _ways_out(self, params: SearchParams) -> tuple[tuple[Chip, int], ...]:
        """Find the filters without which there would be hits, and how many."""
        ask = Ask.of(params)
        tried = []
        for pair, chip in zip(ask.filters[:_FILTERS_TRIED], chips(ask), strict=False):
            found = self._service.search(_count_only(read(SearchParams, ask.minus(*pair).pairs)))
            tried.append((chip, found.total + found.total_relaxed))
        return tuple((chip, total) for chip, total in tried if total)

    def _years_without(self, params: SearchParams) -> tuple[str, ...]:
        """Give the years asked for of which there is no protokoll at all."""
        if not params.year:
            return ()
        known = self._years()
        return tuple(year for year in sorted(params.year) if year not in known)

    def item(self, item_id: str, request: Request) -> Response:
        """Show a unit or a protokoll; an id that was corrected leads to its new address for good."""
        try:
            return self._unit(item_id, request) if links.is_unit_path(request.url.path) else self._protokoll(item_id)
        except MovedError as moved:
            return RedirectResponse(links.page_of(moved.id), status_code=HTTPStatus.MOVED_PERMANENTLY)

    def _unit(self, unit_id: str, request: Request) -> Response:
        unit = self._service.paragraf(unit_id)
        lifted = reading.decision(unit)
        address = f"{str(request.base_url).rstrip('/')}{links.page_of(unit.id)}"
        values = {
            "unit": unit,
            "lifted": lifted,
            "sections": reading.rest(unit, lifted),
            "roles": reading.by_role(unit.present),
            "address": address,
            "citation": _citation(unit, address),
            "canonical": links.page_of(unit.id),
        }
        return self._renderer.page("paragraf", values)

    def _protokoll(self, protokoll_id: str) -> Response:
        protokoll = self._service.protokoll(protokoll_id)
        given = protokoll.source_url or ""
        values = {
            "protokoll": protokoll,
            "canonical": links.page_of(protokoll.id),
            "source_link": given if given.startswith(_SAFE_SCHEMES) else None,
        }
        return self._renderer.page("protokoll", values)

    def help(self) -> Response:
        """Show what can be written in the field."""
        return self._renderer.page("help", {"coverage": self._coverage()}, indexable=True)

    def coverage(self) -> Response:
        """Show what is indexed and what is known to be missing."""
        return self._renderer.page("coverage", {"view": scope(self._service.status())}, indexable=True)

    def _years(self) -> dict[str, int]:
        """Count the units of each year of which there is any."""
        every = SearchParams(limit=0, facets="year", facet_limit=_ALL_YEARS, relax="none")
        return {value.value: value.count for value in self._service.search(every).facets["year"].values}

    def _coverage(self) -> Coverage:
        answer: SearchAnswer = self._service.search(SearchParams(limit=0, facets="none", relax="none"))
        return answer.coverage


def _count_only(params: SearchParams) -> SearchParams:
    return params.model_copy(update={"limit": 0, "offset": 0, "facets": "none"})


def _citation(unit: ParagrafAnswer, address: str) -> str:
    """Cite a unit as the page prints it, fetched today."""
    cited = texts.citation(
        organ_name=unit.protokoll.organ,
        day=unit.protokoll.date,
        unit=texts.unit_name(unit.kind, unit.number) or unit.title or prose.NO_TITLE,
        diarienummer=unit.diarienummer,
        at_page=unit.page,
    )
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    return reading.one_line(f"{cited} {texts.citation_address(address, today)}")


def page_routes(pages: Pages) -> APIRouter:
    """Give the pages their addresses."""
    routes = APIRouter(include_in_schema=False)
    addresses: dict[str, Callable[..., Response]] = {
        "/": pages.start,
        links.SEARCH: pages.search,
        "/p/{item_id:path}": pages.item,
        "/hjalp": pages.help,
        "/omfattning": pages.coverage,
    }
    for path, show in addresses.items():
        routes.add_api_route(path, show, methods=["GET", "HEAD"], response_class=Response)
    return routes
