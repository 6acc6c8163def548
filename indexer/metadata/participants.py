"""Who was there, in which role, and for how long?

The attendance list first; then the functions that the sign-off and the choice of justerare give to people; then, where
the minutes print no list, those who act in the text (`acting`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.lines import Line, fold, plain
from indexer.metadata.acting import Act, acts
from indexer.metadata.fields import Field, read_fields
from indexer.metadata.names import NAME, Entry, read_people
from indexer.metadata.presence import expand
from indexer.metadata.roles import deciding, singular
from indexer.metadata.signatures import SIGN_OFF, functions, joined
from indexer.model import Kind, Participant, Presence
from indexer.pattern import Pattern
from indexer.split import Meeting, Piece

ABSENT = Pattern(
    source=r"""^(?: kallade? | (?:ej|icke|inte)\s+(?:när\s?varande|deltagande).* | frånvar\w*.* | förhindra(?:d|de)
    | (?:(?:med)?anmäl[dt]a?|meddela[td]?)\s+(?:förhinder|frånvaro|förfall) | förhinder | (?:laga\s+)?förfall
    | .*\bsom\s+(?:ej|icke|inte)\s+(?:deltog|deltar|närvar\w+) )$""",
    finds=(
        "kallade",
        "frånvarande",
        "anmält förhinder",
        "ej närvarande",
        "meddelat förfall",
        "ledamöter som inte deltog",
    ),
    ignores=("närvarande", "ej tjänstgörande ersättare"),
)
LIST = Pattern(
    source=r"""närvarande|deltagare|deltagande|tjänstgörande|beslutande|ledamöter|ersättare|suppleanter|tjänstemän|föredragande|adjungera|inbjud|gäster
    |insynsplats|övriga|ordförande|sekreterare|protokollförare|förvaltningschef|revisorer|närvarolista""",
    finds=("övriga deltagare", "beslutande", "ordförande"),
    ignores=("plats och tid", "utses att justera"),
)
_ROLE_LINE = re.compile(
    r"^(?:(?:närvarande|tjänstgörande|ej tjänstgörande|icke tjänstgörande|övriga|beslutande)\s+)?"
    r"(?:ledamöter|ersättare|suppleanter|tjänstemän|närvarande|deltagare)$|^(?:ej|icke)\s+tjänstgörande$|^adjungerade$",
    re.IGNORECASE,
)


class _Row(NamedTuple):
    """A person in a list, under its label."""

    role: str
    entry: Entry
    printed: str


def read_participants(
    text: str, lines: Sequence[Line], meeting: Meeting, numbers: Sequence[str]
) -> tuple[Participant, ...]:
    """Read who was there.

    Args:
        text: The cleaned text.
        lines: Its lines.
        meeting: The units of the meeting.
        numbers: The numbers of its items, in order.

    Returns:
        One entry for each role that a person had, in the order of the minutes.
    """
    fields = _fields(lines, meeting)
    rows = [row for f in fields if _is_list(f.label) for row in _rows(f)]
    rows = rows or list(_unlabelled(lines, meeting))
    people = [_participant(row, list(numbers)) for row in rows]
    for entry, function in functions(lines, meeting, fields):
        _give(people, entry, function, listed=bool(rows))
    for act in acts(text, lines, meeting):
        _record(people, act, list(numbers), listed=bool(rows))
    return tuple(_merged(people))


def present_at(participants: Sequence[Participant], number: str | None) -> tuple[str, ...]:
    """Names of those present at a §, as far as the minutes tell."""
    return tuple(dict.fromkeys(p.name for p in participants if p.paragrafer is None or number in p.paragrafer))


def _fields(lines: Sequence[Line], meeting: Meeting) -> list[Field]:
    """The fields of the head and of the signatures, and of leading items that are labels ("1. Närvarande: …")."""
    found: list[Field] = []
    for piece in meeting.pieces:
        if piece.kind is Kind.INLEDNING:
            found += read_fields(lines, piece.first, piece.last)
        elif piece.kind is Kind.UNDERSKRIFTER:
            found += [f for f in read_fields(lines, piece.first, piece.last) if f.beside]
        elif piece.kind is Kind.PARAGRAF and piece.head and piece.head.key[0] <= 4 and _is_list_item(lines, piece):
            found += read_fields(lines, piece.first, piece.last)
    return found


def _is_list_item(lines: Sequence[Line], piece: Piece) -> bool:
    head = lines[piece.first].text
    return len(head) < 2000 and bool(
        re.match(r"[\s#*]*(?:\d{1,2}\.\s*)?(?:Närvarande|Deltagare|Kallade)\b\s*(?::|$)", head)
    )


def _is_list(label: str) -> bool:
    return bool(LIST.find(label)) and not ABSENT.regex.match(label) and not SIGN_OFF.regex.match(label)


def _rows(f: Field) -> Iterator[_Row]:
    """The people of one field, a sub-label in the column changing their role."""
    role = f.label
    block: list[str] = []
    for _, value in f.values:
        bare = plain(value).rstrip(":")
        if _ROLE_LINE.match(bare):
            yield from _block(role, block)
            role, block = bare.lower(), []
        elif _is_prose(bare):
            break
        else:
            block.append(value)
    yield from _block(role, block)


def _is_prose(text: str) -> bool:
    """Whether a line under a list is running text again."""
    small = sum(word[0].islower() for word in text.split())
    return small > 8 and small > len(text.split()) // 2 and text.endswith((".", "!"))


def _block(role: str, block: Sequence[str]) -> Iterator[_Row]:
    if block:
        text = joined(block)
        for entry in read_people(text):
            if any(ABSENT.regex.match(function) for function in entry.functions):
                continue  # "Tor Lind (SD), frånvarande" in a list of those who should have been there
            yield _Row(singular(role), entry, fold(text[entry.start : entry.end]))


def _unlabelled(lines: Sequence[Line], meeting: Meeting) -> Iterator[_Row]:
    """A list without a label: lines of name, party and function at the top."""
    piece = meeting.pieces[0]
    if piece.kind is not Kind.INLEDNING:
        return
    line_form = re.compile(
        rf"^{NAME.source}\s*\([^()]{{1,12}}\)\s*,?\s*(?P<role>[A-ZÅÄÖa-zåäö][\w åäö:]{{3,40}})?$", re.VERBOSE
    )
    found = [
        (line, m)
        for line in lines[piece.first : piece.last]
        if len(line.text) < 200 and (m := line_form.match(line.text.strip()))
    ]
    if len(found) < 3:
        return
    for line, match in found:
        for entry in read_people(line.text)[:1]:
            role = fold(match["role"] or "ledamot").lower()
            entry.functions = []
            yield _Row(singular(role), entry, fold(line.text))


def _participant(row: _Row, numbers: list[str]) -> Participant:
    """One entry; its role is the label, then the printed functions."""
    entry = row.entry
    functions = [f for f in dict.fromkeys(entry.functions) if f not in row.role]
    if entry.replaces and "ersättare" not in row.role:
        functions = [f for f in functions if "ersättare" not in f]
        role = ", ".join(["tjänstgörande ersättare", *functions])
    else:
        role = ", ".join([row.role, *functions])
    there = expand(entry.paragrafer, numbers)
    presence = Presence.DELAR if there is not None else Presence.OKAND if entry.clock else Presence.HELA
    return Participant(
        name=entry.name,
        party=entry.party,
        role=role,
        deciding=deciding(role),
        represents=entry.represents,
        replaces=entry.replaces,
        presence=presence,
        paragrafer=there,
        as_printed=row.printed,
    )


def _give(people: list[Participant], entry: Entry, function: str, *, listed: bool) -> None:
    """Add a function to somebody known; chairs and secretaries who are not listed were there all the same."""
    for i, person in enumerate(people):
        if person.name == entry.name:
            if function not in person.role and not (function == "ordförande" and "ordförande" in person.role):
                people[i] = replace(person, role=f"{person.role}, {function}")
            return
    if not listed or re.search(r"ordförande|sekreterare|protokollförare", function):
        presence = Presence.HELA if listed else Presence.OKAND
        known = deciding(function)
        people.append(
            Participant(
                name=entry.name,
                party=entry.party,
                role=function,
                deciding=known,
                presence=presence,
                as_printed=entry.name,
            )
        )


def _record(people: list[Participant], act: Act, numbers: list[str], *, listed: bool) -> None:
    """What an act at an item tells: the person was there, was not at that item, or began to serve with it."""
    known = next((i for i, person in enumerate(people) if person.name == act.entry.name), None)
    if act.what == "absent" and known is not None:
        there = tuple(n for n in people[known].paragrafer or numbers if n != act.number)
        people[known] = replace(people[known], presence=Presence.DELAR, paragrafer=there)
    elif known is None and (not listed or act.what == "serves"):
        people.append(_acting(act, numbers))


def _acting(act: Act, numbers: list[str]) -> Participant:
    at = numbers.index(act.number) if act.number in numbers else 0
    role = {"chair": "ordförande", "serves": "tjänstgörande ersättare"}.get(act.what, "närvarande")
    there = {"absent": numbers[:at] + numbers[at + 1 :], "serves": numbers[at:]}.get(act.what)
    return Participant(
        name=act.entry.name,
        party=act.entry.party,
        role=role,
        deciding=None if act.what == "absent" else deciding(role),
        replaces=act.entry.replaces,
        presence=Presence.DELAR if there is not None else Presence.OKAND,
        paragrafer=None if there is None else tuple(there),
        as_printed=act.entry.name + (f" ({act.entry.party})" if act.entry.party else ""),
    )


def _merged(people: Sequence[Participant]) -> Iterator[Participant]:
    """One entry a person, unless the roles were for different §."""
    seen: dict[str, list[Participant]] = {}
    for person in people:
        same = seen.setdefault(person.name, [])
        if not same or (person.paragrafer and all(p.paragrafer for p in same)):
            same.append(person)
        elif person.role not in same[0].role:
            first = same[0]
            same[0] = replace(
                first,
                role=f"{first.role}, {person.role}",
                party=first.party or person.party,
                deciding=first.deciding if first.deciding is not None else person.deciding,
            )
    for group in seen.values():
        yield from group
