"""Which units match a lexical plan, and with what score?

Every node is answered by looking at every live unit. An answer maps the ids of the units that match to their scores.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from indexer.engine import plan
from indexer.engine.plan import ZONE_WEIGHTS, Group, Node, Phrase, Prefix, Term, TermClass, WeightedTerm
from indexer.engine.port import Explanation
from indexer.engine.reference.collection import Collection, Document
from indexer.engine.reference.scoring import bm25, distance, idf, zone_sum
from indexer.errors import TimeLimitError

Scores = Mapping[str, float]
ScoredLeaf = Group | Phrase | Prefix | plan.Fuzzy


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A scored leaf, looked up in all units."""

    word: str
    boost: float
    df: int
    idf: float
    tfs: Mapping[str, float]
    """By id, of the units that match."""


class Evaluation:
    """Answers plans over one collection until a deadline."""

    def __init__(self, collection: Collection, deadline: float | None = None) -> None:
        self._collection = collection
        self._deadline = deadline

    def documents(self) -> Iterator[Document]:
        """Give all live units, one after the other, until time is up (TimeLimitError)."""
        self.check_time()
        for document in self._collection.documents.values():
            self.check_time()
            yield document

    def check_time(self) -> None:
        """Give up when the deadline has passed."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise TimeLimitError("Sökningen tog för lång tid och avbröts. Sök på färre eller ovanligare ord.")

    def answer(self, node: Node) -> Scores:  # noqa: PLR0911 -- one for each kind of node
        """Give the units that match `node`, with their scores."""
        match node:
            case plan.Everything():
                return self._unscored(lambda _: True)
            case plan.Nothing():
                return {}
            case plan.Keyword(field, values):
                return self._unscored(lambda d: not self._collection.values(d, field).isdisjoint(values))
            case plan.Dates(first, last):
                return self._unscored(lambda d: d.unit.date != 0 and first <= d.unit.date <= last)
            case plan.Not(part):
                found = self.answer(part)
                return self._unscored(lambda d: d.unit.id not in found)
            case plan.And(parts, extras):
                return self._all(parts, extras)
            case plan.Or(parts):
                answers = [self.answer(part) for part in parts]
                return _added(set().union(*answers), answers)
            case plan.Most(parts, share):
                return self._most(parts, share)
            case _:
                leaf = self.leaf(node)
                return {unit_id: self._explain(leaf, unit_id).score for unit_id in leaf.tfs}

    def explain(self, node: Node, unit_id: str) -> Iterator[Explanation]:
        """Give the scored leaves that made the unit's score, in order."""
        if unit_id not in self.answer(node):
            return
        match node:
            case plan.And(parts, extras):
                below: tuple[Node, ...] = (*parts, *extras)
            case plan.Or(parts) | plan.Most(parts, _):
                below = parts
            case Group() | Phrase() | Prefix() | plan.Fuzzy():
                yield self._explain(self.leaf(node), unit_id)
                return
            case _:
                return
        for part in below:
            yield from self.explain(part, unit_id)

    def leaf(self, node: ScoredLeaf) -> Leaf:
        """Look up a scored leaf in every unit."""
        if isinstance(node, Phrase):
            tfs = {d.unit.id: tf for d in self.documents() if (tf := self._phrase_tf(node, d)) > 0}
            return self._leaf(node.word, node.boost, len(tfs), tfs)
        group = node if isinstance(node, Group) else self._expanded(node)
        weights = dict(group.terms)
        held = {d.unit.id: _held(weights, d) for d in self.documents()}
        holders = {unit_id: rows for unit_id, rows in held.items() if rows}
        tfs = {i: worth for i, rows in holders.items() if (worth := _group_tf(rows, group.zone)) is not None}
        return self._leaf(group.word, group.boost, len(holders), tfs)

    def _leaf(self, word: str, boost: float, df: int, tfs: Mapping[str, float]) -> Leaf:
        return Leaf(word=word, boost=boost, df=df, idf=idf(len(self._collection.documents), df), tfs=tfs)

    def _explain(self, leaf: Leaf, unit_id: str) -> Explanation:
        tf, length = leaf.tfs[unit_id], len(self._collection.documents[unit_id].surfaces)
        score = bm25(tf, leaf.boost * leaf.idf, length, self._collection.mean_length)
        return Explanation(word=leaf.word, tf=tf, df=leaf.df, idf=leaf.idf, length=length, score=score)

    def _unscored(self, matches: Callable[[Document], bool]) -> Scores:
        return {document.unit.id: 0.0 for document in self.documents() if matches(document)}

    def _all(self, parts: tuple[Node, ...], extras: tuple[Node, ...]) -> Scores:
        answers = [self.answer(part) for part in parts]
        matching = set(self._collection.documents).intersection(*answers)
        return _added(matching, [*answers, *(self.answer(extra) for extra in extras)])

    def _most(self, parts: tuple[Group | Phrase, ...], share: float) -> Scores:
        leaves, answers = [self.leaf(part) for part in parts], [self.answer(part) for part in parts]
        whole = sum(leaf.idf for leaf in leaves)
        masses = {i: sum(leaf.idf for leaf in leaves if i in leaf.tfs) for i in set().union(*answers)}
        return _added({i for i, mass in masses.items() if mass - share * whole > 1e-9 * whole}, answers)

    def _expanded(self, node: Prefix | plan.Fuzzy) -> Group:
        """Make a group of all surface terms that begin so, or are so near."""
        if isinstance(node, Prefix):
            words = [word for word in self._collection.surfaces if word.startswith(node.text)]
        else:
            alike = [w for w in self._collection.surfaces if w[:1] == node.text[:1] != ""]
            words = [w for w in alike if self._is_near(w, node)]
        terms = tuple(WeightedTerm(Term(TermClass.SURFACE, word), 1.0) for word in words)
        return Group(word=node.text, terms=terms, zone=node.zone)

    def _is_near(self, word: str, node: plan.Fuzzy) -> bool:
        self.check_time()
        return abs(len(word) - len(node.text)) <= node.edits and distance(word, node.text) <= node.edits

    def _phrase_tf(self, phrase: Phrase, document: Document) -> float:
        words = [{Term(TermClass.SURFACE, form) for form in slot} for slot in phrase.slots]
        if not words or any(slot.isdisjoint(document.counts) for slot in words):
            return 0.0
        tf = 0.0
        for start in range(len(document.surfaces)):
            if _begins_at(start, phrase, document):
                self.check_time()
                tf += ZONE_WEIGHTS[document.zones[start]]
        return tf


def _begins_at(start: int, phrase: Phrase, document: Document) -> bool:
    """Take the first place for each slot, which leaves the fewest other tokens between."""
    slot = 0
    for place in range(start, min(start + len(phrase.slots) + phrase.slop, len(document.surfaces))):
        fits_zone = phrase.zone is None or document.zones[place] == phrase.zone
        if fits_zone and document.surfaces[place] in phrase.slots[slot]:
            slot += 1
            if slot == len(phrase.slots):
                return True
        elif slot == 0:
            return False
    return False


def _held(weights: Mapping[Term, float], document: Document) -> list[tuple[float, tuple[int, ...]]]:
    """Give weight and frequencies of those terms that the unit holds."""
    return [(weights[term], document.counts[term]) for term in weights.keys() & document.counts.keys()]


def _group_tf(rows: list[tuple[float, tuple[int, ...]]], zone: int | None) -> float | None:
    """None where no term is in the zone. `fsum`: the order of the terms has no say in the last digit."""
    if zone is not None and not any(row[zone] for _, row in rows):
        return None
    return fsum(weight * zone_sum(row, zone) for weight, row in rows)


def _added(matching: set[str], answers: list[Scores]) -> Scores:
    return {unit_id: sum(answer.get(unit_id, 0.0) for answer in answers) for unit_id in matching}
