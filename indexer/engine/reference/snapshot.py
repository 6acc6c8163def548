"""How does one generation answer a request? Filters, order, cases, pages and facets."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine.plan import Node, Term, TermClass
from indexer.engine.port import (
    FACETS,
    FIRST_KINDS,
    Explanation,
    Facet,
    FacetRequest,
    FacetValue,
    Filter,
    Hit,
    Request,
    Result,
)
from indexer.engine.reference.collection import Collection, Document
from indexer.engine.reference.evaluation import Evaluation, Scores


@dataclass(frozen=True, slots=True)
class ReferenceSnapshot:
    """One generation. See `port.Snapshot`."""

    collection: Collection

    @property
    def generation(self) -> int:
        """Count commits."""
        return self.collection.generation

    def search(self, request: Request) -> Result:
        """Answer a question."""
        evaluation = Evaluation(self.collection, request.deadline)
        all_strict = evaluation.answer(request.strict)
        strict = self._kept(all_strict, request.filters)
        all_relaxed: Scores = {}
        if request.relaxed is not None and len(strict) < request.relax_below:
            found = evaluation.answer(request.relaxed)
            all_relaxed = {unit_id: score for unit_id, score in found.items() if unit_id not in all_strict}
        relaxed = self._kept(all_relaxed, request.filters)
        counted = all_relaxed if relaxed and not strict else all_strict
        hits = [*self._ordered(strict, request.sort, strict=True), *self._ordered(relaxed, request.sort, strict=False)]
        if request.collapse:
            hits = list(self._first_of_each_case(hits))
        evaluation.check_time()
        return Result(
            generation=self.generation,
            total=len(strict),
            total_relaxed=len(relaxed),
            cases=len(hits) if request.collapse else None,
            hits=tuple(hits[request.offset : request.offset + request.limit]),
            facets={facet.field: self._facet(counted, facet, request.filters) for facet in request.facets},
        )

    def explain(self, node: Node, unit_id: str) -> tuple[Explanation, ...]:
        """Give the scored leaves that made the unit's score."""
        return tuple(Evaluation(self.collection).explain(node, unit_id))

    def values(self, field: str) -> Sequence[FacetValue]:
        """Give all values of a facet field, by value."""
        return _by_value(self._counts(self.collection.documents, field))

    def suggest(self, prefix: str, limit: int) -> tuple[FacetValue, ...]:
        """Give the surface terms that begin so, most frequent first."""
        words = [word for word in self.collection.surfaces if word.startswith(prefix)]
        return _by_count(Counter({word: self.frequency(Term(TermClass.SURFACE, word)) for word in words}))[:limit]

    def frequency(self, term: Term) -> int:
        """Count the live units that hold the term."""
        return self.collection.frequencies[term]

    def versions(self) -> Mapping[str, int]:
        """Give all live ids and their versions."""
        return {unit_id: document.unit.version for unit_id, document in self.collection.documents.items()}

    def _kept(self, scores: Scores, filters: Iterable[Filter]) -> Scores:
        return {i: score for i, score in scores.items() if all(self._passes(i, wanted) for wanted in filters)}

    def _passes(self, unit_id: str, wanted: Filter) -> bool:
        has = self.collection.values(self.collection.documents[unit_id], wanted.field)
        return has.isdisjoint(wanted.values) == wanted.negate

    def _ordered(self, scores: Scores, sort: str, *, strict: bool) -> list[Hit]:
        documents = self.collection.documents
        hits = [Hit(i, documents[i].unit.version, score, strict) for i, score in scores.items()]
        place = _PLACES[sort]
        return sorted(hits, key=lambda hit: place(documents[hit.id], hit.score))

    def _first_of_each_case(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        seen = set()
        for hit in hits:
            case = self.collection.documents[hit.id].unit.case
            if case not in seen:
                yield hit
            if case is not None:
                seen.add(case)

    def _facet(self, scores: Scores, facet: FacetRequest, filters: Iterable[Filter]) -> Facet:
        own = {"participant", "deciding"} if facet.field == "participant" else {facet.field}
        others = [wanted for wanted in filters if wanted.field not in own]
        counts = self._counts(self._kept(scores, others), facet.field)
        ranked = _by_count(counts)
        chosen = {value.value for value in ranked[: facet.limit]}
        asked_for = _by_count(Counter({value: counts[value] for value in facet.always if value not in chosen}))
        return Facet(distinct=len(ranked), values=ranked[: facet.limit] + asked_for)

    def _counts(self, unit_ids: Iterable[str], field: str) -> Counter[str]:
        if field not in FACETS:
            raise ValueError(f"no such facet: {field}")
        documents = self.collection.documents
        return Counter(value for i in unit_ids for value in self.collection.values(documents[i], field))


def _by_count(counts: Counter[str]) -> tuple[FacetValue, ...]:
    return tuple(sorted(_by_value(counts), key=lambda value: -value.count))


def _by_value(counts: Counter[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count) for value, count in sorted(counts.items()))


def _by_relevance(document: Document, score: float) -> tuple[bool, float, int, str]:
    unit = document.unit
    return set(FIRST_KINDS).isdisjoint(unit.keywords.get("kind", ())), -score, -unit.date, unit.id


def _newest_first(document: Document, _: float) -> tuple[float, str, int, str]:
    unit = document.unit
    return -unit.date, unit.protokoll, unit.ordinal, unit.id


def _oldest_first(document: Document, _: float) -> tuple[float, str, int, str]:
    unit = document.unit
    return unit.date or float("inf"), unit.protokoll, unit.ordinal, unit.id


_PLACES: Mapping[str, Callable[[Document, float], tuple[object, ...]]] = {
    "relevance": _by_relevance,
    "newest": _newest_first,
    "oldest": _oldest_first,
}
