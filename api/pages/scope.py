"""What is indexed and what is known to be missing, so that a reader can tell "not decided" from "not here"?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from api import texts
from api.answers import GapAnswer, OrganYear, StatusAnswer
from api.pages import prose, reading

_SHOWN_GAPS: Final = 500
"""Gaps on the page; the rest are counted there and listed by /api/v1/status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganRow:
    """What there is of one body."""

    huvudman: str | None
    organ: str | None
    years: str
    protokoll: int
    paragrafer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The page of coverage."""

    status: StatusAnswer
    rows: tuple[OrganRow, ...]
    missing_years: str
    """Between the first and the last year with minutes."""
    gaps: tuple[str, ...]
    more_gaps: int


def scope(status: StatusAnswer) -> Scope:
    """Make the page."""
    return Scope(
        status=status,
        rows=tuple(_rows(status.organs)),
        missing_years=_missing(row.year for row in status.organs),
        gaps=tuple(_gap(gap) for gap in status.gaps[:_SHOWN_GAPS]),
        more_gaps=max(0, len(status.gaps) - _SHOWN_GAPS),
    )


def _body(row: OrganYear) -> tuple[str, str]:
    return row.huvudman or "", row.organ or ""


def _rows(organs: Iterable[OrganYear]) -> Iterable[OrganRow]:
    for _, group in groupby(sorted(organs, key=_body), key=_body):
        found = list(group)
        years = sorted(row.year for row in found if row.year is not None)
        undated = any(row.year is None for row in found)
        yield OrganRow(
            huvudman=found[0].huvudman,
            organ=found[0].organ,
            years=", ".join([reading.ranges(years)] * bool(years) + [prose.UNDATED] * undated),
            protokoll=sum(row.protokoll for row in found),
            paragrafer=sum(row.paragrafer for row in found),
        )


def _missing(years: Iterable[str | None]) -> str:
    """Give the years between the first and the last that are not there.

    >>> _missing(["1995", None, "2001", "1996", "1999"])
    '1997, 1998, 2000'
    """
    known = {int(year) for year in years if year is not None and year.isdecimal()}
    span = range(min(known), max(known)) if known else ()
    return reading.ranges([str(year) for year in span if year not in known])


def _gap(gap: GapAnswer) -> str:
    where = ", ".join(part for part in (texts.organ(gap.organ), gap.huvudman) if part)
    return prose.gap(where, gap.year, gap.first, gap.last, gap.evidence)
