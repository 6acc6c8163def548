"""What goes around every response, whoever made it?

Headers that keep a browser safe, the time it took, HEAD as a GET without body (D30), and an answer where the
rest of the program failed. Plain ASGI: nothing is buffered.
"""

import time
from collections.abc import Callable
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""No script, nothing from elsewhere, nothing written in the page itself."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_PROGRAMS: Final = "/api/"


class Envelope:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, failed: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._metrics = metrics
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        bodiless = scope["method"] == "HEAD"
        started = False

        async def sealed(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                seconds = time.perf_counter() - began
                self._metrics.count(message["status"], seconds)
                _add_headers(MutableHeaders(scope=message), scope["path"], seconds)
            elif bodiless:
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._app({**scope, "method": "GET"} if bodiless else scope, receive, sealed)
        except Exception as error:
            if not started:
                await self._failed(Request(scope), error)(scope, receive, sealed)
            raise  # the server writes it to its log


def _add_headers(headers: MutableHeaders, path: str, seconds: float) -> None:
    """Set what every response has."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Server-Timing"] = f"total;dur={seconds * 1000:.1f}"
    headers.setdefault("Cache-Control", "no-cache")
    if path.startswith(_PROGRAMS):
        headers.setdefault("X-Robots-Tag", "noindex")
        headers.setdefault("Access-Control-Allow-Origin", "*")
