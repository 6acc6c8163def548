"""How are files read so that none of them can harm or stop the run?

In child processes that stay warm from file to file. One that takes too long, too much memory, says too much or crashes
is ended and replaced; its file is refused in words, and the run goes on (D37).
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from indexer.errors import ReadError
from indexer.read import Reading, is_plain_text, read
from indexer.reading_cache import ReadingCache
from indexer.reading_worker import CPU_SECONDS, MEMORY, OUT_OF_MEMORY, from_json

_CHUNK = 1024 * 1024
_START_SECONDS = 60.0
"""For a child to import what it needs, on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take."""

    memory: int = MEMORY
    """Bytes."""
    cpu_seconds: int = CPU_SECONDS
    wall_seconds: float = 90.0
    output: int = 400 * 1024 * 1024
    """Bytes of the answer: the longest text, each letter written out."""
    files_a_child: int = 500
    """Then it is replaced, so that what a library leaks is given back."""


class _BreachError(Exception):
    """A child broke a limit; says which, in Swedish."""


class _Child:
    """One warm process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.files = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own module; the path goes by its input
            [sys.executable, "-m", "indexer.reading_worker", str(limits.memory), str(limits.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for us; we end them
        )
        try:
            self._line(_START_SECONDS)
        except _BreachError:
            self.end()
            raise

    def read(self, path: Path) -> bytes:
        """The answer for one file. _BreachError if it broke a limit; the child is then of no more use."""
        self.files += 1
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        try:
            self._process.stdin.write(json.dumps(str(path)).encode() + b"\n")
        except BrokenPipeError:
            raise _BreachError("läsaren avbröts") from None
        return self._line(self._limits.wall_seconds)

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _line(self, seconds: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        deadline, parts, size = time.monotonic() + seconds, [], 0
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()  # a child that goes on talking must not go on for ever
                if left <= 0 or not selector.select(left):
                    raise _BreachError(f"det tog mer än {seconds:g} sekunder")
                part = os.read(self._process.stdout.fileno(), _CHUNK)
                if not part:
                    raise _BreachError(self._why())
                parts.append(part)
                size += len(part)
                if size > self._limits.output:
                    raise _BreachError("texten blev orimligt lång")
                if part.endswith(b"\n"):
                    return b"".join(parts)

    def _why(self) -> str:
        """Why it ended."""
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return f"det tog mer än {self._limits.cpu_seconds} sekunders räknetid"
        return "det tog för mycket minne" if code == OUT_OF_MEMORY else "läsaren kraschade"


class Readers:
    """Reads files in children, some ahead of being asked; plain text in our own process."""

    def __init__(self, count: int, limits: Limits, cache: ReadingCache | None = None) -> None:
        self._limits = limits
        self._cache = cache
        self._idle: SimpleQueue[_Child] = SimpleQueue()
        self._all: set[_Child] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._ahead: dict[Path, Future[Reading]] = {}

    def ahead(self, path: Path) -> None:
        """Begin to read a file that will be asked for."""
        if path not in self._ahead and not is_plain_text(path):
            self._ahead[path] = self._threads.submit(self._read, path)

    def forget(self, path: Path) -> None:
        """Drop what was read ahead and not asked for."""
        future = self._ahead.pop(path, None)
        if future is not None:
            future.cancel()

    def read(self, path: Path) -> Reading:
        """Read a file as `indexer.read.read` does; ReadError also when it broke a limit."""
        self.ahead(path)
        future = self._ahead.pop(path, None)
        return future.result() if future else read(path)

    def close(self) -> None:
        """End every child."""
        with self._lock:
            self._is_closed = True
            children = list(self._all)
        for future in self._ahead.values():
            future.cancel()
        for child in children:
            child.end()
        self._threads.shutdown(cancel_futures=True)

    def _read(self, path: Path) -> Reading:
        if self._cache is None:
            return self._read_in_child(path)
        return self._cache.read(path, self._read_in_child)

    def _read_in_child(self, path: Path) -> Reading:
        try:
            child = self._take()
        except _BreachError as error:
            raise ReadError(
                f"{path}: läsaren kunde inte startas: {error}. Kör om; kontrollera datorns minne."
            ) from None
        try:
            answer = child.read(path)
            reading = from_json(answer[1:]) if answer[:1] == b"+" else None
        except (_BreachError, ValueError) as error:
            self._discard(child)
            why = str(error) if isinstance(error, _BreachError) else "läsaren svarade fel"
            raise ReadError(f"{path}: kunde inte läsas: {why}. Filen är lagd åt sidan; kontrollera den.") from None
        if child.files >= self._limits.files_a_child:
            self._discard(child)
        else:
            self._idle.put(child)
        if reading is None:
            raise ReadError(str(json.loads(answer[1:])))
        return reading

    def _take(self) -> _Child:
        """A warm child, or a new one."""
        with suppress(Empty):
            return self._idle.get_nowait()
        child = _Child(self._limits)
        with self._lock:
            self._all.add(child)
            if self._is_closed:
                child.end()
        return child

    def _discard(self, child: _Child) -> None:
        with self._lock:
            self._all.discard(child)
        child.end()


@contextmanager
def open_readers(
    cache: Path | None = None, *, count: int | None = None, limits: Limits | None = None
) -> Iterator[Readers]:
    """Readers on every core, with what they read kept in the folder `cache`; all children are ended at the end."""
    readers = Readers(count or os.cpu_count() or 1, limits or Limits(), ReadingCache(cache) if cache else None)
    try:
        yield readers
    finally:
        readers.close()
