"""What goes around every response, whoever made it?

Headers that keep a browser safe, the time it took, and HEAD as a GET without body. Plain ASGI: nothing is buffered.
"""

import time
from typing import Final

from starlette.datastructures import MutableHeaders
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

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        bodiless = scope["method"] == "HEAD"

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seconds = time.perf_counter() - began
                self._metrics.count(message["status"], seconds)
                _add_headers(MutableHeaders(scope=message), scope["path"], seconds)
            elif bodiless:
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"} if bodiless else scope, receive, sealed)


def _add_headers(headers: MutableHeaders, path: str, seconds: float) -> None:
    """Set what every response has."""
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Server-Timing"] = f"total;dur={seconds * 1000:.1f}"
    headers.setdefault("Cache-Control", "no-cache")
    if path.startswith(_PROGRAMS):
        headers.setdefault("X-Robots-Tag", "noindex")
        headers.setdefault("Access-Control-Allow-Origin", "*")
