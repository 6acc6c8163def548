"""Where does a program fetch one § or one protokoll?"""

from fastapi import APIRouter, Depends

from api.answers import ParagrafAnswer, ProtokollAnswer
from api.openapi import problems
from api.received import no_parameters
from api.search import SearchService


def router(answers: SearchService) -> APIRouter:
    """Give the routes. Ids hold slashes."""
    routes = APIRouter(tags=["Protokoll"], dependencies=[Depends(no_parameters)])

    @routes.get("/paragrafer/{item_id:path}", summary="En paragraf", responses=problems(301, 404, 410))
    def paragraf(item_id: str) -> ParagrafAnswer:
        return answers.paragraf(item_id)

    @routes.get("/protokoll/{item_id:path}", summary="Ett protokoll", responses=problems(301, 404, 410))
    def protokoll(item_id: str) -> ProtokollAnswer:
        return answers.protokoll(item_id)

    return routes
