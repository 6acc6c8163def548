"""Where does a program learn which values and words there are?"""

from typing import Annotated

from fastapi import APIRouter, Depends

from api.answers import FacetAnswer, SuggestAnswer
from api.openapi import parameters, problems
from api.params import FacetParams, SuggestParams
from api.received import reader
from api.search import SearchService


def router(answers: SearchService) -> APIRouter:
    """Give the routes."""
    routes = APIRouter(tags=["Fält"])

    @routes.get(
        "/facets/{field}",
        summary="Värden i ett fält",
        openapi_extra=parameters(FacetParams),
        responses=problems(400, 404),
    )
    def facet(field: str, params: Annotated[FacetParams, Depends(reader(FacetParams))]) -> FacetAnswer:
        return answers.facet(field, params)

    @routes.get(
        "/suggest", summary="Ord som börjar så", openapi_extra=parameters(SuggestParams), responses=problems(400)
    )
    def suggest(params: Annotated[SuggestParams, Depends(reader(SuggestParams))]) -> SuggestAnswer:
        return answers.suggest(params)

    return routes
