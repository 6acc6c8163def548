"""How is text of the minutes set on a page, without a word lost, added or taken for markup?

Line ends of the source are layout, not text: a line that was broken because it was full is joined again, one that was
broken on purpose stays (D35). Passages come as escaped text with <mark>; nothing else in them is markup,
whoever made them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby, pairwise
from textwrap import dedent

from markupsafe import Markup, escape

from api.answers import Beslutspunkt, ParagrafAnswer, Participant, Section

_SHORTEST_FULL_LINE = 40
"""A text whose longest line is shorter has no full lines: a list, a head, a table column."""
_NEARLY_FULL = 0.8
"""A sentence that ends before this share of the width ended its line on purpose."""
_LONG = 0.6
"""A line of this share of the width may have been full: letters differ in width."""
_STOPS = (".", ":", ";")
_GAP = re.compile(r"\S {3,}\S")
_DEEP = " " * 8
_LIST_MARK = re.compile(r"(?:[-–—•*]|[0-9]{1,2}[.)]|[A-Za-z][.)/]) ")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARK = re.compile("(</?mark>)")


def marked(html: str) -> Markup:
    """Trust only <mark> in a passage; everything else becomes text.

    >>> str(marked("a &amp; <mark>b</mark> <i>c</i> </mark><mark>d"))
    'a &amp; <mark>b</mark> &lt;i&gt;c&lt;/i&gt; <mark>d</mark>'
    """
    out: list[Markup] = []
    is_open = False
    for piece in _MARK.split(html):
        if piece not in ("<mark>", "</mark>"):
            out.append(escape(unescape(piece)))
        elif is_open == (piece == "</mark>"):
            out.append(Markup(piece))  # noqa: S704 -- one of the two literal tags
            is_open = not is_open
    return Markup("").join([*out, Markup("</mark>")] if is_open else out)


def one_line(text: str) -> str:
    r"""Fold white space and leave out controls of writing direction: for titles of windows and citations.

    >>> one_line("§ 1  \u202ea\nb")
    '§ 1 a b'
    """
    return " ".join(_BIDI.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between blank lines."""

    lines: tuple[str, ...]
    """Lines to print; those broken only because they were full are joined."""
    columns: bool = False
    """Lines stand as printed, with their spaces: they line up in columns."""


def blocks(text: str) -> Iterator[Block]:
    r"""Give the paragraphs and the columns of a text, every word once and in order.

    >>> [block.lines for block in blocks("Kort rad\nen till\n\nNytt stycke")]
    [('Kort rad', 'en till'), ('Nytt stycke',)]
    >>> [block.lines for block in blocks("Nämnden anser att förslaget om nya cykelvägar bör\nprövas.\n- Ett\n- Två")]
    [('Nämnden anser att förslaget om nya cykelvägar bör prövas.', '- Ett', '- Två')]
    >>> list(blocks("Plats     Kommunhuset\n\nTid       kl. 13"))
    [Block(lines=('Plats     Kommunhuset', '', 'Tid       kl. 13'), columns=True)]
    """
    lines = text.expandtabs().splitlines()
    width = max((len(_folded(line)) for line in lines), default=0)
    stretches = [list(group) for filled, group in groupby(lines, key=lambda line: bool(line.strip())) if filled]
    for columns, neighbours in groupby(stretches, key=_in_columns):
        if columns:
            yield Block(tuple(dedent("\n\n".join("\n".join(part) for part in neighbours)).split("\n")), columns=True)
        else:
            for part in neighbours:
                yield Block(tuple(_joined([_folded(line) for line in part], width)))


def _in_columns(lines: Sequence[str]) -> bool:
    """Tell lines that are set in columns: some have a wide gap inside, and every third that or a deep indent."""
    gaps = sum(bool(_GAP.search(line)) for line in lines)
    deep = sum(line.startswith(_DEEP) for line in lines)
    return gaps > 0 and (gaps + deep) * 3 >= len(lines)


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    """Join the lines that were broken because they were full."""
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if _was_full(before, line, width):
            parts.append(line)
        else:
            yield " ".join(parts)
            parts = [line]
    yield " ".join(parts)


def _was_full(before: str, line: str, width: int) -> bool:
    """Tell whether a line ended only because it was full.

    Its successor's first word had no room on it; or, since letters differ in width, it is long and the sentence goes
    on. A sentence that ended early ended its line on purpose, and so did what stands above an item of a list.

    >>> _was_full("Nämnden har under året i flera omgångar", "fördelat medel", 60)
    True
    >>> _was_full("Nämnden beslutar enhälligt och genast", "att anta planen", 60)
    False
    """
    if width < _SHORTEST_FULL_LINE or _LIST_MARK.match(line):
        return False
    if before.endswith(_STOPS) and len(before) < _NEARLY_FULL * width:
        return False
    return len(before) + 1 + len(line.split(" ", 1)[0]) > width or _goes_on(before, line, width)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Tell a sentence that goes on over the line end; an att-sats begins its own line."""
    small = line[0].islower() or line[0] == "("
    return small and not line.startswith("att ") and not before.endswith(_STOPS) and len(before) > _LONG * width


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the page lifts out as the decision (D34)."""

    section: Section | None
    """The one section that holds every point; it is shown here and not again below. None: the points are shown."""
    points: tuple[Beslutspunkt, ...]


def decision(unit: ParagrafAnswer) -> Decision | None:
    """Find what to lift out; None where the unit decides nothing."""
    if not unit.beslut:
        return None
    points = [_folded(point.text) for point in unit.beslut]
    holders = [part for part in unit.sections if all(point in _folded(part.text) for point in points)]
    return Decision(section=holders[0] if holders else None, points=unit.beslut)


def _folded(text: str) -> str:
    return " ".join(text.split())


def rest(unit: ParagrafAnswer, lifted: Decision | None) -> tuple[Section, ...]:
    """Give the sections that follow the decision; where the unit has none, its whole text.

    A bare heading right above the lifted section ("Beslut" over "Nämndens beslut") is lifted with it.
    """
    if not unit.sections:
        return (Section(heading="", text=unit.text, page=None),)
    taken = lifted.section if lifted else None
    following = (*unit.sections[1:], None)
    return tuple(
        part
        for part, after in zip(unit.sections, following, strict=True)
        if part is not taken and (part.text.strip() or after is not taken or taken is None)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGroup:
    """Those who were present in one role."""

    role: str
    people: tuple[Participant, ...]


def by_role(people: Iterable[Participant]) -> tuple[RoleGroup, ...]:
    """Group by role as printed, in the order of the minutes."""
    groups: dict[str, list[Participant]] = {}
    for person in people:
        groups.setdefault(person.role, []).append(person)
    return tuple(RoleGroup(role=role, people=tuple(found)) for role, found in groups.items())


def ranges(numbers: Sequence[str]) -> str:
    """Write § numbers short; only whole numbers that follow on each other become a range.

    >>> ranges(("32", "33", "34", "36", "8.1"))
    '32–34, 36, 8.1'
    >>> ranges(("1", "2"))
    '1, 2'
    """
    runs: list[list[str]] = []
    for number in numbers:
        follows = runs and runs[-1][-1].isdecimal() and number.isdecimal() and int(number) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)
