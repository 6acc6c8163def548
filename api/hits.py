"""What does a program or a page get to know of one hit?"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.answers import Explanation, SearchHit
from api.library import View
from api.matches import Finder, leaves
from api.passages import matched, passages
from indexer.catalogue import StoredUnit
from indexer.engine.plan import Node, Or
from indexer.engine.port import Hit
from indexer.swedish.analysis import Analysis


def page_url(item_id: str) -> str:
    """Give the path of the page of a unit or a protokoll.

    >>> page_url("kloster/kyrkostamma/1867-05-19/3")
    '/p/kloster/kyrkostamma/1867-05-19/3'
    """
    return f"/p/{item_id}"


def day_number(date: str | None) -> int:
    """Give a date as yyyymmdd, 0 where unknown.

    >>> day_number("1867-05-19"), day_number(None)
    (18670519, 0)
    """
    return int(date.replace("-", "")) if date else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HitMaker:
    """Makes the hits of one answer."""

    strict: Node
    relaxed: Node | None
    """What the relaxed hits answer."""
    view: View
    analysis: Analysis
    show_source_paths: bool
    explain: bool = False

    def make(self, hits: Sequence[Hit], units: Sequence[StoredUnit | None]) -> tuple[SearchHit, ...]:
        """Make hits; a unit that was removed after the engine answered is left out."""
        asked = Or((self.strict, self.relaxed)) if self.relaxed else self.strict
        finder = Finder(leaves(asked), self.analysis)
        return tuple(self._hit(hit, unit, finder) for hit, unit in zip(hits, units, strict=True) if unit is not None)

    def _hit(self, hit: Hit, unit: StoredUnit, finder: Finder) -> SearchHit:
        """Make one hit."""
        paragraf, head = unit.paragraf, unit.protokoll
        found = finder.find(paragraf, day_number(head.date))
        shown, total = passages(paragraf, found)
        return SearchHit(
            id=hit.id,
            url=page_url(hit.id),
            kind=paragraf.kind,
            huvudman=head.huvudman,
            organ=head.organ,
            date=head.date,
            number=paragraf.number,
            title=paragraf.title,
            diarienummer=paragraf.diarienummer,
            outcome=paragraf.outcome,
            outcome_of=paragraf.outcome_of,
            stage=paragraf.stage,
            match="strict" if hit.strict else "relaxed",
            score=round(hit.score, 4),
            passages=shown,
            passages_total=total,
            matched=matched(paragraf, found, finder.leaves),
            source=unit.source_paths[0] if self.show_source_paths and unit.source_paths else None,
            explanation=self._explanation(hit) if self.explain else None,
        )

    def _explanation(self, hit: Hit) -> tuple[Explanation, ...]:
        """Say what each part of the plan gave."""
        node = self.strict if hit.strict or self.relaxed is None else self.relaxed
        return tuple(map(Explanation.model_validate, self.view.snapshot.explain(node, hit.id)))
