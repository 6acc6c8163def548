"""Why was a file read as it was?

For the person whose minutes were read wrongly: line by line what was recognised, and what was taken for nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.candidate import Candidate, Form
from indexer.clean import clean
from indexer.labels import Part, label
from indexer.lines import Line, fold, lines_of
from indexer.model import Kind
from indexer.parse import parse_file
from indexer.read import read
from indexer.recognise import candidates
from indexer.split import Meeting, Piece, split
from indexer.titles import read_heading

_SHOWN = 70
"""Characters of a line that are shown."""
_KINDS = {
    Kind.INLEDNING: "inledning börjar",
    Kind.UNDERSKRIFTER: "underskrifter börjar",
    Kind.BILAGA: "bilaga börjar",
    Kind.STYCKE: "text utan paragrafer börjar (delas i stycken)",
}
_PARTS = {Part.DECISION: "beslut", Part.PROPOSAL: "förslag", Part.OTHER: "annat"}
_Notes = defaultdict[int, list[str]]


def explain(path: Path) -> Iterator[str]:
    """Tell line by line what was recognised in a file, then what was read out of its head.

    Raises:
        ReadError: the file cannot be read.
    """
    cleaned = clean(read(path))
    lines = lines_of(cleaned.text)
    meetings = split(lines)
    notes = _notes(lines, meetings)
    for i in sorted(notes):
        page = cleaned.page(lines[i].start)
        where = f"rad {i + 1}" + (f", s. {page}" if page else "")
        yield f"{where:16} {'; '.join(notes[i])}  | {fold(lines[i].text[: 2 * _SHOWN])[:_SHOWN]}"
    for n, protokoll in enumerate(parse_file(path), 1):
        organ, huvudman, date = protokoll.organ or "okänt", protokoll.huvudman or "okänd", protokoll.date or "okänt"
        units = f"{len(protokoll.paragrafer)} paragrafer eller stycken"
        yield f"protokoll {n}: organ {organ}, huvudman {huvudman}, datum {date}, {units}"
        yield from (f"  anmärkning {remark.code}: {remark.message}" for remark in protokoll.anmarkningar)


def _notes(lines: Sequence[Line], meetings: Sequence[Meeting]) -> _Notes:
    """What there is to say, by the number of the line."""
    notes: _Notes = defaultdict(list)
    found = candidates(lines)
    for n, meeting in enumerate(meetings, 1):
        last = meeting.pieces[-1].last
        notes[meeting.first].append(f"protokoll {n} börjar, paragrafer skrivs {_form(meeting.form)}")
        for entry in meeting.toc:
            notes[entry.line].append(f"rad i innehållsförteckning: § {entry.number}")
        for piece in meeting.pieces:
            _note_piece(lines, piece, notes)
        heads = {piece.head for piece in meeting.pieces if piece.head} | set(meeting.toc)
        for c in found.get(meeting.form, []) if meeting.form else []:
            if meeting.first <= c.line < last and c not in heads:
                notes[c.line].append(_why_not(c))
    return notes


def _form(form: Form | None) -> str:
    return f"som ”{form}”" if form else "inte (inga hittades)"


def _note_piece(lines: Sequence[Line], piece: Piece, notes: _Notes) -> None:
    if piece.head is None:
        if piece.kind in _KINDS:
            notes[piece.first].append(_KINDS[piece.kind])
        return
    heading = read_heading(lines, piece.first, piece.head.rest, piece.last)
    name = f"§ {piece.head.number}" if piece.head.number else "paragraf utan nummer"
    title = f"titel ”{heading.title}”" if heading.title else "utan titel"
    numbers = f", diarienummer {', '.join(heading.diarienummer)}" if heading.diarienummer else ""
    notes[piece.first].append(f"{name} börjar (vikt {piece.head.weight}), {title}{numbers}")
    for i in range(max(heading.end, piece.first + 1), piece.last):
        known = label(lines[i].text)
        if known:
            notes[i].append(f"avsnitt ”{known.heading}” ({_PARTS[known.part]})")


def _why_not(c: Candidate) -> str:
    number = f"§ {c.number}" if c.number else "rubriken"
    if not c.strong:
        return f"ingen ny paragraf: {number} ser ut som en hänvisning"
    return f"ingen ny paragraf: {number} passar inte i följden"
