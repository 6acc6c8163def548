"""What is a protokoll, once read?

Frozen dataclasses, standard library only. An attribute here has the name of the JSON key of the parse contract, of the
index field and of the URL parameter. Offsets count characters of the cleaned text of one file, `end` exclusive.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of unit. Every character of the cleaned text is in exactly one unit."""

    PARAGRAF = "paragraf"
    STYCKE = "stycke"
    INLEDNING = "inledning"
    BILAGA = "bilaga"
    UNDERSKRIFTER = "underskrifter"


class Presence(StrEnum):
    """How long a person was there."""

    HELA = "hela"
    DELAR = "delar"
    OKAND = "okänd"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anmarkning:
    """A remark of our reader about a document."""

    code: str
    """Stable, in a-z and hyphens: programs depend on it."""
    message: str
    """Swedish, for a person."""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a protokoll was read from."""

    path: str
    """As given on the command line, or relative to the indexed folder."""
    sha256: str
    format: str
    """text, pdf, docx, html."""
    pages: int | None
    """None where the source has neither pages nor page marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avsnitt:
    """A labelled part of a § (Beslut, Bakgrund, Yrkanden)."""

    heading: str
    """As printed, without emphasis marks and colon; empty for text before the first label."""
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beslutspunkt:
    """One point of a decision: an att-sats, a numbered point or a sentence."""

    n: int
    text: str
    outcome: str | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVote:
    """How one person voted."""

    name: str
    party: str | None
    vote: str
    """ja, nej, avstår, frånvarande."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One vote with its tallies; None where the minutes give no figure."""

    about: str
    """huvudfråga, återremiss, tillägg, annat."""
    ja: int | None
    nej: int | None
    avstår: int | None
    frånvarande: int | None
    ja_for: str | None
    nej_for: str | None
    winner: str | None
    reversed: bool | None
    """The vote went against what the chair had found."""
    names: tuple[NamedVote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name with its party, as printed."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Somebody's reservation against the decision."""

    persons: tuple[Person, ...]
    parties: tuple[str, ...]
    as_printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another decision or meeting named in a §."""

    text: str
    organ: str | None = None
    date: str | None = None
    number: str | None = None
    id: str | None = None
    """The target's id when it is indexed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person in one role at one meeting."""

    name: str
    party: str | None
    """As printed, without brackets; None when none is printed."""
    role: str
    """As printed, lower case; a printed function after a comma ("beslutande, justerare")."""
    deciding: bool | None
    """Had a vote; None where it cannot be told."""
    represents: str | None = None
    """"Krokoms kommun"."""
    replaces: str | None = None
    presence: Presence = Presence.HELA
    paragrafer: tuple[str, ...] | None = None
    """The numbers of the § in which the person took part in this role; None unless presence is delar."""
    as_printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraf:
    """One unit: a § item, or one of the other kinds."""

    id: str
    """Proposed by `parse`; given for good by the catalogue."""
    kind: Kind
    number: str | None
    """As printed without the sign ("35", "8.1"); None for a headed item without number; "s1", "s2" for stycken."""
    title: str | None
    """One line, without emphasis marks, page furniture and diarienummer."""
    diarienummer: tuple[str, ...]
    """As printed, spaces folded."""
    page: int | None
    sections: tuple[Avsnitt, ...]
    beslut: tuple[Beslutspunkt, ...]
    outcome: str | None = None
    outcome_of: str | None = None
    stage: str | None = None
    outcome_evidence: str | None = None
    votes: tuple[Vote, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    references: tuple[Reference, ...] = ()
    participants: tuple[str, ...] = ()
    """Names of those present at it as far as the minutes tell."""
    text: str
    """The whole unit, heading included."""
    span: Span
    """Where the unit stands in the file's cleaned text; `text` is that stretch."""
    title_span: Span | None = None
    """The heading lines; None where there is no heading."""
    beslut_spans: tuple[Span, ...] = ()
    """The stretches that hold the decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protokoll:
    """The minutes of one meeting. A file may hold many."""

    id: str
    source: Source
    parser_version: str
    huvudman: str | None
    """The authority or association whose body met."""
    organ: str | None
    """The body that met, never with the huvudman in it."""
    date: str | None
    """ISO 8601."""
    time: str | None = None
    place: str | None = None
    justerad: str | None = None
    archive_reference: str | None = None
    source_url: str | None = None
    participants: tuple[Participant, ...] = ()
    paragrafer: tuple[Paragraf, ...] = ()
    """Paragrafer and stycken, in order."""
    other_units: tuple[Paragraf, ...] = ()
    anmarkningar: tuple[Anmarkning, ...] = field(default=())

    @property
    def units(self) -> tuple[Paragraf, ...]:
        """All units in the order of the text."""
        return tuple(sorted((*self.paragrafer, *self.other_units), key=lambda unit: unit.span))
