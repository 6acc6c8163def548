"""On which day did they meet?

Every printed form: 2016-05-19, 19 maj 2016, den 3 maji 1757, 4 February 2021, 12/9 2024, 2016.05.19, 16-05-25.
"""

import datetime as dt
import re

from indexer.pattern import Pattern

MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "maj": 5,
    "may": 5,
    "mai": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "okt": 10,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH = r"""(?:jan(?:uar(?:[iy][iusj]*))?|feb(?:r(?:uar(?:[iy][iusj]*))?)?|mar(?:[sz]|ti[iusj]*|ch)?
    |apr(?:il(?:is|l)?)?|ma[ijy]{1,2}(?:us)?|jun(?:[ij]{1,2}|[ij]us|e)?|jul(?:[ij]{1,2}|[ij]us|y)?|aug(?:ust[iusj]*)?|sept?(?:emb(?:er|ris|r)?|br)?
    |o[kc]t(?:ob(?:er|ris|r)?|br)?|nov(?:emb(?:er|ris|r)?|br)?|de[cs](?:emb(?:er|ris|r)?|br)?)[.:]?"""
_NTH = r"(?:\.|:?\s?(?:a|e|de|te|dje|je|ta|ste|sta|dra|ne)(?![\wåäö]))?"
"""What may follow the number of a day: 4:e, 3dje, 5te, 1:sta, 2."""
_WORD = r"(?:[\wåäöÅÄÖ.:]{1,20}[ ,]{1,3}){0,4}?"
"""A few words between the year and the day: "Söndagen", "4 Sönd. i Advent"."""
ISO = Pattern(
    source=r"(?<![\d/:-])(?P<y>1[5-9]\d\d|20\d\d)\s?[-–—.]\s?(?P<m>0[1-9]|1[0-2])\s?[-–—.]\s?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    finds=("2016-05-19", "2016–05–25", "den 2018.03.28"),
    ignores=("SLK-2024-00145", "2016-06-", "12016-05-19"),
)
WORDS = Pattern(
    source=rf"(?<![\d:.])(?P<d>[1-9]|0[1-9]|[12]\d|3[01]){_NTH}\s+(?P<m>{_MONTH})\s*,?\s*(?:åh?r\s+|anno\s+|a:o\s+)?(?P<y>1[5-9]\d\d|20\d\d)(?!\d)",
    finds=(
        "den 12 september 2024",
        "4 February 2021",
        "d. 3 Maji 1757",
        "4:e september 2019",
        "den 5te Octobr. år 1848",
    ),
    ignores=("30 april", "3 Norrskog 1862"),
    flags=re.IGNORECASE,
)
YEAR_FIRST = Pattern(
    source=rf"(?<!\d)(?P<y>1[5-9]\d\d)\s*[,.]?\s+{_WORD}(?:den|d[.:]?|th?[äe]n|dhen)\s+(?P<d>[1-9]|0[1-9]|[12]\d|3[01]){_NTH}\s+(?P<m>{_MONTH})",
    finds=("Anno 1757 den 3 maji", "År 1868, den 5 mars", "Anno 1823 Söndagen den 9 Martii", "1796 d. 3dje Aprilis"),
    ignores=("1757 års", "den 3 maj 1868"),
    flags=re.IGNORECASE,
)
SLASH = Pattern(
    source=r"(?<![\d/-])(?P<d>[1-9]|0[1-9]|[12]\d|3[01])\s?[/.]\s?(?P<m>[1-9]|0[1-9]|1[0-2])\.?\s*(?:[-–]|år|,)?\s*(?P<y>1[5-9]\d\d|20\d\d)(?!\d)",
    finds=("12/9 2024", "3/5-1951", "14.11.1949"),
    ignores=("8-9/2", "00382/2023", "2024/01"),
)
_ALL = (ISO, WORDS, YEAR_FIRST, SLASH)


def find_date(text: str) -> str | None:
    """The first full date in a text, ISO 8601.

    >>> find_date("Torsdagen den 12 september 2024, kl. 09.00"), find_date("2016-06-")
    ('2024-09-12', None)
    """
    found = [
        (match.start(), date) for pattern in _ALL for match in pattern.regex.finditer(text) if (date := _iso(match))
    ]
    return min(found)[1] if found else None


_DAY = re.compile(
    rf"(?<![\d:.])(?P<d>[1-9]|0[1-9]|[12]\d|3[01]){_NTH}\s+(?P<m>{_MONTH})(?![\wåäö])(?!\s*,?\s*(?:år\s+)?1?\d{{3}})",
    re.IGNORECASE | re.VERBOSE,
)


def day_and_month(text: str) -> str | None:
    """The first day that is printed without its year, as in ISO 8601 without it.

    >>> day_and_month("Torsdagen den 26 Januari kl. 6 e. m."), day_and_month("den 26 Januari 1899")
    ('01-26', None)
    """
    match = _DAY.search(text)
    return f"{MONTHS[_stem(match['m'])]:02}-{int(match['d']):02}" if match else None


def _iso(match: re.Match[str]) -> str | None:
    month = match["m"] if match["m"].isdigit() else MONTHS[_stem(match["m"])]
    try:
        return dt.date(int(match["y"]), int(month), int(match["d"])).isoformat()
    except ValueError:
        return None


def _stem(name: str) -> str:
    stem = name.lower()[:3]
    return {"des": "dec"}.get(stem, stem)


def date_from_name(name: str) -> str | None:
    """The date in a file name: 2018-03-28, 20180328, 180328.

    >>> date_from_name("styrelsemote_160525.md"), date_from_name("kf_2018-03-28.txt"), date_from_name("000.txt")
    ('2016-05-25', '2018-03-28', None)
    """
    match = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)", name)
    if match:
        return _valid(*match.groups())
    match = re.search(r"(?<!\d)(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", name)
    if not match:
        return None
    century = "19" if int(match[1]) > dt.datetime.now(tz=dt.UTC).year % 100 + 1 else "20"
    return _valid(century + match[1], match[2], match[3])


def _valid(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
