"""What exactly is an engine asked to do?

The lexical plan: a tree in which each word has become its group of terms with class and weight. Terms are made in
Python (indexer/swedish), so that every engine sees the same ones. An engine knows no Swedish and no query language.

Scores are additive. A scored leaf (`Group`, `Phrase`, `Prefix`, `Fuzzy`) gives BM25 over the union of its terms:

    tf    = sum over terms of weight(term) * sum over zones of ZONE_WEIGHTS[zone] * frequency in that zone
    idf   = ln(1 + (N - df + 0.5) / (df + 0.5)),  N live units, df = live units in the union (all zones)
    score = boost * idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length)),  0 where tf <= 0

A leaf without `zone` takes every zone. N, df and lengths count live units only, whatever the filters; length is the
unit's number of tokens. `And`, `Or` add the scores of the parts that match; `Not`, `Keyword`, `Dates`, `Everything`
add nothing: no leaf below a `Not` scores. Parts that occur twice count twice. `And` of no parts is `Everything`, `Or`
and `Most` of none are `Nothing`; so is a leaf without terms, a phrase without slots or with an empty slot.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

ZONES = ("text", "title", "beslut")
"""Parts of a unit's one stream of tokens; a token is in exactly one (title before beslut before text)."""
ZONE_WEIGHTS = (1.0, 3.0, 1.5)
K1 = 1.2
B = 0.75


class TermClass(StrEnum):
    """Classes of terms; the value is the first letter of the term in a term table. Only SURFACE has positions."""

    SURFACE = "="
    FORM = "~"
    PART = "+"
    OLD = "o"
    OCR = "c"
    FOLDED = "f"


class Term(NamedTuple):
    """One entry of the term table."""

    cls: TermClass
    text: str


class WeightedTerm(NamedTuple):
    """A term of a group and what one occurrence is worth (1.0 = the word as typed)."""

    term: Term
    weight: float


@dataclass(frozen=True, slots=True)
class Everything:
    """All live units."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No unit (a field value that nothing has)."""


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question: a synonym group. Matches a unit that holds any of the terms (in `zone` if given)."""

    word: str
    """As typed, for explanations."""
    terms: tuple[WeightedTerm, ...]
    """All different. A token counts once for each of its terms that is here; a weight of 0 matches and adds nothing."""
    zone: int | None = None
    """Index in ZONES; then only occurrences in that zone match and count towards tf (df stays that of all zones)."""
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Surface terms in order: consecutive, or with at most `slop` other tokens between first and last altogether.

    Each slot holds the surface forms that may stand there. tf = the number of positions where a match begins (each
    counts once, however many ends it has), weighted by the zone of the first token. A match may run from one zone into
    the next; with `zone`, the token of every slot stands in that zone. df = the live units that match (with `zone`:
    that match there); boost as for a group.
    """

    word: str
    slots: tuple[tuple[str, ...], ...]
    slop: int = 0
    zone: int | None = None
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Surface terms that begin with `text` ("" begins all): one group of weight 1. All of them, however many."""

    text: str
    zone: int | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Surface terms within `edits` (1 or 2) insertions, deletions, replacements or swaps of neighbours of `text`.

    The first letter must agree ("" finds nothing). One group of weight 1 (optimal string alignment distance).
    """

    text: str
    edits: int
    zone: int | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """Units that have one of `values` in a field (port.KEYWORDS, participant, deciding; others raise ValueError)."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """Units whose meeting was from `first` to `last`, both included, as yyyymmdd; undated units never match."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class And:
    """All of `parts`. `extras` match nothing: they add their score to units that match (function words, closeness)."""

    parts: tuple["Node", ...]
    extras: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Live units that do not match `part`."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Most:
    """Units that match parts which together hold more than `share` of all parts' idf mass.

    A part that no unit matches still counts in the mass, with df = 0; boosts do not count. "More" is by at least
    one part in 10^9 of the whole mass: sums of floats in another order must not change who matches. Score: the sum
    of the parts that match.
    """

    parts: tuple["Group | Phrase", ...]
    share: float = 0.5


Node = Everything | Nothing | Group | Phrase | Prefix | Fuzzy | Keyword | Dates | And | Or | Not | Most
