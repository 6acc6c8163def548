"""How do the parts become one web service?

`create_app` builds it from arguments, without globals. Every error is application/problem+json for a program and a page
for a reader; nothing can be written.
"""

from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from api import pages, routes
from api.envelope import Envelope
from api.metrics import Metrics
from api.openapi import describe
from api.problem import MovedError, ProblemError, respond
from api.search import SearchService
from api.settings import Settings
from indexer.errors import ProtokollError

_SMALLEST_ZIPPED: Final = 1000
"""Bytes; less does not get smaller."""
_RETRY_AFTER: Final = 30


def create_app(service: SearchService, *, settings: Settings | None = None) -> FastAPI:
    """Build the service.

    Args:
        service: Answers every question.
        settings: The operator's choices.
    """
    settings = settings or Settings()
    metrics = Metrics()
    app = FastAPI(title="Protokollsök", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    app.include_router(routes.router(service, metrics))
    app.include_router(pages.router(service, settings))
    app.add_exception_handler(MovedError, _moved)
    for kind in (ProblemError, HTTPException, RequestValidationError, ProtokollError):
        app.add_exception_handler(kind, _failed)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED)
    app.add_middleware(Envelope, metrics=metrics, failed=_failed)
    describe(app)
    return app


def _moved(request: Request, error: Exception) -> Response:
    """Send the caller to the address that an item has now."""
    assert isinstance(error, MovedError)  # noqa: S101 - registered for this class
    resource = "protokoll" if request.url.path.startswith(f"{routes.PREFIX}/protokoll/") else "paragrafer"
    return RedirectResponse(f"{routes.PREFIX}/{resource}/{error.id}", status_code=301)


def _failed(request: Request, error: Exception) -> Response:
    """Answer with an error in the shape the caller reads."""
    problem = _problem(request, error)
    if pages.wants_html(request):
        return pages.problem_page(request, problem)
    return respond(problem, instance=request.url.path)


def _problem(request: Request, error: Exception) -> ProblemError:
    """Say what went wrong. What is our own fault is told without details: they are in the log."""
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, HTTPException):
        return _refused(request, error)
    if isinstance(error, RequestValidationError):
        return ProblemError(status=400, detail="Adressen kan inte läsas. Kontrollera den.")
    if isinstance(error, ProtokollError):
        return ProblemError(
            status=503, detail="Indexet kan inte läsas just nu. Försök igen om en stund.", retry_after=_RETRY_AFTER
        )
    return ProblemError(status=500, detail="Felet är vårt, inte ditt. Försök igen; hör av dig om det kommer tillbaka.")


def _refused(request: Request, error: HTTPException) -> ProblemError:
    """Say why the framework refused a request."""
    if error.status_code == 404:
        return ProblemError(
            status=404, detail=f"Adressen {request.url.path[:200]} finns inte. Gränssnittet beskrivs i /openapi.json."
        )
    if error.status_code == 405:
        return ProblemError(status=405, detail="Tjänsten går bara att läsa: använd GET.", allow="GET, HEAD")
    return ProblemError(status=error.status_code, detail="Begäran kan inte besvaras.")
