"""What happens when somebody types `protokollsok`?

Finds the command, runs it, and turns what goes wrong into one Swedish line and an exit status: 0 it worked, 1 the work
failed, 2 it was called wrongly. Each command is a module of api/commands, loaded when it is asked for.
"""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final, Protocol, cast

from indexer.errors import ProtokollError, UsageError, in_words

COMMANDS: Final = {
    "index": "läs in protokoll i ett index, eller läs in det som har ändrats",
    "search": "sök i indexet",
    "serve": "visa webbsidan och gränssnittet för program",
    "status": "visa vad indexet omfattar och vad som saknas",
    "parse": "visa som JSON vad som läses ut ur filer, utan index",
    "terms": "visa vilka termer en text blir",
    "remove": "ta bort en paragraf eller ett protokoll ur indexet för gott",
}
_INTERRUPTED: Final = 130
"""Exit status after Ctrl-C. Source: POSIX shells, 128 + SIGINT."""
_CUT_OFF: Final = 141
"""Exit status when nobody reads on. Source: POSIX shells, 128 + SIGPIPE."""


class Command(Protocol):
    """A module of api/commands."""

    def run(self, given: Sequence[str]) -> int:
        """Read the arguments, do the work, give the exit status."""


def main(given: Sequence[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # not a StringIO
    try:
        status = _run(sys.argv[1:] if given is None else list(given))
        sys.stdout.flush()
    except ProtokollError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at exit
        return _CUT_OFF
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}{in_words(error)}. Kontrollera sökväg, rättigheter och diskutrymme.", file=sys.stderr)
        return 1
    return status


def _run(given: list[str]) -> int:
    """Find the command and run it."""
    if not given or given[0] in ("-h", "--help"):
        print(overview(), file=sys.stdout if given else sys.stderr)
        return 0 if given else UsageError.exit_code
    if given[0] == "--version":
        from importlib.metadata import version  # noqa: PLC0415 - only here, and slow

        print(f"protokollsok {version('protokollsok')}")
        return 0
    if given[0] not in COMMANDS:
        raise UsageError(_unknown(given[0]))
    return cast("Command", importlib.import_module(f"api.commands.{given[0]}")).run(given[1:])


def overview() -> str:
    """Say which commands there are."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {about}" for name, about in COMMANDS.items()]
    return "\n".join(
        [
            "Användning: protokollsok KOMMANDO …",
            "",
            "Sök i protokoll, ned till varje paragraf.",
            "",
            "Kommandon:",
            *lines,
            "",
            "protokollsok KOMMANDO --help beskriver ett kommando. protokollsok --version visar versionen.",
        ]
    )


def _unknown(name: str) -> str:
    """Name a command that there is not, and the nearest that there is."""
    from api.problem import nearest  # noqa: PLC0415 - loads the web framework, which the other commands can do without

    meant = nearest(name, COMMANDS)
    hint = f"Menade du ”{meant}”?" if meant else "Se protokollsok --help."
    return f"protokollsok: kommandot ”{name[:100]}” finns inte. {hint}"
