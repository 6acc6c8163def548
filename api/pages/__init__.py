"""What does a reader see?

Server-rendered Swedish pages without a framework, which work without JavaScript: every choice is a real link or a form.
`router` gives the pages, `problem_page` the page of an error for whoever asked for HTML.
"""

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages import assets
from api.pages.assets import Assets
from api.pages.rendering import Renderer, wants_html
from api.pages.routes import Pages, page_routes
from api.problem import ProblemError
from api.search import SearchService
from api.settings import Settings

__all__ = ["problem_page", "router", "wants_html"]


@cache
def _assets() -> Assets:
    """Read the static files once: they are part of the program."""
    return Assets()


@cache
def _renderer() -> Renderer:
    return Renderer(_assets())


def router(service: SearchService, settings: Settings) -> APIRouter:
    """Give the pages and their static files.

    Args:
        service: Answers every question.
        settings: The operator's choices.
    """
    routes = APIRouter(include_in_schema=False)
    routes.include_router(assets.router(_assets()))
    routes.include_router(page_routes(Pages(service, settings, _renderer())))
    return routes


def problem_page(request: Request, problem: ProblemError) -> HTMLResponse:
    """Set an error as a page; for requests that `wants_html`."""
    return _renderer().problem(request, problem)
