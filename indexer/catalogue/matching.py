"""Which unit of a new reading is which unit of the last one?

Ids are given once. When a file is read again, by a better parser or after a correction, each unit found must get the id
of the unit it already was. Evidence is used in order of strength, each time only where it is unambiguous on both sides
(D9).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple


class Fingerprint(NamedTuple):
    """What a unit is recognised by. Title and text as digests: nothing readable is kept of what was removed."""

    kind: str
    number: str | None
    title: str | None
    text: str


Evidence = Callable[[Fingerprint], Hashable | None]

EVIDENCE: tuple[Evidence, ...] = (
    lambda unit: unit.text,
    lambda unit: (unit.kind, unit.number, unit.title) if unit.title else None,
    lambda unit: (unit.kind, unit.title) if unit.title else None,
    lambda unit: (unit.kind, unit.number),
)
"""Strongest first. The title goes before the number: where a numbering was read wrongly, all numbers move one step."""


def match(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> tuple[int | None, ...]:
    """Say for each new unit which old one it is (its place in `old`), None for one that was not there.

    >>> a = Fingerprint("paragraf", "1", "x", "text")
    >>> match([a], [a._replace(number="2"), a._replace(title="y", text="other")])
    (0, None)
    """
    found: list[int | None] = [None] * len(new)
    waiting, open_ = set(range(len(old))), set(range(len(new)))
    for evidence in EVIDENCE:
        for key, (mine, theirs) in _meetings(evidence, old, waiting, new, open_).items():
            if key is None or len(mine) != len(theirs) or (len(mine) > 1 and evidence is not EVIDENCE[-1]):
                continue
            for before, after in zip(mine, theirs, strict=True):  # as many of each: in the order of the text
                found[after] = before
                waiting.discard(before)
                open_.discard(after)
    return tuple(found)


def overlap(old: Iterable[Fingerprint], new: Iterable[Fingerprint], *, titles: bool) -> float:
    """Say how much of `new` was in `old`, by text and, if `titles`, by number and title: 0 to 1.

    Number and title are evidence only between meetings of the same day: agendas begin alike.

    >>> a, b = Fingerprint("paragraf", "1", "x", "text"), Fingerprint("paragraf", "2", "y", "more")
    >>> overlap([a], [a, b], titles=False)
    0.5
    """
    new = tuple(new)
    known = {key for unit in old for key in ((unit.text, unit[:3]) if titles and unit.title else (unit.text,))}
    hits = sum(1 for unit in new if unit.text in known or unit[:3] in known)
    return hits / len(new) if new else 0.0


def _meetings(
    evidence: Evidence,
    old: Sequence[Fingerprint],
    waiting: set[int],
    new: Sequence[Fingerprint],
    open_: set[int],
) -> dict[Hashable | None, tuple[list[int], list[int]]]:
    """Group what is left on both sides by what the evidence says."""
    groups: dict[Hashable | None, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place in sorted(waiting):
        groups[evidence(old[place])][0].append(place)
    for place in sorted(open_):
        groups[evidence(new[place])][1].append(place)
    return groups
