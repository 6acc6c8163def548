"""Where are the words of a text, and what does each one's surroundings tell about it?

One positional stream of surface tokens. What the surroundings tell stands as marks in the token's key, so that `derive`
can be pure: the same key always gives the same terms.

    key   = surface ("|" mark)*      the surface in lower case, NFC, without invisible characters
    mark  = "^"                      capitalised in mid-sentence: perhaps a name
          | "o" | "v"                from a text in old spelling; from one with plural verbs only
          | "=" whole                first token of something that is also searched whole: "2015|=2015/221"
          | "-" word                 suspended compound, completed by the head of that word: "gång|-cykelbro"

A whole is one more term of its first token; its parts keep their own positions, so that phrases and searches for a part
need no special case (D19).
"""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from indexer.pattern import Pattern
from indexer.swedish import wholes

NAME, OLD, PLURAL_VERBS, WHOLE, SUSPENDED = "^", "o", "v", "=", "-"
OLD_SPELLING_BEFORE = 19120000
"""yyyymmdd. The reform of 1906 bound the schools; offices and printers had followed by 1912."""
PLURAL_VERBS_BEFORE = 19500000
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"
"""Soft hyphen, zero-width signs, and the noncharacter that a PDF reader gives for a line-end hyphen."""

CHUNK = Pattern(
    source=rf"[^\W_]+ (?: [{wholes.GLUE}] [^\W_]+ )*",
    finds=("kommun", "RJL-2015/221", "2016-05-19", "EU:s", "Ann-Marie", "3:62"),
    ignores=("§", "–", "_"),
)
_CHUNK_SPLIT = re.compile(f"({CHUNK.source})", re.VERBOSE)
RAW_CHUNK = Pattern(
    source=rf"""
    [^\W_] (?:[^\W_]|[\u0300-\u036f{INVISIBLE}])*
    (?: [{wholes.GLUE}] [^\W_] (?:[^\W_]|[\u0300-\u036f{INVISIBLE}])* )*
    """,
    finds=("kom\u00admun", "fra\u030aga", "kom\ufffemun"),
    ignores=("\u00ad", "\u030a"),
)
"""The same for text that is not NFC or holds invisible characters."""
HANGING = Pattern(
    source=r"""
    - (?<=[^\W\d_]-) ,? \s{1,4}
    (?: [^\W\d_]{2,40} -,? \s{1,4} ){0,5}
    (?:och|eller|samt|respektive|resp\.) \s{1,4}
    ([^\W\d_]{3,40}) (?![\w-])
    """,
    finds=("gång- och cykelbro", "hälso- samt sjukvård", "plan-, bygg- och miljönämnd"),
    ignores=("gång och cykelbro", "gång - och cykelbro", "3- och 4-åringar"),
)
_HUNG = re.compile(r"-(?=[,\s])")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SUSPECT = re.compile("[\u00ad\u0300-\u200f\u2060-\u209f\u20d0-\U0010ffff]")
"""All that can be invisible or not NFC; no letter or sign that Swedish minutes are full of."""
INSIDE = frozenset((" ", ", ", " (", "(", "/", "\u00a0"))
"""What may stand before a capital letter that does not begin a sentence."""
_DROP_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_PIECE = re.compile(rf"[^{wholes.GLUE}]+")
_START, _END = attrgetter("start"), attrgetter("end")


class Token(NamedTuple):
    """One word of a text."""

    key: str
    start: int
    """Offset in the text as given."""
    end: int
    """Exclusive."""


def surface(key: str) -> str:
    """Give the surface of a key.

    >>> surface("2015|=2015/221")
    '2015'
    """
    return key.partition("|")[0]


def marks(key: str) -> list[str]:
    """Give the marks of a key.

    >>> marks("slk|^|=slk 2024/9")
    ['^', '=slk 2024/9']
    """
    return key.split("|")[1:]


def visible(text: str) -> str:
    """Give a text in NFC and without invisible characters."""
    return unicodedata.normalize("NFC", text.translate(_DROP_INVISIBLE))


def normal(word: str) -> str:
    """Give the surface of a word as written: visible, in lower case.

    >>> normal("Fra\u030aga\u00adn")
    'frågan'
    """
    return visible(visible(word).lower())


def tokens(text: str, date: int = 0) -> list[Token]:
    """Give the tokens of a text in order; offsets are those of the text as given.

    Args:
        text: Any text; "|" never becomes part of a token.
        date: yyyymmdd of the minutes, 0 where unknown: old spelling is looked for only in old texts.

    >>> [token.key for token in tokens("Dnr RJL 2015/221: gång- och cykelbro")]
    ['dnr', 'rjl|^|=rjl 2015/221', '2015|=2015/221', '221', 'gång|-cykelbro', 'och', 'cykelbro']
    """
    era = _era(date)
    found = _raw_tokens(text, era) if _is_raw(text) else _clean_tokens(text, era)
    _mark_wholes(text, found)
    _mark_hanging(text, found)
    return found


def _era(date: int) -> str:
    if not date or date >= PLURAL_VERBS_BEFORE:
        return ""
    return f"|{OLD}" if date < OLD_SPELLING_BEFORE else f"|{PLURAL_VERBS}"


def _is_raw(text: str) -> bool:
    """Say whether the text needs cleaning word by word; one cheap scan settles it for nearly all texts."""
    return _SUSPECT.search(text) is not None and (
        _INVISIBLE.search(text) is not None or not unicodedata.is_normalized("NFC", text)
    )


def _clean_tokens(text: str, era: str) -> list[Token]:
    """The hot loop: a chunk is one word but for one in twenty, which holds glue."""
    found: list[Token] = []
    append, new, end = found.append, tuple.__new__, 0
    strands = iter(_CHUNK_SPLIT.split(text))
    for gap, chunk in zip(strands, strands, strict=False):  # the last gap has no chunk
        start = end + len(gap)
        end = start + len(chunk)
        if chunk.isalnum():
            key = chunk.lower()
            if key != chunk and gap in INSIDE:
                key += "|^"
            append(new(Token, (key + era, start, end)))
        else:
            _mark_registry(text, found, chunk, gap)
            pieces = _pieces(chunk, inside=gap in INSIDE)
            found += [Token(piece + era, start + first, start + last) for piece, first, last in pieces]
    return found


def _raw_tokens(text: str, era: str) -> list[Token]:
    found: list[Token] = []
    end = 0
    for match in RAW_CHUNK.regex.finditer(text):
        start = match.start()
        gap = text[end:start]
        _mark_registry(text, found, match[0], gap)
        pieces = _pieces(match[0], inside=gap in INSIDE)
        found += [Token(piece + era, start + first, start + last) for piece, first, last in pieces]
        end = match.end()
    return found


@lru_cache(maxsize=4096)
def _pieces(chunk: str, *, inside: bool) -> tuple[Token, ...]:
    """Cut a chunk into tokens; the first one, and the first with a digit, carry the whole from there on.

    Dates and diarienummer come again and again, so the last few thousand are kept.
    """
    spans = [match.span() for match in _PIECE.finditer(chunk)]
    if wholes.is_one_word(normal(chunk)):
        spans = [(0, len(chunk))]
    found, had_digit = [], False
    for start, end in spans:
        key = normal(chunk[start:end])
        first_number = key[0].isdigit() and not had_digit
        had_digit = had_digit or first_number
        if chunk[start].isupper() and (start > 0 or inside):
            key += f"|{NAME}"
        if len(spans) > 1 and (start == 0 or first_number) and (whole := wholes.whole(normal(chunk[start:]))):
            key += f"|{WHOLE}{whole}"
        found.append(Token(key, start, end))
    return tuple(found)


def _mark_registry(text: str, found: list[Token], chunk: str, gap: str) -> None:
    """Give capitals before a number with slash or dash ("RJL 2015/221") the whole diarienummer, as if with a hyphen."""
    if gap != " " or not found or not wholes.REGISTRY_NUMBER.regex.match(chunk):
        return
    letters = text[found[-1].start : found[-1].end]
    if len(letters) <= 6 and letters.isalpha() and letters.isupper():
        _mark(found, len(found) - 1, WHOLE + wholes.whole(f"{normal(letters)}-{chunk}"))


def _mark_wholes(text: str, found: list[Token]) -> None:
    """Mark the first tokens of sums, § numbers and diarienummer, which have spaces inside."""
    for match in wholes.SUM.regex.finditer(text):
        _mark(found, bisect_left(found, match.start(), key=_START), WHOLE + wholes.sum_whole(match[0]))
    for start, number in wholes.numbered(text):
        _mark(found, bisect_left(found, start, key=_START), f"{WHOLE}§{number}")


def _mark_hanging(text: str, found: list[Token]) -> None:
    for match in HANGING.regex.finditer(text):
        for hyphen in _HUNG.finditer(text, match.start(), match.start(1)):
            _mark(found, bisect_left(found, hyphen.start(), key=_END), SUSPENDED + normal(match[1]))


def _mark(found: list[Token], place: int, mark: str) -> None:
    token = found[place]
    found[place] = token._replace(key=f"{token.key}|{mark}")
