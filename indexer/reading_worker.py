"""What does a child process do that reads files for the one that indexes?

It takes a path a line on its input and gives a JSON line a file on its output, until its input ends. It reads files
that anybody may have made, so it is bound before it opens any: memory, processor time, and nothing written anywhere.
"""

import json
import os
import resource
import sys
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO

from indexer.errors import ReadError
from indexer.model import Anmarkning
from indexer.read import Reading, read

MEMORY = 3 * 1024**3
"""Bytes of address space: a file of the largest size read, several times over."""
CPU_SECONDS = 45
"""Processor time for one file; 20,000 pages take about that."""


OUT_OF_MEMORY = 3
"""Exit status."""


def to_json(reading: Reading) -> str:
    """One line of JSON."""
    remarks = [astuple(remark) for remark in reading.anmarkningar]
    return json.dumps([reading.text, reading.page_starts, reading.format, remarks])


def from_json(line: str | bytes) -> Reading:
    """The opposite of `to_json`.

    Raises:
        ValueError: something else.
    """
    try:
        text, starts, form, remarks = json.loads(line)
        return Reading(
            text=text,
            page_starts=tuple(starts),
            format=form,
            anmarkningar=tuple(Anmarkning(code=code, message=message, page=page) for code, message, page in remarks),
        )
    except TypeError as error:
        raise ValueError("no reading") from error


def main() -> None:
    """Serve until the input ends."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the answers
    memory = int(sys.argv[1]) if len(sys.argv) > 1 else MEMORY
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _answer(b"klar", out)
    for line in sys.stdin.buffer:
        _limit_processor(seconds)
        _answer(_read(Path(json.loads(line))), out)


def _limit_processor(seconds: int) -> None:
    """Let the next file have its time, whatever the ones before took."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _read(path: Path) -> bytes:
    """The answer for one file: a sign for what it is, then the reading or the reason."""
    try:
        return b"+" + to_json(read(path)).encode()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing more can be done here, and nothing is left to close
    except ReadError as error:
        return b"-" + json.dumps(str(error)).encode()


def _answer(line: bytes, out: BinaryIO) -> None:
    out.write(line + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
