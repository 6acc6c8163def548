"""Which files lie in the folders we were given, and what is there that we do not read?

Nothing is passed over in silence: what is not a file of minutes is named with a code. Links that lead out of the folder
are not followed, and nothing but regular files is ever opened.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.errors import in_words

SIDECAR_ENDING = ".meta.toml"
"""Notes beside the minutes: used, not read as minutes."""
SKIPPED = {
    "format": "formatet läses inte",
    "format-senare": "formatet läses inte än",
    "dold": "dold, namnet börjar med punkt",
    "lank-ut": "länk ut ur mappen följs inte",
    "lank-till-mapp": "länk till en mapp följs inte",
    "inte-en-fil": "varken fil eller mapp",
    "indexmapp": "indexets egen mapp",
    "readme": "README-filer är inga protokoll",
    "mapp-med-filnamn": "mapp som heter som en fil (det som ligger i den läses)",
}
"""Codes of what is not read, in words."""


_LATER = frozenset(
    {".doc", ".odt", ".rtf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".zip", ".7z", ".pages"}
)
"""Endings of files that may well be minutes, in a form that is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file of minutes, or so its name says."""

    path: str
    """Inside the root, with slashes."""
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Something that is not read, or cannot be."""

    path: str
    code: str
    """One of SKIPPED; None of them where `message` is given."""
    message: str | None = None
    """Swedish: why it cannot be read. None for what is skipped, which is no failure."""


@dataclass(slots=True)
class Scan:
    """What lies at or below one place of a root."""

    root: Path
    scope: str
    """Where in the root it was looked, with slashes; "" is everywhere."""
    found: list[Found] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Folders that could not be looked into: nothing is known of what lies below."""


def scan(root: Path, scope: str, *, formats: Collection[str], home: Path) -> Scan:
    """Look through a folder, or at one file.

    Args:
        root: Absolute, without links.
        scope: Place in it, with slashes.
        formats: File name endings that are read, lower case, with the point.
        home: The index home, which is never looked into.
    """
    result = Scan(root, scope)
    start = root / scope
    if start.is_dir():
        waiting = [start]
        while waiting:
            waiting += reversed(list(_look_into(result, waiting.pop(), formats, home)))
    elif os.path.lexists(start):
        _look_at(result, start, formats)
    return result


def shown(path: str) -> str:
    r"""Write a file name so that it stays on its line, whatever it holds.

    >>> shown("a\nb"), shown("å.txt")
    ('a\\nb', 'å.txt')
    """
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in path)


def _look_into(result: Scan, folder: Path, formats: Collection[str], home: Path) -> Iterator[Path]:
    """Note the files of a folder in the order of their names; gives the folders in it."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        inside = _inside(result.root, folder)
        result.unseen.append(inside)
        _fail(result, inside, f"mappen kan inte öppnas ({in_words(error)}). Kontrollera rättigheterna")
        return
    for entry in names:
        path = folder / entry.name
        if entry.name.startswith("."):
            _skip(result, path, "dold")
        elif not entry.is_dir(follow_symlinks=False):
            _look_at(result, path, formats)
        elif path == home:
            _skip(result, path, "indexmapp")
        else:
            if path.suffix.lower() in formats:
                _skip(result, path, "mapp-med-filnamn")
            yield path


def _look_at(result: Scan, path: Path, formats: Collection[str]) -> None:
    """Note what is not a folder."""
    inside = _inside(result.root, path)
    if path.is_symlink() and not _is_good_link(result, path, inside):
        return
    if not inside.isascii() and not _is_text(inside):
        _fail(result, inside, "namnet är inte giltig UTF-8. Döp om filen")
        return
    if path.name.endswith(SIDECAR_ENDING):
        return
    try:
        about = path.stat()
    except OSError as error:
        _fail(result, inside, f"kan inte läsas ({in_words(error)}). Kontrollera rättigheterna")
        return
    if not stat.S_ISREG(about.st_mode):
        _skip(result, path, "inte-en-fil")
    elif path.suffix.lower() not in formats:
        _skip(result, path, "format-senare" if path.suffix.lower() in _LATER else "format")
    elif path.stem.lower() == "readme":
        _skip(result, path, "readme")
    else:
        result.found.append(Found(path=inside, size=about.st_size, mtime_ns=about.st_mtime_ns))


def _is_good_link(result: Scan, path: Path, inside: str) -> bool:
    """A link is followed to a file inside the root only."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        _fail(
            result,
            inside,
            f"länken pekar på något som inte finns ({shown(str(path.readlink()))}). Rätta eller ta bort den",
        )
        return False
    if target.is_dir():
        _skip(result, path, "lank-till-mapp")
        return False
    if not target.is_relative_to(result.root):
        _skip(result, path, "lank-ut")
        return False
    return True


def _skip(result: Scan, path: Path, code: str) -> None:
    result.passed.append(Passed(path=_writable(_inside(result.root, path)), code=code))


def _fail(result: Scan, inside: str, why: str) -> None:
    where = shown(str(result.root / inside))
    result.passed.append(Passed(path=_writable(inside), code="olasbar", message=f"{where}: {why}."))


def _inside(root: Path, path: Path) -> str:
    """Path inside the root, with slashes; "" for the root itself."""
    return "" if path == root else path.relative_to(root).as_posix()


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _writable(name: str) -> str:
    """A name that can be stored: bytes that are no text are written out."""
    return name if _is_text(name) else name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
