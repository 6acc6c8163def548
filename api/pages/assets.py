"""Which files does a page load besides itself?

The few static files are read once and served from memory. Their addresses hold a digest of their content, so that a
browser may keep them for good and never shows an old one.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response

from api.problem import ProblemError

_FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_FOREVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file."""

    name: str
    content: bytes
    media_type: str

    @property
    def url(self) -> str:
        """Its address, another one when the content is another."""
        return f"/static/{sha256(self.content).hexdigest()[:12]}/{self.name}"


class Assets:
    """All static files by name."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        files = sorted(path for path in folder.iterdir() if path.suffix in _TYPES)
        raw = {path.name: path.read_bytes() for path in files}
        fonts = {name: content for name, content in raw.items() if name.endswith(".woff2")}
        self._by_url: dict[str, Asset] = {}
        self._by_name: dict[str, Asset] = {}
        for name, content in (*fonts.items(), *((n, c) for n, c in raw.items() if n not in fonts)):
            self._add(
                Asset(name, self._linked(content) if name.endswith(".css") else content, _TYPES[Path(name).suffix])
            )

    def _add(self, asset: Asset) -> None:
        self._by_name[asset.name] = asset
        self._by_url[asset.url] = asset

    def _linked(self, stylesheet: bytes) -> bytes:
        """Give the fonts a stylesheet names their addresses with digest."""
        for asset in self._by_name.values():
            stylesheet = stylesheet.replace(f"url({asset.name})".encode(), f"url({asset.url})".encode())
        return stylesheet

    def url(self, name: str) -> str:
        """Give the address of a file. KeyError when there is none: a template is wrong."""
        return self._by_name[name].url

    def size(self, name: str) -> int:
        """Bytes of a file as served."""
        return len(self._by_name[name].content)

    def respond(self, digest: str, name: str) -> Response:
        """Serve one file. ProblemError 404."""
        asset = self._by_url.get(f"/static/{digest}/{name}")
        if asset is None:
            raise ProblemError(status=404, detail="Filen finns inte. Ladda om sidan som hänvisade hit.")
        return Response(asset.content, media_type=asset.media_type, headers={"Cache-Control": _FOREVER})


def router(assets: Assets) -> APIRouter:
    """Serve the static files."""
    routes = APIRouter(include_in_schema=False)

    @routes.api_route("/static/{digest}/{name}", methods=["GET", "HEAD"])
    def static(digest: str, name: str) -> Response:
        return assets.respond(digest, name)

    return routes
