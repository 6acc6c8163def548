"""Where does a protokoll begin, and where each of its units?

The second half of splitting: nest what `recognise` saw. The units of a file partition its cleaned text: every character
is in exactly one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from indexer import meetings
from indexer.candidate import Candidate, Form
from indexer.lines import Line
from indexer.model import Kind
from indexer.recognise import BILAGA, candidates
from indexer.sequence import Row, choose
from indexer.tail import tail_start
from indexer.unnumbered import headed_rows

_FORMS = (Form.SIGN, Form.SIGN_AFTER, Form.WORD, Form.BODY, Form.ORDINAL, Form.DOT, Form.BARE, Form.PAREN)
_RIVALS = frozenset({Form.WORD, Form.DOT, Form.BARE, Form.PAREN, Form.ORDINAL})
"""Forms whose row may hold the § of a quoted bylaw inside it."""


class Piece(NamedTuple):
    """One unit: lines `first` to `last`, the last exclusive."""

    kind: Kind
    first: int
    last: int
    head: Candidate | None = None


class Meeting(NamedTuple):
    """The minutes of one meeting within a file."""

    pieces: tuple[Piece, ...]
    """They partition its lines."""
    form: Form | None
    """How its items are written; None where it has none."""
    toc: tuple[Candidate, ...]
    """The entries of its table of contents."""

    @property
    def first(self) -> int:
        """Number of its first line."""
        return self.pieces[0].first


def split(lines: Sequence[Line]) -> tuple[Meeting, ...]:
    """Split the lines of a file into meetings and these into units."""
    found = candidates(lines)
    edges = [*meetings.starts(lines, found), len(lines)]
    solid = list(accumulate((not line.blank for line in lines), initial=0))
    return tuple(_meeting(lines, found, solid, a, b) for a, b in pairwise(edges))


def _within(items: Sequence[Candidate], first: int, last: int) -> Sequence[Candidate]:
    return items[bisect_left(items, first, key=lambda c: c.line) : bisect_left(items, last, key=lambda c: c.line)]


def _meeting(
    lines: Sequence[Line], found: dict[Form, list[Candidate]], solid: Sequence[int], first: int, last: int
) -> Meeting:
    here = {form: _within(items, first, last) for form, items in found.items()}
    form, row = _row(lines, here, solid, (first, last))
    pieces = _pieces(lines, row.heads, first, last)
    return Meeting(tuple(pieces), form, row.toc)


def _row(
    lines: Sequence[Line], here: dict[Form, Sequence[Candidate]], solid: Sequence[int], stretch: tuple[int, int]
) -> tuple[Form | None, Row]:
    """The form in which the items are written, and their heads."""
    first, last = stretch
    ranges = meetings.printed_range(lines, first, here)
    rows: dict[Form, Row] = {}
    for form in _FORMS:
        if here.get(form):
            items = meetings.in_range(here[form], ranges)
            row = choose(items, lambda a, b: solid[b] - solid[a + 1])
            if _believed(lines, form, row, first, solid):
                rows[form] = row
    if rows:
        first_form = next(iter(rows))
        rivals = (other for other in rows if other in _RIVALS and _holds(rows[other], rows[first_form]))
        form = next(rivals, first_form)
        return form, rows[form]
    headed = headed_rows(lines[first:last], here, first)
    return (headed.heads[0].form, headed) if headed.heads else (None, headed)


def _holds(outer: Row, inner: Row) -> bool:
    """Whether all heads of one row stand inside one item of another: a bylaw quoted in a decision."""
    marks = [c.line for c in outer.heads]
    i = bisect_left(marks, inner.heads[0].line)
    return (
        len(marks) >= 3 and i > 0 and (i == len(marks) or marks[i] > inner.heads[-1].line) and len(marks) - i <= i + 2
    )


def _believed(lines: Sequence[Line], form: Form, row: Row, first: int, solid: Sequence[int]) -> bool:
    """Whether a row is one of items, and not of list points or references."""
    heads = row.heads
    if not heads:
        return False
    strong = sum(c.strong for c in heads)
    if form is Form.SIGN:
        lone = strong and (heads[0].weight >= 6 or solid[heads[0].line] - solid[first] < 15)
        return bool(row.toc) or strong >= 2 or bool(lone)
    rising = sum(b.key[0] - a.key[0] <= 1 for a, b in pairwise(heads))
    if form in (Form.SIGN_AFTER, Form.WORD):
        return strong >= 2 and rising * 2 >= len(heads) - 1
    if form is Form.ORDINAL:
        return len(heads) >= 2 and heads[0].key[0] <= 2 and rising == len(heads) - 1
    if form is Form.BODY:
        return len(heads) >= 4 and rising == len(heads) - 1
    short = sum(len(lines[c.line].text) <= 100 for c in heads)
    early = solid[heads[0].line] - solid[first] <= max(40, (solid[-1] - solid[first]) // 3)
    return (
        len(heads) >= 3 and heads[0].key[0] <= 2 and rising >= len(heads) - 2 and early and short * 10 >= 8 * len(heads)
    )


def _pieces(lines: Sequence[Line], heads: Sequence[Candidate], first: int, last: int) -> Iterator[Piece]:
    """Lay the units out so that they cover the lines of the meeting."""
    if not heads:
        yield from _without_items(lines, first, last)
        return
    if heads[0].line > first:
        yield Piece(Kind.INLEDNING, first, heads[0].line)
    for i, head in enumerate(heads):
        final = i + 1 == len(heads)
        end = last if final else heads[i + 1].line
        stop = tail_start(lines, head.line + 1, end) if final else end
        cut = _bilaga(lines, head.line + 1, stop, lists_only=not final)
        yield Piece(Kind.PARAGRAF, head.line, min(cut, stop), head)
        yield from _after(lines, min(cut, stop), stop, end, first_bilaga=cut)


def _after(lines: Sequence[Line], at: int, stop: int, end: int, *, first_bilaga: int) -> Iterator[Piece]:
    """What follows the text of an item: bilagor, signatures, bilagor again."""
    if first_bilaga < stop:
        yield from _bilagor(lines, at, stop)
    if stop < end:
        cut = _bilaga(lines, stop + 1, end, lists_only=False)
        yield Piece(Kind.UNDERSKRIFTER, stop, cut)
        yield from _bilagor(lines, cut, end)


def _bilagor(lines: Sequence[Line], at: int, end: int) -> Iterator[Piece]:
    while at < end:
        cut = _bilaga(lines, at + 1, end, lists_only=False)
        while cut < end and lines[cut].text.split() == lines[at].text.split():
            cut = _bilaga(lines, cut + 1, end, lists_only=False)
        yield Piece(Kind.BILAGA, at, cut)
        at = cut


def _bilaga(lines: Sequence[Line], at: int, end: int, *, lists_only: bool) -> int:
    """Number of the first line that heads a bilaga; `end` if there is none."""
    for i in range(at, end):
        text = lines[i].text
        if len(text) < 250 and (head := text.lstrip(" \t#*")[:1]) and head in "BbOoVv" and BILAGA.regex.match(text):
            alone = lines[i - 1].blank or text.startswith((" ", "#", "\t"))
            if alone and (not lists_only or head in "OoVv"):
                return i
    return end


def _without_items(lines: Sequence[Line], first: int, last: int) -> Iterator[Piece]:
    """Minutes without items: a head of short lines, then running text (cut into stycken by `stycken`)."""
    stop = tail_start(lines, first, last)
    at, seen = first, 0
    while at < stop and seen < 12 and (lines[at].blank or len(lines[at].text.strip()) <= 80):
        seen += not lines[at].blank
        at += 1
    at = at if at < stop else first
    if at > first:
        yield Piece(Kind.INLEDNING, first, at)
    if at < stop:
        yield Piece(Kind.STYCKE, at, stop)
    if stop < last:
        yield Piece(Kind.UNDERSKRIFTER, stop, last)
