"""What does a person ask for, before any word is analysed?

The abstract syntax tree of the query language. It knows no engine and no Swedish: `api/language.py` makes it from text,
`api/plan.py` turns it into the lexical plan that engines answer (indexer/engine/plan.py).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """All units (an empty question)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. `text` as typed, NFC."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Surface forms in order. `slop` = how many other words may stand between them; None-like 0 is exact."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so ("skolsk*"); `text` without the star."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `edits` letters away ("skolskuts~")."""

    text: str
    edits: int = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A value in a metadata field ("organ:kommunstyrelsen"); `name` is the canonical name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A question asked of one part of the § only ("rubrik:skola"); `name` is title or beslut."""

    name: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class Dates:
    """Meetings from `first` to `last`, both included, ISO 8601; None = open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class And:
    """All parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Units that do not answer `part`."""

    part: "Node"


Node = Everything | Word | Phrase | Prefix | Fuzzy | Field | Zone | Dates | And | Or | Not
