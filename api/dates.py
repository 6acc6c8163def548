"""Which days does somebody mean who writes 2016-05..2017, or >2020?"""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from indexer.engine.query import Dates

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_RELATION: Final = re.compile(r"[<>]?=?")


def read_dates(text: str) -> Dates | None:
    """Read a year, a month, a day, a span with two dots, or one of > >= < <= before a day; None when it is none.

    >>> read_dates("2016-05..2017-06")
    Dates(first='2016-05-01', last='2017-06-30')
    >>> read_dates(">2020"), read_dates("<=2020-02")
    (Dates(first='2021-01-01', last=None), Dates(first=None, last='2020-02-29'))
    >>> read_dates("2020-13") is None
    True
    """
    first, dots, last = text.partition("..")
    if dots:
        return _between(first, last)
    relation = _RELATION.match(text)
    sign = relation[0] if relation else ""
    span = _span(text[len(sign) :])
    return _related(sign, span) if span else None


def _between(first: str, last: str) -> Dates | None:
    """Read the two ends of a span; one may be open."""
    begin, end = _span(first), _span(last)
    if (first and begin is None) or (last and end is None) or not (first or last):
        return None
    return Dates(begin[0].isoformat() if begin else None, end[1].isoformat() if end else None)


def _related(sign: str, span: tuple[date, date]) -> Dates:
    """Give the days before, after or within a span."""
    first, last = span
    if sign == ">":
        return Dates(_step(last, 1).isoformat(), None)
    if sign == "<":
        return Dates(None, _step(first, -1).isoformat())
    return Dates(None if sign == "<=" else first.isoformat(), None if sign == ">=" else last.isoformat())


def _step(day: date, days: int) -> date:
    """Go some days on; the calendar has two ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def _span(text: str) -> tuple[date, date] | None:
    """Give the first and last day of a year, a month or a day."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern demands it
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
