"""How does a file become text with page numbers?

One module a format, one signature: `bytes, Path -> Raw`, chosen by the content before the file's ending.
What leaves this package is normalised (NFC, one kind of line end) and masked, so that no personnummer reaches anything
downstream.
"""

import unicodedata
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from indexer.errors import ReadError
from indexer.mask import mask
from indexer.model import Anmarkning
from indexer.read.content import HEAD, bytes_of, ending_by_content
from indexer.read.docx import read_docx
from indexer.read.html import read_html
from indexer.read.pdf import SCANNED, read_pdf
from indexer.read.raw import Raw, Reading
from indexer.read.text import read_text

__all__ = ["FORMATS", "Reading", "is_plain_text", "read"]

FORMATS: dict[str, Callable[[bytes, Path], Raw]] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
}
"""The reader of each file name ending, in lower case."""

_LINE_ENDS = ("\r\n", "\r", "\v", "\x85", "\u2028", "\u2029")


def read(path: Path) -> Reading:
    """Read one file of minutes.

    Returns:
        Its text, masked, with the pages that the format itself knows of.

    Raises:
        ReadError: missing, a folder, of a format not read, empty, binary, or too large.
    """
    raw = _read(path)
    pages = tuple(_normalise(page) for page in raw.pages)
    masked = tuple(mask(page) for page in pages)
    remarks = raw.anmarkningar
    if masked != pages:
        remarks += (Anmarkning(code="personnummer-dolt", message="Personnummer i texten har dolts."),)
    text = "".join(masked)
    if not text.strip() and SCANNED not in {remark.code for remark in remarks}:
        raise ReadError(f"{path}: filen innehåller ingen text. Kontrollera att rätt fil har lagts in.")
    starts = tuple(accumulate((len(page) for page in masked[:-1]), initial=0)) if raw.paged else ()
    return Reading(text=text, page_starts=starts, format=raw.format, anmarkningar=remarks)


def is_plain_text(path: Path) -> bool:
    """Whether nothing but decoding is needed; also true of what cannot be opened."""
    try:
        with path.open("rb") as file:
            start = file.read(HEAD)
    except OSError:
        return True
    return (
        FORMATS.get(path.suffix.lower()) is read_text and not start.startswith(b"PK") and not ending_by_content(start)
    )


def _read(path: Path) -> Raw:
    named = path.suffix.lower()
    if named not in FORMATS and not path.is_dir() and path.exists():
        known = ", ".join(sorted(FORMATS))
        raise ReadError(f"{path}: formatet {path.suffix or '(utan filändelse)'} läses inte. Format som läses: {known}.")
    data = bytes_of(path)
    ending = ending_by_content(data) or (named if named in (".txt", ".md", ".html", ".htm") else None)
    if ending is None:
        raise ReadError(f"{path}: är ingen {named[1:].upper()}-fil, eller en skadad. Kontrollera att den är hel.")
    return FORMATS[ending](data, path)


def _normalise(text: str) -> str:
    r"""One kind of line end, composed letters.

    >>> _normalise("a\r\nb\rc") == "a\nb\nc"
    True
    """
    for end in _LINE_ENDS:  # several times faster than str.translate, which walks through every character
        text = text.replace(end, "\n")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
