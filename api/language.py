"""What does a person ask for, in a line of text?

The second half of the query language: the signs of api/lexing.py become the tree of indexer/engine/query.py. No text
fails except one that is too long: what cannot be read as it was typed is read as words, with a note
(D26).
"""

import re
from dataclasses import dataclass, field
from typing import Final

from api.dates import read_dates
from api.echo import echo
from api.lexing import Mark, Scan, Sign, clean, scan
from indexer.engine.query import And, Everything, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Word, Zone
from indexer.errors import UsageError

MAX_CHARACTERS: Final = 1000
MAX_OPERATORS: Final = 64
MAX_SLOP: Final = 100
"""Words between those of a phrase: more is not near."""
MIN_PREFIX: Final = 2
"""Letters before a star: fewer begin a tenth of all words."""
_ZONES: Final = ("title", "beslut")
_DIARY: Final = re.compile(r"[^\W\d_]{1,12}$")
_NUMBER: Final = re.compile(r"[0-9][0-9/:.–-]*$")
_FUZZY: Final = re.compile(r"(.+)~([12]?)$")


class TooLongError(UsageError):
    """The question is longer than anybody writes."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    node: Node
    interpretation: str
    """In Swedish words."""
    notes: tuple[str, ...] = ()
    """What was read otherwise than typed."""


@dataclass(slots=True)
class _Frame:
    """An open bracket: alternatives, each a list of what must all be there."""

    named: str | None = None
    negations: int = 0
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])

    def add(self, node: Node) -> None:
        """Add an operand, with the INTE that stand before it."""
        for _ in range(self.negations % 2):
            node = node.part if isinstance(node, Not) else Not(node)
        self.negations = 0
        self.alternatives[-1].append(node)

    def node(self) -> Node:
        """Close the bracket."""
        return _either([_all(parts) for parts in self.alternatives])


def parse(text: str) -> Question:
    """Read a question.

    Raises:
        TooLongError: More than 1,000 characters or 64 operators.

    >>> parse("skola ELLER buss").interpretation
    'paragrafer som innehåller skola eller buss'
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLongError(f"Frågan är längre än {MAX_CHARACTERS} tecken. Korta den.")
    cleaned = clean(text)
    found = scan(cleaned)
    if sum(sign.mark in (Mark.AND, Mark.OR, Mark.NOT) for sign in found.signs) > MAX_OPERATORS:
        raise TooLongError(f"Frågan har fler än {MAX_OPERATORS} operatorer. Dela upp den.")
    node = _nest(_join_numbers(found.signs), found)
    if not found.signs:
        node = Or(()) if cleaned.strip() else Everything()
        if cleaned.strip():
            found.note("Frågan innehåller inget ord att söka efter.")
    return Question(node, echo(node), tuple(found.notes))


def _nest(signs: list[Sign], found: Scan) -> Node:
    """Nest signs; brackets are balanced and operators have their operands."""
    frames = [_Frame()]
    for sign in signs:
        if sign.mark is Mark.OPEN:
            frames.append(_Frame(sign.field))
        elif sign.mark is Mark.CLOSE:
            closed = frames.pop()
            frames[-1].add(_in_field(closed.named, closed.node(), found))
        elif sign.mark is Mark.OR:
            frames[-1].alternatives.append([])
        elif sign.mark is Mark.NOT:
            frames[-1].negations += 1
        elif sign.mark is not Mark.AND:
            frames[-1].add(_in_field(sign.field, _leaf(sign, found), found))
    return frames[0].node()


def _all(parts: list[Node]) -> Node:
    """Ask for all parts."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _either(parts: list[Node]) -> Node:
    """Ask for one part at least."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def _leaf(sign: Sign, found: Scan) -> Node:
    """Read one word or phrase."""
    if sign.mark is Mark.PHRASE:
        if "*" in sign.text:
            found.note("En stjärna inom citattecken har ingen verkan: en fras söks som den står.")
        if sign.slop > MAX_SLOP:
            found.note(f"”~{sign.slop}” lästes som ~{MAX_SLOP}: mer är inte nära.")
        return Phrase(sign.text, min(sign.slop, MAX_SLOP))
    return _word(sign.text, found)


def _word(text: str, found: Scan) -> Node:
    """Read one word with the star or the tilde after it."""
    stem = text.rstrip("*").strip("*")
    fuzzy = _FUZZY.match(text)
    if fuzzy and sum(map(str.isalnum, fuzzy[1])) >= MIN_PREFIX:
        return Fuzzy(fuzzy[1], int(fuzzy[2] or 1))
    if text.endswith("*") and "*" not in stem and sum(map(str.isalnum, stem)) >= MIN_PREFIX:
        if text.startswith("*"):
            found.note(f"Stjärnan före ”{stem}” lästes inte: en stjärna kan bara stå sist i ett ord.")
        return Prefix(stem)
    if "*" in text:
        found.note(f"Stjärnan i ”{text}” lästes inte: den ska stå sist, efter minst {MIN_PREFIX} bokstäver.")
    return Word(text)


def _join_numbers(signs: list[Sign]) -> list[Sign]:
    """Let `dnr:RJL 2015/221` take the number along though a space parts it."""
    joined: list[Sign] = []
    for sign in signs:
        last = joined[-1] if joined else None
        if (
            last
            and last.field == "diarienummer"
            and (last.mark, sign.mark, sign.field) == (Mark.WORD, Mark.WORD, None)
            and _DIARY.match(last.text)
            and _NUMBER.match(sign.text)
        ):
            joined[-1] = Sign(Mark.PHRASE, f"{last.text} {sign.text}", last.field)
        else:
            joined.append(sign)
    return joined


def _in_field(name: str | None, node: Node, found: Scan) -> Node:
    """Ask `node` of a field."""
    if name is None:
        return node
    if name in _ZONES:
        return Zone(name, node)
    if isinstance(node, And | Or):
        parts = tuple(_in_field(name, part, found) for part in node.parts)
        return And(parts) if isinstance(node, And) else Or(parts)
    if isinstance(node, Not):
        return Not(_in_field(name, node.part, found))
    return _value(name, node, found)


def _time(node: Word | Phrase | Prefix, found: Scan) -> Node:
    """Ask for a time."""
    dates = read_dates(node.text)
    if dates is None:
        found.note(
            f"”{node.text}” är inget datum och lästes som ord. Skriv till exempel 2016, 2016-05 eller 2016..2018."
        )
        return node
    if dates.first and dates.last and dates.first > dates.last:
        found.note(f"”{node.text}” lästes baklänges: slutet ligger före början.")
        first, _, last = node.text.partition("..")
        return read_dates(f"{last}..{first}") or node
    return dates


def _value(name: str, node: Node, found: Scan) -> Node:
    """Ask for one value of a metadata field."""
    if not isinstance(node, Word | Phrase | Prefix):
        return node
    text = node.text
    if name in ("year", "date"):
        return _time(node, found)
    if name == "reservation":
        found.note("reservation: söker i hela texten i paragrafer där någon reserverade sig.")
        return And((Field("har", "reservation"), node))
    return Field(name, f"{text}*" if isinstance(node, Prefix) else text)
