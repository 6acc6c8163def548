"""`protokollsok serve`: the page and the interface for programs, over HTTP."""

import errno
import os
import socket
from collections.abc import Sequence

import uvicorn

from api.app import create_app
from api.arguments import Arguments, whole_number
from api.library import Library
from api.search import SearchService
from api.settings import Settings
from indexer.errors import ProtokollError, in_words

_BACKLOG = 2048
_LAST_PORT = 65535


class AddressError(ProtokollError):
    """The address cannot be served."""


def run(given: Sequence[str]) -> int:
    """Serve until somebody ends it."""
    arguments = Arguments("serve", "Visa webbsidan och gränssnittet för program. Avsluta med Ctrl-C.")
    arguments.choices.add_argument(
        "--host", default="127.0.0.1", metavar="ADRESS", help="adress att svara på (127.0.0.1)"
    )
    arguments.choices.add_argument(
        "--port",
        type=whole_number(0, _LAST_PORT),
        default=8000,
        metavar="NUMMER",
        help="port (8000); 0 väljer en ledig",
    )
    arguments.choices.add_argument(
        "--show-source-paths", action="store_true", help="visa filernas sökvägar i den indexerade mappen"
    )
    arguments.index_option()
    asked = arguments.read(given)
    settings = Settings(show_source_paths=asked.show_source_paths)
    service = SearchService(Library.open(asked.index), settings)
    with _listen(asked.host, asked.port) as listening:
        _serve(service, settings, listening)
    return 0


def _serve(service: SearchService, settings: Settings, listening: socket.socket) -> None:
    """Answer requests. No access log: addresses hold what people search for."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(f"Protokollsök svarar på http://{shown}:{port} (avsluta med Ctrl-C)", flush=True)
    config = uvicorn.Config(
        create_app(service, settings=settings), access_log=False, log_level="warning", server_header=False
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        print("Avslutat.")


def _listen(host: str, port: int) -> socket.socket:
    """Take the address, before anything says that it is served."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise AddressError(f"Adressen {host} finns inte på den här datorn. Ge en annan med --host.") from None
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise AddressError(_refused(host, port, error)) from None
    os.set_inheritable(listening.fileno(), True)  # noqa: FBT003 - the signature of the standard library
    return listening


def _refused(host: str, port: int, error: OSError) -> str:
    """Say why an address cannot be taken, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} på {host} används redan av ett annat program. Avsluta det, eller ge en annan port med --port."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return f"Adressen {host} finns inte på den här datorn. Ge en annan med --host."
    return f"Port {port} på {host} kan inte öppnas ({in_words(error)}). Ge en annan med --port."
