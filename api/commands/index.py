"""`protokollsok index`: files of minutes into an index, or what has changed in them."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from api.arguments import Arguments
from api.terminal import said
from indexer import ingest
from indexer.ingest import Progress
from indexer.report import render

_BAR = 20
"""Signs of the bar."""


def run(given: Sequence[str]) -> int:
    """Index and print the report; 1 if any file could not be read."""
    arguments = Arguments("index", "Läs in protokoll i ett index, eller läs in det som har ändrats sedan sist.")
    arguments.inputs.add_argument("paths", metavar="SÖKVÄG", nargs="*", type=Path, help="fil eller mapp med protokoll")
    arguments.choices.add_argument(
        "--allow-removals", action="store_true", help="ta bort ur indexet också när ovanligt många filer har försvunnit"
    )
    arguments.choices.add_argument(
        "--rebuild", action="store_true", help="gör om indexet ur katalogen, utan att läsa om filerna"
    )
    arguments.index_option()
    asked = arguments.read(given)
    shows = sys.stderr.isatty()
    report = ingest.index(
        asked.paths,
        asked.index,
        allow_removals=asked.allow_removals,
        rebuild=asked.rebuild,
        progress=_show if shows else lambda _: None,
    )
    if shows:
        _wipe()
    print(render(report), end="")
    return 1 if report.failed else 0


def _show(progress: Progress) -> None:
    """Draw the bar."""
    filled = _BAR * progress.done // max(progress.total, 1)
    bar = "█" * filled + "·" * (_BAR - filled)
    line = f"{bar} {progress.done}/{progress.total} {said(progress.path)}"
    sys.stderr.write(f"\r{line[: _width() - 1]:<{_width() - 1}}")
    sys.stderr.flush()


def _wipe() -> None:
    """Take the bar away, so that the report stands alone."""
    sys.stderr.write("\r" + " " * (_width() - 1) + "\r")
    sys.stderr.flush()


def _width() -> int:
    return shutil.get_terminal_size().columns
