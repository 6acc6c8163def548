"""Which units are about the same case?

A diarienummer is unique within one diary only, and printed in many ways. Two units are one case when the number means
the same and the same authority owns it; on doubt they are not (D14).
"""

import re

from indexer.model import Paragraf, Protokoll

_PIECES = re.compile(r"[^\W\d_]+|\d+")
_YEAR = re.compile(r"(?:18|19|20)\d\d")


def case_of(protokoll: Protokoll, unit: Paragraf) -> str | None:
    """Name the case of a unit: its owner and its first number; None where it prints no number.

    Without a known huvudman the organ stands in for it, and without that the protokoll: then only they are one case.
    """
    number = normal_form(unit.diarienummer[0]) if unit.diarienummer else ""
    if not number:
        return None
    owner = protokoll.huvudman or (f"organ {protokoll.organ}" if protokoll.organ else f"protokoll {protokoll.id}")
    return f"{' '.join(owner.casefold().split())}|{number}"


def normal_form(printed: str) -> str:
    """Write a number so that its spellings meet: series, year, serial number without leading zeros, what follows.

    >>> [normal_form(number) for number in ("RJL 2015/221", "rjl 2015-00221", "RJL 221/2015", "2015.221 RJL")]
    ['rjl 2015 221', 'rjl 2015 221', 'rjl 2015 221', 'rjl 2015 221']
    >>> normal_form("SLK-2024-00009:32"), normal_form("KS 45/19"), normal_form("0345")
    ('slk 2024 9 32', 'ks 45 19', '345')
    """
    pieces = _PIECES.findall(printed[:100].casefold())
    series = [piece for piece in pieces if not piece[0].isdigit()]
    numbers = [piece for piece in pieces if piece[0].isdigit()]
    if len(numbers) > 1 and not _YEAR.fullmatch(numbers[0]) and _YEAR.fullmatch(numbers[1]):
        numbers[:2] = reversed(numbers[:2])
    return " ".join([*series, *(number.lstrip("0") or "0" for number in numbers)])
