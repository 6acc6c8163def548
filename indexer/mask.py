"""Which numbers identify a person, and how are they hidden?

A personnummer or samordningsnummer is masked right after a file is decoded, before anything else sees the text. An
organisationsnummer has a month part of 20 or more and stays.
"""

import re

from indexer.pattern import Pattern

MASK = "[personnummer dolt]"

NUMBER = Pattern(
    source=r"""
    (?<![\d]) (?:1[89]|20)? (?P<digits> \d\d (?:0[1-9]|1[0-2])          # year, month 01-12
    (?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]) )                       # day; samordningsnummer adds 60
    (?: [ \t]? [-+\u2010-\u2015\u2212\u00ad\ufffe] [ \t]{0,4} \n? [ \t]{0,4} | [ \t] )?  # any dash, also at a line end
    (?P<last>\d{4}) (?!\d)
    """,
    finds=("850709-9805", "19850709–9805", "8507099805", "850769-9802", "850709+9805"),
    ignores=("212000-1355", "2019-05-27", "SLK-2024-00145", "855100-5799"),
)


def mask(text: str) -> str:
    """Replace every personnummer and samordningsnummer whose check digit is right.

    >>> mask("Anna, 850709-9805, och Göteborgs Stad, 212000-1355")
    'Anna, [personnummer dolt], och Göteborgs Stad, 212000-1355'
    """
    return NUMBER.regex.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    return MASK if _luhn(match["digits"] + match["last"]) else match[0]


def _luhn(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the rest.

    Source: Skatteverket, SKV 704 (modulus 10, weights 2 1 2 1 …).
    """
    total = 0
    for i, digit in enumerate(digits):
        product = int(digit) * (2 - i % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0
