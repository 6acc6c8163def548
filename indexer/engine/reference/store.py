"""Where do the units stand between two runs, and who may write them?

One file of JSON Lines in the index directory: the digest of all that follows, a head, the meetings, the units. It is
written anew at each commit and put in place of the old one in one step, so that a reader sees either.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from indexer.engine.port import Attendee, Meeting, TokenRun, Unit
from indexer.errors import IndexHomeError, LockedError

FORMAT = "protokollsok-reference-1"
FILE, LOCK = "reference.jsonl", "writer.lock"


def generation(directory: Path) -> int:
    """Give the generation that was committed last, 0 where there is none; IndexHomeError if the file is damaged."""
    try:
        with (directory / FILE).open("rb") as file:
            file.readline()
            return int(_head(file.readline(), directory)["generation"])
    except FileNotFoundError:
        return 0


def load(directory: Path) -> tuple[int, dict[str, Meeting], list[Unit]]:
    """Read what was committed last: generation, meetings by id, units; IndexHomeError if the file is damaged."""
    try:
        digest, _, body = (directory / FILE).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return 0, {}, []
    if sha256(body).hexdigest().encode() != digest:
        raise _damaged(directory)
    first, *lines = body.splitlines()
    head, rows = _head(first, directory), [json.loads(line) for line in lines]
    meetings = [_meeting(row) for row in rows[: head["meetings"]]]
    return head["generation"], {m.id: m for m in meetings}, [_unit(row) for row in rows[head["meetings"] :]]


def save(directory: Path, number: int, meetings: Mapping[str, Meeting], units: Mapping[str, Unit]) -> None:
    """Put a new generation in place of the old one, durably; IndexHomeError if that cannot be done."""
    head = {"format": FORMAT, "generation": number, "meetings": len(meetings)}
    rows = (head, *map(_row, meetings.values()), *map(_row, units.values()))
    body = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    target, draft = directory / FILE, directory / (FILE + ".new")
    try:
        _write(draft, sha256(body).hexdigest().encode() + b"\n" + body)
        draft.replace(target)
        _sync(directory)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise IndexHomeError(
            f"Kan inte skriva indexet i {directory}: {error.strerror}. Det som fanns där är orört. "
            "Se efter att disken har plats och att mappen går att skriva i, och kör om."
        ) from error


@contextmanager
def writer_lock(directory: Path) -> Iterator[None]:
    """Be the one writer; LockedError names the other one. The lock is gone when its process is."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / LOCK).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            who = file.read().strip() or "en annan process"
            raise LockedError(f"Indexet i {directory} skrivs just nu av {who}. Vänta tills den är klar.") from error
        file.truncate(0)
        file.write(f"process {os.getpid()} på {socket.gethostname()}")
        file.flush()
        yield


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """A rename is durable when its directory is."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _head(line: bytes, directory: Path) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except ValueError as error:
        raise _damaged(directory) from error
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise _damaged(directory)
    return head


def _damaged(directory: Path) -> IndexHomeError:
    return IndexHomeError(f"Indexet i {directory / FILE} är skadat eller av en annan version. Bygg om det.")


def _row(item: Meeting | Unit) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}


def _meeting(row: dict[str, Any]) -> Meeting:
    return Meeting(id=row["id"], attendees=tuple(Attendee(*entry) for entry in row["attendees"]))


def _unit(row: dict[str, Any]) -> Unit:
    keywords = {field: tuple(values) for field, values in row.pop("keywords").items()}
    zones = tuple(TokenRun(*run) for run in row.pop("zones"))
    absent, tokens = tuple(row.pop("absent")), tuple(row.pop("tokens"))
    return Unit(**row, keywords=keywords, zones=zones, absent=absent, tokens=tokens)
