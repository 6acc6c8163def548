"""What are the bytes of a file, and what do they look like?"""

from pathlib import Path

from indexer.errors import ReadError, in_words

MAX_BYTES = 256 * 1024 * 1024
"""Larger files are refused: no minutes are that long, and a file is held in memory several times over."""
MAX_CHARACTERS = 50_000_000
"""Of text in one file: some 15,000 printed pages."""

HEAD = 1024
"""Bytes in which a PDF header may stand. Source: ISO 32000-1, Annex H.3, implementation note 13."""
_HTML = (b"<!doctype html", b"<html")


def bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ReadError: it cannot be opened, is a folder, empty or too large.
    """
    if path.is_dir():
        raise ReadError(f"{path}: är en mapp, inte en fil. Ange filerna i den.")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path}: filen är större än {MAX_BYTES // 2**20} MB. Dela den och försök igen.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        broken = path.is_symlink()
        what = "länken pekar på en fil som inte finns" if broken else "filen finns inte"
        raise ReadError(f"{path}: {what}. Kontrollera sökvägen.") from error
    except OSError as error:
        raise ReadError(f"{path}: kan inte öppnas ({in_words(error)}). Kontrollera rättigheterna.") from error
    if not data:
        raise ReadError(f"{path}: filen är tom. Kontrollera att den har hämtats helt.")
    return data


def ending_by_content(data: bytes) -> str | None:
    """The file name ending that the bytes should have; None where they do not tell.

    >>> ending_by_content(b"%PDF-1.7"), ending_by_content(b" <!DOCTYPE html>"), ending_by_content(b"hej")
    ('.pdf', '.html', None)
    """
    if b"%PDF-" in data[:HEAD]:
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return ".docx"
    start = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and b"<html" in start):
        return ".html"
    return None
