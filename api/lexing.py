"""What signs does a question consist of?

The first half of the query language: text to a flat list of signs, in one pass from left to right. It decides what is a
word, a phrase, an operator, a bracket or a field; `api/language.py` nests them. Nothing here fails: what cannot be read
as it was typed becomes words, with a note.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "organ": "organ",
    "huvudman": "huvudman", "kommun": "huvudman",
    "dnr": "diarienummer", "diarienummer": "diarienummer",
    "deltagare": "participant", "närvarande": "participant", "participant": "participant",
    "parti": "party",
    "rubrik": "title", "title": "title",
    "beslut": "beslut",
    "reservation": "reservation",
    "har": "har",
    "år": "year", "year": "year",
    "datum": "date",
}  # fmt: skip
"""What may stand before a colon, and the field it names."""

_SHOWN_FIELDS: Final = (
    "organ", "kommun", "dnr", "deltagare", "parti", "rubrik", "beslut", "reservation", "har", "år", "datum",
)  # fmt: skip
"""Names told to readers, one a field."""
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_CHUNK: Final = re.compile(r'[^\s()"]+')
_SLOP: Final = re.compile(r"~([0-9]{1,3})(?![^\s()])")
_FIELD: Final = re.compile(r"([^\W\d_]{2,20}):")
_UNSEEN: Final = {"Cc", "Cs", "Co", "Cn"}
"""Unicode categories that part words: control signs, halves of pairs, private and unassigned signs. Format signs (soft
hyphens, zero-width, direction) and the line-end hyphen of some PDF readers (U+FFFE) part nothing: they are left out."""


class Mark(StrEnum):
    """Kinds of sign."""

    WORD = "word"
    PHRASE = "phrase"
    OPEN = "("
    CLOSE = ")"
    AND = "OCH"
    OR = "ELLER"
    NOT = "INTE"


OPERATORS: Final[Mapping[str, Mark]] = {
    "OCH": Mark.AND, "AND": Mark.AND, "ELLER": Mark.OR, "OR": Mark.OR, "INTE": Mark.NOT, "NOT": Mark.NOT,
}  # fmt: skip
"""Words that are operators, in capitals only."""
_WORDY: Final = (Mark.AND, Mark.OR, Mark.NOT)
_BEGINS: Final = (Mark.WORD, Mark.PHRASE, Mark.OPEN, Mark.NOT)
_ENDS: Final = (Mark.WORD, Mark.PHRASE, Mark.CLOSE)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a question."""

    mark: Mark
    text: str
    """As typed; of a phrase, what stands between the quotation marks."""
    field: str | None = None
    """Canonical name of the field that stands before a word, a phrase or a bracket."""
    slop: int = 0
    """Words that may stand between those of a phrase."""


@dataclass(slots=True)
class Scan:
    """Signs and notes of one question."""

    signs: list[Sign] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Remember a note, once."""
        if text not in self.notes:
            self.notes.append(text)


def clean(text: str) -> str:
    r"""Make text safe to compare and to show: NFC, plain quotation marks, no control signs.

    >>> clean("”inte bifalla”\x00")
    '"inte bifalla" '
    """
    composed = unicodedata.normalize("NFC", text).translate(_QUOTES)
    shown = (sign for sign in composed if unicodedata.category(sign) != "Cf" and sign != "\ufffe")
    return "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in shown)


def scan(text: str) -> Scan:
    """Read the signs of a cleaned question.

    >>> [(sign.mark.value, sign.text, sign.field) for sign in scan('skola ELLER organ:"ks"').signs]
    [('word', 'skola', None), ('ELLER', 'ELLER', None), ('phrase', 'ks', 'organ')]
    """
    found = Scan()
    _read(text, found)
    _spare_capitals(found)
    _balance(found)
    _settle_operators(found)
    return found


def _read(text: str, found: Scan) -> None:
    """Read signs from left to right."""
    at, named, last_quote = 0, None, text.rfind('"')
    while at < len(text):
        sign = text[at]
        if sign == '"' and at == last_quote:
            found.note("Ett citattecken saknar sitt par. Orden efter det söks ett och ett.")
            at += 1
        elif sign == '"':
            at, named = _read_phrase(text, at, named, found), None
        elif sign in "()":
            found.signs.append(Sign(Mark.OPEN if sign == "(" else Mark.CLOSE, sign, named if sign == "(" else None))
            at, named = at + 1, None
        elif sign.isspace():
            at += 1
        else:
            at, named = _read_chunk(text, at, found)


def _read_phrase(text: str, at: int, named: str | None, found: Scan) -> int:
    """Read a phrase that begins at a quotation mark; gives where it ends."""
    end = text.index('"', at + 1)
    slop = _SLOP.match(text, end + 1)
    words = text[at + 1 : end].strip()
    if any(sign.isalnum() for sign in words):
        found.signs.append(Sign(Mark.PHRASE, words, named, int(slop[1]) if slop else 0))
    else:
        _drop_minus(found.signs)
    return slop.end() if slop else end + 1


def _drop_minus(signs: list[Sign]) -> None:
    """Leave out a minus whose phrase turned out to be empty, so that it does not take away what follows."""
    if signs and signs[-1].text == "-":
        signs.pop()


def _read_chunk(text: str, at: int, found: Scan) -> tuple[int, str | None]:
    """Read what stands up to the next space, bracket or quotation mark; gives where it ends and an open field."""
    chunk = _CHUNK.match(text, at)
    assert chunk is not None  # noqa: S101 - the caller has seen the first sign
    word, end = chunk[0], chunk.end()
    opened = text[end : end + 1] == "(" or (text[end : end + 1] == '"' and end < text.rfind('"'))
    if _is_minus(text, at, word, opened=opened):
        found.signs.append(Sign(Mark.NOT, "-"))
        word = word[1:]
    named, word = _split_field(word, found, opened=opened)
    if any(sign.isalnum() for sign in word):
        found.signs.append(Sign(Mark.WORD if named else OPERATORS.get(word, Mark.WORD), word, named))
        named = None
    return end, named


def _is_minus(text: str, at: int, word: str, *, opened: bool) -> bool:
    """Tell a minus that takes away from a dash: it stands free and touches what it takes away."""
    free = at == 0 or text[at - 1].isspace() or text[at - 1] == "("
    return free and word[0] == "-" and (word[1:2].isalnum() or (word == "-" and opened))


def _split_field(word: str, found: Scan, *, opened: bool) -> tuple[str | None, str]:
    """Part a field name from its value; a name that is no field becomes a word of its own."""
    match = _FIELD.match(word)
    if match is None:
        return None, word
    rest, name = word[match.end() :], FIELDS.get(match[1].casefold())
    if name and (rest or opened):
        return name, rest
    if name:
        found.note(f"”{match[0]}” lästes som ett ord: värdet ska stå direkt efter kolonet.")
        return None, match[1]
    if not (rest or opened) or match[1].isupper() or not any(sign.isalnum() for sign in rest or '"a'):
        return None, word
    found.note(f"”{match[0]}” är inget fält och lästes som ord. Fälten är {', '.join(_SHOWN_FIELDS)}.")
    found.signs.append(Sign(Mark.WORD, match[1]))
    return None, rest


def _spare_capitals(found: Scan) -> None:
    """Take operators for words where everything is in capitals: then capitals mean nothing."""
    bare = [sign.text for sign in found.signs if sign.mark is Mark.WORD and sign.field is None]
    named = any(sign.mark in _WORDY and sign.text in OPERATORS for sign in found.signs)
    if named and any(word.isupper() for word in bare) and all(word == word.upper() for word in bare):
        found.note("Frågan är skriven med bara versaler, så OCH, ELLER och INTE söks som vanliga ord.")
        found.signs = [replace(sign, mark=Mark.WORD) if sign.text in OPERATORS else sign for sign in found.signs]


def _balance(found: Scan) -> None:
    """Leave out brackets without a partner (with a note) and brackets around nothing."""
    opens: list[int] = []
    alone: set[int] = set()
    empty: set[int] = set()
    last_content = -1
    for at, sign in enumerate(found.signs):
        if sign.mark is Mark.OPEN:
            opens.append(at)
        elif sign.mark is not Mark.CLOSE:
            last_content = at
        elif not opens:
            alone.add(at)
        elif (start := opens.pop()) > last_content:
            minus = {start - 1} if start and found.signs[start - 1].text == "-" else set()
            empty |= {start, at} | minus
    alone.update(opens)
    if alone:
        found.note("En parentes saknar sitt par och lästes inte.")
    found.signs = list(_without(found.signs, alone, empty))


def _without(signs: list[Sign], alone: set[int], empty: set[int]) -> Iterator[Sign]:
    """Give the signs that stay; the field before a lone bracket goes to what follows it."""
    handed_on: str | None = None
    for at, sign in enumerate(signs):
        if at in alone:
            handed_on = sign.field or handed_on
        elif at not in empty:
            named = handed_on if sign.field is None and sign.mark in (Mark.WORD, Mark.PHRASE) else sign.field
            handed_on = None
            yield replace(sign, field=named)


def _settle_operators(found: Scan) -> None:
    """Take operators that have nothing to work on for words."""
    found.signs = list(_settled(found))


def _settled(found: Scan) -> Iterator[Sign]:
    """Give the signs, lone operators as words."""
    before: Mark | None = None
    for sign, after in pairwise([*found.signs, None]):
        assert sign is not None  # noqa: S101 - only the last one is
        settled = sign
        lacks_right = after is None or after.mark not in _BEGINS
        lacks_left = sign.mark in (Mark.AND, Mark.OR) and before not in _ENDS
        if sign.mark in _WORDY and (lacks_right or lacks_left):
            if sign.text == "-":
                continue
            found.note(f"{sign.text} söks som ett vanligt ord: det saknas något att förena eller ta bort.")
            settled = replace(sign, mark=Mark.WORD)
        before = settled.mark
        yield settled
