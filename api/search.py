"""How does a question become an answer?

`SearchService` is the one door: the HTTP routes, the pages and the command line all ask it, and get models of
api/answers.py back. It raises `ProblemError` (a person can act on it) and `MovedError` (the id has a new address).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api import cases, documents, filters, texts
from api.answers import (
    CaseAnswer,
    Coverage,
    Facet,
    FacetAnswer,
    FacetValue,
    ParagrafAnswer,
    ProtokollAnswer,
    SearchAnswer,
    SearchHit,
    StatusAnswer,
    SuggestAnswer,
)
from api.hits import HitMaker
from api.language import Question, TooLongError, parse
from api.library import Library, View
from api.params import CaseParams, FacetParams, SearchParams, SuggestParams
from api.plan import LexicalPlan, make_plan
from api.problem import ProblemError, nearest
from api.settings import Settings
from api.status import status_answer
from api.values import fold
from indexer.engine import port
from indexer.engine.port import FACETS, Request, Result
from indexer.errors import TimeLimitError

_RETRY_AFTER: Final = 5
"""Seconds until it is worth asking again after the time limit."""


class SearchService:
    """Answers to everything that can be asked. Safe to use from several threads."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self._library = library
        self._settings = settings or Settings()

    def search(self, params: SearchParams) -> SearchAnswer:
        """Answer a question. ProblemError 400 when it is too long, 503 when it takes too long."""
        question = _parse(params.q)
        view = self._library.view()
        plan = make_plan(question.node, self._library.analysis, view.vocabulary)
        narrowing = filters.narrow(params, view.vocabulary)
        with _time_limit():
            result = view.snapshot.search(self._request(params, plan, narrowing))
        return SearchAnswer(
            query=params.q,
            interpretation=_interpretation(question, narrowing),
            generation=str(result.generation),
            total=result.total,
            total_relaxed=result.total_relaxed,
            cases=result.cases,
            limit=params.limit,
            offset=params.offset,
            hits=self._hits(plan, view, result, explain=params.explain),
            facets=_facets(result),
            suggestions=(),
            shortcuts=(),
            notes=(*question.notes, *plan.notes, *narrowing.notes),
            coverage=self.coverage(),
        )

    def paragraf(self, unit_id: str) -> ParagrafAnswer:
        """Give one unit, whole. ProblemError 404 or 410, MovedError."""
        found = documents.live(self._library.catalogue, unit_id, protokoll=False)
        unit = self._library.catalogue.unit(found.id)
        whole = self._library.catalogue.protokoll(found.protokoll)
        if unit is None or whole is None:
            raise documents.missing(unit_id, protokoll=False)
        return documents.paragraf_answer(unit, whole.protokoll, show_source_paths=self._settings.show_source_paths)

    def protokoll(self, protokoll_id: str) -> ProtokollAnswer:
        """Give one protokoll with the list of its units. ProblemError 404 or 410, MovedError."""
        found = documents.live(self._library.catalogue, protokoll_id, protokoll=True)
        stored = self._library.catalogue.protokoll(found.id)
        if stored is None:
            raise documents.missing(protokoll_id, protokoll=True)
        return documents.protokoll_answer(stored, show_source_paths=self._settings.show_source_paths)

    def facet(self, field: str, params: FacetParams) -> FacetAnswer:
        """Give the values of a facet field that begin so, most frequent first. ProblemError 404: no such field."""
        if field not in FACETS:
            meant = nearest(field, FACETS)
            hint = f"Menade du ”{meant}”?" if meant else f"Det finns {', '.join(FACETS)}."
            raise ProblemError(status=404, detail=f"Fältet ”{field[:100]}” finns inte. {hint}")
        view = self._library.view()
        beginning = set(view.vocabulary.field(field).begin(params.prefix))
        values = [_value(field, value) for value in view.snapshot.values(field)]
        start = fold(params.prefix)
        found = [
            value for value in values if value.value in beginning or (start and fold(value.label).startswith(start))
        ]
        found.sort(key=lambda value: (-value.count, value.value))
        return FacetAnswer(field=field, prefix=params.prefix, distinct=len(found), values=tuple(found[: params.limit]))

    def suggest(self, params: SuggestParams) -> SuggestAnswer:
        """Complete the last word of what has been typed, from the words of the index."""
        before, _, last = params.q.rpartition(" ")
        tokens = self._library.analysis.tokens(last)
        if len(tokens) != 1:
            return SuggestAnswer(query=params.q, words=())
        prefix = self._library.analysis.derive(tokens[0].key)[0].text
        found = self._library.view().snapshot.suggest(prefix, params.limit)
        lead = f"{before} " if before else ""
        words = (FacetValue(value=f"{lead}{word.value}", label=word.value, count=word.count) for word in found)
        return SuggestAnswer(query=params.q, words=tuple(words))

    def case(self, params: CaseParams) -> CaseAnswer:
        """Give one case in time order, or the diaries that have the number."""
        view = self._library.view()
        found = cases.find(params, view, deadline=self._deadline())
        with _time_limit():
            result = view.snapshot.search(found.request)
        hits = self._hits(LexicalPlan(strict=found.request.strict), view, result, explain=False)
        pooled = cases.is_pool(hits)
        return CaseAnswer(
            number=params.number,
            candidates=found.candidates,
            pooled=pooled,
            total=result.total,
            hits=hits,
            notes=(*found.notes, cases.POOL_NOTE) if pooled else found.notes,
            coverage=self.coverage(),
        )

    def status(self) -> StatusAnswer:
        """Say what the index holds, and what it does not."""
        generation = self._library.view().snapshot.generation
        return status_answer(
            self._library.catalogue.status(), generation, show_source_paths=self._settings.show_source_paths
        )

    def coverage(self) -> Coverage:
        """Say what is searched."""
        return Coverage.model_validate(self._library.catalogue.coverage())

    def ready(self) -> str:
        """Give the generation that answers; an error of indexer/errors.py when none can."""
        self._library.catalogue.coverage()
        return str(self._library.view().snapshot.generation)

    def _deadline(self) -> float:
        return time.monotonic() + self._settings.time_limit

    def _request(self, params: SearchParams, plan: LexicalPlan, narrowing: filters.Narrowing) -> Request:
        """Put the question to an engine."""
        relaxed = filters.dated(plan.relaxed, params) if plan.relaxed and params.relax == "auto" else None
        return Request(
            strict=filters.dated(plan.strict, params),
            relaxed=relaxed,
            filters=narrowing.filters,
            sort=params.sort,
            limit=params.limit,
            offset=params.offset,
            facets=filters.facet_requests(params, narrowing.filters),
            collapse=params.group == "case",
            deadline=self._deadline(),
        )

    def _hits(self, plan: LexicalPlan, view: View, result: Result, *, explain: bool) -> tuple[SearchHit, ...]:
        """Fetch the texts of the hits and cut passages from them."""
        maker = HitMaker(
            strict=plan.strict,
            relaxed=plan.relaxed,
            view=view,
            analysis=self._library.analysis,
            show_source_paths=self._settings.show_source_paths,
            explain=explain,
        )
        units = self._library.catalogue.units((hit.id, hit.version) for hit in result.hits)
        return maker.make(result.hits, units)


def _parse(text: str) -> Question:
    """Read the question."""
    try:
        return parse(text)
    except TooLongError as error:
        raise ProblemError(status=400, detail=str(error), parameters=(("q", str(error)),)) from None


@contextmanager
def _time_limit() -> Iterator[None]:
    """Turn the engine's time limit into an answer that says what to do."""
    try:
        yield
    except TimeLimitError:
        raise ProblemError(
            status=503,
            detail="Frågan tog för lång tid. Försök igen om en stund, eller avgränsa den med organ eller år.",
            retry_after=_RETRY_AFTER,
        ) from None


def _interpretation(question: Question, narrowing: filters.Narrowing) -> str:
    """Say the question and what narrows it."""
    if not narrowing.interpretation:
        return question.interpretation
    return f"{question.interpretation}, avgränsat till {narrowing.interpretation}"


def _facets(result: Result) -> dict[str, Facet]:
    """Name the values that were counted."""
    return {
        name: Facet(distinct=facet.distinct, values=tuple(_value(name, value) for value in facet.values))
        for name, facet in result.facets.items()
    }


def _value(field: str, counted: port.FacetValue) -> FacetValue:
    return FacetValue(value=counted.value, label=texts.value_label(field, counted.value), count=counted.count)
