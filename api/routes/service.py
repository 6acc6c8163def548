"""Where does a program, or whoever runs the service, learn how the service is?"""

from typing import Final

from fastapi import APIRouter, Depends
from fastapi.responses import PlainTextResponse

from api.answers import ApiInfo, Health, StatusAnswer
from api.metrics import Metrics
from api.openapi import RELEASED, VERSION, problems
from api.problem import ProblemError
from api.received import no_parameters
from api.search import SearchService
from indexer.errors import ProtokollError

_METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


def router(answers: SearchService, prefix: str, metrics: Metrics) -> APIRouter:
    """Give the routes."""
    routes = APIRouter(tags=["Tjänsten"])
    strict = [Depends(no_parameters)]

    @routes.get(f"{prefix}/status", summary="Vad indexet omfattar och vad som saknas", dependencies=strict)
    def status() -> StatusAnswer:
        return answers.status()

    @routes.get(f"{prefix}/api-info", summary="Om gränssnittet", dependencies=strict)
    def api_info() -> ApiInfo:
        return ApiInfo(
            apiName="Protokollsök",
            apiVersion=VERSION,
            apiReleased=RELEASED,
            apiDocumentation="/openapi.json",
            apiStatus="active",
        )

    @routes.get("/healthz", summary="Lever tjänsten?")
    def healthz() -> Health:
        return Health(status="ok")

    @routes.get("/readyz", summary="Kan tjänsten svara?", responses=problems(503))
    def readyz() -> Health:
        try:
            answers.ready()
        except ProtokollError as error:
            raise ProblemError(status=503, detail=str(error), retry_after=5) from None
        return Health(status="ok")

    @routes.get("/metrics", summary="Mätvärden", response_class=PlainTextResponse)
    def measured() -> PlainTextResponse:
        coverage = answers.coverage()
        gauges: dict[str, int | str] = {
            "protokoll": coverage.protokoll,
            "paragrafer": coverage.paragrafer,
            "generation": answers.ready(),
        }
        return PlainTextResponse(metrics.text(gauges), media_type=_METRICS_TYPE)

    return routes
