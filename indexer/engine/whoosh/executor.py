"""Which units match a lexical plan, and with what score?

The algebra. A node is answered with one set for each segment: a sorted array of live document numbers. `m` is the set
a node matches, `s` its score, `*` all live documents:

| node          | m                                             | s (at documents of m; elsewhere 0)                |
|---------------|-----------------------------------------------|---------------------------------------------------|
| Everything    | *                                             | 0                                                 |
| Nothing       | {}                                            | 0                                                 |
| scored leaf   | union of the postings of its terms, or        | BM25 of the sum of their weighted frequencies     |
|               | intersection of places (near.py)              |                                                   |
| Keyword       | documents whose column holds a value          | 0                                                 |
| Dates         | first <= date <= last                         | 0                                                 |
| And(p, x)     | intersection of m(p), shortest first          | sum of s(p) and s(x)                              |
| Or(p)         | union of m(p)                                 | sum of s(p)                                       |
| Not(p)        | * without m(p)                                | 0                                                 |
| Most(p)       | sum of idf(p) where m(p) > share of the whole | sum of s(p)                                       |

Sets come first, for the whole plan (D46). Scores are worked out afterwards, for the documents that are
asked for only: those that pass the filters, or the page. The idf of a leaf needs its matches in all segments, so
leaves are looked up once, in all segments, and remembered for as long as the question lasts.
"""

import time
from collections.abc import Callable, Sequence

import numpy as np

from indexer.engine import plan
from indexer.engine.plan import Fuzzy, Group, Node, Phrase, Prefix
from indexer.engine.port import KEYWORDS, Explanation
from indexer.engine.whoosh.arrays import NONE, Floats, Ints, Mask, among, intersection, union
from indexer.engine.whoosh.attendance import KINDS
from indexer.engine.whoosh.leaves import Corpus, Leaf, ScoredLeaf, look_up
from indexer.engine.whoosh.part import Part
from indexer.errors import TimeLimitError

Sets = tuple[Ints, ...]
"""For each segment, the live documents that match."""
TOLERANCE = 1e-9
"""By what part of the whole idf mass `Most` must be more than its share."""


class Execution:
    """Answers plans over one snapshot, until a deadline."""

    def __init__(self, corpus: Corpus, deadline: float | None = None) -> None:
        self.parts = corpus.parts
        self._corpus = corpus
        self._deadline = deadline
        self._leaves: dict[int, Leaf] = {}
        self._sets: dict[int, tuple[Node, Sets]] = {}

    def check_time(self) -> None:
        """Give up when the deadline has passed."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise TimeLimitError("Sökningen tog för lång tid och avbröts. Sök på färre eller ovanligare ord.")

    def matches(self, node: Node) -> Sets:
        """Give the units that match."""
        known = self._sets.get(id(node))
        if known is None:  # the node is kept, so that its id stays its own
            known = self._sets[id(node)] = (node, self._match(node))
        return known[1]

    def scores(self, node: Node, part: int, ids: Ints) -> Floats:
        """Give the scores of some documents of a segment, 0 where the node does not match."""
        match node:
            case plan.And(parts, extras):
                scores = self._sum((*parts, *extras), part, ids)
            case plan.Or(parts):
                return self._sum(parts, part, ids)
            case plan.Most(parts, _):
                scores = self._sum(parts, part, ids)
            case Group() | Phrase() | Prefix() | Fuzzy():
                return self.leaf(node).scores(part, ids)
            case _:
                return np.zeros(len(ids))
        mine = self.matches(node)[part]
        if mine is not ids:
            scores[~among(ids, mine, self.parts[part].size)] = 0.0
        return scores

    def explain(self, node: Node, part: int, doc: int) -> list[Explanation]:
        """Give the leaves that made the score of a document, in order."""
        ids = np.array([doc])
        if not among(ids, self.matches(node)[part], self.parts[part].size)[0]:
            return []
        match node:
            case plan.And(parts, extras):
                below: Sequence[Node] = (*parts, *extras)
            case plan.Or(parts) | plan.Most(parts, _):
                below = parts
            case Group() | Phrase() | Prefix() | Fuzzy():
                leaf = self.leaf(node)
                tf, score = float(leaf.tfs(part, ids)[0]), float(leaf.scores(part, ids)[0])
                length = int(self.parts[part].documents.column("length")[doc])
                return [Explanation(word=leaf.word, tf=tf, df=leaf.df, idf=leaf.idf, length=length, score=score)]
            case _:
                below = ()
        return [explanation for child in below for explanation in self.explain(child, part, doc)]

    def leaf(self, node: ScoredLeaf) -> Leaf:
        """Look up a scored leaf, once."""
        self.matches(node)
        return self._leaves[id(node)]

    def _sum(self, nodes: Sequence[Node], part: int, ids: Ints) -> Floats:
        scores = np.zeros(len(ids))
        for node in nodes:
            self.check_time()
            scores += self.scores(node, part, ids)
        return scores

    def _match(self, node: Node) -> Sets:
        self.check_time()
        match node:
            case Group() | Phrase() | Prefix() | Fuzzy():
                leaf = self._leaves[id(node)] = look_up(node, self._corpus)
                return tuple(found.ids for found in leaf.found)
            case plan.And(parts, _):
                return self._join(parts, intersection) if parts else self._everything()
            case plan.Or(parts):
                return self._join(parts, union)
            case plan.Most(parts, share):
                return self._most(parts, share)
            case plan.Keyword(field, _) if field not in (*KEYWORDS, *KINDS):
                raise ValueError(f"no such field: {field}")
            case plan.Not(part):
                return tuple(map(_rest, self.parts, self.matches(part)))
        return tuple(_unscored(node, part) for part in self.parts)

    def _everything(self) -> Sets:
        return tuple(part.everything for part in self.parts)

    def _join(self, nodes: Sequence[Node], how: Callable[[Sequence[Ints], int], Ints]) -> Sets:
        answers = [self.matches(node) for node in nodes]
        return tuple(how([answer[n] for answer in answers], part.size) for n, part in enumerate(self.parts))

    def _most(self, nodes: Sequence[Group | Phrase], share: float) -> Sets:
        leaves = [self.leaf(node) for node in nodes]
        least = sum(leaf.idf for leaf in leaves) * (share + TOLERANCE)
        found = []
        for n, part in enumerate(self.parts):
            mass = np.zeros(part.size)
            for leaf in leaves:
                mass[leaf.found[n].ids] += leaf.idf
            ids = union([leaf.found[n].ids for leaf in leaves], part.size)
            found.append(ids[mass[ids] > least])
        return tuple(found)


def _rest(part: Part, ids: Ints) -> Ints:
    return part.everything[~among(part.everything, ids, part.size)]


def has_value(part: Part, field: str, values: Sequence[str], ids: Ints) -> Mask:
    """Tell which documents have one of the values in a field of KEYWORDS or KINDS."""
    return part.documents.fields[field].has(values, ids)


def _unscored(node: Node, part: Part) -> Ints:
    """Answer a node that looks at columns only."""
    match node:
        case plan.Everything():
            return part.everything
        case plan.Keyword(field, values):
            return part.everything[has_value(part, field, values, part.everything)]
        case plan.Dates(first, last):
            date = part.documents.column("date")[part.everything]
            return part.everything[(date >= max(first, 1)) & (date <= last)]
        case _:
            return NONE
