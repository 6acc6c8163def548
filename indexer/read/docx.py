"""How is the text of a Word document read?

Straight from its XML: numbers that Word counts itself are printed, changes that are tracked count as accepted, notes
follow the paragraph that has them, text boxes too. Headers and footers belong to the page and are left out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from indexer.errors import ReadError
from indexer.model import Anmarkning
from indexer.read.content import MAX_CHARACTERS
from indexer.read.markup import refuse_lack_of_memory
from indexer.read.numbering import Numbering, W, read_numbering
from indexer.read.raw import Raw

MAX_PART = 128 * 1024 * 1024
"""Bytes of one unpacked part."""
MAX_RATIO = 400
"""Unpacked to packed; real documents stay below 50, a zip bomb is above 1000."""
_SMALL = 1024 * 1024
"""Parts up to this are unpacked whatever their ratio."""
_SHORT = 60
"""Characters of a line that may stand close to the next one (names of those present)."""

_SKIPPED = frozenset(
    W + name for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "commentReference")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}
_NESTS = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_P, _R, _T, _TABLE, _STYLE, _PROPERTIES = (W + name for name in ("p", "r", "t", "tbl", "pStyle", "pPr"))
_RUN_PROPERTIES = W + "rPr"
_HEADING = re.compile(r"(?:heading|rubrik|title)\s?\d*$", re.IGNORECASE)


def read_docx(data: bytes, path: Path) -> Raw:
    """The text of a document.

    Raises:
        ReadError: damaged, locked, without text part, or unpacking to more than it may.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _part(archive, "word/document.xml", path)
            numbering = _part(archive, "word/numbering.xml", path)
            styles = _part(archive, "word/styles.xml", path)
            notes = _part(archive, "word/footnotes.xml", path)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ReadError(f"{path}: är en skadad eller låst Word-fil. Öppna den i Word och spara om den.") from error
    except (ValueError, KeyError, zlib.error) as error:
        raise ReadError(f"{path}: är en skadad Word-fil. Öppna den i Word och spara om den.") from error
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise ReadError(f"{path}: är ingen Word-fil. Ge filen rätt filändelse eller spara om den.")
    reader = _Document(read_numbering(numbering, styles), _notes(notes))
    text = "\n".join(reader.lines(body)).strip() + "\n"
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"{path}: innehåller mer än {MAX_CHARACTERS} tecken. Dela filen och försök igen.")
    hidden = Anmarkning(code="dold-text", message="Text som är dold i Word-filen är inte med.")
    return Raw(pages=(text,), paged=False, format="docx", anmarkningar=(hidden,) if reader.hides else ())


def _part(archive: zipfile.ZipFile, name: str, path: Path) -> etree._Element | None:
    """One part, parsed without entities and without reaching out; None if there is none."""
    try:
        about = archive.getinfo(name)
    except KeyError:
        return None
    bomb = about.file_size > _SMALL and about.file_size > MAX_RATIO * max(about.compress_size, 1)
    if bomb or about.file_size > MAX_PART:
        raise ReadError(f"{path}: packar upp till orimligt mycket och läses inte. Öppna den i Word och spara om den.")
    with archive.open(about) as file:
        data = file.read(about.file_size + 1)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        refuse_lack_of_memory(parser)
        raise
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # missing in the stubs
        raise ReadError(f"{path}: innehåller en DTD, vilket Word aldrig skriver. Filen läses inte.")
    return root


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    """Footnotes by id; the lines that set them apart are no notes."""
    if root is None:
        return {}
    return {
        note.get(W + "id") or "": note for note in root.iter(W + "footnote") if note.get(W + "type") in (None, "normal")
    }


class _Document:
    """Reads the blocks of a document in order."""

    def __init__(self, numbering: Numbering, notes: dict[str, etree._Element]) -> None:
        self._numbering = numbering
        self._notes = notes
        self._noted = 0
        self._beside: list[etree._Element] = []
        """Notes and text boxes met in the paragraph that is being read."""
        self.hides = False

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines below an element, "" between what is set apart."""
        previous, was_heading = "", False
        for child in parent:
            if child.tag == _P:
                text, heading = self._paragraph(child)
                if heading or was_heading or len(text) >= _SHORT or len(previous) >= _SHORT:
                    yield ""
                yield text
                yield from self._asides()
                previous, was_heading = text, heading
            elif child.tag == _TABLE:
                yield ""
                yield from self._table(child)
                yield ""
            elif child.tag in _NESTS:
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, bool]:
        """The text of a paragraph with its number, and whether it is a heading."""
        properties = paragraph.find(_PROPERTIES)
        style = None if properties is None else properties.find(_STYLE)
        text = "".join(self._runs(paragraph)).strip()
        label = self._numbering.label(paragraph) if text else self._label_of_empty(paragraph)
        is_heading = style is not None and bool(_HEADING.match(style.get(W + "val") or ""))
        return f"{label} {text}".strip(), is_heading or label.startswith("§")

    def _label_of_empty(self, paragraph: etree._Element) -> str:
        """The number of a paragraph without text, unless all its text was struck out."""
        if paragraph.find(f"{W}del") is not None or paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""
        label = self._numbering.label(paragraph)
        return "" if label == "•" else label

    def _runs(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == _T:
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == W + "txbxContent":
                self._beside.append(child)
            elif tag == W + "footnoteReference":
                yield from self._note(child.get(W + "id") or "")
            elif tag == _R and _is_hidden(child):
                self.hides = True
            else:
                yield from self._runs(child)

    def _note(self, key: str) -> Iterator[str]:
        note = self._notes.pop(key, None)
        if note is not None:
            self._noted += 1
            self._beside.append(note)
            yield f"[{self._noted}]"

    def _asides(self) -> Iterator[str]:
        """Notes and text boxes of the paragraph just read."""
        beside, self._beside = self._beside, []
        number = self._noted - sum(aside.tag == W + "footnote" for aside in beside)
        for aside in beside:
            inside = [line for line in self.lines(aside) if line]
            if aside.tag == W + "footnote":
                number += 1
                inside = [f"[{number}] {' '.join(inside)}"]
            yield from ("", *inside, "")

    def _table(self, table: etree._Element) -> Iterator[str]:
        for row in _rows(table):
            cells = [list(self.lines(cell)) for cell in _cells(row)]
            yield from _row([_without_edges(lines) for lines in cells])


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are there when changes are accepted."""
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _NESTS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _NESTS:
            yield from _cells(child)


def _without_edges(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")


def _row(cells: list[list[str]]) -> Iterator[str]:
    r"""The lines of a row: side by side where they are short, else cell after cell.

    >>> list(_row([["Beslutande"], ["Ada Ek", "Bo Alm"]]))
    ['Beslutande\tAda Ek', '\tBo Alm']
    """
    full = [cell for cell in cells if any(cell)]
    if len(full) == 1 or any(len(line) > 2 * _SHORT for cell in full if len(cell) > 1 for line in cell):
        for cell in full:
            yield from cell
        return
    for line in zip_longest(*cells, fillvalue=""):
        yield "\t".join(part.replace("\n", " ") for part in line).rstrip()


def _is_hidden(run: etree._Element) -> bool:
    first = next(iter(run), None)  # the properties of a run stand first in it
    if first is None or first.tag != _RUN_PROPERTIES:
        return False
    mark = first.find(W + "vanish")
    return mark is not None and mark.get(W + "val") not in ("0", "false")
