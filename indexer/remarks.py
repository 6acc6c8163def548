"""What is odd about how the items of these minutes follow on each other?"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.clean import Cleaned
from indexer.lines import Line
from indexer.model import Anmarkning, Kind
from indexer.split import Meeting

_MOST_GAPS = 20
"""Gaps told one by one; a document with more has another numbering than we think."""


def remarks_on(cleaned: Cleaned, lines: Sequence[Line], meeting: Meeting) -> tuple[Anmarkning, ...]:
    """Gaps, repeats, entries of the table of contents without an item, no items at all."""
    heads = [piece for piece in meeting.pieces if piece.kind is Kind.PARAGRAF]
    if not heads:
        return (Anmarkning(code="inga-paragrafer", message="Inga paragrafer hittades; texten är delad i stycken."),)
    found = [*_missing(cleaned, lines, meeting), *_sequence(cleaned, lines, meeting)]
    return tuple(found[:_MOST_GAPS])


def _missing(cleaned: Cleaned, lines: Sequence[Line], meeting: Meeting) -> Iterator[Anmarkning]:
    have = {piece.head.key for piece in meeting.pieces if piece.head}
    for entry in meeting.toc:
        if entry.key not in have:
            message = f"§ {entry.number} finns i innehållsförteckningen men inte i texten"
            yield Anmarkning(code="paragraf-saknas", message=message, page=cleaned.page(lines[entry.line].start))


def _sequence(cleaned: Cleaned, lines: Sequence[Line], meeting: Meeting) -> Iterator[Anmarkning]:
    numbered = [piece.head for piece in meeting.pieces if piece.head and piece.head.number]
    for before, head in pairwise(numbered):
        page = cleaned.page(lines[head.line].start)
        if head.key == before.key:
            yield Anmarkning(code="paragraf-dubblett", message=f"§ {head.number} finns två gånger", page=page)
        elif head.key[0] > before.key[0] + 1:
            message = f"Numreringen hoppar från § {before.number} till § {head.number}"
            yield Anmarkning(code="paragraf-lucka", message=message, page=page)
