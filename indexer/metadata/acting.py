"""Who shows in the text of an item that they were there, or that they took no part in it?

People who move a proposal, reserve themselves, declare jäv or are called in to serve. Not: the authors of a motion, the
elected, the only mentioned. A name counts only with its party or group in brackets, or after "Ordförande".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.lines import Line, fold
from indexer.metadata.names import NAME, Entry, read_people
from indexer.model import Kind
from indexer.pattern import Pattern
from indexer.sections import stretches, text_of
from indexer.split import Meeting, Piece
from indexer.titles import read_heading

_PARTY = r"\s\([^()]{1,12}\)"
_WHO = rf"(?:{NAME.source}{_PARTY})"
MOVES = Pattern(
    source=rf"""^(?P<who>(?:(?:ordföranden?|ledamoten|ersättaren)\s+)?{_WHO}(?:\s*(?:,|och|samt)\s*(?:och\s+)?{_WHO}){{0,30}})
    \s+(?:(?:föreslår|yrkar|yrkade|reserverar|reserverade|instämmer|instämde|tillstyrker|begär|begärde)\b(?!\si\s(?:en\s)?(?:motion|interpellation|skrivelse))
    | föreslår\sför\b | lämnar\s(?:följande|in|en)\b | (?:anmäler|anmälde)\sjäv | deltar\sinte | deltog\sinte
    | meddelar\b | antecknar\b | avstår\b)""",
    finds=("Anna Ek (S) och Per Alm (M) föreslår bifall till motionen.", "Eva Ek (L) anmäler jäv och deltar inte."),
    ignores=("Anna Ek (S) föreslår i en motion att staden ska", "Anna Ek befrias från uppdraget"),
    flags=re.IGNORECASE,
)
CHAIR = Pattern(
    source=rf"^Ordföranden?\s+(?P<who>{NAME.source}(?:{_PARTY})?)\s+[a-zåäö]",
    finds=("Ordförande Per Alm (M) föreslår", "Ordföranden Eva Ek öppnar mötet"),
    ignores=("Nämndens ordförande Per Alm (M) svarar", "Ordföranden frågar"),
)
JAV = Pattern(
    source=r"""\b(?:anmäl(?:er|de|t)\s+jäv | på\s+grund\s+av\s+jäv | delt(?:ar|og|agit)\s+(?:inte|ej
    |icke)\s+i\s+(?:beslutet|handläggningen|överläggning|behandlingen|ärendet) | jävig[at]?\b)""",
    finds=("Per Alm (M) anmäler jäv", "deltog inte i beslutet", "deltar ej i handläggningen"),
    ignores=("Ingen fråga om jävsregler", "deltar i mötet"),
    flags=re.IGNORECASE,
)
SERVES = Pattern(
    source=rf"^(?P<who>{_WHO})\s+(?P<how>.{{0,120}}?)\btjänstgör(?:a|ande|ing)?\s+(?:som\s+ersättare\s+)?(?:för|i\s?stället\s+för)\s+(?P<for>{NAME.source})",
    finds=("Eva Ek (S) anländer till mötet och kallas att tjänstgöra för Per Alm (S)",),
    ignores=("Eva Ek (S) tjänstgör som lärare",),
)
_TRIGGER = re.compile(r"jäv|föreslår|yrka|reserver|deltar|deltog|tjänstgör|Ordförande", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?:”\"])\s+(?=[A-ZÅÄÖ])")
_MOST = 4000
"""Characters of a sentence that are looked at."""


class Act(NamedTuple):
    """Somebody did something at an item."""

    entry: Entry
    number: str | None
    what: str
    """moves, chair, absent, serves."""


def acts(text: str, lines: Sequence[Line], meeting: Meeting) -> Iterator[Act]:
    """What people did, in the order of the minutes."""
    for piece in meeting.pieces:
        if piece.kind is Kind.PARAGRAF and piece.head:
            end = lines[piece.last].start if piece.last < len(lines) else len(text)
            if _TRIGGER.search(text, lines[piece.first].start, end):
                yield from _of_item(text, lines, piece)


def _of_item(text: str, lines: Sequence[Line], piece: Piece) -> Iterator[Act]:
    head = piece.head
    if head is None:
        return
    heading = read_heading(lines, piece.first, head.rest, piece.last)
    for part in stretches(lines, heading.end, piece.last, heading.body):
        whole = fold(text_of(text, lines, part)[:60_000])
        is_jav = part.heading.lower().startswith("jäv")
        for sentence in _STOP.split(whole) if not is_jav else [whole]:
            yield from _of_sentence(sentence[:_MOST], head.number, is_jav=is_jav)


def _of_sentence(sentence: str, number: str | None, *, is_jav: bool) -> Iterator[Act]:
    serves = SERVES.regex.match(sentence)
    if serves:
        entry = read_people(serves["who"])[0]
        entry.replaces = serves["for"]
        yield Act(entry, number, "serves")
        return
    if (is_jav or JAV.find(sentence)) and "tjänstgör" not in sentence:
        yield from (Act(entry, number, "absent") for entry in read_people(sentence) if entry.party)
        return
    chair = CHAIR.regex.match(sentence)
    if chair:
        yield Act(read_people(chair["who"])[0], number, "chair")
        return
    moves = MOVES.regex.match(sentence)
    if moves:
        yield from (Act(entry, number, "moves") for entry in read_people(moves["who"]))
