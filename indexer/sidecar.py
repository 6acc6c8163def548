"""What has a person written beside a file about it?

`FILE.meta.toml` speaks of one file and corrects what we read from it. `mapp.meta.toml` speaks of a folder and all below
it and fills what the text does not tell. The file's own beats the folder's, a folder's beats its
parent's (D4).

Keys, all text, all optional:

| key | holds |
|---|---|
| huvudman | the authority or association whose body met: "Kloster socken" |
| organ | the body, without the huvudman: "kyrkostämma" |
| date | the day of the meeting, ISO: "1868-05-03" (TOML's own date works too) |
| time | as it should be shown: "18.00–20.15" |
| place | where the body met |
| justerad | the day the minutes were verified, ISO |
| source_url | where the file was fetched |
| archive_reference | "SE/HLA/1010099/K I/3" |
"""

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from indexer.errors import ReadError
from indexer.mask import mask

FOLDER_FILE = "mapp.meta.toml"
FILE_ENDING = ".meta.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one sidecar says; None where it says nothing."""

    huvudman: str | None = None
    organ: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    justerad: str | None = None
    source_url: str | None = None
    archive_reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What people have written about one file."""

    own: Facts = Facts()
    """From FILE.meta.toml: beats the text."""
    folder: Facts = Facts()
    """From mapp.meta.toml, the nearest folder first: used where the text is silent."""

    def value(self, key: str, read: str | None) -> str | None:
        """The value of a key, given what was read from the text.

        >>> Sidecar(folder=Facts(organ="kyrkostämma")).value("organ", None)
        'kyrkostämma'
        """
        own: str | None = getattr(self.own, key)
        folder: str | None = getattr(self.folder, key)
        return own or read or folder


def load(path: Path, root: Path | None) -> Sidecar:
    """Collect the sidecars of a file.

    Args:
        path: The file of minutes.
        root: The uppermost folder whose mapp.meta.toml counts; None: only the file's own folder.

    Raises:
        ReadError: a sidecar cannot be read, has an unknown key or a value of the wrong kind.
    """
    return Sidecar(own=_facts(path.with_name(path.name + FILE_ENDING)), folder=_merged(_folders(path, root)))


def sidecars(path: Path, root: Path | None) -> tuple[Path, ...]:
    """The sidecar files that exist for a file, the strongest first; for telling whether one has changed."""
    found = [path.with_name(path.name + FILE_ENDING), *(folder / FOLDER_FILE for folder in _folders(path, root))]
    return tuple(file for file in found if file.is_file())


def _folders(path: Path, root: Path | None) -> list[Path]:
    """The folders whose sidecar counts, the nearest first."""
    top = path.parent if root is None else root
    if top not in (path.parent, *path.parent.parents):
        return [path.parent]
    above = [path.parent, *path.parent.parents]
    return above[: above.index(top) + 1]


def _merged(folders: list[Path]) -> Facts:
    said: dict[str, str] = {}
    for folder in reversed(folders):
        facts = _facts(folder / FOLDER_FILE)
        said |= {key: value for key in _KEYS if (value := getattr(facts, key)) is not None}
    return Facts(**said)


_KEYS = tuple(field.name for field in fields(Facts))


def _facts(file: Path) -> Facts:
    if not file.is_file():
        return Facts()
    try:
        said = tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReadError(f"{file}: kan inte läsas som TOML ({error}). Rätta filen.") from error
    unknown = sorted(set(said) - set(_KEYS))
    if unknown:
        raise ReadError(f"{file}: okänd nyckel ”{unknown[0]}”. Nycklar som finns: {', '.join(_KEYS)}.")
    return Facts(**{key: _text(file, key, value) for key, value in said.items()})


def _text(file: Path, key: str, value: object) -> str:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise ReadError(f"{file}: värdet för ”{key}” ska vara text inom citattecken. Rätta filen.")
    if key in ("date", "justerad") and not _is_date(value):
        raise ReadError(f"{file}: ”{key}” ska vara ett datum som 1868-05-03, inte ”{value}”. Rätta filen.")
    return mask(value.strip())


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
