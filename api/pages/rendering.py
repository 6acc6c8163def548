"""How does an answer become HTML?

One Jinja2 environment: everything is escaped, a name that a template misspells is an error, and no template holds a
sentence of its own.
"""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api import texts
from api.pages import guide, links, prose, reading
from api.pages.assets import Assets
from api.problem import ProblemError

_TEMPLATES: Final = Path(__file__).parent / "templates"
_VARY: Final = "Accept"
"""An error at one address is HTML for a reader and JSON for a program."""


def environment(assets: Assets) -> Environment:
    """Make the environment of the templates."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(t=texts, p=prose, guide=guide, links=links, reading=reading, asset=assets.url)
    made.filters.update(marked=reading.marked, blocks=reading.blocks, one_line=reading.one_line)
    return made


class Renderer:
    """Sets pages."""

    def __init__(self, assets: Assets) -> None:
        self._environment = environment(assets)

    def page(
        self,
        template: str,
        values: Mapping[str, Any],
        *,
        status: int = HTTPStatus.OK,
        indexable: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """Set one page.

        Args:
            template: Name of its template, without ending.
            values: What the template asks for.
            status: HTTP status.
            indexable: Whether search engines may keep it (D36).
            headers: More headers.
        """
        given = {"indexable": indexable, "q": "", "kept": (), "canonical": None, **values}
        html = self._environment.get_template(f"{template}.html").render(given)
        robots = {} if indexable else {"X-Robots-Tag": "noindex"}
        return HTMLResponse(html, status_code=status, headers={**robots, **(headers or {})})

    def problem(self, request: Request, problem: ProblemError) -> HTMLResponse:
        """Set the page of an error, with the reader's own words still in the field."""
        heading = prose.ERROR_HEADINGS.get(problem.status, prose.ERROR_HEADING)
        if problem.status == HTTPStatus.GONE:
            heading = prose.GONE_HEADING if links.is_unit_path(request.url.path) else prose.GONE_PROTOKOLL_HEADING
        values = {
            "problem": problem,
            "heading": heading,
            "lead": prose.ERROR_LEADS.get(problem.status, problem.detail),
            "advice": prose.ERROR_ADVICE.get(problem.status, ""),
            "q": request.query_params.get("q", "")[:1000],
        }
        headers = {**problem.headers, "Vary": _VARY}
        return self.page("problem", values, status=problem.status, headers=headers)


def wants_html(request: Request) -> bool:
    """Tell a reader's browser from a program: by address first, then by what it says it can read."""
    if request.url.path.startswith("/api/"):
        return False
    return "text/html" in request.headers.get("accept", "")
