"""How is the text of a web page read?

Blocks become lines, numbered lists get the numbers that a browser prints, cells of a table are set apart by tabs.
What a browser does not print (scripts, menus, hidden parts, struck out text) is left out.
"""

import re
from pathlib import Path

from lxml import etree

from indexer.errors import ReadError
from indexer.read.markup import refuse_lack_of_memory
from indexer.read.raw import Raw
from indexer.read.text import decode

_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "head", "nav", "svg", "del", "button", "select"})
_WIDE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "table", "blockquote", "section", "article"})
"""Set apart by a blank line."""
_BLOCKS = _WIDE | {"div", "li", "tr", "dt", "dd", "pre", "header", "footer", "main", "address", "caption", "body", "hr"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r"[ ]*\n[ ]*")
_MANY = re.compile(r"\n{3,}")


def read_html(data: bytes, path: Path) -> Raw:
    """The text of a page.

    Raises:
        ReadError: binary, or nested deeper than a page can be.
    """
    text, remarks = decode(data, path)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        refuse_lack_of_memory(parser)
        raise ReadError(f"{path}: är en skadad webbsida. Hämta den på nytt.") from error
    if root is None:
        raise ReadError(f"{path}: webbsidan innehåller ingen text. Kontrollera att rätt fil har lagts in.")
    refuse_lack_of_memory(parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError(f"{path}: webbsidan är för djupt nästlad för att läsas. Spara den som text.")
    return Raw(pages=(_Page().text(root),), paged=False, format="html", anmarkningar=remarks)


class _Page:
    """Collects the text while walking through the elements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        """The next number of each list that is open; None for one without numbers."""
        self._kept = 0
        """Open elements whose line ends count."""

    def text(self, root: etree._Element) -> str:
        """The text below an element. Without recursion: nesting is the file's choice."""
        skipping: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipping is None and event == "start" and _is_left_out(element):
                skipping = element
            if skipping is None:
                self._start(element) if event == "start" else self._end(element)
            if event == "end":
                skipping = None if skipping is element else skipping
                if skipping is None and element is not root:
                    self._say(element.tail)
        return _MANY.sub("\n\n", _EDGES.sub("\n", "".join(self._parts))).strip() + "\n"

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        self._break(tag)
        if tag in ("ol", "ul"):
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" and _is_numbered(element) else None)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            number = _number(element.get("value"), number)
            self._lists[-1] = number + 1
            self._parts.append(f"{number}. ")
        self._kept += tag == "pre"
        self._say(element.text)

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        self._kept -= tag == "pre"
        if tag in ("td", "th"):
            self._parts.append("\t")
        elif tag == "br":
            self._parts.append("\n")
        self._break(tag)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            at_number = bool(self._parts) and self._lists and _SPACE.sub("", self._parts[-1])[:-1].isdigit()
            if not at_number:
                self._parts.append("\n\n" if tag in _WIDE else "\n")

    def _say(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._kept else _SPACE.sub(" ", text))


def _is_left_out(element: etree._Element) -> bool:
    return (
        element.tag in _LEFT_OUT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in (element.get("style") or "").replace(" ", "").lower()
    )


def _is_numbered(element: etree._Element) -> bool:
    return "none" not in (element.get("style") or "").lower()


def _number(value: str | None, otherwise: int) -> int:
    """A list number as written in an attribute.

    >>> _number("7", 1), _number("x", 1), _number(None, 3)
    (7, 1, 3)
    """
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else otherwise
