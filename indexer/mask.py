"""Which numbers identify a person, and how are they hidden?

A personnummer or samordningsnummer is masked right after a file is decoded, before anything else sees the text. An
organisationsnummer has a month part of 20 or more and stays.
"""

import re
from bisect import bisect_right

from indexer.pattern import Pattern

MASK = "[personnummer dolt]"

_DASH = r"[-+.\u2010-\u2015\u2212]"
NUMBER = Pattern(
    source=rf"""
    (?<!\d) (?: (?P<century>1[89]|20)? (?P<day>\d\d (?:0[1-9]|1[0-2])     # year, month 01-12
             (?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))                 # day; samordningsnummer adds 60
           | (?:1[89]|20) (?P<year>\d\d) - (?P<month>0[1-9]|1[0-2]) - (?P<date>[0-3]\d|[6-9]\d) (?=\s?{_DASH}) )
    (?: [ \t]{{0,4}} \n? [ \t]{{0,4}} {_DASH} [ \t]{{0,4}} \n? [ \t]{{0,4}}  # any dash, also at a line end
      | [ \t] | (?(century) [ \t]{{0,4}} \n [ \t]{{0,4}} | (?!) ) )?
    (?P<last>\d{{4}}) (?!\d)
    """,
    finds=(
        "850709-9805",
        "19850709–9805",
        "8507099805",
        "850769-9802",
        "850709+9805",
        "1985-07-09-9805",
        "850709.9805",
    ),
    ignores=("212000-1355", "2019-05-27", "SLK-2024-00145", "855100-5799"),
)
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\x02]")
"""Characters that take no room, and the marks that some files have for a hyphen at a line end."""


_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
"""Full-width digits."""


def mask(text: str) -> str:
    """Replace every personnummer and samordningsnummer whose check digit is right.

    Invisible characters between the digits hide nothing from us, nor do full-width digits.

    >>> mask("Anna, 850709-9805, och Göteborgs Stad, 212000-1355")
    'Anna, [personnummer dolt], och Göteborgs Stad, 212000-1355'
    >>> mask("Anna, 8507\u200b09-\u00ad9805")
    'Anna, [personnummer dolt]'
    """
    hidden = [found.start() for found in _HIDDEN.finditer(text)]
    seen = (_HIDDEN.sub("", text) if hidden else text).translate(_WIDE)
    parts, done = [], 0
    for match in NUMBER.regex.finditer(seen):
        if _is_personal(match):
            start, end = _place(match.start(), hidden), _place(match.end() - 1, hidden) + 1
            parts += [text[done:start], MASK]
            done = end
    return "".join([*parts, text[done:]])


def _place(position: int, hidden: list[int]) -> int:
    """Where a position of the text without its hidden characters stands in the whole text."""
    before = range(len(hidden))  # hidden[n] - n visible characters stand before the n-th hidden one
    return position + bisect_right(before, position, key=lambda n: hidden[n] - n)


def _is_personal(match: re.Match[str]) -> bool:
    day = match["day"] or match["year"] + match["month"] + match["date"]
    return _luhn(day + match["last"])


def _luhn(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the rest.

    Source: Skatteverket, SKV 704 (modulus 10, weights 2 1 2 1 …).
    """
    total = 0
    for i, digit in enumerate(digits):
        product = int(digit) * (2 - i % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0
