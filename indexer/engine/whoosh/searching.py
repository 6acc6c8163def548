"""How is one request answered? Match, filter, count, rank; in this order, and each only as far as it is asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from indexer.engine.port import FACETS, KEYWORDS, Facet, Filter, Hit, Request, Result
from indexer.engine.whoosh import ranking
from indexer.engine.whoosh.arrays import Floats, Ints, Mask, among
from indexer.engine.whoosh.attendance import KINDS
from indexer.engine.whoosh.executor import Execution, Sets, has_value
from indexer.engine.whoosh.facets import Fields, no_sets
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.ranking import PartHits

SORTS = ("relevance", "newest", "oldest")


class Selection:
    """The units that match a plan, and which filters each of them passes."""

    def __init__(self, sets: Sets, parts: Sequence[Part], filters: Iterable[Filter]) -> None:
        self._sets = sets
        self._passes: dict[str, list[Mask]] = {}
        for field, values, negate in filters:
            masks = [has_value(part, field, values, ids) != negate for part, ids in zip(parts, sets, strict=True)]
            known = self._passes.get(field)
            self._passes[field] = masks if known is None else [a & b for a, b in zip(known, masks, strict=True)]

    @cached_property
    def kept(self) -> Sets:
        """The units that pass all filters."""
        return self.without(())

    def without(self, fields: Iterable[str]) -> Sets:
        """Give the units that pass all filters but those on some fields."""
        chosen = [masks for field, masks in self._passes.items() if field not in fields]
        if not chosen:
            return self._sets
        return tuple(ids[np.logical_and.reduce([masks[n] for masks in chosen])] for n, ids in enumerate(self._sets))


class Search:
    """One request to one snapshot."""

    def __init__(self, request: Request, execution: Execution, fields: Fields) -> None:
        _check(request)
        self._request = request
        self._execution = execution
        self._parts = execution.parts
        self._fields = fields
        self._strict = Selection(execution.matches(request.strict), self._parts, request.filters)
        self._relaxed = Selection(no_sets(self._parts), self._parts, ())
        if request.relaxed is not None and _size(self._strict.kept) < request.relax_below:
            pairs = zip(self._parts, execution.matches(request.relaxed), execution.matches(request.strict), strict=True)
            others = tuple(ids[~among(ids, strict, part.size)] for part, ids, strict in pairs)
            self._relaxed = Selection(others, self._parts, request.filters)

    def result(self, generation: int) -> Result:
        """Answer."""
        total, total_relaxed = _size(self._strict.kept), _size(self._relaxed.kept)
        hits, cases = self._hits()
        counted = self._relaxed if total_relaxed and not total else self._strict
        facets: dict[str, Facet] = {}
        for field, limit, always in self._request.facets:
            self._execution.check_time()
            sets = counted.without(tuple(KINDS) if field in KINDS else (field,))
            facets[field] = self._fields.count(field, sets).facet(limit, always)
        return Result(
            generation=generation, total=total, total_relaxed=total_relaxed, cases=cases, hits=hits, facets=facets
        )

    def _hits(self) -> tuple[tuple[Hit, ...], int | None]:
        """Give the page, and with `collapse` how many hits there are to page through."""
        request = self._request
        if request.limit <= 0 and not request.collapse:
            return (), None
        hits = [self._part_hits(number) for number in range(len(self._parts))]
        rows = (
            ranking.first_of_each_case(hits, request.sort, self._fields.vocabulary("case"))
            if request.collapse
            else None
        )
        places = ranking.page(hits, request.sort, request.offset, request.offset + request.limit, rows)
        return tuple(self._hit(hits[n], n, row) for n, row in places), None if rows is None else _size(rows)

    def _part_hits(self, number: int) -> PartHits:
        self._execution.check_time()
        strict, relaxed = self._strict.kept[number], self._relaxed.kept[number]
        ids = np.concatenate([strict, relaxed]) if len(relaxed) else strict
        is_relaxed = np.repeat([False, True], [len(strict), len(relaxed)])
        scores = np.empty(0)
        if self._request.sort == "relevance":
            scores = self._scores(number, strict, is_relaxed=False)
            if len(relaxed):
                scores = np.concatenate([scores, self._scores(number, relaxed, is_relaxed=True)])
        return PartHits(part=self._parts[number], ids=ids, is_relaxed=is_relaxed, scores=scores)

    def _scores(self, number: int, ids: Ints, *, is_relaxed: bool) -> Floats:
        node = self._request.relaxed if is_relaxed and self._request.relaxed is not None else self._request.strict
        return self._execution.scores(node, number, ids)

    def _hit(self, hits: PartHits, number: int, row: int) -> Hit:
        documents, doc, is_relaxed = hits.part.documents, int(hits.ids[row]), bool(hits.is_relaxed[row])
        known = hits.scores[row : row + 1]
        score = known if len(known) else self._scores(number, np.array([doc]), is_relaxed=is_relaxed)
        return Hit(documents.id(doc), int(documents.column("version")[doc]), float(score[0]), not is_relaxed)


def _size(sets: Iterable[Ints]) -> int:
    return sum(map(len, sets))


def _check(request: Request) -> None:
    if request.sort not in SORTS:
        raise ValueError(f"no such order: {request.sort}")
    if unknown := {facet.field for facet in request.facets} - set(FACETS):
        raise ValueError(f"no such facets: {sorted(unknown)}")
    if unknown := {wanted.field for wanted in request.filters} - {*KEYWORDS, *KINDS}:
        raise ValueError(f"no such fields: {sorted(unknown)}")
