"""How is the text of a PDF read, page by page?

By PDFium, in the order in which the file draws its text. A hyphen at a line's end comes from PDFium as U+FFFE or
U+0002, without the line end; both are put back as printed, so that cleaning decides what the hyphen was for.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from indexer.errors import ReadError
from indexer.model import Anmarkning
from indexer.read.content import MAX_CHARACTERS
from indexer.read.raw import Raw

MAX_PAGES = 20_000
"""More are refused: no minutes are that long."""
SCANNED = "skannad-behover-ocr"
"""Code of the remark on pages that are pictures."""
_MOST_REMARKS = 20
"""Damaged pages told one by one."""

_LINE_END_HYPHEN = re.compile("[\ufffe\x02](?:\r?\n)?")
_FEWEST = 10
"""Letters and digits of a page that has a text layer; a scanner's stamp has fewer."""


def read_pdf(data: bytes, path: Path) -> Raw:
    """The text of each page.

    Raises:
        ReadError: damaged, locked with a password, or too long.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "är låst med lösenord. Spara den utan" if locked else "är en skadad PDF. Hämta den på nytt"
        raise ReadError(f"{path}: {what}.") from error
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(f"{path}: har fler än {MAX_PAGES} sidor. Dela filen och försök igen.")
        return _raw(list(_pages(document, path)))
    finally:
        document.close()


def _raw(pages: list[tuple[str, Anmarkning | None]]) -> Raw:
    scanned = [remark for _, remark in pages if remark and remark.code == SCANNED]
    damaged = tuple(remark for _, remark in pages if remark and remark.code != SCANNED)
    remarks = damaged[:_MOST_REMARKS]
    if scanned:
        message = f"{len(scanned)} av {len(pages)} sidor är skannade bilder utan text och behöver OCR."
        remarks += (Anmarkning(code=SCANNED, message=message, page=scanned[0].page),)
    return Raw(pages=tuple(text for text, _ in pages), paged=True, format="pdf", anmarkningar=remarks)


def _pages(document: pdfium.PdfDocument, path: Path) -> Iterator[tuple[str, Anmarkning | None]]:
    """The text of each page, and what is odd about it."""
    length = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            yield "\n", Anmarkning(code="sida-skadad", message=f"Sidan {number} kan inte läsas.", page=number)
            continue
        text = _text(page)
        length += len(text)
        if length > MAX_CHARACTERS:
            raise ReadError(f"{path}: innehåller mer än {MAX_CHARACTERS} tecken. Dela filen och försök igen.")
        is_scan = sum(map(str.isalnum, text[:1000])) < _FEWEST and _has_picture(page)
        yield text, Anmarkning(code=SCANNED, message="skannad", page=number) if is_scan else None
        page.close()


def _text(page: pdfium.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return _LINE_END_HYPHEN.sub("-\n", textpage.get_text_range()) + "\n"
    finally:
        textpage.close()


def _has_picture(page: pdfium.PdfPage) -> bool:
    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
