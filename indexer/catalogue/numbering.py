"""Which § numbers must exist and are not here?

Only what is certain counts ("minst"): a number that no meeting of a body has in a year, while a later one exists there;
or one that is skipped inside a meeting. Bodies that start anew at each meeting leave no holes between meetings, and a
misread number cannot make one (D13).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from indexer.catalogue.records import Gap

_WHOLE = re.compile(r"\d{1,4}")


class Range(NamedTuple):
    """Consecutive numbers, both included."""

    first: int
    last: int


class Numbers(NamedTuple):
    """The § numbers of one protokoll."""

    huvudman: str | None
    organ: str | None
    date: str | None
    ranges: tuple[Range, ...]


def ranges_of(numbers: Iterable[str | None]) -> tuple[Range, ...]:
    """Give the run of rising numbers in the order printed; () where less than half of them rise.

    >>> ranges_of(["32", "33", "35", "1899", "36"])
    (Range(first=32, last=33), Range(first=35, last=36))
    """
    whole = [int(found.group()) for number in numbers if number and (found := _WHOLE.match(number))]
    rising = _longest_rising(whole)
    return _joined((n, n) for n in rising) if 2 * len(rising) > len(set(whole)) else ()


def gaps(protokoll: Iterable[Numbers]) -> tuple[Gap, ...]:
    """Find the gaps of every body and year, in the order of body and year."""
    bodies: dict[tuple[str | None, str | None], dict[str | None, list[Numbers]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for numbers in protokoll:
        if numbers.ranges:
            bodies[numbers.huvudman, numbers.organ][numbers.date and numbers.date[:4]].append(numbers)
    found: list[Gap] = []
    for body in sorted(bodies, key=lambda names: (names[0] or "", names[1] or "")):
        found += _gaps_of_body(bodies[body])
    return tuple(found)


def _gaps_of_body(years: dict[str | None, list[Numbers]]) -> list[Gap]:
    found = []
    before: tuple[Range, ...] = ()
    for year in sorted(years, key=lambda year: year or ""):
        meetings = sorted(years[year], key=lambda numbers: (numbers.date or "", numbers.ranges))
        known = _joined(stretch for meeting in meetings for stretch in meeting.ranges)
        if year is not None and meetings[0].organ is not None:
            found += _before_first(meetings, known, before)
            found += _between(meetings, known)
            before = known
        found += _inside(meetings, known)
    return found


def _before_first(meetings: Sequence[Numbers], known: tuple[Range, ...], before: tuple[Range, ...]) -> list[Gap]:
    """The year begins above 1, and the year before does not lead up to it (some bodies number across years)."""
    first = known[0].first
    if first == 1 or _holds(before, first - 1):
        return []
    start = before[-1].last + 1 if before and before[-1].last < first else 1
    when = next(meeting.date for meeting in meetings if meeting.ranges[0].first == first)
    return [_gap(meetings[0], start, first - 1, f"{when} börjar med § {first}")]


def _between(meetings: Sequence[Numbers], known: tuple[Range, ...]) -> list[Gap]:
    return [
        _gap(
            meetings[0],
            low.last + 1,
            high.first - 1,
            f"§ {low.last} finns {_date_of(meetings, low.last)}, § {high.first} finns {_date_of(meetings, high.first)}",
        )
        for low, high in pairwise(known)
    ]


def _inside(meetings: Sequence[Numbers], known: tuple[Range, ...]) -> list[Gap]:
    """Numbers skipped inside a meeting that another meeting of the year has (each meeting starts anew there)."""
    found = []
    days: dict[str | None, list[Range]] = defaultdict(list)
    for meeting in meetings:
        days[meeting.date] += meeting.ranges
    for date, stretches in days.items():
        held = _joined(stretches)
        for low, high in pairwise(held):
            if date is None or meetings[0].organ is None or _holds(known, low.last + 1):
                evidence = f"{date or 'protokoll utan datum'}: § {low.last} följs av § {high.first}"
                found.append(_gap(meetings[0], low.last + 1, high.first - 1, evidence, date=date))
    return found


def _gap(meeting: Numbers, first: int, last: int, evidence: str, *, date: str | None = "") -> Gap:
    year = meeting.date if date == "" else date
    return Gap(
        huvudman=meeting.huvudman,
        organ=meeting.organ,
        year=year and year[:4],
        first=first,
        last=last,
        evidence=evidence,
    )


def _date_of(meetings: Sequence[Numbers], number: int) -> str | None:
    return next(meeting.date for meeting in meetings if _holds(meeting.ranges, number))


def _holds(ranges: Iterable[Range], number: int) -> bool:
    return any(stretch.first <= number <= stretch.last for stretch in ranges)


def _joined(stretches: Iterable[tuple[int, int]]) -> tuple[Range, ...]:
    """Merge stretches that overlap or follow each other.

    >>> _joined([(5, 6), (1, 2), (3, 3)])
    (Range(first=1, last=3), Range(first=5, last=6))
    """
    merged: list[Range] = []
    for first, last in sorted(stretches):
        if merged and first <= merged[-1].last + 1:
            merged[-1] = Range(merged[-1].first, max(last, merged[-1].last))
        else:
            merged.append(Range(first, last))
    return tuple(merged)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Give the longest strictly rising subsequence (patience sorting, n log n).

    >>> _longest_rising([1, 2, 99, 3, 4])
    [1, 2, 3, 4]
    """
    tops: list[int] = []
    places: list[int] = []
    previous = [-1] * len(numbers)
    for place, number in enumerate(numbers):
        at = bisect_left(tops, number)
        previous[place] = places[at - 1] if at else -1
        tops[at : at + 1] = [number]
        places[at : at + 1] = [place]
    rising = []
    place = places[-1] if places else -1
    while place >= 0:
        rising.append(numbers[place])
        place = previous[place]
    return rising[::-1]
