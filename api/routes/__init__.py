"""Which addresses answer programs?

One module a resource; each gives a router over the search service. Everything is read only: a GET, and a HEAD of it.
"""

from fastapi import APIRouter

from api.metrics import Metrics
from api.routes import documents, fields, search, service
from api.search import SearchService

PREFIX = "/api/v1"


def router(answers: SearchService, metrics: Metrics) -> APIRouter:
    """Give all routes for programs."""
    routes = APIRouter()
    for part in (search, documents, fields):
        routes.include_router(part.router(answers), prefix=PREFIX)
    routes.include_router(service.router(answers, PREFIX, metrics))
    return routes
