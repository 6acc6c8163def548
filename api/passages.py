"""Which stretches of a text show that it answers the question?

Up to three stretches where the most different words of the question stand together, as escaped text in which only
<mark> is markup, each with its page and section.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from api.answers import Matched, Passage
from api.matches import Leaf, Match
from indexer.engine.plan import Group
from indexer.model import Paragraf

SHOWN: Final = 3
"""Passages of one hit."""
LENGTH: Final = 240
"""Characters of a passage, about two lines on a card."""
_LONGEST: Final = 1000
"""Characters of a passage that must be longer: a phrase with many words between, a word without end."""
_BEFORE: Final = 60
"""Characters before the first mark: enough to see who does what."""
_WORD_EDGE: Final = 25
"""Characters to look for a space at which to cut."""
_MATCHED: Final = 8
"""Words of the text told for one hit."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of a unit by where it begins in the unit's text."""

    start: int
    end: int
    heading: str | None
    page: int | None


@dataclass(slots=True)
class _Cluster:
    """Matches that fit in one passage."""

    matches: list[Match]

    @property
    def worth(self) -> float:
        """Different words of the question count most, then how well they match."""
        best: dict[int, float] = {}
        for match in self.matches:
            best[match.leaf] = max(best.get(match.leaf, 0.0), match.weight)
        return sum(1.0 + weight for weight in best.values()) + 0.01 * min(len(self.matches), 20)


def passages(unit: Paragraf, found: Sequence[Match]) -> tuple[tuple[Passage, ...], int]:
    """Give the passages to show, in the order of the text, and how many there are.

    Args:
        unit: What was found.
        found: Matches by where they begin; without any, the decision or the beginning is shown as it is.
    """
    parts = _parts(unit)
    if not found:
        return ((_opening(unit, parts),), 1) if unit.text.strip() else ((), 0)
    clusters = _clusters(found, parts)
    best = sorted(range(len(clusters)), key=lambda at: (-clusters[at].worth, at))[:SHOWN]
    return tuple(_passage(unit.text, clusters[at].matches, parts) for at in sorted(best)), len(clusters)


def matched(unit: Paragraf, found: Sequence[Match], leaves: Sequence[Leaf]) -> tuple[Matched, ...]:
    """Say how the words of the question were found: each word of the text once, the most telling first."""
    told: dict[str, tuple[int, Matched]] = {}
    for match in found:
        leaf = leaves[match.leaf]
        word = unit.text[match.start : match.end]
        before = told.get(word.casefold())
        if not match.how or not isinstance(leaf, Group) or (before and len(before[1].term) >= len(leaf.word)):
            continue  # where a compound and its parts both answer, the compound tells more
        said = Matched.model_validate({"term": leaf.word, "word": " ".join(word.split())[:LENGTH], "as": match.how})
        told[word.casefold()] = (match.leaf, said)
    ordered = sorted(told.values(), key=lambda item: (item[1].how == "exact", item[0]))
    return tuple(said for _, said in ordered[:_MATCHED])


def _parts(unit: Paragraf) -> list[_Part]:
    """Find where the sections begin in the unit's text."""
    parts = [_Part(0, len(unit.text), None, unit.page)]
    at = 0
    for section in unit.sections:
        start = unit.text.find(section.text, at) if section.text else -1
        if start >= 0:
            at = start + len(section.text)
            parts.append(_Part(start, at, section.heading or None, section.page or parts[-1].page))
    return parts


def _part_of(parts: Sequence[_Part], start: int) -> int:
    return bisect_right(parts, start, key=lambda part: part.start) - 1


def _clusters(found: Sequence[Match], parts: Sequence[_Part]) -> list[_Cluster]:
    """Put matches together that fit in one passage of one section."""
    clusters: list[_Cluster] = []
    limit = -1
    for match in found:
        if not clusters or match.end > limit:
            clusters.append(_Cluster([]))
            following = _part_of(parts, match.start) + 1
            end_of_part = parts[following].start if following < len(parts) else match.start + LENGTH
            limit = min(match.start + LENGTH - _BEFORE, max(end_of_part, match.end))
        clusters[-1].matches.append(match)
    return clusters


def _opening(unit: Paragraf, parts: Sequence[_Part]) -> Passage:
    """Show the decision, or else what stands after the title."""
    after = unit.title_span.end - unit.span.start if unit.title_span else 0
    start = after if unit.text[after:].strip() else 0
    if unit.beslut_spans:
        start = unit.beslut_spans[0].start - unit.span.start
    part = parts[_part_of(parts, start)]
    shown = unit.text[start : _cut_back(unit.text, start + LENGTH)]
    more = " …" if start + len(shown) < len(unit.text.rstrip()) else ""
    return Passage(html=escape(" ".join(shown.split())) + more, page=part.page, section=part.heading)


def _passage(text: str, matches: Sequence[Match], parts: Sequence[_Part]) -> Passage:
    """Cut out a passage and mark the words in it."""
    here = _part_of(parts, matches[0].start)
    floor = parts[here].start
    start = _cut_ahead(text, max(floor, matches[0].start - _BEFORE), matches[0].start, floor)
    last = min(max(match.end for match in matches), start + _LONGEST)
    end = max(_cut_back(text, start + LENGTH), last)
    if matches[-1].end <= parts[here].end:
        end = min(end, parts[here].end)
    pieces = [] if not text[:start].strip() else ["… "]
    pieces.append(_marked(text, start, end, matches))
    pieces.append(" …" if text[end:].strip() else "")
    return Passage(html="".join(pieces), page=parts[here].page, section=parts[here].heading)


def _marked(text: str, start: int, end: int, matches: Sequence[Match]) -> str:
    """Escape a stretch of text and put <mark> around the matches; those that overlap become one."""
    pieces, at = [], start
    for first, last in ((first, min(last, end)) for first, last in _merged(matches) if first < end):
        pieces += [_line(text[at:first]), "<mark>", _line(text[first:last]), "</mark>"]
        at = last
    pieces.append(_line(text[at:end]))
    return "".join(pieces).strip()


def _merged(matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Join matches that overlap."""
    spans: list[tuple[int, int]] = []
    for match in matches:
        if spans and match.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], match.end))
        else:
            spans.append((match.start, match.end))
    return spans


def _line(text: str) -> str:
    r"""Escape text and fold its white space, also at the ends.

    >>> _line("a\n  <b> ")
    'a &lt;b&gt; '
    """
    folded = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and folded else ""
    return f"{before}{escape(folded)}{after}"


def _cut_ahead(text: str, start: int, stop: int, floor: int) -> int:
    """Move a cut forward to the next word, at most to `stop`."""
    if start <= floor:
        return start
    space = next((at for at in range(start, min(start + _WORD_EDGE, stop)) if text[at].isspace()), None)
    return start if space is None else space + 1


def _cut_back(text: str, end: int) -> int:
    """Move a cut back to the end of the word before."""
    if end >= len(text):
        return len(text)
    space = next((at for at in range(end, end - _WORD_EDGE, -1) if text[at].isspace()), None)
    return end if space is None else space
