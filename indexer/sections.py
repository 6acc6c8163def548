"""Which labelled parts does a § have, and what was decided in it?

`sections` cuts the body at its labels. `decided` takes the points of the decision from the parts labelled as such, or,
where nothing is labelled, from the sentences that say what was decided. What the decision means is read elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.labels import Part, label
from indexer.lines import Line, fold, plain
from indexer.model import Span
from indexer.pattern import Pattern


class Stretch(NamedTuple):
    """A labelled part of a §: lines `first` to `last`, the last exclusive."""

    heading: str
    part: Part
    first: int
    last: int
    rest: str
    """Text on the line of the label itself."""
    start: int
    """Offset at which its text begins."""


class Point(NamedTuple):
    """One point of a decision."""

    text: str
    span: Span


VERDICT = Pattern(
    source=r"""\b(?:
      (?:ut(?:ses|sågs?|sågos|ser)|väljs|valdes|valts|vald[ae]?\s+till|omval(?:des|d)|nyvaldes) \b
    | (?:fastställ|godkän|återremitter|bordlägg|anta|bevilja|bifall|bifölls?|avslå|avslog|remitter|hänskju|upphäv
    |ajournera)\w*?(?:s|des|tes|ts|gs|t) \b
    | (?:godkändes|antogs|bifölls|avslogs|bordlades|bordläggs|avslås|antas|bifalles|avslogos|antogos|godkändt|biföll
    |afslogs?) \b
    | (?:läggs|lades|lägga)\s+(?:\w+\s+){0,3}till\s+handlingarna | (?:antecknas|antecknades|noteras|noterades) \b
    | beslut(?:ar|ade|ades|as|adt|ats)\b | beslöt(?:s|o|os)?\b | besluta\s+att\b | uppdr(?:ogs?|as|ogos|ager)\b
    | (?:får|fick|ges|gavs)\s+(?:i\s+)?uppdrag
    | (?:anses|ansågs|förklaras|förklarades)\s+(?:\w+\s+){0,2}(?:besvara[dt]|avslutad|justerad|fullgjort|öppnat)
    )""",
    finds=(
        "Dagordningen fastställs.",
        "utsågs Per Ek att justera",
        "beslöts att antaga förslaget",
        "lades till handlingarna",
        "Motionen avslogs",
    ),
    ignores=("Ordföranden hälsade välkommen", "Ingen anmäler jäv", "Inga frågor eller synpunkter", "Utgår."),
    flags=re.IGNORECASE,
)
HISTORY = Pattern(
    source=r"""(?:beslutade|beslöt|antog|godkände|behandlade|fastställde|har\s+(?:beslutat|utsetts|godkänt))\b.{0,80}?(?:(?:19|20)\d\d|\bden\s+\d)
    | ^(?:enligt|efter|med\s+anledning|tidigare|sedan)\b.{0,60}\b(?:beslut|beslutade)\b | \b(?:föreslås|föreslår
    |yrkar|föreslog|skall?|ska|bör|kommer|kan)\s+(?:\w+\s+){0,4}(?:beslut|godkän|fastställ|utse|anta)""",
    finds=("Nämnden beslutade 2016-02-26 att kommunerna är positiva", "Nämnden föreslås godkänna dagordningen"),
    ignores=("Dagordningen fastställs", "Styrelsen beslutade att köpa en gräsklippare"),
    flags=re.IGNORECASE,
)
LEAD = Pattern(
    source=r"""^(?:[\w\s,()åäöÅÄÖ&/-]{2,90}\s(?:beslutar|beslutade|beslöt|föreslår|besluta|beslutat)(?:\s+(?:att|följande|enligt\s.{3,60}|därmed|för\s+egen\s+del))?
    | enligt\s.{3,80} | på\s+förslag\s.{3,80} | [\w\s-]{3,60}s\s+beslut | mötet\s+beslutade(?:\s+att)?
    | att)\s*[:.]?$""",
    finds=(
        "Grundskolenämnden beslutar:",
        "Primärkommunalt samverkansorgan beslutar",
        "Enligt kommunstyrelsens förslag:",
    ),
    ignores=("Styrelsen beslutar att adjungera Anna Ek.", "Dagordningen fastställs."),
    flags=re.IGNORECASE,
)
_POINT = re.compile(r"\s*(?:att\s|[-•*–]\s|\d{1,2}[.)](?:\s|$)|[a-z]\)\s|dels\s)")
_MARK = re.compile(r"^\s*(?:[-•*–]\s+|\d{1,2}[.)]\s*|[a-z]\)\s+)")
_HEADING_MOST = 60
_DISPATCH = re.compile(r"skickas|sänds|expedier|delges|kopia|sändlista|kännedom", re.IGNORECASE)
"""Under these labels stand names of offices, each on its line; they are no labels."""


def stretches(lines: Sequence[Line], first: int, last: int, glued: str | None) -> list[Stretch]:
    """Cut the lines of a § below its heading at the labels.

    Args:
        lines: All lines.
        first: Number of the line after the heading.
        last: Number of the line after the §.
        glued: A label that was glued to the title.
    """
    found: list[Stretch] = []
    opened = (glued or "", _part(glued), first, "", lines[first].start if first < len(lines) else 0)
    for i in range(first, last):
        here = _label_at(lines, i, last, opened[1], opened[0])
        if here:
            found.append(Stretch(opened[0], opened[1], opened[2], i, opened[3], opened[4]))
            start = lines[i].end - len(here[2]) if here[2] else lines[i].end
            opened = (here[0], here[1], i + 1, here[2], start)
    found.append(Stretch(opened[0], opened[1], opened[2], last, opened[3], opened[4]))
    return [s for s in found if s.heading or s.rest or any(not line.blank for line in lines[s.first : s.last])]


def _part(name: str | None) -> Part:
    known = label(name) if name else None
    return known.part if known else Part.OTHER


def _label_at(lines: Sequence[Line], i: int, last: int, within: Part, opened: str) -> tuple[str, Part, str] | None:
    """A label known by its words, or a short line alone between blank lines."""
    text = lines[i].text
    if not text or len(text) > 2000 or lines[i].blank:
        return None
    known = label(text)
    if known:
        if within is Part.DECISION and known.part is Part.PROPOSAL and _follows_label(lines, i):
            return (known.heading, Part.DECISION, known.rest)
        return known
    return None if _DISPATCH.search(opened) else _unknown_label(lines, i, last)


def _unknown_label(lines: Sequence[Line], i: int, last: int) -> tuple[str, Part, str] | None:
    """A heading of Markdown, or a short line alone between blank lines that is no point and decides nothing."""
    text = lines[i].text
    bare = plain(text)
    if len(bare) > _HEADING_MOST or not bare:
        return None
    if text.startswith("#"):
        return (bare, Part.OTHER, "")
    alone = lines[i - 1].blank and i + 1 < last and lines[i + 1].blank
    headed = alone and bare[0].isupper() and bare[-1].isalpha() and len(bare.split()) <= 7
    if not headed or VERDICT.find(bare) or _POINT.match(text) or LEAD.find(bare):
        return None
    return (bare, Part.OTHER, "")


def _follows_label(lines: Sequence[Line], i: int) -> bool:
    """Whether the line before, blank lines aside, is a label too."""
    k = i - 1
    while k >= 0 and lines[k].blank:
        k -= 1
    return k >= 0 and label(lines[k].text) is not None


def decided(text: str, lines: Sequence[Line], parts: Sequence[Stretch]) -> list[Point]:
    """The points of the decision; empty where nothing was decided."""
    labelled = [s for s in parts if s.part is Part.DECISION]
    if labelled:
        return [point for s in labelled for point in _points(text, lines, s)]
    open_parts = [s for s in parts if not s.heading]
    return [point for s in open_parts for point in _sentences(text, lines, s)]


def text_of(text: str, lines: Sequence[Line], part: Stretch) -> str:
    """The text of a part, its own line's rest included."""
    return text[part.start : _end(text, lines, part)].strip()


def _end(text: str, lines: Sequence[Line], part: Stretch) -> int:
    return lines[part.last].start if part.last < len(lines) else len(text)


def _points(text: str, lines: Sequence[Line], part: Stretch) -> Iterator[Point]:
    """att-satser, numbered points, or paragraphs."""
    for start, end in _blocks(lines, part):
        block = text[start:end]
        bare = fold(_MARK.sub("", block))
        if bare and not LEAD.regex.match(bare):
            yield Point(bare, Span(start, end))


def _blocks(lines: Sequence[Line], part: Stretch) -> Iterator[tuple[int, int]]:
    """(start, end) of each point: it begins at a list mark or "att", after a blank line, or after a lead-in."""
    start: int | None = part.start if part.rest else None
    end = lines[part.first - 1].end if part.first else 0
    before = ""
    for line in lines[part.first : part.last]:
        if line.blank:
            if start is not None:
                yield start, end
            start = None
            continue
        fresh = (
            start is None
            or _POINT.match(line.text)
            or before.endswith(":")
            or LEAD.regex.match(fold(before)) is not None
        )
        if fresh and start is not None:
            yield start, end
        if fresh:
            start = line.start
        end, before = line.end, line.text.rstrip()
    if start is not None:
        yield start, end


_STOP = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”\"])|\n\s*\n|\n(?=\s*(?:[-•*]|[a-z]\)|\d{1,2}[.)])\s)")


def _sentences(text: str, lines: Sequence[Line], part: Stretch) -> Iterator[Point]:
    at, last = part.start, _end(text, lines, part)
    if last - at > 50_000:
        last = at + 50_000
    for match in [*_STOP.finditer(text, at, last), None]:
        end = match.start() if match else last
        sentence = fold(_MARK.sub("", text[at:end]))
        if sentence and VERDICT.find(sentence) and not HISTORY.find(sentence):
            yield Point(sentence, Span(at, end))
        at = match.end() if match else last
