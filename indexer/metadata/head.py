"""What do the head, the running heads and the notice tell about the meeting as a whole?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.clean import Cleaned
from indexer.labels import Part, label
from indexer.lines import Line, plain
from indexer.metadata.date import date_from_name, find_date
from indexer.metadata.fields import LABEL, Field, read_fields
from indexer.metadata.occasion import body_in_genitive, body_in_sentence, owner_after
from indexer.metadata.organ import (
    HUVUDMAN,
    MUNICIPAL,
    Body,
    has_body,
    huvudman_in_text,
    is_body,
    organ_from_decisions,
    organ_in_title,
    separate,
)
from indexer.metadata.when import date_of, justerad_in_tail, justerad_of, place_of, time_of
from indexer.model import Anmarkning, Kind
from indexer.sidecar import Sidecar
from indexer.split import Meeting

_FILE_ORGANS = (
    (re.compile(r"styrelsem[oö]te|styrelseprotokoll", re.IGNORECASE), "styrelsen"),
    (re.compile(r"[aå]rsm[oö]te", re.IGNORECASE), "årsmötet"),
    (re.compile(r"(?<![a-z])kf(?![a-z])", re.IGNORECASE), "Kommunfullmäktige"),
    (re.compile(r"(?<![a-z])ks(?![a-z])", re.IGNORECASE), "Kommunstyrelsen"),
    # The four estates of the riksdag until 1866 and of Finland's lantdag until 1906.
    (re.compile(r"(?<![a-z])(?:ridderskapet|adeln?)(?![a-z])", re.IGNORECASE), "Ridderskapet och adeln"),
    (re.compile(r"(?<![a-z])pr[aeä]st(?:er(?:na)?|e?st[aå]ndet)(?![a-z])", re.IGNORECASE), "Prästeståndet"),
    (re.compile(r"(?<![a-z])borgar(?:e|na|est[aå]ndet)(?![a-z])", re.IGNORECASE), "Borgarståndet"),
    (re.compile(r"(?<![a-z])b[oö]nder(?:na)?(?![a-z])|bondest[aå]ndet", re.IGNORECASE), "Bondeståndet"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The facts of one meeting, as far as the document tells."""

    huvudman: str | None = None
    organ: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    justerad: str | None = None
    huvudman_guess: str | None = None
    """The municipality the text speaks of: used where neither text nor sidecar names the huvudman."""
    organ_guess: str | None = None
    """From the file name: used where neither text nor sidecar names the organ."""
    date_guess: str | None = None
    """From the file name."""
    anmarkningar: tuple[Anmarkning, ...] = ()

    def with_sidecar(self, said: Sidecar) -> "Head":
        """These facts with what people have written; then guesses, with their remarks."""
        keys = ("huvudman", "organ", "date", "time", "place", "justerad")
        facts = self
        for key in keys:
            facts = replace(facts, **{key: said.value(key, getattr(self, key))})  # type: ignore[arg-type]  # all are text
        remarks = list(self.anmarkningar)
        if facts.date is None and self.date_guess:
            facts = replace(facts, date=self.date_guess)
            remarks.append(
                Anmarkning(code="datum-fran-filnamn", message=f"Datum {self.date_guess} är taget ur filnamnet")
            )
        elif facts.date and self.date_guess and facts.date != self.date_guess:
            message = f"Datum i texten ({facts.date}) skiljer sig från filnamnets ({self.date_guess})"
            remarks.append(Anmarkning(code="datum-skiljer", message=message))
        if facts.organ is None and self.organ_guess:
            facts = replace(facts, organ=self.organ_guess)
            remarks.append(
                Anmarkning(code="organ-fran-filnamn", message=f"Organet {self.organ_guess} är taget ur filnamnet")
            )
        if facts.huvudman is None and self.huvudman_guess and facts.organ and MUNICIPAL.find(facts.organ):
            facts = replace(facts, huvudman=self.huvudman_guess)
            message = f"Huvudman {self.huvudman_guess} är tagen ur löptexten"
            remarks.append(Anmarkning(code="huvudman-ur-texten", message=message))
        remarks += [Anmarkning(code=code, message=text) for key, code, text in _UNKNOWN if getattr(facts, key) is None]
        return replace(facts, anmarkningar=tuple(remarks))


_UNKNOWN = (
    ("organ", "organ-okant", "Vilket organ som sammanträdde framgår inte"),
    ("date", "datum-okant", "Mötets datum framgår inte"),
)


def read_head(cleaned: Cleaned, lines: Sequence[Line], meeting: Meeting, file_name: str, before: Head) -> Head:
    """Read the facts of one meeting.

    Args:
        cleaned: The whole file.
        lines: Its lines.
        meeting: The meeting's units.
        file_name: For the guesses of last resort.
        before: The facts of the meeting before it in the same file: its huvudman goes on.
    """
    end = _head_end(meeting)
    top = [i for i in range(meeting.first, end) if not lines[i].blank][:25]
    fields = read_fields(lines, meeting.first, end)
    tail = [p for p in meeting.pieces if p.kind is Kind.UNDERSKRIFTER]
    fields += [f for p in tail for f in read_fields(lines, p.first, p.last)]
    first_meeting = meeting.first == 0
    running = cleaned.furniture if first_meeting or not top else ()
    body = _body(lines, meeting, top, fields, running)
    guess = date_from_name(file_name) if first_meeting else None
    return Head(
        huvudman=body.huvudman or before.huvudman,
        organ=body.organ,
        date=date_of(lines, top, fields, running, guess),
        time=time_of(lines, top, fields),
        place=place_of(fields),
        justerad=justerad_of(fields) or justerad_in_tail(lines, tail),
        huvudman_guess=huvudman_in_text(cleaned.text) if not body.huvudman else None,
        organ_guess=next((organ for pattern, organ in _FILE_ORGANS if pattern.search(file_name)), None),
        date_guess=guess,
    )


def _head_end(meeting: Meeting) -> int:
    """Number of the line after the head: the first unit where it is a head, else its first lines."""
    piece = meeting.pieces[0]
    if piece.kind is Kind.PARAGRAF:
        return piece.first
    return piece.last if piece.kind is Kind.INLEDNING else min(piece.last, piece.first + 8)


def _body(
    lines: Sequence[Line], meeting: Meeting, top: Sequence[int], fields: Sequence[Field], running: Sequence[str]
) -> Body:
    """The body that met: its field, the title, a line of its own, the running head, the decisions."""
    huvudman = next((name for name in _owners(lines, top[:12], running)), None)
    named = any(has_body(name) for name in _printed_names(lines, top, fields, running))
    told = body_in_sentence(_opening(lines, top)) if not named else None
    if told:
        return Body(told.organ, told.huvudman or huvudman)
    for name in _names(lines, meeting, top, fields, running):
        found = body_in_genitive(name) or separate(name)
        if found.organ and not found.huvudman and not has_body(found.organ):
            huvudman = huvudman or (found.organ if _may_be_owner(found.organ) else None)
            continue
        owner = owner_after(found.organ, _opening(lines, top)) if found.organ and not found.huvudman else None
        return Body(found.organ, found.huvudman or huvudman or owner)
    return Body(None, huvudman)


def _may_be_owner(name: str) -> bool:
    """Whether a title without a word for a body can be the name of an association.

    >>> _may_be_owner("LiTHe kod"), _may_be_owner("gårdagens fattade beslut upplästes")
    (True, False)
    """
    return len(name) <= 60 and name[:1].isupper() and not any(char.isdigit() for char in name)


def _opening(lines: Sequence[Line], top: Sequence[int]) -> str:
    """The first lines of the head as running text."""
    return " ".join(lines[i].text[:900] for i in top[:6])


def _owners(lines: Sequence[Line], top: Sequence[int], running: Sequence[str]) -> Iterator[str]:
    """Lines of the head that are nothing but the name of a huvudman."""
    for text in [*(lines[i].text for i in top), *running]:
        for cell in re.split(r"\t|\s{3,}", text.strip()[:200]):
            name = _from_capitals(plain(cell))
            match = HUVUDMAN.regex.match(name)
            if match and match.end() == len(name) and len(name) <= 60:
                yield name


_COMMON = re.compile(
    r"(?i:kommun|stad|landskommun|köping|municipalsamhälle|landsting|församling|socken|pastorat|härad|förening|län|läns|och|för|i)"
)


def _from_capitals(name: str) -> str:
    """A huvudman printed in capitals, as it is written in a text.

    >>> _from_capitals("NORRBY KOMMUN"), _from_capitals("Norrby kommun")
    ('Norrby kommun', 'Norrby kommun')
    """
    if not name.isupper():
        return name
    return " ".join(word.lower() if _COMMON.fullmatch(word) else word.capitalize() for word in name.split())


def _names(
    lines: Sequence[Line], meeting: Meeting, top: Sequence[int], fields: Sequence[Field], running: Sequence[str]
) -> Iterator[str]:
    """Names of the body, the surest first."""
    yield from _printed_names(lines, top, fields, running)
    first = plain(lines[top[0]].text) if top else ""
    if (
        first
        and len(first) <= 70
        and not find_date(first)
        and first.lower() not in ("protokoll", "sammanträdesprotokoll")
        and _is_title(lines, top)
    ):
        yield first
    deciding = organ_from_decisions(_decision_lines(lines, meeting))
    if deciding:
        yield deciding


def _printed_names(
    lines: Sequence[Line], top: Sequence[int], fields: Sequence[Field], running: Sequence[str]
) -> Iterator[str]:
    """Names of the body in fields, titles, lines of their own and running heads."""
    yield from (f.first for f in fields if f.label in ("organ", "nämnd", "instans", "nämnd/styrelse") and f.first)
    for k, i in enumerate(top[:12]):
        title = _title_over_lines(lines, top, k)
        if title and not LABEL.regex.match(lines[i].text[:300]):
            yield title
    for i in top[:12]:
        cells = [plain(cell) for cell in re.split(r"\t|\s{3,}", lines[i].text.strip()[:200])]
        yield from (cell for cell in cells if is_body(cell))
    yield from (text for text in running if is_body(text))


_BARE_TITLE = re.compile(r"^(?:mötes|sammanträdes|styrelse)?protokoll$", re.IGNORECASE)


def _title_over_lines(lines: Sequence[Line], top: Sequence[int], k: int) -> str | None:
    """The body in a title that may run on to the next line or stand on it."""
    i = top[k]
    text = plain(lines[i].text[:200])
    reverse = re.match(r"^(?P<organ>.{4,80}?)\s*(?:(?:19|20)\d\d)?\s*[-–:,]\s*protokoll\b", text, re.IGNORECASE)
    if reverse:
        return reverse["organ"]
    if not re.match(r"[\w-]*(?:proto[ck]oll?|anteckningar)", text, re.IGNORECASE):
        return None
    following = plain(lines[i + 1].text[:200]) if i + 1 < len(lines) else ""
    below = plain(lines[top[k + 1]].text[:200]) if k + 1 < len(top) else ""
    if (
        _BARE_TITLE.match(text)
        and lines[i].text.startswith("#")
        and below
        and not find_date(below)
        and not LABEL.regex.match(below)
    ):
        return below
    wrapped = following and len(text) > 40 and not LABEL.regex.match(following) and not following.startswith("§")
    return organ_in_title(f"{text} {following}" if wrapped and not find_date(following) else text)


def _is_title(lines: Sequence[Line], top: Sequence[int]) -> bool:
    """Whether the first line stands alone above fields."""
    return (
        len(top) > 1
        and not LABEL.regex.match(lines[top[0]].text[:300])
        and bool(LABEL.regex.match(lines[top[1]].text[:300]))
    )


def _decision_lines(lines: Sequence[Line], meeting: Meeting) -> Iterator[str]:
    """The lines that follow a label of decision, and a proposal's heading right under one."""
    after = False
    for piece in meeting.pieces:
        if piece.kind is not Kind.PARAGRAF:
            continue
        for line in lines[piece.first + 1 : piece.last]:
            if line.blank or len(line.text) > 2000:
                continue
            known = label(line.text)
            if after and known and known.part is Part.PROPOSAL:
                yield re.sub(r"s\s+förslag.*", " föreslår", plain(line.text))
            elif after and not known:
                yield line.text
            after = known is not None and known.part is Part.DECISION
