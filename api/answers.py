"""What does every answer look like to a program?

The JSON of the HTTP interface, and with it the OpenAPI description. A key here has the name of the attribute of
indexer/model.py it comes from, so that models are read straight off the dataclasses.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from indexer.model import Kind, Presence


def _without_docstring(schema: dict[str, Any]) -> None:
    """Docstrings are for developers of this code; the public description is Swedish and stands at the fields."""
    schema.pop("description", None)


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(
        frozen=True,
        from_attributes=True,
        populate_by_name=True,
        serialize_by_alias=True,
        json_schema_extra=_without_docstring,
    )


class Coverage(Answer):
    """What the answer was searched in. No hit must ever be mistaken for no decision."""

    protokoll: int = Field(description="Antal protokoll som sökningen omfattar.")
    paragrafer: int = Field(description="Antal paragrafer och stycken i dem.")
    first: str | None = Field(alias="from", description="Äldsta mötesdatum, ISO 8601.")
    last: str | None = Field(alias="to", description="Senaste mötesdatum, ISO 8601.")
    failed_files: int = Field(description="Filer som inte kunde läsas.")
    known_gaps: int = Field(description="Kända luckor i paragrafnumreringen.")


class Passage(Answer):
    """A stretch of a unit where the question's words stand."""

    html: str = Field(description="Text där endast <mark> är märkning.")
    page: int | None = Field(description="Sida i källan; null där den saknar sidor.")
    section: str | None = Field(description="Avsnittets rubrik, till exempel Beslut.")


MatchedAs = Literal[
    "exact", "inflection", "compound", "old_spelling", "folded", "ocr", "acronym", "synonym", "correction"
]


class Matched(Answer):
    """How a word of the question was found."""

    term: str = Field(description="Ordet i frågan.")
    word: str = Field(description="Ordet som står i texten.")
    how: MatchedAs = Field(alias="as", description="Hur de hör ihop.")


class Explanation(Answer):
    """What one part of the question gave a hit."""

    word: str
    tf: float
    df: int
    idf: float
    length: int
    score: float


class SearchHit(Answer):
    """One unit of an answer."""

    id: str
    url: str
    kind: Kind
    huvudman: str | None
    organ: str | None
    date: str | None
    number: str | None
    title: str | None
    diarienummer: tuple[str, ...]
    outcome: str | None
    outcome_of: str | None
    stage: str | None
    match: Literal["strict", "relaxed"]
    score: float
    passages: tuple[Passage, ...]
    passages_total: int
    matched: tuple[Matched, ...]
    source: str | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="Filens sökväg inom den indexerade mappen; bara när tjänsten startats med --show-source-paths.",
    )
    explanation: tuple[Explanation, ...] | None = Field(
        default=None, exclude_if=lambda value: value is None, description="Bara med explain=true."
    )


class FacetValue(Answer):
    """One value and how many hits have it."""

    value: str
    label: str
    count: int


class Facet(Answer):
    """The values of one field among the hits."""

    distinct: int = Field(description="Antal olika värden, också de som inte visas.")
    values: tuple[FacetValue, ...]


class Suggestion(Answer):
    """Another question that would give hits."""

    query: str
    total: int


class Shortcut(Answer):
    """A way straight to what the question names."""

    kind: str
    label: str
    url: str


class SearchAnswer(Answer):
    """The answer to a question."""

    query: str
    interpretation: str = Field(description="Frågan i ord, som tjänsten förstod den.")
    generation: str = Field(description="Antal och räkningar är exakta inom en generation.")
    total: int = Field(description="Strikta träffar: alla ord finns.")
    total_relaxed: int = Field(description="Träffar som bara delvis svarar mot frågan.")
    cases: int | None = Field(description="Antal kort att bläddra i med group=case, annars null.")
    limit: int
    offset: int
    hits: tuple[SearchHit, ...]
    facets: dict[str, Facet]
    suggestions: tuple[Suggestion, ...]
    shortcuts: tuple[Shortcut, ...]
    notes: tuple[str, ...] = Field(description="Sådant som tolkats på annat sätt än det skrevs.")
    coverage: Coverage


class Participant(Answer):
    """One person in one role at one meeting."""

    name: str
    party: str | None
    role: str
    deciding: bool | None
    represents: str | None
    replaces: str | None
    presence: Presence
    paragrafer: tuple[str, ...] | None
    as_printed: str


class Section(Answer):
    """A labelled part of a §."""

    heading: str
    text: str
    page: int | None


class Beslutspunkt(Answer):
    """One point of a decision."""

    n: int
    text: str
    outcome: str | None
    stage: str | None


class NamedVote(Answer):
    """How one person voted."""

    name: str
    party: str | None
    vote: str


class Vote(Answer):
    """One vote with its tallies."""

    about: str
    ja: int | None
    nej: int | None
    avstår: int | None
    frånvarande: int | None
    ja_for: str | None
    nej_for: str | None
    winner: str | None
    reversed: bool | None
    names: tuple[NamedVote, ...]


class Person(Answer):
    """A name with its party."""

    name: str
    party: str | None


class Reservation(Answer):
    """Somebody's reservation against the decision."""

    persons: tuple[Person, ...]
    parties: tuple[str, ...]
    as_printed: str


class Reference(Answer):
    """Another decision named in a §."""

    text: str
    organ: str | None
    date: str | None
    number: str | None
    id: str | None


class Anmarkning(Answer):
    """A remark of our reader about the document."""

    code: str
    message: str
    page: int | None


class UnitLink(Answer):
    """A unit in a list: enough to name it and go there."""

    id: str
    url: str
    kind: Kind
    number: str | None
    title: str | None
    diarienummer: tuple[str, ...]
    page: int | None
    outcome: str | None
    outcome_of: str | None
    stage: str | None


class ProtokollLink(Answer):
    """The protokoll a unit belongs to."""

    id: str
    url: str
    huvudman: str | None
    organ: str | None
    date: str | None


class ParagrafAnswer(Answer):
    """One unit, whole. The keys of the parse contract, and its place."""

    id: str
    url: str
    kind: Kind
    number: str | None
    title: str | None
    diarienummer: tuple[str, ...]
    page: int | None
    sections: tuple[Section, ...]
    beslut: tuple[Beslutspunkt, ...]
    outcome: str | None
    outcome_of: str | None
    stage: str | None
    outcome_evidence: str | None
    votes: tuple[Vote, ...]
    reservations: tuple[Reservation, ...]
    references: tuple[Reference, ...]
    participants: tuple[str, ...] = Field(description="Närvarande vid paragrafen så långt protokollet visar.")
    present: tuple[Participant, ...] = Field(description="De närvarande med roll och parti.")
    text: str
    protokoll: ProtokollLink
    previous: UnitLink | None
    next: UnitLink | None
    source: str | None = Field(default=None, exclude_if=lambda value: value is None)


class Source(Answer):
    """The file a protokoll was read from."""

    sha256: str
    format: str
    pages: int | None
    path: str | None = Field(default=None, exclude_if=lambda value: value is None)


class ProtokollAnswer(Answer):
    """One protokoll: its head, those present and the list of its units."""

    id: str
    url: str
    source: Source
    parser_version: str
    huvudman: str | None
    organ: str | None
    date: str | None
    time: str | None
    place: str | None
    justerad: str | None
    archive_reference: str | None
    source_url: str | None
    participants: tuple[Participant, ...]
    paragrafer: tuple[UnitLink, ...]
    other_units: tuple[UnitLink, ...]
    anmarkningar: tuple[Anmarkning, ...]


class FacetAnswer(Answer):
    """Values of one field over the whole index."""

    field: str
    prefix: str
    distinct: int = Field(description="Antal värden som passar, också de som inte visas.")
    values: tuple[FacetValue, ...]


class SuggestAnswer(Answer):
    """Words and values that begin as the reader has begun."""

    query: str
    words: tuple[FacetValue, ...]


class CaseCandidate(Answer):
    """One diary that has the number."""

    huvudman: str | None
    diarienummer: str
    count: int
    url: str


class CaseAnswer(Answer):
    """One case in time order, or the diaries to choose between."""

    number: str
    candidates: tuple[CaseCandidate, ...]
    pooled: bool = Field(description="Numret bär många olika rubriker: listan är inte ett ärendes gång.")
    total: int
    hits: tuple[SearchHit, ...]
    notes: tuple[str, ...]
    coverage: Coverage


class Count(Answer):
    """How often something occurs."""

    code: str
    count: int


class FailedFile(Answer):
    """A file that could not be read."""

    path: str | None = Field(description="Filens sökväg; null om tjänsten inte visar sökvägar.")
    message: str | None = Field(description="Vad som hände; null om tjänsten inte visar sökvägar.")


class GapAnswer(Answer):
    """§ numbers that must exist and are not here."""

    huvudman: str | None
    organ: str | None
    year: str | None
    first: int
    last: int
    evidence: str = Field(description="Mellan vilka möten, eller i vilket, luckan finns.")


class OrganYear(Answer):
    """What there is of one body in one year."""

    huvudman: str | None
    organ: str | None
    year: str | None
    protokoll: int
    paragrafer: int
    first: str | None = Field(alias="from")
    last: str | None = Field(alias="to")


class StatusAnswer(Answer):
    """What the index holds, and what it does not."""

    generation: str
    coverage: Coverage
    parser_versions: tuple[Count, ...] = Field(description="Protokoll efter version av läsaren.")
    files: tuple[Count, ...] = Field(description="Filer efter hur läsningen gick.")
    anmarkningar: tuple[Count, ...] = Field(description="Läsarens anmärkningar om dokumenten, efter kod.")
    organs: tuple[OrganYear, ...] = Field(description="Vad som finns av varje organ och år.")
    gaps: tuple[GapAnswer, ...] = Field(description="Kända luckor i paragrafnumreringen.")
    failed: tuple[FailedFile, ...]


class ApiInfo(Answer):
    """Who this is. Source: Sweden's REST API profile 1.2, section on api-info."""

    api_name: str = Field(alias="apiName")
    api_version: str = Field(alias="apiVersion")
    api_released: str = Field(alias="apiReleased")
    api_documentation: str = Field(alias="apiDocumentation")
    api_status: Literal["active", "deprecated"] = Field(alias="apiStatus")


class Health(Answer):
    """Whether the service lives."""

    status: Literal["ok"]


class InvalidParameter(Answer):
    """One parameter that cannot be read."""

    name: str
    reason: str


class ProblemAnswer(Answer):
    """An error. Source: RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    parameters: tuple[InvalidParameter, ...] = ()
    removed: str | None = Field(default=None, exclude_if=lambda value: value is None, description="Datum.")
    reason: str | None = Field(default=None, exclude_if=lambda value: value is None, description="Kod.")
