"""Which lines belong to the printed page and not to the minutes?

Page marks ("3 (74)", "Sida 2 av 9", a form feed, a number alone in a rising row) say where pages meet. Lines that keep
coming back beside them (the body's name, "Justerandes sign") are running heads and feet.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.labels import label
from indexer.pattern import Pattern

MARK = Pattern(
    source=r"""^\s* (?:(?P<word>protokoll|sida|sidan|sid\.?|page|s\.)\s*:?\s*)? [-–—]?\s*(?P<page>\d{1,4})\s*
    (?: \(\s*(?P<total>\d{1,4})\s*\) | (?:av|of)\s+(?P<total2>\d{1,4}) )? \s*[-–—]?\s*$""",
    finds=("3 (74)", "PROTOKOLL 1(12)", "Sida 2 av 9", "Page 1 of 2", "  17", "- 4 -"),
    ignores=("3 (S)", "§ 3", "2018-03-28", "17.30"),
    flags=re.IGNORECASE,
)
TAIL_MARK = Pattern(
    source=r"^.{1,100}\s(?P<page>\d{1,4})\s?\(\s?(?P<total>\d{1,4})\s?\)\s*$",
    finds=("Kommunstyrelsen   Protokoll   3 (45)",),
    ignores=("Norrskog 3:62", "antogs 2018 (bilaga)"),
)
SIGNING = Pattern(
    source=r"""^(?=.*(?:\bsign\b|signatur|bestyrk))
    (?:\W*(?:justerandes?|justerare|utdragsbestyrkande|utdrags|bestyrkes|bestyrkande|sign|signatur|signaturer|
    ordförandens?|sekreterarens?|just)\b\W*){1,9}$""",
    finds=("Justerandes sign   Justerandes sign    Utdragsbestyrkande", "Ordförandens signatur"),
    ignores=("Ordförande", "Utdraget bestyrks av Anna Ek", "Underskrift"),
    flags=re.IGNORECASE,
)
RUNNING = Pattern(
    source=r"^(?:protokoll\s+nr\s+\d+ | sammanträdesdatum:?\s+\d{4}-\d\d-\d\d)$",
    finds=("Protokoll nr 9", "Sammanträdesdatum: 2024-10-10"),
    ignores=("Sammanträdesdatum", "Protokoll nr 9 justerades"),
    flags=re.IGNORECASE,
)
"""Heads that are cut loose from their page mark when text is taken out of a PDF column by column."""

_REACH = 6
"""Lines looked at on each side of a page's edge: a printed head has at most about five."""
_LONGEST = 120
"""Characters of a running head, runs of blanks counted once."""


class Mark(NamedTuple):
    """A line that tells a page number."""

    line: int
    page: int
    total: int | None


class Furniture(NamedTuple):
    """What belongs to the page."""

    marks: tuple[Mark, ...]
    lines: frozenset[int]
    """Lines to drop: running heads and feet, not the marks."""
    texts: tuple[str, ...]
    """The running lines, each once: evidence of organ and date."""


def find_furniture(lines: Sequence[str], feeds: Sequence[int]) -> Furniture:
    """Find page marks and running lines.

    Args:
        lines: The lines of the text, in order.
        feeds: Numbers of the lines that begin with a form feed or, by the format, a page.
    """
    marks = find_marks(lines)
    edges = [mark.line for mark in marks] or list(feeds)
    short = [_shape(line) for line in lines]
    counts = Counter(shape for shape in short if shape)
    drop = _beside_edges(short, counts, edges, {mark.line for mark in marks})
    drop |= _loose(lines, counts, short)
    drop |= _before_headings(lines)
    kept = set(_head(short, edges)) if drop else set()
    texts = dict.fromkeys(" ".join(lines[i].split()) for i in sorted(drop))
    drop = {i for i in drop if i not in kept or SIGNING.find(short[i])}
    return Furniture(marks=tuple(marks), lines=frozenset(drop), texts=tuple(texts))


def find_marks(lines: Sequence[str]) -> list[Mark]:
    """The page marks: those that print the total, else those that end a line, else numbers alone in a rising row."""
    full: list[Mark] = []
    alone: list[Mark] = []
    for i, line in enumerate(lines):
        if len(line) > 2 * _LONGEST or not line.strip():
            continue
        match = MARK.regex.match(line)
        if match:
            total = match["total"] or match["total2"]
            found = Mark(i, int(match["page"]), int(total) if total else None)
            (full if total or match["word"] else alone).append(found)
    full = [mark for mark in full if mark.total is None or mark.page <= mark.total]
    if full:
        return full
    tails = _tail_marks(lines)
    return tails or (alone if _is_row(alone) else [])


def _tail_marks(lines: Sequence[str]) -> list[Mark]:
    found = []
    for i, line in enumerate(lines):
        if line.rstrip().endswith(")") and len(line) <= 2 * _LONGEST:
            match = TAIL_MARK.regex.match(line)
            if match and int(match["page"]) <= int(match["total"]):
                found.append(Mark(i, int(match["page"]), int(match["total"])))
    same = Counter(mark.total for mark in found).most_common(1)
    row = [mark for mark in found if same and mark.total == same[0][0]]
    return row if _is_row(row) else []


def _is_row(marks: Sequence[Mark]) -> bool:
    """Whether the numbers rise as page numbers do: at least three, never back, few left out."""
    if len(marks) < 3:
        return False
    steps = [b.page - a.page for a, b in pairwise(marks)]
    return min(steps) > 0 and sum(steps) <= 3 * len(steps)


def _shape(line: str) -> str:
    """The line as it would come back on another page: blanks folded, digits alike; empty if too long for one."""
    if len(line) > 4 * _LONGEST:
        return ""
    folded = " ".join(line.split())
    return re.sub(r"\d", "#", folded) if len(folded) <= _LONGEST else ""


def _walk(short: Sequence[str], start: int, step: int, stop: set[int]) -> Iterator[int]:
    """The non-blank lines from an edge outwards."""
    seen = 0
    i = start + step
    while 0 <= i < len(short) and seen < _REACH and abs(i - start) < 6 * _REACH:
        if i in stop:
            return
        if short[i]:
            seen += 1
            yield i
        i += step


def _beside_edges(short: Sequence[str], counts: Counter[str], edges: Sequence[int], marks: set[int]) -> set[int]:
    """Lines that come back beside the pages' edges, and mostly there ("Beslut" comes back everywhere)."""
    if not edges:
        return set()
    often = max(2 if len(edges) < 4 else 3, len(edges) * 2 // 5)
    walks = [(edge - (edge not in marks), 1) for edge in edges] + [(edge, -1) for edge in edges]
    walks += [(-1, 1), (len(short), -1)]
    beside: Counter[str] = Counter()
    met: set[int] = set()
    for start, step in walks:
        for i in _walk(short, start, step, marks):
            if counts[short[i]] < often:
                break
            if i not in met:
                met.add(i)
                beside[short[i]] += 1
    running = {
        shape
        for shape, n in beside.items()
        if n >= 2 and n >= 0.6 * counts[shape] and "§" not in shape and not label(shape)
    }
    drop: set[int] = set()
    for start, step in walks:
        for i in _walk(short, start, step, marks):
            if short[i] not in running:
                break
            drop.add(i)
    return drop


def _loose(lines: Sequence[str], counts: Counter[str], short: Sequence[str]) -> set[int]:
    """Running lines known by their words, wherever they landed."""
    return {
        i
        for i, shape in enumerate(short)
        if shape
        and counts[shape] >= 2
        and shape[0] in "JjPpSsUuOo"
        and (SIGNING.regex.match(shape) or RUNNING.regex.match(" ".join(lines[i].split())))
    }


def _before_headings(lines: Sequence[str]) -> set[int]:
    """The title line that stands alone before nearly every § is the head of its page.

    Seen in: minutes that print the body's name above each item, one item a page.
    """
    solid = [i for i, line in enumerate(lines) if line.strip()]
    titles = {text for i in solid[:12] if (text := lines[i].strip()) and len(text) <= _LONGEST and text[-1].isalnum()}
    places: dict[str, list[int]] = {}
    before: Counter[str] = Counter()
    for k, i in enumerate(solid[:-1]):
        text = lines[i].strip()
        if text in titles and not text.startswith("§") and solid[k + 1] != i + 1:
            places.setdefault(text, []).append(i)
            before[text] += lines[solid[k + 1]].lstrip(" *#").startswith("§")
    return {i for text, at in places.items() if before[text] >= 3 and before[text] * 2 > len(at) for i in at[1:]}


def _head(short: Sequence[str], edges: Sequence[int]) -> Iterator[int]:
    """The top of the document, down to the first § or page, which keeps its running lines: they are its title."""
    top = next((i for i, shape in enumerate(short) if shape), 0)
    page = next((edge for edge in edges if edge > top), len(short))
    solid = [i for i, shape in enumerate(short[: min(page, 60)]) if shape]
    item = next((k for k, i in enumerate(solid) if short[i].lstrip("*# ").startswith("§")), len(solid))
    return iter(solid[: min(item, _REACH + 2)])


def page_starts(furniture: Furniture, lines: int) -> list[tuple[int, int]]:
    """(line, page) where each page begins.

    A mark stands at the head of its page, unless nothing but furniture follows the last one: then at the foot.
    """
    marks = furniture.marks
    if not marks:
        return []
    at_foot = marks[-1].line + _REACH >= lines or _only_furniture(furniture, marks[-1].line, lines)
    first = marks[0].page if at_foot or marks[0].page == 1 else marks[0].page - 1
    head = [] if marks[0].line == 0 else [(0, first)]
    return [*head, *((mark.line, mark.page + at_foot) for mark in marks)]


def _only_furniture(furniture: Furniture, line: int, lines: int) -> bool:
    return all(i in furniture.lines for i in range(line + 1, min(lines, line + 200)))


def page_at(starts: Sequence[tuple[int, int]], place: int) -> int | None:
    """The page of a line or an offset; None where pages are unknown.

    >>> page_at([(0, 1), (120, 2)], 119), page_at([], 5)
    (1, None)
    """
    i = bisect_right(starts, place, key=lambda start: start[0]) - 1
    return starts[i][1] if i >= 0 else None
