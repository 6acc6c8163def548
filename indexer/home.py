"""What lies in an index home, and may we open it?

`--index DIR` is one home:

    catalogue.sqlite   the truth about ids, parsed versions, removals (indexer/catalogue)
    gen-N/             the engine's directory; disposable, made from the catalogue
    CURRENT            which gen-N is in force, of which engine, made by which analysis: one line of JSON
    readings/          what was read out of PDF and Word files, masked; disposable (indexer/reading_cache)
    index.lock         held by the one process that reads files into the home
    write.lock         held while something is written, seconds at most, so that a removal never waits for a long run

CURRENT is replaced in one step: a reader sees the old home or the new one, never half of each.
"""

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.errors import IndexHomeError, LockedError, in_words

FORMAT = 1
"""Of the home. Another one is refused: the texts can be read again, a guess cannot be taken back."""
CATALOGUE = "catalogue.sqlite"
CURRENT = "CURRENT"
_OWN_NAMES = (CATALOGUE, CURRENT, "index.lock", "write.lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What CURRENT says."""

    format: int
    engine: str
    """Name for `open_engine`."""
    directory: str
    """gen-N, inside the home."""
    analysis: str
    """Digest of the analysis that made the terms."""

    @property
    def number(self) -> int:
        """The N of gen-N."""
        return int(self.directory.removeprefix("gen-"))


@dataclass(frozen=True, slots=True)
class Home:
    """An index home on disk."""

    path: Path

    @property
    def catalogue(self) -> Path:
        """Where the catalogue lies."""
        return self.path / CATALOGUE

    @property
    def readings(self) -> Path:
        """Where readings are kept."""
        return self.path / "readings"

    def current(self) -> Current:
        """Read CURRENT. IndexHomeError when there is no index, or one that we cannot open."""
        file = self.path / CURRENT
        try:
            text = file.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            raise IndexHomeError(self._missing()) from None
        except OSError as error:
            raise IndexHomeError(f"{file} kan inte läsas ({in_words(error)}). Kontrollera rättigheterna.") from None
        except UnicodeDecodeError:
            raise IndexHomeError(f"{file} är skadad. {self._remake()}") from None
        return self._checked(text)

    def open(self, analysis: str) -> Current:
        """Read CURRENT and refuse an index whose terms another analysis made (`analysis`: the digest of ours)."""
        current = self.current()
        if current.analysis != analysis:
            raise IndexHomeError(
                f"Indexet i {self.path} är gjort med en annan språkanalys än programmets; den skulle missa träffar. "
                f"{self._remake()}"
            )
        if not self.catalogue.is_file():
            raise IndexHomeError(f"{self.catalogue} saknas, och med den alla texter. {self._start_over()}")
        return current

    def engine_path(self, current: Current) -> Path:
        """Where the engine in force lies."""
        return self.path / current.directory

    def create(self) -> None:
        """Make the folder, or take over an empty one. IndexHomeError when something else lies there."""
        if self.path.exists() and not self.path.is_dir():
            raise IndexHomeError(f"{self.path} är en fil, inte en mapp. Ge en annan mapp med --index.")
        if self.path.is_dir() and not self._is_ours():
            raise IndexHomeError(
                f"{self.path} innehåller annat än ett index och skrivs inte över. Ge en tom eller ny mapp med --index."
            )
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexHomeError(
                f"{self.path} kan inte skapas ({in_words(error)}). Ge en annan mapp med --index."
            ) from None

    def next_directory(self) -> str:
        """Name the engine directory after all that are here."""
        return f"gen-{max((number for number, _ in self._generations()), default=0) + 1}"

    def put_in_force(self, current: Current) -> None:
        """Replace CURRENT in one step that survives a power cut."""
        fresh = self.path / f"{CURRENT}.new"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(json.dumps(asdict(current) | {"checksum": _checksum(current)}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path / CURRENT)
        sync_directory(self.path)

    def discard_others(self, current: Current) -> None:
        """Delete engine directories that are not in force. Readers that hold one keep their open files."""
        for _, directory in self._generations():
            if directory.name != current.directory:
                shutil.rmtree(directory, ignore_errors=True)

    @contextmanager
    def lock(self, name: str, *, wait: float = 0.0) -> Iterator[None]:
        """Be the only process in `name` (index or write); LockedError, naming the holder, after `wait` seconds."""
        path = self.path / f"{name}.lock"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise IndexHomeError(f"{path} kan inte skrivas ({in_words(error)}). Kontrollera rättigheterna.") from None
        try:
            _take(descriptor, path, wait)
            yield
        finally:
            os.close(descriptor)  # lets go of the lock

    def _generations(self) -> list[tuple[int, Path]]:
        found = []
        for path in self.path.glob("gen-*"):
            number = path.name.removeprefix("gen-")
            if number.isascii() and number.isdigit():
                found.append((int(number), path))
        return found

    def _is_ours(self) -> bool:
        names = {path.name for path in self.path.iterdir()}
        return not names or not names.isdisjoint(_OWN_NAMES)

    def _checked(self, text: str) -> Current:
        damaged = IndexHomeError(f"{self.path / CURRENT} är skadad. {self._remake()}")
        try:
            fields = json.loads(text)
            checksum = fields.pop("checksum")
            found = fields["format"]
        except (ValueError, AttributeError, KeyError, TypeError):
            raise damaged from None
        if found != FORMAT:
            raise IndexHomeError(
                f"Indexet i {self.path} har format {found}, programmet läser format {FORMAT}. {self._start_over()}"
            )
        try:
            current = Current(**fields)
        except TypeError:
            raise damaged from None
        if checksum != _checksum(current):
            raise damaged
        return current

    def _missing(self) -> str:
        return (
            f"Det finns inget index i {self.path}. "
            f"Gör ett: protokollsok index MAPP --index {shlex.quote(str(self.path))}"
        )

    def _remake(self) -> str:
        return (
            "Gör om det ur katalogen (filerna läses inte om): "
            f"protokollsok index --rebuild --index {shlex.quote(str(self.path))}"
        )

    def _start_over(self) -> str:
        return (
            f"Flytta undan {self.path} och läs filerna på nytt: "
            f"protokollsok index MAPP --index {shlex.quote(str(self.path))}"
        )


def sync_directory(path: Path) -> None:
    """Make names in a folder survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _checksum(current: Current) -> str:
    return hashlib.sha256(json.dumps(asdict(current), sort_keys=True).encode()).hexdigest()


def _take(descriptor: int, path: Path, wait: float) -> None:
    """Lock the file and write who we are into it."""
    deadline = time.monotonic() + wait
    while not _try_lock(descriptor):
        if time.monotonic() >= deadline:
            raise LockedError(
                f"{_holder(descriptor)} skriver till indexet i {path.parent}. Vänta tills den är klar och försök igen."
            )
        time.sleep(0.05)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "command": _command()}).encode(), 0)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> str:
    try:
        fields = json.loads(os.pread(descriptor, 4096, 0))
        return f"Process {fields['pid']} ({fields['command']})"
    except (ValueError, KeyError, TypeError):
        return "En annan process"


def _command() -> str:
    return shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])[:300]
