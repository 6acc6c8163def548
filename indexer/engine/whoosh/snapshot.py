"""What does one generation know?"""

from collections.abc import Mapping, Sequence

from indexer.engine.plan import Node, Term
from indexer.engine.port import FACETS, Explanation, FacetValue, Request, Result
from indexer.engine.whoosh.executor import Execution
from indexer.engine.whoosh.facets import Fields
from indexer.engine.whoosh.leaves import Corpus
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.searching import Search
from indexer.engine.whoosh.texts import decode, encode
from indexer.engine.whoosh.words import suggest


class WhooshSnapshot:
    """One generation. See `port.Snapshot`. `known` are the fields of the one before."""

    def __init__(self, generation: int, parts: Sequence[Part], known: Fields | None = None) -> None:
        self._generation = generation
        self._parts = parts
        units = sum(len(part.everything) for part in parts)
        self._corpus = Corpus(parts, units, sum(part.tokens for part in parts) / max(1, units))
        self.fields = Fields(parts, known)

    @property
    def generation(self) -> int:
        """Count commits."""
        return self._generation

    def search(self, request: Request) -> Result:
        """Answer a question; ValueError if it names a field or an order that is not in the port."""
        return Search(request, Execution(self._corpus, request.deadline), self.fields).result(self._generation)

    def explain(self, node: Node, unit_id: str) -> tuple[Explanation, ...]:
        """Give the scored leaves that made the unit's score."""
        execution = Execution(self._corpus)
        for number, part in enumerate(self._parts):
            place = part.documents.ids.find(encode(unit_id))
            if place >= 0 and (found := execution.explain(node, number, int(part.documents.doc[place]))):
                return tuple(found)
        return ()

    def values(self, field: str) -> Sequence[FacetValue]:
        """Give all values of a facet field, by value."""
        if field not in FACETS:
            raise ValueError(f"no such facet: {field}")
        return self.fields.count(field, tuple(part.everything for part in self._parts)).by_value()

    def suggest(self, prefix: str, limit: int) -> tuple[FacetValue, ...]:
        """Give the surface terms that begin so, most frequent first."""
        return suggest(self._parts, prefix, limit)

    def frequency(self, term: Term) -> int:
        """Count the live units that hold the term."""
        return sum(part.frequency(term.cls.encode() + encode(term.text)) for part in self._parts)

    def versions(self) -> Mapping[str, int]:
        """Give all live ids and their versions."""
        found = {}
        for part in self._parts:
            documents, live = part.documents, part.live
            docs, versions = documents.doc.tolist(), documents.column("version").tolist()
            for text, doc in zip(documents.ids.stretch(0, part.size), docs, strict=True):
                if live is None or live[doc]:
                    found[decode(text)] = versions[doc]
        return found
