"""What does the reference engine keep in memory of the live units?"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from indexer.engine.plan import ZONES, Term, TermClass
from indexer.engine.port import KEYWORDS, Meeting, TokenRun, Unit

Terms = Callable[[str], tuple[Term, ...]]
"""A `port.Derive` that remembers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One unit, taken apart."""

    unit: Unit
    surfaces: tuple[str, ...]
    """The surface form of each token."""
    zones: bytes
    """The zone of each token."""
    counts: Mapping[Term, tuple[int, ...]]
    """For each term, how often it occurs in each zone."""


class Collection:
    """All live units and meetings of one generation. Nobody changes it."""

    def __init__(self, generation: int, meetings: Mapping[str, Meeting], documents: Mapping[str, Document]) -> None:
        self.generation = generation
        self.meetings = meetings
        self.documents = documents

    @cached_property
    def frequencies(self) -> Counter[Term]:
        """How many live units hold each term."""
        return Counter(term for document in self.documents.values() for term in document.counts)

    @cached_property
    def surfaces(self) -> tuple[str, ...]:
        """All surface terms."""
        return tuple(sorted(term.text for term in self.frequencies if term.cls is TermClass.SURFACE))

    @cached_property
    def mean_length(self) -> float:
        """Tokens in a unit, on average; 0 without units."""
        return sum(len(document.surfaces) for document in self.documents.values()) / max(1, len(self.documents))

    def values(self, document: Document, field: str) -> frozenset[str]:
        """Give what the unit has in a field: one of KEYWORDS, participant or deciding; ValueError for another."""
        if field == "participant":
            return self._people(document.unit, deciding_only=False)
        if field == "deciding":
            return self._people(document.unit, deciding_only=True)
        if field not in KEYWORDS:
            raise ValueError(f"no such field: {field}")
        return frozenset(document.unit.keywords.get(field, ()))

    def _people(self, unit: Unit, *, deciding_only: bool) -> frozenset[str]:
        if unit.meeting is None:
            return frozenset()
        return frozenset(
            attendee.person
            for place, attendee in enumerate(self.meetings[unit.meeting].attendees)
            if place not in unit.absent and (attendee.deciding or not deciding_only)
        )


def take_apart(unit: Unit, terms: Terms) -> Document:
    """Count the terms of a unit, zone by zone; ValueError if the unit is not as the port says."""
    zones = _zones(unit)
    counts: dict[Term, list[int]] = {}
    for (key, zone), times in Counter(zip(unit.tokens, zones, strict=True)).items():
        for term in terms(key):
            counts.setdefault(term, [0] * len(ZONES))[zone] += times
    return Document(
        unit=unit,
        surfaces=tuple(terms(key)[0].text for key in unit.tokens),
        zones=zones,
        counts={term: tuple(row) for term, row in counts.items()},
    )


def _zones(unit: Unit) -> bytes:
    if unknown := unit.keywords.keys() - set(KEYWORDS):
        raise ValueError(f"{unit.id}: no such keyword fields: {sorted(unknown)}")
    edges = (TokenRun(0, 0, 0), *unit.zones, TokenRun(0, len(unit.tokens), len(unit.tokens)))
    if any(left.end > right.start for left, right in pairwise(edges)) or any(run.start > run.end for run in edges):
        raise ValueError(f"{unit.id}: runs of tokens overlap, are out of order or reach outside: {unit.zones}")
    zones = bytearray(len(unit.tokens))
    for run in unit.zones:
        zones[run.start : run.end] = bytes([run.zone]) * (run.end - run.start)
    return bytes(zones)
