"""How is an answer said on a terminal?

Plain lines, cut to the width of the window. Nothing from a document can steer the terminal: control signs are left out.
"""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Final

from api import texts
from api.answers import Coverage, SearchAnswer, SearchHit, StatusAnswer

_MARK: Final = re.compile(r"</?mark>")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_PASSAGE_INDENT: Final = "    "
_NARROWEST: Final = 60


def said(text: str) -> str:
    r"""Leave out what a terminal would obey.

    >>> said("a\x1b[31mb\u202ec\nd")
    'a[31mbc d'
    """
    spaced = " ".join(text.split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))


def hits(answer: SearchAnswer) -> Iterator[str]:
    """Say the answer to a question."""
    yield f"{texts.hits(answer.total)}: {said(answer.interpretation)}"
    if answer.total_relaxed:
        yield f"Därtill {texts.hits(answer.total_relaxed)} där inte alla ord finns."
    yield from (said(note) for note in answer.notes)
    width = max(shutil.get_terminal_size().columns, _NARROWEST)
    for hit in answer.hits:
        yield ""
        yield from _hit(hit, width)
    yield ""
    yield coverage(answer.coverage)


def _hit(hit: SearchHit, width: int) -> Iterator[str]:
    """Say one hit: what and where, then a passage and the address."""
    place = " · ".join(part for part in (hit.date or "utan datum", _body(hit), _name(hit)) if part)
    yield said(place)
    details = [*hit.diarienummer, *([texts.outcome(hit.outcome, hit.outcome_of, hit.stage)] if hit.outcome else [])]
    if details:
        yield _PASSAGE_INDENT + said(" · ".join(details))
    for passage in hit.passages[:1]:
        yield _PASSAGE_INDENT + _passage(passage.html, width - len(_PASSAGE_INDENT))
    yield _PASSAGE_INDENT + said(hit.id)


def _body(hit: SearchHit) -> str:
    return ", ".join(part for part in (texts.organ(hit.organ), hit.huvudman) if part)


def _name(hit: SearchHit) -> str:
    return texts.unit_heading(hit.kind, hit.number, hit.title)


def _passage(html: str, width: int) -> str:
    """Say a passage; on a terminal the marks are bold."""
    bold = sys.stdout.isatty()
    plain = said(unescape(_MARK.sub("", html)))
    if not bold or len(plain) > width:
        return plain
    return "".join(
        said_part
        for at, part in enumerate(_MARK.split(html))
        for said_part in ((_BOLD, unescape(part), _PLAIN) if at % 2 else (unescape(part),))
    )


def coverage(covered: Coverage) -> str:
    """Say what was searched and what is known to be missing."""
    searched = texts.coverage(covered.protokoll, covered.paragrafer, covered.first, covered.last)
    return f"{searched} {texts.gaps(covered.known_gaps, covered.failed_files)}".rstrip()


def status(answer: StatusAnswer) -> Iterator[str]:
    """Say what an index holds."""
    covered = answer.coverage
    period = texts.period(covered.first, covered.last)
    yield f"{texts.protokoll(covered.protokoll)}, {texts.paragrafer(covered.paragrafer)} {period}".rstrip() + "."
    yield f"Generation {answer.generation}."
    yield from _listed("Filer", ((count.code, count.count) for count in answer.files))
    yield from _listed("Läsarens version", ((count.code, count.count) for count in answer.parser_versions))
    yield from _listed("Anmärkningar", ((count.code, count.count) for count in answer.anmarkningar))
    organs = [
        (
            f"{said(year.huvudman or 'Okänd huvudman')}, {said(texts.organ(year.organ))} {year.year or 'utan år'}",
            year.protokoll,
        )
        for year in answer.organs
    ]
    yield from _listed("Protokoll per organ och år", organs)
    if answer.gaps:
        yield "Luckor i paragrafnumreringen:"
        yield from (f"  {said(texts.organ(gap.organ))} {gap.year or ''}: {said(gap.evidence)}" for gap in answer.gaps)
    if answer.failed:
        yield "Filer som inte kunde läsas:"
        yield from (f"  {said(file.message or '')}" for file in answer.failed)


def _listed(heading: str, counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Say counts under a heading; nothing when there are none."""
    rows: Sequence[tuple[str, int]] = list(counts)
    if rows:
        yield f"{heading}:"
        yield from (f"  {number:>7}  {name}" for name, number in rows)
