"""Which numbers are diarienummer, the registry numbers of cases?

As printed, spaces folded. A number after a label ("Dnr", "Diarienummer", "Ärendenummer") is one whatever its shape;
without a label only shapes that nothing else has. Not one: another body's inquiry (FI 2023:01), a law, a property.
"""

import re

from indexer.lines import fold
from indexer.pattern import Pattern

LABEL = Pattern(
    source=r"""(?<![\wåäö]) (?:d\.?\s?nr | diarie\s?(?:nummer|nr|numret) | ärende(?:nummer|nr|beteckning)
    | ärende-?id | dnr)
    (?:\.|\s*:|(?=\s)|(?=[A-ZÅÄÖ\d])) \s*""",
    finds=("Dnr 2023/07", "Diarienummer 00816/2024", "Ärendenummer: Gn 2179/2023", "Diarienr: 12"),
    ignores=("diariet", "ärendenumrering", "Bandnr 3"),
    flags=re.IGNORECASE,
)
VALUE = Pattern(
    source=r"""^(?:
      (?P<glued>\d{3,6}/(?:19|20)\d\d)(?=\d)            # 00816/2024 with a code glued to it
    | [A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}(?:[ ][A-ZÅÄÖ]{1,4})?[ :/-]?\s?
        \d{2,6}[-/:.]\d{1,6}(?::\d{1,4})?(?:-\d{1,4})?(?:\s[A-ZÅÄÖ]{2,4}(?![\wåäö]))?
    | \d{1,6}[-/.:]\d{1,6}(?:[-/:]\d{1,5})?(?:[ ]?[A-ZÅÄÖ]{1,5}\d{0,2}(?![\wåäö]))?
    | [A-ZÅÄÖ]{2,6}[:-]\d{2,8}
    | \d{2,8}(?![\d.,-]) )""",
    finds=(
        "00816/20244.1.5.",
        "SLK-2024-00145",
        "SLK:16342",
        "Gn 2179/2023",
        "2023/07",
        "2018.210 KS",
        "91473",
        "KS 2021/45",
    ),
    ignores=("Meddelanden", "den 3", "KS"),
)
BARE = Pattern(
    source=r"""(?<![\wåäö/.:-]) (?:
      (?P<year>(?:19|20)\d\d[./]\d{1,5}(?:[ ][A-ZÅÄÖ]{1,5}(?![\wåäö])))                    # 2018.210 KS
    | (?P<coded>(?!FI\b|SOU\b|Ds\b|Prop\b|SFS\b|Bet\b|EU\b|EG\b|Skr\b|Dir\b|Rskr\b|AD\b|HFD\b|NJA\b|RÅ\b)
        [A-ZÅÄÖ][A-Za-zÅÄÖ]{1,6}[ ](?:19|20)\d\d/\d{1,6}(?:-\d{1,4})?)                    # LJ 2014/628
    | (?P<after>(?!FI\b|SOU\b|EU\b|EG\b)[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{1,6}[ ]\d{1,6}/(?:19|20)?\d\d(?!\d))   # KS 229/2021
    | (?P<dashed>[A-ZÅÄÖ]{2,6}-(?:19|20)\d\d-\d{2,6}(?::\d{1,4})?)                          # SLK-2024-00145
    ) (?![\d/])""",
    finds=("§ 27 2018.210 KS", "enhet, LJ 2014/628", "Anmälan, RJL 2016/8", "KS 229/2021", "SLK-2024-00009:32"),
    ignores=("FI 2023:01", "avfallsförordningen (2020:614)", "Norrskog 3:62", "EU 2016/679", "2016-05-19"),
)


_CODE = re.compile(r"\d{1,4}(?:\.\d{1,2}){0,3}\.?")
"""A classification code (4.1.5.) that a converter has glued to the year."""
_NO_PART = re.compile(r":-1\b")
"""What one registry prints after a number that has no part of its own (SLK-2024-00009:32 has one)."""


def find_diarienummer(text: str, *, labelled: bool = False) -> tuple[str, ...]:
    """The diarienummer in a heading, in order, each once.

    Args:
        text: A heading or a line.
        labelled: Only those after a label.

    >>> find_diarienummer("Diarienummer 00382/20231.1.7")
    ('00382/2023',)
    >>> find_diarienummer("Anmälningsärenden, RJL 2016/8"), find_diarienummer("utredning FI 2023:01")
    (('RJL 2016/8',), ())
    """
    return tuple(dict.fromkeys(number for number, _, _ in _spans(text, labelled=labelled)))


def numbers_in_head(head: str) -> tuple[tuple[str, ...], str]:
    """The diarienummer on the line of an item's number, and what else stands there.

    A number alone after the § needs no label; a label alone has its number below.

    >>> numbers_in_head("0495/22"), numbers_in_head("Ärendenummer"), numbers_in_head("Val av justerare")
    ((('0495/22',), ''), ((), ''), ((), 'Val av justerare'))
    """
    bare = fold(head).rstrip(".")
    found = find_diarienummer(head)
    if found:
        return found, without_diarienummer(head)
    match = VALUE.regex.match(bare)
    if match and match.end() == len(bare) and re.search(r"\d[/.:-]\d", bare):
        return (bare,), ""
    return (), "" if LABEL.regex.fullmatch(bare + " ") else head


def without_diarienummer(text: str) -> str:
    """The text without its diarienummer and their labels.

    >>> without_diarienummer("Plan för vägar, Dnr 2023/07")
    'Plan för vägar'
    """
    kept, at = [], 0
    for _, start, end in _spans(text, labelled=False):
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return re.sub(r"\(\s*\)", "", " ".join(kept)).strip().rstrip(",;:– -")


def _spans(text: str, *, labelled: bool) -> list[tuple[str, int, int]]:
    """(number, start, end) with the label and a glued classification code inside the stretch."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for match in LABEL.regex.finditer(text):
        if match.start() < at:
            continue
        at = _values(text, match.start(), match.end(), found)
    if not labelled:
        taken = [(start, end) for _, start, end in found]
        found += [
            (fold(match[0]), match.start(), match.end())
            for match in BARE.regex.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in taken)
        ]
    return sorted(found, key=lambda item: item[1])


def _values(text: str, start: int, at: int, found: list[tuple[str, int, int]]) -> int:
    """The values after one label: one, or several with commas, "och" or semicolons."""
    while True:
        match = VALUE.regex.match(text[at : at + 60])
        if not match:
            return at
        number = match["glued"] or match[0]
        end = at + match.end()
        extra = (_CODE if match["glued"] else _NO_PART).match(text[end : end + 16])
        end += extra.end() if extra else 0
        found.append((fold(number), start, end))
        joint = re.match(r"\s*(?:,|;|och|samt)\s+(?=\S*\d)", text[end : end + 12])
        if not joint:
            return end
        start = at = end + joint.end()
