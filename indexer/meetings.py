"""Where does the protokoll of a new meeting begin in a file, and which § does its head say it holds?"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from indexer.candidate import Candidate, Form
from indexer.lines import Line, plain
from indexer.metadata.date import find_date
from indexer.metadata.organ import BODY
from indexer.pattern import Pattern

HEAD = Pattern(
    source=r"""^(?: (?:[\w-]*proto[ck]oll?(?:et)?,?\s+(?:f[öo]r[dt]t?|hållet|hållit|hållne|vid|wid|uti|över|öfver
    |från\s+\w*(?:sammanträde|möte|stämma)).{0,200})
    | (?:utdrag\s+(?:ur|af|av)\s+)?(?:sammanträdes|mötes|stämmo|kyrkostämmo|sockenstämmo
    |styrelse)?protokoll(?:\s+nr\.?\s*\d+.{0,60})?
    | (?:(?:anno|åhr|a:o|ao|år)\s+)?1[6789]\d\d\b[.,]?\s.{0,200}\b(?:den|d\.|thän)\s.{0,200}
    | den\s+\d{1,2}\s+\w+\s+1[6789]\d\d\s+(?:höll|hölls|hölts|blef|blev|sammanträd|var).{0,200} )$""",
    finds=(
        "Protokoll fört vid sammanträde med kyrkorådet den 3 maj 1951",
        "Sammanträdesprotokoll",
        "Anno 1757 den 3 maji hölts sockenstämma",
        "1848 den 5 Mars sammanträdde sockennämnden",
    ),
    ignores=("Protokollet justerades", "År 2018 blev", "Protokollsutdrag BN 2026-09-16"),
    flags=re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:upplä?s|godkän|justera[ds]|lades|läggs|föredrog|bilä?gg|bifog|antecknas|se\s)", re.IGNORECASE
)
_RANGE = re.compile(
    r"§§?\s*(\d{1,4})\s*[-–—]\s*(?:§\s*)?(\d{1,4})|(?:paragrafer|omfattar)\W{0,40}?(\d{1,4})\s*[-–—]\s*(\d{1,4})",
    re.IGNORECASE,
)


def starts(lines: Sequence[Line], found: dict[Form, list[Candidate]]) -> list[int]:
    """Numbers of the lines at which a protokoll begins; the first is 0.

    A head counts as new only where the protokoll before it has text of its own and another date.
    """
    heads = [0]
    anew = _restarts(lines, found)
    numbered = sorted(c.line for form, items in found.items() if form is not Form.CAPITALS for c in items)
    date = None
    for i, line in enumerate(lines):
        if i not in anew and (not _may_head(line) or not (i == 0 or lines[i - 1].blank)):
            continue
        here = _date_near(lines, i)
        if here is None:
            continue
        if i in anew and date is None:
            date = _first_date(lines, numbered)
        between = bisect_left(numbered, i) - bisect_left(numbered, heads[-1])
        prose = line.start - lines[heads[-1]].start
        if here != date and date is not None and (between or prose > 400):
            heads.append(i)
        date = here
    return heads


_NO_HEAD = re.compile(r"^\W*(?:juster|anslag|upplä|vid\s+protokoll|bilaga|datum\s+för|nästa|bevis|sign)", re.IGNORECASE)


def _restarts(lines: Sequence[Line], found: dict[Form, list[Candidate]]) -> set[int]:
    """Lines that head a meeting without saying "protokoll": a date stands there and the numbers begin anew below."""
    anew: set[int] = set()
    solid = list(accumulate((not line.blank for line in lines), initial=0))
    for form in (Form.SIGN, Form.SIGN_AFTER, Form.ORDINAL, Form.WORD):
        items = found.get(form, [])
        for k in range(1, len(items)):
            before, head = items[k - 1], items[k]
            a, b = items[0].line, before.line
            text_of_their_own = lines[b].start - lines[a].start >= 40 * (k - 1) or solid[b] - solid[a] >= 2 * (k - 1)
            if head.key[0] == 1 and head.strong and before.key[0] > 1 and text_of_their_own:
                anew |= set(_dated(lines, before.line + 1, head.line))
    return anew


def _dated(lines: Sequence[Line], first: int, last: int) -> Iterator[int]:
    """The head above a dated line that stands shortly before the first item, if there is one."""
    for i in range(max(first, last - 30), last):
        text = plain(lines[i].text[:220])
        above = next((k for k in range(i - 1, max(first, i - 4), -1) if not lines[k].blank), first)
        named = above > first and _names_body(lines[above].text)
        if len(text) > 200 or not (named or lines[i - 1].blank) or _NO_HEAD.match(text) or _MENTION.search(text):
            continue
        if find_date(text) and (text[:1].isupper() or text[:1].isdigit() or text.startswith(("den ", "d. "))):
            yield above if named else i
            return


def _names_body(text: str) -> bool:
    """Whether a line is little but the name of a body: "Kyrkorådet i Norrby församling"."""
    bare = plain(text)
    return len(bare) <= 80 and bare[:1].isupper() and bare[-1:].isalpha() and BODY.find(bare) is not None


def _first_date(lines: Sequence[Line], numbered: Sequence[int]) -> str | None:
    """The date that the file begins with."""
    top = lines[: min(numbered[0] + 1 if numbered else 20, 60)]
    return next((date for line in top if (date := find_date(line.text[:220]))), None)


def _may_head(line: Line) -> bool:
    text = plain(line.text[:220])
    return (
        (len(line.text) <= 220 or text[:1] in "AaÅå1")
        and text[:1] in "PpSsMmKkUuAaÅåDd1"
        and bool(HEAD.regex.match(text))
        and not _MENTION.search(text)
    )


def _date_near(lines: Sequence[Line], i: int) -> str | None:
    """The date in a head or on one of its next four lines."""
    seen = 0
    for line in lines[i : i + 10]:
        if line.blank:
            continue
        found = find_date(line.text[:220])
        if found:
            return found
        seen += 1
        if seen == 5:
            break
    return None


def printed_range(lines: Sequence[Line], first: int, here: dict[Form, Sequence[Candidate]]) -> tuple[int, int] | None:
    """The § that the head says the minutes hold ("§§ 51-62", "Paragrafer: 15-25"), or None."""
    signs = here.get(Form.SIGN) or here.get(Form.SIGN_AFTER) or ()
    end = min(signs[0].line if signs else first + 60, first + 120)
    for line in lines[first:end]:
        text = line.text[:LOOK]
        bare = text.lstrip(" *#\t")
        if bare.startswith("§§") or "aragraf" in text or "omfattar" in text:
            match = _RANGE.search(text)
            if match:
                low, high = (int(part) for part in match.groups() if part)
                if 0 <= high - low < 400:
                    return low, high
    return None


LOOK = 300


def in_range(items: Sequence[Candidate], span: tuple[int, int] | None) -> Sequence[Candidate]:
    """The candidates within the printed range, if it holds for most of its numbers."""
    if span is None:
        return items
    low, high = span
    inside = [c for c in items if low <= c.key[0] <= high]
    return inside if len({c.key[0] for c in inside}) * 10 >= 6 * (high - low + 1) else items
