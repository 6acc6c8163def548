"""Which parameters may a search have, and what may stand in them?

One frozen model for the HTTP interface, the pages and the command line. An empty value is no value: a form sends its
empty boxes along.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from indexer.engine.port import FACETS
from indexer.model import Kind

MAX_VALUES: Final = 200
"""Values that one repeatable parameter may have: more is no reader's choice."""
MAX_VALUE: Final = 500
"""Characters of one value."""
MAX_OFFSET: Final = 1_000_000_000
"""Hits to skip at most: any index is smaller, and every engine can count so far."""

Outcome = Literal[
    "bifall", "delvis-bifall", "avslag", "tillstyrkan", "avstyrkan", "aterremiss", "bordlaggning", "remiss",
    "yttrande", "till-handlingarna", "fullgjort", "besvarad", "avvisad", "upphavd", "utgar", "val", "information",
    "flera",
]  # fmt: skip
"""Codes of what happened to the matter in the title."""
OUTCOMES: Final[tuple[str, ...]] = get_args(Outcome)


def _iso(value: str) -> str:
    """Check a date, which must be of the calendar."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2016-05-19")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} finns inte i kalendern") from None
    return value


def _facet_names(value: str) -> str:
    """Check the comma list of facets."""
    names = [name.strip() for name in value.split(",")]
    wrong = [name for name in names if name not in FACETS]
    if wrong and names != ["none"]:
        raise ValueError(f"”{wrong[0][:MAX_VALUE]}” är ingen facett; välj bland {', '.join(FACETS)} eller none")
    return ",".join(names)


def _not_empty(values: Any) -> Any:
    """Leave out the empty ones."""
    return [value for value in values if value != ""] if isinstance(values, list | tuple) else values


Text = Annotated[str, Field(max_length=MAX_VALUE)]
Values = Annotated[tuple[Text, ...], BeforeValidator(_not_empty), Field(max_length=MAX_VALUES)]
Years = Annotated[
    tuple[Annotated[str, Field(pattern=r"^[0-9]{4}$")], ...], BeforeValidator(_not_empty), Field(max_length=MAX_VALUES)
]
Outcomes = Annotated[tuple[Outcome, ...], BeforeValidator(_not_empty), Field(max_length=MAX_VALUES)]
Kinds = Annotated[tuple[Kind, ...], BeforeValidator(_not_empty), Field(max_length=MAX_VALUES)]
Day = Annotated[str, AfterValidator(_iso)]


class Params(BaseModel):
    """Parameters of one kind of question: the ones named, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, data: Any) -> Any:
        """Leave out parameters without a value."""
        return {name: value for name, value in data.items() if value != ""} if isinstance(data, dict) else data


class SearchParams(Params):
    """One question. OR within one parameter, AND between them."""

    q: str = Field(default="", description="Frågan, i frågespråket. Tom fråga: allt.")
    huvudman: Values = Field(default=(), description="Kommun eller organisation.")
    organ: Values = Field(default=(), description="Organet som möttes.")
    participant: Values = Field(default=(), description="Närvarande vid paragrafen.")
    diarienummer: Values = Field(default=(), description="Diarienummer, med vilken stavning som helst.")
    outcome: Outcomes = Field(default=(), description="Vad som hände med ärendet i rubriken.")
    outcome_not: Outcomes = Field(default=(), description="Ta bort paragrafer med dessa utfall.")
    year: Years = Field(default=(), description="Årtal, fyra siffror.")
    party: Values = Field(default=(), description="Parti som yrkade, reserverade sig eller närvarade.")
    kind: Kinds = Field(default=(), description="Typ av textenhet.")
    participant_as: Literal["present", "deciding"] = Field(
        default="present", description="deciding: bara där deltagaren hade rösträtt."
    )
    date_from: Day | None = Field(default=None, description="Första mötesdag, ÅÅÅÅ-MM-DD.")
    date_to: Day | None = Field(default=None, description="Sista mötesdag, ÅÅÅÅ-MM-DD.")
    sort: Literal["relevance", "newest", "oldest"] = "relevance"
    limit: int = Field(default=20, ge=0, le=100)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)
    facets: Annotated[str, AfterValidator(_facet_names)] = Field(
        default=",".join(FACETS), description="Facetter med komma emellan, eller none."
    )
    facet_limit: int = Field(default=10, ge=0, le=1000, description="Värden per facett.")
    group: Literal["none", "case"] = Field(default="none", description="case: bara en träff per ärende.")
    relax: Literal["auto", "none"] = Field(default="auto", description="none: bara strikta träffar.")
    explain: bool = Field(default=False, description="Visa hur varje träff fick sin poäng.")

    @property
    def facet_names(self) -> tuple[str, ...]:
        """The facets asked for, each once."""
        return () if self.facets == "none" else tuple(dict.fromkeys(self.facets.split(",")))

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        """Refuse a span that ends before it begins."""
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError("date_from ligger efter date_to")
        return self


class FacetParams(Params):
    """Values of one field."""

    prefix: Text = Field(default="", description="Hur värdet eller ett ord i det börjar.")
    limit: int = Field(default=20, ge=1, le=1000)


class SuggestParams(Params):
    """What has been typed so far."""

    q: Text = Field(default="", description="Det som skrivits hittills.")
    limit: int = Field(default=8, ge=1, le=50)


class CaseParams(Params):
    """A registry number, and whose."""

    number: Text = Field(min_length=1, description="Diarienummer, med vilken stavning som helst.")
    huvudman: Text | None = Field(default=None, description="Vems diarium.")
    limit: int = Field(default=100, ge=0, le=100)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)
