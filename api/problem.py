"""What went wrong with a request, said so that whoever asked can act?

`ProblemError` is what services and routes raise; `respond` makes application/problem+json of it (RFC 9457).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus
from typing import Final

from fastapi.responses import JSONResponse

from api.answers import InvalidParameter, ProblemAnswer

MEDIA_TYPE: Final = "application/problem+json"

TITLES: Final[Mapping[int, str]] = {
    400: "Frågan kan inte läsas",
    404: "Sidan finns inte",
    405: "Tjänsten går bara att läsa",
    410: "Borttaget",
    413: "Frågan är för stor",
    414: "Adressen är för lång",
    422: "Frågan kan inte läsas",
    429: "För många frågor",
    500: "Något gick fel hos oss",
    503: "Tjänsten hinner inte",
}
"""Swedish titles of the statuses this service gives."""


@dataclass(kw_only=True, eq=False)  # not frozen: Python itself writes tracebacks into exceptions
class ProblemError(Exception):
    """A request that gets no answer."""

    status: int
    detail: str
    """Swedish: what, and what to do about it."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Name and reason of each parameter that cannot be read."""
    retry_after: int | None = None
    """Seconds to wait before the next try."""
    allow: str | None = None
    """Methods that are allowed, for 405."""
    removed: str | None = None
    """ISO date of a removal, for 410."""
    reason: str | None = None
    """Code of a removal's reason, for 410."""

    @property
    def title(self) -> str:
        """A few words."""
        return TITLES.get(self.status) or HTTPStatus(self.status).phrase

    @property
    def headers(self) -> dict[str, str]:
        """Headers the status asks for."""
        named = {"Retry-After": self.retry_after, "Allow": self.allow}
        return {name: str(value) for name, value in named.items() if value is not None}

    def __str__(self) -> str:
        return f"{self.status} {self.detail}"


class MovedError(Exception):
    """What is asked for has another address for good."""

    def __init__(self, unit_id: str) -> None:
        super().__init__(unit_id)
        self.id = unit_id
        """The id it has now."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Find the name that somebody probably meant.

    >>> nearest("yaer", ["year", "organ"])
    'year'
    >>> nearest("x", ["year", "organ"]) is None
    True
    """
    found = get_close_matches(name[:50].casefold(), list(names), n=1, cutoff=0.5)
    return found[0] if found else None


def respond(problem: ProblemError, *, instance: str | None = None) -> JSONResponse:
    """Make the response of a problem.

    Args:
        problem: What went wrong.
        instance: Path of the request.
    """
    answer = ProblemAnswer(
        type="about:blank",
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=instance,
        parameters=tuple(InvalidParameter(name=name, reason=reason) for name, reason in problem.parameters),
        removed=problem.removed,
        reason=problem.reason,
    )
    return JSONResponse(
        answer.model_dump(mode="json"), status_code=problem.status, media_type=MEDIA_TYPE, headers=problem.headers
    )
