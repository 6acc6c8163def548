"""`protokollsok parse`: what is read out of files, as JSON."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from api.arguments import Arguments
from indexer.contract import protokoll_to_json
from indexer.errors import ReadError
from indexer.explain import explain
from indexer.parse import parse_file


def run(given: Sequence[str]) -> int:
    """Print one JSON array with an object a protokoll; 1 if any file could not be read."""
    arguments = Arguments("parse", "Visa som JSON vad som läses ut ur filer. Inget sparas.")
    arguments.inputs.add_argument("files", metavar="FIL", nargs="+", help="fil med protokoll")
    arguments.choices.add_argument(
        "--explain", action="store_true", help="visa i stället rad för rad vad som kändes igen och varför"
    )
    asked = arguments.read(given)
    return _explain(asked.files) if asked.explain else _show(asked.files)


def _explain(files: Sequence[str]) -> int:
    """Print what was recognised, for people."""
    status = 0
    for name in files:
        print(f"# {name}")
        try:
            for line in explain(Path(name)):
                print(line)
        except ReadError as error:
            print(error, file=sys.stderr)
            status = 1
    return status


def _show(files: Sequence[str]) -> int:
    """Print what was read, for programs."""
    status, before = 0, "["
    for name in files:
        try:
            found = parse_file(Path(name))
        except ReadError as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        for protokoll in found:
            print(before)
            print(json.dumps(protokoll_to_json(protokoll), ensure_ascii=False, indent=1), end="")
            before = ","
    print("[]" if before == "[" else "\n]")
    return status
