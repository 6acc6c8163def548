"""Which candidates are the heads of items?

Items are numbered: the heads are the heaviest rising row of candidates. A table of contents is a dense row whose
numbers all come back; a quoted bylaw or a reference does not fit the row.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from indexer.candidate import Candidate

_FAR = 5
"""Cost of a step that leaves out more than three numbers: a lone reference (weight 4) cannot pay it, two heads can."""
_NEAR = 1
"""Cost of leaving out one to three numbers (secret items are left out of published minutes)."""
_DENSE = 6
"""Lines between the entries of a table of contents, at most."""


class Row(NamedTuple):
    """The heads that were chosen, and what was set aside."""

    heads: tuple[Candidate, ...]
    toc: tuple[Candidate, ...]
    weight: int


def choose(candidates: Sequence[Candidate], solid: Callable[[int, int], int]) -> Row:
    """The heads among the candidates of one form.

    Args:
        candidates: In order of the text, all numbered.
        solid: Counts the lines that are not blank between two line numbers.
    """
    toc = _contents(candidates, solid)
    rest = [c for c in candidates if c not in toc]
    quoted = _quoted(rest)
    rest = [c for c in rest if c not in quoted]
    row = _heaviest(rest)
    row = [c for i, c in enumerate(row) if c.strong or (i and c.key[0] == row[i - 1].key[0] + 1)]
    heads = _with_repeats(row, rest)
    return Row(tuple(heads), tuple(sorted(toc)), sum(c.weight for c in heads))


def _contents(candidates: Sequence[Candidate], solid: Callable[[int, int], int]) -> set[Candidate]:
    """The entries of tables of contents: dense rows of at least two whose numbers nearly all come back later."""
    last = {c.key: i for i, c in enumerate(candidates)}
    toc: set[Candidate] = set()
    block: list[int] = []
    for i, c in enumerate(candidates):
        near = bool(block) and solid(candidates[i - 1].line, c.line) <= _DENSE and candidates[i - 1].key < c.key
        if not near:
            toc |= _if_contents(block, candidates, last)
            block = []
        block.append(i)
    return toc | _if_contents(block, candidates, last)


def _if_contents(
    block: Sequence[int], candidates: Sequence[Candidate], last: dict[tuple[int, int, str], int]
) -> set[Candidate]:
    back = sum(last[candidates[i].key] > block[-1] for i in block)
    return {candidates[i] for i in block} if len(block) >= 2 and back * 10 >= 7 * len(block) else set()


def _quoted(candidates: Sequence[Candidate]) -> set[Candidate]:
    """Rows that begin anew at 1 inside one item, after which the numbers go on: a bylaw quoted in a decision.

    A new meeting begins anew too, but then the numbers before it do not go on.
    """
    quoted: set[Candidate] = set()
    i = 1
    while i < len(candidates):
        before = candidates[i - 1].key[0]
        if candidates[i].key[0] != 1 or before < 2:
            i += 1
            continue
        end = i + 1
        while end < len(candidates) and 0 <= candidates[end].key[0] - candidates[end - 1].key[0] <= 1:
            end += 1
        if end < len(candidates) and candidates[end].key[0] == before + 1:
            quoted |= set(candidates[i:end])
        i = end
    return quoted


def _heaviest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The heaviest row of rising numbers, gaps paid for. O(n log n)."""
    order = {key: rank for rank, key in enumerate(sorted({c.key for c in candidates}), 1)}
    tops = _Tops(len(order))
    at: dict[int, tuple[int, int]] = {}
    scores: list[tuple[int, int]] = []
    for i, c in enumerate(candidates):
        far, far_from = tops.below(order[c.key])
        options = [(0, -1), (far - _FAR, far_from)]
        if c.key[1] or c.key[2]:
            options.append((far, far_from) if far_from >= 0 and candidates[far_from].key[0] == c.key[0] else (0, -1))
        for back in (1, 2, 3):
            score, source = at.get(c.key[0] - back, (0, -1))
            options.append((score - _NEAR * (back > 1), source) if source >= 0 else (0, -1))
        best, source = max(options)
        scores.append((best + c.weight, source))
        tops.put(order[c.key], best + c.weight, i)
        at[c.key[0]] = max(at.get(c.key[0], (0, -1)), (best + c.weight, i))
    return _trace(candidates, scores)


def _trace(candidates: Sequence[Candidate], scores: Sequence[tuple[int, int]]) -> list[Candidate]:
    if not scores:
        return []
    i = max(range(len(scores)), key=lambda k: (scores[k][0], -k))
    row: list[Candidate] = []
    while i >= 0:
        row.append(candidates[i])
        i = scores[i][1]
    return row[::-1]


class _Tops:
    """The best score among lower ranks (a Fenwick tree of maxima).

    Source: P. Fenwick, "A new data structure for cumulative frequency tables", 1994.
    """

    def __init__(self, size: int) -> None:
        self._best = [(0, -1)] * (size + 1)

    def put(self, rank: int, score: int, index: int) -> None:
        while rank < len(self._best):
            self._best[rank] = max(self._best[rank], (score, index))
            rank += rank & -rank

    def below(self, rank: int) -> tuple[int, int]:
        best = (0, -1)
        rank -= 1
        while rank > 0:
            best = max(best, self._best[rank])
            rank -= rank & -rank
        return best


def _with_repeats(row: Sequence[Candidate], rest: Sequence[Candidate]) -> list[Candidate]:
    """Add heads that repeat the number before them: a clerk's slip, both are items."""
    heads = list(row)
    taken = set(row)
    k = 0
    for c in rest:
        while k + 1 < len(row) and row[k + 1].line < c.line:
            k += 1
        if row and c not in taken and c.line > row[k].line and c.key == row[k].key and c.weight >= 8:
            heads.append(c)
    return sorted(heads)
