"""Where does the title of an item end, and what is it?

A title stands on the line of its number, or below it; it may run over several lines. It goes on where the line was cut
by the width of the page, where bold type is still open, or where the next line begins in lower case.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.labels import Part, label
from indexer.lines import Line, fold, plain
from indexer.metadata.diarienummer import find_diarienummer, numbers_in_head, without_diarienummer
from indexer.pattern import Pattern

_WIDTH = 55
"""Characters: a line of a title with room for the next word within this was not cut by the page's width."""
_MOST_LINES = 8
_LONGEST = 400
"""Characters: what is longer is not a title."""

LONGEST_LINE = 500
"""Characters of a line that are looked at for a title with text after it."""
_NO_TITLES = frozenset({"Bakgrund", "Sammanfattning", "Ärendet", "Ärendebeskrivning", "Beslutsunderlag", "Diskussion"})
"""Labels that never are the title of an item; "Information" or "Jäv" may be."""

SENTENCE = Pattern(
    source=r"""\b(?:\w+(?:ades|ades|ades|tes|des|gos|götos|nos|tos|ats|its)|är|var|har|hade|skall|ska|upplästes?|beslöts?|beslutar|beslutade
    |utsågs?|utses|valdes|väljs|öppnade|öppnar|öppnas|förklarade|förklarar|godkändes|godkänns|fastställs|föredrogs?|hälsade|hälsar|meddelade
    |anmälde|anmäldes|informerade|informerar|lades|läggs|tillkännagav|anförde|blev|blefvo|blef|hölls|vald(?:es|a)|ansågs?|anslogs?|uppdrogs?
    |\w+(?:gaf|gav|minte|mälte|blif[vw]er)|anhöll|yttrade|uppsköts?|antogs?)\b""",
    finds=("Till justeringsmän utsågos Per Ek och Jan Alm", "Mötet öppnades", "Ordföranden hälsade alla välkomna"),
    ignores=("Val av justerare", "Fastställande av dagordning"),
    flags=re.IGNORECASE,
)


class Heading(NamedTuple):
    """The head of one item."""

    title: str | None
    diarienummer: tuple[str, ...]
    end: int
    """Number of the line after the heading."""
    body: str | None
    """Text that follows the title on its last line (a label glued to it), or None."""


def read_heading(lines: Sequence[Line], first: int, rest: int, last: int) -> Heading:
    """Read the head of an item.

    Args:
        lines: All lines.
        first: Number of the line that holds the number of the item.
        rest: Where in that line the title may begin.
        last: Number of the line after the item.
    """
    head = lines[first].text[rest:]
    numbers, on_line = numbers_in_head(head)
    on_line = on_line.lstrip(" .,:;") if numbers else on_line
    if run_in := _run_in(plain(on_line)):
        return Heading(run_in, numbers, first, None)
    if plain(on_line):
        return _extend(lines, first, last, on_line, numbers)
    below, more = _next_title_line(lines, first + 1, last)
    numbers += more
    if below is None:
        return Heading(None, numbers, first + 1, None)
    return _extend(lines, below, last, lines[below].text, numbers)


_RUN_IN = re.compile(r"(?P<title>[A-ZÅÄÖ][^.,:;!?§]{2,70}[a-zåäö0-9)])\s?\.(?:\s*[—–-])?\s+[A-ZÅÄÖ”\"].{15,}")
_PASSIVE = re.compile(
    r"[\wåäö-]+(?:des|tes|[gfdtv]s|ade|[lr]te|adt|ad|it)\b|(?:att|som|hvilken|vilken|hade|måtte)\b", re.IGNORECASE
)
"""How the first word of an item without title often ends: "Föredrogs", "Anmältes", "Inkallad"."""


def _run_in(text: str) -> str | None:
    """A title with the item's text on the same line.

    >>> _run_in("Val av justerare. Till justerare utsågs Per Ek.")
    'Val av justerare'
    >>> _run_in("Upplästes protokollet. Det godkändes av alla.") is None
    True
    """
    match = _RUN_IN.match(text[:LONGEST_LINE])
    if not match or _PASSIVE.match(text) or SENTENCE.find(match["title"]) or re.search(r"\b[\w]{1,2}$", match["title"]):
        return None
    return match["title"]


def _next_title_line(lines: Sequence[Line], at: int, last: int) -> tuple[int | None, tuple[str, ...]]:
    """The first line below the number that can be a title; a line with only a diarienummer is read on the way."""
    numbers: tuple[str, ...] = ()
    for i in range(at, min(at + 6, last)):
        text = lines[i].text
        if lines[i].blank:
            continue
        found = find_diarienummer(text, labelled=True)
        if found and not plain(without_diarienummer(text)):
            numbers += found
            continue
        known = label(text)
        is_label = known is not None and (known.part is not Part.OTHER or bool(known.rest) or plain(text) in _NO_TITLES)
        return (None, numbers) if is_label else (i, numbers)
    return None, numbers


def _extend(lines: Sequence[Line], at: int, last: int, head: str, numbers: tuple[str, ...]) -> Heading:
    """Follow the title over its lines, then look below it for a diarienummer."""
    if len(head) > _LONGEST:
        return Heading(None, numbers, at, None)
    parts = [head]
    end = at + 1
    while end < min(last, at + _MOST_LINES) and _goes_on(parts, lines, end):
        parts.append(lines[end].text)
        end += 1
    whole = fold(" ".join(parts))
    if (
        _is_prose(whole)
        or _is_all(whole, lines[end:last])
        or (end - at == _MOST_LINES and not lines[min(end, last - 1)].blank)
    ):
        return Heading(None, numbers, at, None)
    title, body = _glued(" ".join(parts))
    found = numbers + find_diarienummer(title)
    title = fold(without_diarienummer(title)).strip(" *_–-") if find_diarienummer(title) else title
    below = _below(lines, end, last)
    return Heading(_tidy(title) or None, tuple(dict.fromkeys(found + below)), end, body)


_OPEN_END = re.compile(
    r"(?:[-–,]|\b(?:den|det|de|och|samt|eller|i|av|för|till|med|från|om|på|att|som|en|ett|vid|mot|enligt|angående))$"
)
"""A line of a title that ends so is not its last."""


def _goes_on(parts: Sequence[str], lines: Sequence[Line], at: int) -> bool:
    """Whether the title goes on with this line."""
    so_far, text = parts[-1].rstrip(), lines[at].text.strip()
    if not text or label(text) or sum(map(len, parts)) > _LONGEST:
        return False
    if "".join(parts).count("**") % 2:
        return True
    if text[0] in "•*#§" or re.match(r"[-–]\s+[^a-zåäö]", text) or find_diarienummer(text, labelled=True):
        return False
    if _OPEN_END.search(so_far) or text[0].islower() or text[0] in "-–":
        return True
    if so_far.endswith((".", ":")) or (SENTENCE.find(text) and _has_stops(lines, at)):
        return False
    return len(so_far.strip()) + 1 + len(text.split(None, 1)[0]) > _WIDTH


def _has_stops(lines: Sequence[Line], at: int) -> bool:
    """Whether a line of the block is punctuated as running text is."""
    for line in lines[at : at + 12]:
        if line.blank or label(line.text):
            return False
        if line.text.rstrip().endswith((".", ",", ":", ";")):
            return True
    return False


_TWO_SENTENCES = re.compile(r"[a-zåäö)]{3}\.\s+[A-ZÅÄÖ][\wåäö]+\s")


def _is_all(text: str, rest: Sequence[Line]) -> bool:
    """Whether a sentence of some length is all there is of an item: then it is its text."""
    return text.endswith(".") and len(text.split()) > 4 and all(line.blank for line in rest)


def _is_prose(text: str) -> bool:
    """Whether what looks like a title is the item itself, as in minutes without titles.

    >>> _is_prose("Till justeringsmän utsågos herrar Ek och Alm."), _is_prose("Val av justerare")
    (True, False)
    """
    if len(text) > _LONGEST or (SENTENCE.find(text) and (text.endswith(".") or len(text) > 300)):
        return True
    return text.endswith(".") and bool(len(text) > 160 or _TWO_SENTENCES.search(text) or _PASSIVE.match(text))


def _glued(title: str) -> tuple[str, str | None]:
    """A bold label glued to the end of the title: "Val av justerare**Sammanfattning**"."""
    left, mark, right = title.rstrip().rpartition("**")
    if mark and not right and "**" in left:
        title_part, _, name = left.rpartition("**")
        if plain(title_part) and label(name):
            return title_part, plain(name)
    return title, None


def _below(lines: Sequence[Line], at: int, last: int) -> tuple[str, ...]:
    """A diarienummer on one of the next two lines: "Dnr 2023/07"."""
    seen = 0
    found: tuple[str, ...] = ()
    for line in lines[at : min(at + 8, last)]:
        if line.blank:
            continue
        seen += 1
        here = find_diarienummer(line.text, labelled=True)
        if here and not plain(without_diarienummer(line.text)):
            found += here
        elif seen > 1:
            break
    return found


def _tidy(title: str) -> str:
    """Without emphasis marks and stray ends.

    >>> _tidy("**Beslut om plan**,")
    'Beslut om plan'
    """
    bare = plain(title).rstrip(",;: ").removesuffix(" -")
    return bare[:-1] if _FULL_STOP.search(bare) else bare


_FULL_STOP = re.compile(r"(?<![.\w])[\wåäö-]{4,}\.$")
"""The stop of a title, not that of an abbreviation ("m. fl.", "m.m.")."""
