"""What is text of the minutes, and what came with the page?

Cleaning only takes away: source text = cleaned text + drop list, character by character. Nothing is put in and nothing
changes place, so that every offset can be traced to the file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from indexer.furniture import Furniture, find_furniture, page_at, page_starts
from indexer.model import Span
from indexer.read import Reading

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\ufffe\x00-\x08\x0c\x0e-\x1f\x7f]+")
_WORD_END = re.compile(r"([^\W\d_]+)([-\u2010\u00ad\ufffe\x02])[ \t]*$")
_WORD_START = re.compile(r"[ \t]*([^\W\d_]+)")
_SUSPENDED = frozenset({"och", "eller", "samt", "resp", "respektive", "till", "som", "men", "kontra", "än", "ock", "l"})
"""After these a hyphen stands for the rest of a word ("kostnads- och ansvarsfördelning")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """A stretch of the source that is not in the cleaned text."""

    span: Span
    """In the source text."""
    reason: str
    """sidmärke, sidhuvud, avstavning, blankrad, osynligt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """The text of the minutes without what belongs to the page."""

    text: str
    drops: tuple[Drop, ...]
    pages: tuple[tuple[int, int], ...]
    """(offset in `text`, page number), rising; empty where the source has neither pages nor page marks."""
    page_count: int | None
    furniture: tuple[str, ...]
    """The running heads, each once: they may be all that tells organ and date."""

    def page(self, offset: int) -> int | None:
        """The page on which a character stands."""
        return page_at(self.pages, offset)


def clean(reading: Reading) -> Cleaned:
    """Take away page furniture, invisible characters, line-end hyphens, and a blank line after every line."""
    lines = reading.text.split("\n")
    starts = _line_starts(lines)
    feeds = _feeds(reading, lines, starts)
    furniture = find_furniture(lines, feeds)
    drops = _drop_lines(lines, starts, furniture)
    gone = furniture.lines | {mark.line for mark in furniture.marks}
    drops += _undo_blank_lines(lines, starts, gone)
    drops += _join_words(lines, starts, gone)
    drops += [Drop(span=Span(*m.span()), reason="osynligt") for m in _INVISIBLE.finditer(reading.text)]
    spans = _merge(drops)
    offset_of = _Offsets(spans)
    pages = _pages(lines, furniture, feeds)
    marks = furniture.marks
    count = (marks[-1].total or (marks[-1].page if marks[0].page == 1 else None)) if marks else len(pages)
    return Cleaned(
        text=_cut(reading.text, spans),
        drops=tuple(spans),
        pages=tuple((offset_of(starts[line]), page) for line, page in pages),
        page_count=count or None,
        furniture=furniture.texts,
    )


def _line_starts(lines: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return starts


def _feeds(reading: Reading, lines: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Lines at which a page begins by form feed or by the format."""
    if reading.page_starts:
        from_format = set(reading.page_starts)
        return [i for i, start in enumerate(starts) if start in from_format]
    return [i for i, line in enumerate(lines) if "\f" in line] if "\f" in reading.text else []


def _drop_lines(lines: Sequence[str], starts: Sequence[int], furniture: Furniture) -> list[Drop]:
    reasons = dict.fromkeys(furniture.lines, "sidhuvud") | {mark.line: "sidmärke" for mark in furniture.marks}
    return [
        Drop(span=Span(starts[i], starts[i] + len(lines[i]) + (i + 1 < len(lines))), reason=reason)
        for i, reason in sorted(reasons.items())
    ]


def _undo_blank_lines(lines: Sequence[str], starts: Sequence[int], gone: frozenset[int] | set[int]) -> list[Drop]:
    """Take away one blank line after each line where a converter has put one, so that a blank line means something."""
    solid = [i for i, line in enumerate(lines) if line.strip() and i not in gone]
    if len(solid) < 20 or not _is_doubled(lines, solid):
        return []
    return [
        Drop(span=Span(starts[i + 1], starts[i + 1] + len(lines[i + 1]) + 1), reason="blankrad")
        for i in solid
        if i + 2 < len(lines) and not lines[i + 1].strip()
    ]


def _is_doubled(lines: Sequence[str], solid: Sequence[int]) -> bool:
    """Whether sentences run on over blank lines, nearly everywhere."""
    touching = sum(b == a + 1 for a, b in pairwise(solid))
    running = sum(
        b == a + 2 and lines[b].lstrip()[:1].islower() and lines[a].rstrip()[-1] not in ".:!?"
        for a, b in pairwise(solid)
    )
    return touching * 10 < len(solid) and running * 5 > len(solid)


def _join_words(lines: Sequence[str], starts: Sequence[int], gone: frozenset[int] | set[int]) -> Iterator[Drop]:
    """Join words cut at a line end, also over a page's edge.

    Without a dictionary: a suspended hyphen, a name and an abbreviation keep theirs.
    """
    for i, line in enumerate(lines):
        if i in gone or line.rstrip()[-1:] not in ("-", "\u2010", "\u00ad", "\ufffe", "\x02"):
            continue
        end, follower = _WORD_END.search(line[-80:]), _next_line(lines, i, gone)
        start = _WORD_START.match(lines[follower][:80]) if follower else None
        if end and start and follower:
            yield from _join(end, start, (starts[i] + len(line) - len(line[-80:]), starts[follower]))


def _next_line(lines: Sequence[str], i: int, gone: frozenset[int] | set[int]) -> int | None:
    """The line on which a cut word goes on: the next one, or the next but page furniture."""
    for k in range(i + 1, min(i + 12, len(lines))):
        if lines[k].strip() and k not in gone:
            return k if k == i + 1 or k - 1 in gone or any(j in gone for j in range(i + 1, k)) else None
    return None


def _join(end: re.Match[str], start: re.Match[str], bases: tuple[int, int]) -> Iterator[Drop]:
    """The drops that join two halves: the hyphen where it only marks the cut, and what stands between."""
    left, right = end[1], start[1]
    if right.lower() in _SUSPENDED:
        return
    keep = end[2] in "-\u2010" and (right[0].isupper() or len(left) <= 2 or left.isupper())
    begin = bases[0] + (end.end(2) if keep else end.start(2))
    yield Drop(span=Span(begin, bases[1] + start.start(1)), reason="avstavning")


def _merge(drops: Sequence[Drop]) -> list[Drop]:
    """Sorted and without overlap; the longest part gives the reason."""
    merged: list[Drop] = []
    for drop in sorted(drops, key=lambda d: d.span):
        if merged and drop.span.start < merged[-1].span.end:
            merged.append(_union(merged.pop(), drop))
        else:
            merged.append(drop)
    return merged


def _union(first: Drop, second: Drop) -> Drop:
    longer = max(first, second, key=lambda d: d.span.end - d.span.start)
    span = Span(min(first.span.start, second.span.start), max(first.span.end, second.span.end))
    return Drop(span=span, reason=longer.reason)


class _Offsets:
    """From offsets in the source to offsets in the cleaned text."""

    def __init__(self, drops: Sequence[Drop]) -> None:
        self._starts = [drop.span.start for drop in drops]
        self._ends = [drop.span.end for drop in drops]
        self._gone = list(accumulate((drop.span.end - drop.span.start for drop in drops), initial=0))

    def __call__(self, offset: int) -> int:
        i = bisect_right(self._starts, offset)
        inside = max(self._ends[i - 1] - offset, 0) if i else 0
        return offset - self._gone[i] + inside


def _cut(source: str, drops: Sequence[Drop]) -> str:
    kept, at = [], 0
    for drop in drops:
        kept.append(source[at : drop.span.start])
        at = drop.span.end
    kept.append(source[at:])
    return "".join(kept)


def _pages(lines: Sequence[str], furniture: Furniture, feeds: Sequence[int]) -> list[tuple[int, int]]:
    """(line, page) where each page begins: by printed numbers, else by form feeds, else not known."""
    marks = furniture.marks
    if len(marks) == 1 and marks[0].page == 1 and marks[0].total:
        edges = _sunken_edges(lines)
        return [(0, 1), *((line, i) for i, line in enumerate(edges, 2))] if len(edges) == marks[0].total - 1 else []
    if marks:
        return page_starts(furniture, len(lines))
    return [(0, 1), *((line, i) for i, line in enumerate((f for f in feeds if f), 2))] if feeds else []


def _sunken_edges(lines: Sequence[str]) -> list[int]:
    """Lines that begin with a single blank: what some converters leave of a form feed.

    Believed only where they are as many as the printed number of pages says.
    """
    return [i for i, line in enumerate(lines) if line[:1] == " " and line[1:2].strip()]
