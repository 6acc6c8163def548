"""Which number does Word print before a paragraph that numbers itself?

A paragraph names a list and a level, itself or by its style; the list counts on from paragraph to paragraph, and a
deeper level starts over when a higher one counts.
Source: ECMA-376-1, 17.9 (numbering).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 100_000
"""Numbers beyond are no list's."""


class Level(NamedTuple):
    """How one level of a list is printed."""

    start: int
    form: str
    text: str
    """ "§ %1" """


@dataclass(slots=True)
class Numbering:
    """Counts the lists of one document."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By abstract list."""
    lists: dict[str, str] = field(default_factory=dict)
    """The abstract list of each list."""
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int]] = field(default_factory=dict)
    based: dict[str, str | None] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        """What is printed before the paragraph, "" for nothing. Call it once for each, in order."""
        where = self._place(paragraph)
        if where is None or where[0] is None or where[0] not in self.lists:
            return ""
        number, depth = where
        abstract = self.lists[where[0]]
        level = self.levels.get(abstract, {}).get(depth)
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "•"
        self._count(str(number), abstract, depth, level)
        return re.sub(r"%(\d)", lambda found: self._printed(abstract, int(found[1]) - 1), level.text)

    def _place(self, paragraph: etree._Element) -> tuple[str | None, int] | None:
        """The list and level of a paragraph; its own, or that of its style or of what the style is based on."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None
        own = properties.find(W + "numPr")
        if own is not None:
            return list_and_level(own)
        named = properties.find(W + "pStyle")
        style = named.get(W + "val") if named is not None else None
        seen: set[str] = set()
        while style and style not in seen:
            if style in self.styles:
                return self.styles[style]
            seen.add(style)
            style = self.based.get(style)
        return None

    def _count(self, number: str, abstract: str, depth: int, level: Level) -> None:
        counts = self.counts.setdefault(abstract, {})
        restart = self.restarts.get(number, {}).pop(depth, None)
        counts[depth] = counts.get(depth, level.start - 1) + 1 if restart is None else restart
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

    def _printed(self, abstract: str, depth: int) -> str:
        level = self.levels[abstract].get(depth, Level(1, "decimal", ""))
        return formatted(self.counts[abstract].get(depth, level.start), level.form)


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Read word/numbering.xml and word/styles.xml, as far as there are any."""
    found = Numbering()
    for abstract in _all(numbering, "abstractNum"):
        levels = {_whole(level.get(W + "ilvl"), 0): _level(level) for level in abstract.iter(W + "lvl")}
        found.levels[abstract.get(W + "abstractNumId") or ""] = levels
    for entry in _all(numbering, "num"):
        number = entry.get(W + "numId") or ""
        found.lists[number] = _value(entry, "abstractNumId") or ""
        found.restarts[number] = {
            _whole(override.get(W + "ilvl"), 0): _whole(start, 1)
            for override in entry.iter(W + "lvlOverride")
            if (start := _value(override, "startOverride")) is not None
        }
    for style in _all(styles, "style"):
        name = style.get(W + "styleId") or ""
        found.based[name] = _value(style, "basedOn")
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            found.styles[name] = list_and_level(place)
    return found


def list_and_level(place: etree._Element) -> tuple[str | None, int]:
    """What a numPr element says; list "0" is none."""
    number = _value(place, "numId")
    return (None if number == "0" else number), _whole(_value(place, "ilvl"), 0)


def formatted(number: int, form: str) -> str:
    """A number as a list prints it.

    >>> formatted(28, "decimal"), formatted(2, "lowerLetter"), formatted(14, "upperRoman")
    ('28', 'b', 'XIV')
    """
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.lower() if form == "lowerRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    printed = ""
    for value, sign in _ROMAN:
        while number >= value:
            printed += sign
            number -= value
    return printed


def _level(level: etree._Element) -> Level:
    return Level(
        _whole(_value(level, "start"), 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
    )


def _all(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if root is not None:
        yield from root.iter(W + name)


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def _whole(value: str | None, otherwise: int) -> int:
    """A number of the file, as far as it is one."""
    if value and value.isascii() and value.isdigit() and len(value) < 9 and int(value) < _LARGEST:
        return int(value)
    return otherwise
