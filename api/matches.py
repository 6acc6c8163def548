"""Where in a text do the words of a plan stand?

The highlighter reads the plan, not the question: what an engine counted as a match is what a reader sees marked
(D29).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from api.answers import MatchedAs
from indexer.engine.plan import And, Fuzzy, Group, Most, Node, Or, Phrase, Prefix, Term, TermClass
from indexer.model import Paragraf, Span
from indexer.swedish.analysis import Analysis
from indexer.swedish.tokens import WHOLE, Token, marks, normal, surface

_AS: Final[Mapping[TermClass, MatchedAs]] = {
    TermClass.SURFACE: "exact",
    TermClass.FORM: "inflection",
    TermClass.PART: "compound",
    TermClass.OLD: "old_spelling",
    TermClass.OCR: "ocr",
    TermClass.FOLDED: "folded",
}
Leaf = Group | Phrase | Prefix | Fuzzy


class Match(NamedTuple):
    """A place where a leaf of the plan matches."""

    start: int
    end: int
    leaf: int
    """Index among the leaves of the plan."""
    weight: float
    how: MatchedAs | None
    """Of `Matched.how`; None for a leaf that is no single word."""


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Give the leaves that a match shows; what is taken away or only scored is not shown."""
    if isinstance(node, Group | Phrase | Prefix | Fuzzy):
        return (node,)
    parts = node.parts if isinstance(node, And | Or | Most) else ()
    return tuple(dict.fromkeys(leaf for part in parts for leaf in leaves(part)))


@dataclass
class Finder:
    """Finds the leaves of one plan in texts. Not for several threads at once."""

    leaves: tuple[Leaf, ...]
    analysis: Analysis
    _seen: dict[str, tuple[Match, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._wanted = frozenset(term for leaf in self.leaves if isinstance(leaf, Group) for term, _ in leaf.terms)
        self._open = any(isinstance(leaf, Prefix | Fuzzy) for leaf in self.leaves)
        self._phrases = [(at, leaf) for at, leaf in enumerate(self.leaves) if isinstance(leaf, Phrase)]

    def find(self, unit: Paragraf, date: int) -> list[Match]:
        """Give all matches in the text of a unit, by where they begin."""
        if not self.leaves:
            return []
        tokens = self.analysis.tokens(unit.text, date=date)
        zones = _Zones(unit)
        found = list(self._single(tokens, zones)) if self._wanted or self._open else []
        if self._phrases:
            surfaces = [surface(token.key) for token in tokens]
            for at, leaf in self._phrases:
                found.extend(_phrase(at, leaf, surfaces, tokens, zones))
        return sorted(found, key=lambda match: (match.start, -match.end))

    def _single(self, tokens: Sequence[Token], zones: "_Zones") -> Iterator[Match]:
        """Find the leaves that are one word. Most words match nothing: they must cost next to nothing."""
        seen = self._seen
        for at, (key, start, end) in enumerate(tokens):
            matches = seen[key] if key in seen else self._matches(key)
            for match in matches:
                if zones.allow(self.leaves[match.leaf].zone, start):
                    stop = _whole_end(tokens, at, key) if match.end else end
                    yield match._replace(start=start, end=stop)

    def _matches(self, key: str) -> tuple[Match, ...]:
        """Give what a token key matches; `end` tells that more than the token is meant."""
        terms = self.analysis.derive(key)
        matches: tuple[Match, ...] = ()
        if self._open or not self._wanted.isdisjoint(terms):
            context = frozenset(terms).difference(self.analysis.derive(surface(key)))
            all_leaves = (_matching(at, leaf, terms, context) for at, leaf in enumerate(self.leaves))
            matches = tuple(match for match in all_leaves if match)
        self._seen[key] = matches
        return matches


def _matching(at: int, leaf: Leaf, terms: tuple[Term, ...], context: frozenset[Term]) -> Match | None:
    """Tell whether a token with these terms matches a leaf; `context`: those it only has where it stands."""
    written = terms[0].text
    if isinstance(leaf, Group):
        hits = {term: weight for term, weight in leaf.terms if term in terms}
        if not hits:
            return None
        meant = max(hits, key=lambda term: (term.cls is TermClass.SURFACE, hits[term]))
        return Match(0, int(meant in context), at, sum(hits.values()), _how(meant, written, leaf, context))
    if isinstance(leaf, Prefix):
        return Match(0, 0, at, 1.0, None) if written.startswith(leaf.text) else None
    if isinstance(leaf, Fuzzy):
        return Match(0, 0, at, 1.0, None) if is_near(leaf.text, written, leaf.edits) else None
    return None


def _how(term: Term, written: str, leaf: Group, context: frozenset[Term]) -> MatchedAs:
    """Say how a word hangs together with the word of the question."""
    if term in context and any(map(str.isdigit, term.text)):
        return "exact"
    if term.cls is TermClass.SURFACE:
        return "exact" if normal(leaf.word) == written else "inflection"
    return _AS[term.cls]


def _whole_end(tokens: Sequence[Token], at: int, key: str) -> int:
    """Give where a word or number of several tokens ends: when all its signs have been seen."""
    wanted = max((sum(map(str.isalnum, mark)) for mark in marks(key) if mark[0] == WHOLE), default=0)
    end, seen = tokens[at].end, tokens[at].end - tokens[at].start
    for token in tokens[at + 1 : at + 8]:
        if seen >= wanted or token.start - end > 1:
            break
        end, seen = token.end, seen + token.end - token.start
    return end


def _phrase(
    at: int, leaf: Phrase, surfaces: Sequence[str], tokens: Sequence[Token], zones: "_Zones"
) -> Iterator[Match]:
    """Find a phrase: its slots in order, with at most `slop` other words between them altogether."""
    first = set(leaf.slots[0])
    for begin, word in enumerate(surfaces):
        if word in first and zones.allow(leaf.zone, tokens[begin].start):
            last = _phrase_end(leaf, surfaces, begin)
            if last is not None:
                yield Match(tokens[begin].start, tokens[last].end, at, 2.0, None)


def _phrase_end(leaf: Phrase, surfaces: Sequence[str], begin: int) -> int | None:
    """Give the last token of the shortest match that begins here; None if there is none."""
    limit = min(begin + len(leaf.slots) + leaf.slop, len(surfaces))
    here = begin
    for slot in leaf.slots[1:]:
        here += 1
        while here < limit and surfaces[here] not in slot:
            here += 1
        if here >= limit:
            return None
    return here


def is_near(left: str, right: str, edits: int) -> bool:
    """Tell whether two words are within so many edits of each other and begin alike.

    An edit is an insertion, a deletion, a replacement or a swap of neighbours.

    >>> is_near("skolskjuts", "skolksjuts", 1), is_near("skola", "skolor", 1), is_near("skola", "bkola", 1)
    (True, False, False)
    """
    if left[:1] != right[:1] or abs(len(left) - len(right)) > edits:
        return False
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, above = above, row
    return above[-1] <= edits


class _Zones:
    """The zones of a unit: the title, the decision, and the rest."""

    def __init__(self, unit: Paragraf) -> None:
        offset = unit.span.start
        self._title = [_shifted(unit.title_span, offset)] if unit.title_span else []
        self._beslut = [_shifted(span, offset) for span in unit.beslut_spans]

    def allow(self, zone: int | None, start: int) -> bool:
        """Tell whether a word that begins at `start` may count."""
        return zone is None or zone == self._of(start)

    def _of(self, start: int) -> int:
        if _within(self._title, start):
            return 1
        return 2 if _within(self._beslut, start) else 0


def _shifted(span: Span, offset: int) -> Span:
    return Span(span.start - offset, span.end - offset)


def _within(spans: Sequence[Span], start: int) -> bool:
    return any(span.start <= start < span.end for span in spans)
