"""Where does a program ask a question?"""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.answers import CaseAnswer, SearchAnswer
from api.openapi import parameters, problems
from api.params import CaseParams, SearchParams
from api.received import reader
from api.search import SearchService


def router(answers: SearchService) -> APIRouter:
    """Give the routes."""
    routes = APIRouter(tags=["Sök"])

    @routes.get(
        "/search", summary="Sök i protokollen", openapi_extra=parameters(SearchParams), responses=problems(400, 503)
    )
    def search(params: Annotated[SearchParams, Depends(reader(SearchParams))]) -> SearchAnswer:
        return answers.search(params)

    @routes.get(
        "/diarienummer",
        summary="Ett ärende i tidsordning",
        openapi_extra=parameters(CaseParams),
        responses=problems(400, 503),
    )
    def case(params: Annotated[CaseParams, Depends(reader(CaseParams))]) -> CaseAnswer:
        return answers.case(params)

    return routes
