"""What can an index do, whichever engine is behind it?

An `Engine` is a handle on one index. Readers take a `Snapshot`, which never changes; one writer at a time takes a
`Batch`. Text is not stored here: an answer names units by (id, version), the catalogue holds their text.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from indexer.engine.plan import Node, Term

KEYWORDS = ("huvudman", "organ", "year", "diarienummer", "outcome", "party", "kind", "har")
"""Fields whose values are stored with each unit; all may have several values. `har`: omröstning, reservation."""
FACETS = ("huvudman", "organ", "year", "diarienummer", "participant", "outcome", "party", "kind")
"""Fields that can be counted. `participant` comes from attendance."""
FIRST_KINDS = ("paragraf", "stycke")
"""Kinds that stand before the others when hits are sorted by relevance."""


class Attendee(NamedTuple):
    """One person in one role at a meeting. A person may have several entries."""

    person: str
    """The value of the participant facet."""
    deciding: bool
    """True only where the minutes show that the person had a vote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Who was at a meeting. Stored once; a unit only lists its exceptions."""

    id: str
    attendees: tuple[Attendee, ...]


class TokenRun(NamedTuple):
    """A stretch of tokens in one zone, `end` exclusive; what no run covers is zone 0 (text)."""

    zone: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What an engine stores of one unit."""

    id: str
    version: int
    protokoll: str
    """Id of its meeting's protokoll: units of equal date are ordered by (protokoll, ordinal)."""
    ordinal: int
    """Place in the minutes, from 0."""
    date: int
    """yyyymmdd, 0 where unknown."""
    keywords: Mapping[str, tuple[str, ...]]
    """By KEYWORDS; a field that is missing has no value."""
    case: str | None
    """Units with the same value are one case (huvudman and diarienummer)."""
    meeting: str | None
    """None: nobody is counted as present (an attendance head is not a decision). Put the meeting in the same batch or
    before; an engine may forget a meeting that no live unit names."""
    absent: tuple[int, ...] = ()
    """Indexes of the meeting's attendees who do not count at this unit. Whoever replaces a meeting adds its units anew.
    A person is present (deciding) at the unit if any of the person's other entries is there (and is deciding)."""
    tokens: tuple[str, ...]
    """Token keys in order: the surface form, or the surface form with a context mark (see `derive`). Any length."""
    zones: tuple[TokenRun, ...] = ()
    """In order of start, not overlapping, within the tokens."""


class Derive(Protocol):
    """The terms of one token key, all different. Pure: the same key always gives the same ones, the first is SURFACE.

    It is the only SURFACE term of the key; its text need not be the key.

    An engine calls it once for each distinct key, not for each occurrence.
    """

    def __call__(self, key: str, /) -> tuple[Term, ...]:
        """Give the terms."""


class Filter(NamedTuple):
    """Keep the units that have one (or, when `negate`, have none) of these values.

    No values: no unit has one of them, all have none of them.
    """

    field: str
    """One of KEYWORDS, or participant, or deciding (participants who had a vote at the unit); else ValueError."""
    values: tuple[str, ...]
    negate: bool = False


class FacetRequest(NamedTuple):
    """Count the values of `field`. The counts ignore the filters on the same field (multi-select), negated ones too.

    A filter on deciding is a selection of participants: the participant facet ignores it as well.
    """

    field: str
    """One of FACETS, others raise ValueError; each at most once in a request."""
    limit: int
    always: tuple[str, ...] = ()
    """Values to report whatever their rank (0 if none match)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to a snapshot."""

    strict: Node
    relaxed: Node | None = None
    """Units that match this and not `strict` follow when fewer than `relax_below` units are strict (after filters)."""
    relax_below: int = 100
    filters: tuple[Filter, ...] = ()
    """AND between them."""
    sort: str = "relevance"
    """relevance | newest | oldest."""
    limit: int = 20
    offset: int = 0
    facets: tuple[FacetRequest, ...] = ()
    collapse: bool = False
    """Only the first unit of each case in the order of the hits, strict and relaxed together; a unit without case
    stands for itself. Totals and facets still count units."""
    deadline: float | None = None
    """time.monotonic() after which the engine gives up with TimeLimitError (looked at often, at least once)."""


class Hit(NamedTuple):
    """One unit of the answer."""

    id: str
    version: int
    score: float
    """Of `strict` for strict hits, of `relaxed` for the others; whatever the sort."""
    strict: bool


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value and how many units have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """Values by count descending, then value; after `limit` the `always` ones that did not make it, ordered alike."""

    distinct: int
    """How many values have a count above 0."""
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer.

    Order of hits: strict before relaxed; then by
    relevance: FIRST_KINDS (any of the unit's kinds is one) before others, score descending, date descending, id;
    newest / oldest: date descending / ascending (undated last), protokoll, ordinal, id.
    """

    generation: int
    total: int
    """Strict units."""
    total_relaxed: int
    cases: int | None
    """With `collapse`: how many hits there are to page through; else None."""
    hits: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    """They count strict units; where the answer holds only relaxed ones (total = 0 < total_relaxed), those."""


class Explanation(NamedTuple):
    """What one scored leaf of the plan gave one unit."""

    word: str
    """As the leaf has it: `word`, or the `text` of a Prefix or Fuzzy."""
    tf: float
    df: int
    idf: float
    length: int
    score: float


class Snapshot(Protocol):
    """An unchanging view of one generation. Safe to use from several threads."""

    @property
    def generation(self) -> int:
        """Counts commits, 0 before the first; equal generation means equal answers."""

    def search(self, request: Request) -> Result:
        """Answer a question."""

    def explain(self, node: Node, unit_id: str) -> tuple[Explanation, ...]:
        """Give the leaves that made the unit's score, in the order of the plan, `extras` after `parts`.

        The scores add up to the hit's score. () if the unit does not match `node` or is not here.
        """

    def values(self, field: str) -> Sequence[FacetValue]:
        """All values of a field of FACETS (else ValueError) that live units have, with their number, by value."""

    def suggest(self, prefix: str, limit: int) -> tuple[FacetValue, ...]:
        """Surface terms that begin so with the number of live units, most frequent first, then by text."""

    def frequency(self, term: Term) -> int:
        """How many live units hold the term."""

    def versions(self) -> Mapping[str, int]:
        """Live unit ids and their versions."""


class Batch(Protocol):
    """Changes that become visible together, or not at all. They take effect in the order of the calls."""

    def put_meeting(self, meeting: Meeting) -> None:
        """Add a meeting or replace it."""

    def add(self, units: Iterable[Unit]) -> None:
        """Add units; one with an id that exists replaces it."""

    def remove(self, unit_ids: Iterable[str]) -> None:
        """Take units away; an unknown id is no error."""

    def commit(self) -> int:
        """Make the changes durable and visible; gives the new generation, also when nothing changed.

        Once in a batch, at its end. Leaving the batch without it discards the changes.
        """


class Engine(Protocol):
    """A handle on one index."""

    def snapshot(self) -> Snapshot:
        """Give the newest committed generation (also one that another process committed)."""

    def batch(self) -> AbstractContextManager[Batch]:
        """Become the one writer; LockedError if somebody is."""

    def close(self) -> None:
        """Let go of files."""
