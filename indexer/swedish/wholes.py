"""What is searched whole although it is several tokens: dates, sums, diarienummer, properties, § numbers, hyphenations?

The canonical spelling of a whole makes the ways to write it one term:

    2016-05-19, 2016–5–19      2016/5/19          RJL 2015/221, RJL-2015-221   rjl 2015/221
    2 000, 2000                2000               SLK-2024-00009:32            slk 2024/9:32
    Norrskog 3:62              3:62               IT-avdelning                 itavdelning
    § 35, §35, 35 §            §35                och/eller                    och/eller
"""

import re
from collections.abc import Iterator

from indexer.pattern import Pattern

LONGEST = 64
"""Characters of the longest whole; what is longer (a row of a table) is searched by its parts only."""
GLUE = r"\-\u2010\u2011\u2013/:.,"
"""What may stand inside a chunk, between two letters or digits."""
HYPHENS = "-\u2010\u2011\u2013"

SUM = Pattern(
    source=r"""
    \d (?<![\w.,]\d) (?<!\d[ \u00a0\u2009\u202f]\d) \d{0,2}
    (?: [ \u00a0\u2009\u202f] \d{3} ){1,6} (?!\w)
    """,
    finds=("2 000", "12 345 678 kronor", "1\u00a0500"),
    ignores=("2 00", "2016 000", "2 0000", "a2 000"),
)
NUMBER_AFTER = Pattern(
    source=r"§ \s{0,3} (\d{1,6} (?:[^\W\d_]\b)?)",
    finds=("§ 35", "§§ 32-44", "§35", "§ 7a"),
    ignores=("35", "§ a", "5 §"),
)
NUMBER_BEFORE = Pattern(
    source=r"(?<![\w:/.,-]) (\d{1,6}) [^\S\n]? §",
    finds=("7 kap. 5 §",),
    ignores=("3:62 §", "§ 5 a"),
)
REGISTRY_NUMBER = Pattern(
    source=r"\d{1,7} (?:[-/] \d{1,7}){1,2} (?: : \d{1,4})? \Z",
    finds=("2015/221", "2024-00009:32"),
    ignores=("2015", "13.00", "2015/221b"),
)
"""The number after the letters of a diarienummer."""

_PIECE = re.compile(rf"([{GLUE}]?)([^{GLUE}]+)")
_ENDING = re.compile(r"(?:s|n|t|a|e|o|en|et|ar|er|na|ne|or|te|de|dje|ris|rna)\Z")


def is_one_word(chunk: str) -> bool:
    """Say whether a chunk with a colon is one word with its ending.

    >>> [is_one_word(chunk) for chunk in ("eu:s", "3:dje", "n:o", "3:62", "obs:eu:s", "beslut:att")]
    [True, True, True, False, False, False]
    """
    stem, colon, ending = chunk.partition(":")
    return bool(colon) and stem.isalnum() and _ENDING.match(ending) is not None


def whole(chunk: str) -> str:
    """Give the canonical spelling of a chunk in lower case; "" if it is not searched whole.

    Letters joined by hyphens are one word; numbers lose leading zeros, and dash and slash between them are the same.

    >>> [whole(chunk) for chunk in ("2016-05-19", "slk-2024-00009:32", "it-chef", "och/eller", "13.00", "slut.nästa")]
    ['2016/5/19', 'slk 2024/9:32', 'itchef', 'och/eller', '13.0', '']
    """
    pieces = _PIECE.findall(chunk)
    if len(pieces) < 2 or len(chunk) > LONGEST:
        return ""
    written = [_number(pieces[0][1])]
    before = pieces[0][1]
    for glue, piece in pieces[1:]:
        joint = _joint(glue, before, piece)
        if joint is None:
            return ""
        written += joint, _number(piece)
        before = piece
    return "".join(written)


def _number(piece: str) -> str:
    return (piece.lstrip("0") or "0") if piece.isdigit() else piece


def _joint(glue: str, before: str, after: str) -> str | None:
    """Give what stands between two pieces in the canonical spelling; None if they do not belong together."""
    numbers = before[-1].isdigit(), after[0].isdigit()
    if glue in HYPHENS:
        return {(True, True): "/", (False, True): " "}.get(numbers, "")
    if numbers == (True, True) or glue == "/":
        return glue
    return None


def sum_whole(printed: str) -> str:
    """Give a sum without its spaces.

    >>> sum_whole("12 345 678")
    '12345678'
    """
    return "".join(printed.split())


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Give the § numbers of a text: where each number stands, and the number in lower case.

    >>> list(numbered("§ 7A. Enligt 5 § beslutas"))
    [(2, '7a'), (13, '5')]
    """
    sign = text.find("§")
    while sign >= 0:
        match = NUMBER_AFTER.regex.match(text, sign)
        if not match and not text.startswith("§", sign + 1):
            match = NUMBER_BEFORE.regex.search(text, max(0, sign - 9), sign + 1)
        if match:
            yield match.start(1), match[1].lower()
        sign = text.find("§", sign + 1)
