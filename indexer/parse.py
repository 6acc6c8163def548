"""How does one file become `Protokoll` objects?

read -> clean -> split -> metadata -> sections, in this order, each step looking only at what the one before gave. The
file's text is masked when it is read, so nothing here can see a personnummer.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

from indexer.clean import Cleaned, clean
from indexer.ids import propose, unit_ids
from indexer.lines import Line, lines_of
from indexer.metadata.head import Head, read_head
from indexer.metadata.participants import present_at, read_participants
from indexer.model import Anmarkning, Avsnitt, Beslutspunkt, Kind, Paragraf, Participant, Protokoll, Source, Span
from indexer.read import Reading, read
from indexer.remarks import remarks_on
from indexer.sections import decided, stretches, text_of
from indexer.sidecar import Sidecar, load
from indexer.split import Meeting, Piece, split
from indexer.stycken import stycken
from indexer.titles import Heading, read_heading

PARSER_VERSION = "2"
"""Raised with every change of what is read out of a file: the catalogue then reads the files again."""


class _Unit(NamedTuple):
    """A unit before its id is known."""

    kind: Kind
    number: str | None
    span: Span
    piece: Piece
    heading: Heading | None


def parse_file(
    path: Path,
    *,
    shown_path: str | None = None,
    sidecar: Sidecar | None = None,
    reader: Callable[[Path], Reading] = read,
) -> tuple[Protokoll, ...]:
    """Read one file of minutes.

    Args:
        path: The file.
        shown_path: What to print as its path; the path itself if None.
        sidecar: What people have written about it; if None, FILE.meta.toml and its folder's mapp.meta.toml are read.
        reader: Reads the file; another one may do it in a process of its own.

    Returns:
        Its protokoll in the order of the text, at least one.

    Raises:
        ReadError: the file or its sidecar cannot be read.
    """
    reading = reader(path)
    said = load(path, None) if sidecar is None else sidecar
    cleaned = clean(reading)
    source = Source(path=shown_path or str(path), sha256=_sha256(path), format=reading.format, pages=cleaned.page_count)
    lines = lines_of(cleaned.text)
    meetings = split(lines)
    head = Head()
    protokoll = []
    for i, meeting in enumerate(meetings):
        head = read_head(cleaned, lines, meeting, path.name, head)
        remarks = reading.anmarkningar if i == 0 else ()
        protokoll.append(_protokoll(cleaned, lines, meeting, head, said, source, remarks))
    return tuple(protokoll)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _protokoll(  # noqa: PLR0913, PLR0917 -- the composition: each argument is the result of one step
    cleaned: Cleaned,
    lines: Sequence[Line],
    meeting: Meeting,
    head: Head,
    said: Sidecar,
    source: Source,
    remarks: tuple[Anmarkning, ...],
) -> Protokoll:
    """Put one protokoll together."""
    facts = head.with_sidecar(said)
    units = list(_units(cleaned.text, lines, meeting))
    participants = read_participants(cleaned.text, lines, meeting, [u.number for u in units if u.number])
    own_id = propose(facts.huvudman, facts.organ, facts.date, source.sha256)
    ids = unit_ids(own_id, [(u.kind, u.number) for u in units])
    paragrafer = [
        _paragraf(cleaned, lines, unit, unit_id, participants) for unit, unit_id in zip(units, ids, strict=True)
    ]
    return Protokoll(
        id=own_id,
        source=source,
        parser_version=PARSER_VERSION,
        huvudman=facts.huvudman,
        organ=facts.organ,
        date=facts.date,
        time=facts.time,
        place=facts.place,
        justerad=facts.justerad,
        archive_reference=said.value("archive_reference", None),
        source_url=said.value("source_url", None),
        participants=participants,
        paragrafer=tuple(p for p in paragrafer if p.kind in (Kind.PARAGRAF, Kind.STYCKE)),
        other_units=tuple(p for p in paragrafer if p.kind not in (Kind.PARAGRAF, Kind.STYCKE)),
        anmarkningar=remarks + facts.anmarkningar + remarks_on(cleaned, lines, meeting),
    )


def _units(text: str, lines: Sequence[Line], meeting: Meeting) -> Iterator[_Unit]:
    """The units of a meeting with their spans; they follow on each other without a gap."""
    numbers = count(1)
    for piece in meeting.pieces:
        end = lines[piece.last].start if piece.last < len(lines) else len(text)
        span = Span(lines[piece.first].start, end)
        if piece.kind is Kind.STYCKE:
            for part in stycken(text, span):
                yield _Unit(Kind.STYCKE, f"s{next(numbers)}", part, piece, None)
        elif piece.head is None:
            yield _Unit(piece.kind, None, span, piece, None)
        else:
            heading = read_heading(lines, piece.first, piece.head.rest, piece.last)
            yield _Unit(piece.kind, piece.head.number, span, piece, heading)


def _paragraf(
    cleaned: Cleaned, lines: Sequence[Line], unit: _Unit, unit_id: str, participants: Sequence[Participant]
) -> Paragraf:
    text, heading = cleaned.text, unit.heading
    parts = stretches(lines, heading.end, unit.piece.last, heading.body) if heading else []
    points = decided(text, lines, parts) if heading else []
    body = text[unit.span.start : unit.span.end]
    first = unit.span.start + len(body) - len(body.lstrip())
    return Paragraf(
        id=unit_id,
        kind=unit.kind,
        number=unit.number,
        title=heading.title if heading else None,
        diarienummer=heading.diarienummer if heading else (),
        page=cleaned.page(first if body.strip() else unit.span.start),
        sections=tuple(
            Avsnitt(heading=s.heading, text=text_of(text, lines, s), page=cleaned.page(s.start)) for s in parts
        ),
        beslut=tuple(Beslutspunkt(n=n, text=point.text) for n, point in enumerate(points, 1)),
        participants=present_at(participants, unit.number) if heading or unit.kind is Kind.STYCKE else (),
        text=body,
        span=unit.span,
        title_span=_title_span(lines, unit) if heading else None,
        beslut_spans=tuple(point.span for point in points),
    )


def _title_span(lines: Sequence[Line], unit: _Unit) -> Span:
    """The lines of the heading."""
    last = max(unit.heading.end if unit.heading else 0, unit.piece.first + 1) - 1
    return Span(unit.span.start, lines[last].end)
