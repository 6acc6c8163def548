"""What does the page of results show, and where does each of its links lead?

An answer and the question it answers become plain lists of texts and addresses; the template only sets them.
"""

from dataclasses import dataclass
from typing import Final

from api import texts
from api.answers import Facet, SearchAnswer, SearchHit
from api.pages import prose
from api.pages.links import Ask
from api.params import SearchParams

FACET_ORDER: Final = ("huvudman", "organ", "year", "diarienummer", "participant", "outcome", "party", "kind")
FACET_LIMIT: Final = 8
"""Values of a facet on the first view: a column that can be taken in at a glance."""
_FACET_STEPS: Final = (FACET_LIMIT, 50, 200, 1000)
_OPEN: Final = frozenset({"huvudman", "organ", "year", "outcome"})
"""Facets that are unfolded before anything is chosen in them."""
_WINDOW: Final = 2
"""Pages to each side of the current one that have links of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a facet."""

    label: str
    count: int
    chosen: bool
    url: str
    """Takes it, or lets it go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """One facet."""

    field: str
    heading: str
    choices: tuple[Choice, ...]
    hidden: int
    """Values there are beside the shown ones."""
    more_url: str | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter in force."""

    label: str
    url: str
    """The question without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A choice among few."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The way through the pages."""

    number: int
    pages: int
    links: tuple[Link | None, ...]
    """None is a gap."""
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The page of results."""

    ask: Ask
    answer: SearchAnswer
    chips: tuple[Chip, ...]
    facets: tuple[FacetBox, ...]
    sorts: tuple[Link, ...]
    postponed: Link | None
    pager: Pager
    span: str

    @property
    def strict(self) -> tuple[SearchHit, ...]:
        """Hits with every word."""
        return tuple(hit for hit in self.answer.hits if hit.match == "strict")

    @property
    def relaxed(self) -> tuple[SearchHit, ...]:
        """Hits that answer in part."""
        return tuple(hit for hit in self.answer.hits if hit.match == "relaxed")

    @property
    def found(self) -> int:
        """All hits, or cards when one card stands for a case."""
        return _cards(self.answer)


def results(ask: Ask, params: SearchParams, answer: SearchAnswer) -> Results:
    """Make the page of an answer.

    Args:
        ask: What stands in the reader's address.
        params: What was asked of the service; more than the address says where the page has defaults of its own.
        answer: The answer.
    """
    return Results(
        ask=ask,
        answer=answer,
        chips=chips(ask),
        facets=tuple(_box(ask, params, name, answer.facets[name]) for name in FACET_ORDER if name in answer.facets),
        sorts=_sorts(ask, params.sort),
        postponed=_postponed(ask, answer),
        pager=pager(ask, params, _cards(answer)),
        span=_span(answer),
    )


def _cards(answer: SearchAnswer) -> int:
    return answer.total + answer.total_relaxed if answer.cases is None else answer.cases


def _span(answer: SearchAnswer) -> str:
    if not answer.hits:
        return ""
    return prose.span(answer.offset + 1, answer.offset + len(answer.hits), _cards(answer))


def chips(ask: Ask) -> tuple[Chip, ...]:
    """Name the filters in force."""
    return tuple(Chip(label=_chip(name, value), url=ask.minus(name, value).url) for name, value in ask.filters)


def _chip(name: str, value: str) -> str:
    shown = texts.date(value) if name in ("date_from", "date_to") else texts.value_label(name, value)
    return prose.chip(name, shown)


def _box(ask: Ask, params: SearchParams, name: str, facet: Facet) -> FacetBox:
    chosen = {value for field, value in ask.pairs if field == name}
    choices = [
        Choice(
            label=texts.value_label(name, value.label),
            count=value.count,
            chosen=value.value in chosen,
            url=(ask.minus if value.value in chosen else ask.plus)(name, value.value).url,
        )
        for value in facet.values
    ]
    if name == "year":
        choices.sort(key=lambda choice: choice.label, reverse=True)
    hidden = max(0, facet.distinct - len(choices))
    step = next((step for step in _FACET_STEPS if step > params.facet_limit), None)
    more = f"{ask.put('facet_limit', str(step)).url}#{name}" if hidden and step else None
    return FacetBox(
        field=name,
        heading=texts.FIELDS[name],
        choices=tuple(choices),
        hidden=hidden,
        more_url=more,
        is_open=name in _OPEN or bool(chosen),
    )


def _sorts(ask: Ask, current: str) -> tuple[Link, ...]:
    return tuple(
        Link(label=label, url=ask.put("sort", None if code == "relevance" else code).url, current=code == current)
        for code, label in texts.SORTS.items()
    )


def _postponed(ask: Ask, answer: SearchAnswer) -> Link | None:
    """Offer to hide postponements, or to show them again."""
    pair = ("outcome_not", "bordlaggning")
    if pair in ask.pairs:
        return Link(label=prose.SHOW_POSTPONED, url=ask.minus(*pair).url, current=True)
    facet = answer.facets.get("outcome")
    found = sum(value.count for value in facet.values if value.value == pair[1]) if facet else 0
    return Link(label=prose.hide_postponed(found), url=ask.plus(*pair).url) if found else None


def pager(ask: Ask, params: SearchParams, found: int) -> Pager:
    """Make the way through the pages."""
    size = params.limit or 1
    pages = max(1, -(-found // size))
    here = params.offset // size + 1

    def url(number: int) -> str:
        offset = (number - 1) * size
        return ask.put("offset", str(offset)).url if offset else ask.put("offset", None).url

    near = range(here - _WINDOW, here + _WINDOW + 1)
    shown = sorted({number for number in (1, *near, pages) if 1 <= number <= pages})
    links: list[Link | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        links += [None] if number - before > 1 else []
        links.append(Link(label=texts.number(number), url=url(number), current=number == here))
    return Pager(
        number=here,
        pages=pages,
        links=tuple(links),
        previous=url(min(here - 1, pages)) if here > 1 else None,
        next=url(here + 1) if here < pages else None,
    )
