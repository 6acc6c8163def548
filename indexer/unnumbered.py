"""Which headings without numbers are items?

Associations often write "## Ekonomi" or "MÖTETS ÖPPNANDE". Headings of the head itself (the date, who was called, who
was there) are not items.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from indexer.candidate import Candidate, Form
from indexer.lines import Line, plain
from indexer.metadata.date import find_date
from indexer.pattern import Pattern
from indexer.sequence import Row

HEAD_MATTER = Pattern(
    source=r"""^(?: .*protokoll\b.* | kallade? | (?:ej\s+|övriga\s+)?(?:närvarande|frånvarande|deltagare
    |deltagande)(?:\s\w+){0,3} | datum | tid(?:punkt)?(?:\s+och\s+plats)?
    | plats(?:\s+och\s+tid)? | närvaro(?:lista)? | frånvaro | innehåll(?:sförteckning)? | dagordning | ärendelista
    | inbjudna | adjungerade | organ )\s*:?.{0,30}$""",
    finds=("Kallade", "Närvarande", "Mötesprotokoll LiTHe kod", "Tid och plats", "Datum: 4 maj"),
    ignores=("Mötets öppnande", "Övrigt", "Ekonomi"),
    flags=re.IGNORECASE,
)


def headed_rows(lines: Sequence[Line], here: dict[Form, Sequence[Candidate]], first: int) -> Row:
    """The headings that head items: of one level, after the head of the minutes; an empty row where there are none.

    Args:
        lines: Those of the meeting.
        here: Its candidates.
        first: Number of its first line in the file, from which candidates count.
    """
    moved = {form: [c._replace(line=c.line - first) for c in items] for form, items in here.items()}
    row = _headed(lines, moved)
    return row._replace(heads=tuple(c._replace(line=c.line + first) for c in row.heads))


def _headed(lines: Sequence[Line], here: Mapping[Form, Sequence[Candidate]]) -> Row:
    headings = list(here.get(Form.HEADING, ()))
    if len(headings) >= 2:
        return _row(lines, headings)
    capitals = list(here.get(Form.CAPITALS, ()))
    if len(capitals) >= 4:
        return _row(lines, capitals)
    running = _running_titles(lines) if here.get(Form.LEAD) else frozenset()
    leads = _once(lines, here.get(Form.LEAD, ()), running)
    told = len(leads) >= 3 or any(_lead_title(lines, c) in running for c in leads)
    return Row(leads, (), sum(c.weight for c in leads)) if told else Row((), (), 0)


_RUNNING = re.compile(r"\W{0,3}(?P<title>[A-ZÅÄÖ][^\d]{3,80}?)[\s.,:•+*-]{1,6}\d{1,4}\W{0,3}")


def _running_titles(lines: Sequence[Line]) -> frozenset[str]:
    """Titles that stand with a page number as the running head of a page."""
    found = (_RUNNING.fullmatch(line.text.strip()) for line in lines if len(line.text) <= 100)
    return frozenset(_key(match["title"]) for match in found if match)


def _lead_title(lines: Sequence[Line], c: Candidate) -> str:
    return _key(_title(lines, c).partition(".")[0])


def _key(title: str) -> str:
    """For comparing titles: old print and its OCR mix å and ä."""
    return title.strip(" .").casefold().translate(_BLURRED)


_BLURRED = str.maketrans("åä", "aa")


def _once(lines: Sequence[Line], heads: Sequence[Candidate], running: frozenset[str]) -> tuple[Candidate, ...]:
    """The first of each title: a title that comes back is the running head of a page.

    With text after it on its line a title counts only where the running heads have it too.
    """
    first: dict[str, Candidate] = {}
    for c in heads:
        title = _lead_title(lines, c)
        if c.strong or title in running:
            first.setdefault(title, c)
    return tuple(first.values())


def _row(lines: Sequence[Line], heads: list[Candidate]) -> Row:
    matter = [i for i, c in enumerate(heads[:10]) if HEAD_MATTER.regex.match(_title(lines, c))]
    after = heads[matter[-1] + 1 :] if matter else heads
    while after and (find_date(_title(lines, after[0])) and len(_title(lines, after[0])) < 40):
        after = after[1:]
    if not after:
        return Row((), (), 0)
    levels = Counter(c.key[0] for c in after)
    top = min(level for level, n in levels.items() if n * 3 >= max(levels.values()) or level == after[0].key[0])
    items = tuple(c for c in after if c.key[0] <= top)
    return Row(items, (), sum(c.weight for c in items))


def _title(lines: Sequence[Line], c: Candidate) -> str:
    return plain(lines[c.line].text[c.rest :])
