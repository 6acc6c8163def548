"""Random collections with a past: meetings and units that were added, replaced and removed in many commits."""

import random
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from indexer.engine.plan import Group, Phrase, Term, TermClass, WeightedTerm
from indexer.engine.port import FIRST_KINDS, Attendee, Meeting, Request, TokenRun, Unit

SYLLABLES = ("ba", "be", "sko", "la", "lå", "å", "sk", "ju", "ts", "qvi", "na", "n", "ö", "er")
PERSONS = tuple(f"Person {letter}" for letter in "ABCDEFGHIJ")
VALUES = {
    "huvudman": ("Lillby kommun", "Storby kommun"),
    "organ": ("Kommunstyrelsen", "Kommunfullmäktige", "Nämnden", "Årsmötet"),
    "year": ("1899", "2015", "2016", "2024"),
    "diarienummer": tuple(f"KS 2015/{n}" for n in range(12)),
    "outcome": ("avslag", "bifall", "bordlaggning"),
    "party": ("C", "KD", "M", "S"),
    "kind": ("paragraf", "stycke", "inledning", "bilaga"),
    "har": ("omröstning", "reservation"),
}
DATES = (0, 18990301, 20150412, 20150412, 20160519, 20160520, 20241021)


def derive(key):
    """Terms of a token key. "^" before a key marks a name: it has its surface form only.

    >>> [(term.cls.value, term.text) for term in derive("skol-å")]
    [('=', 'skol-å'), ('~', 'skol'), ('+', 'skol'), ('+', 'å'), ('f', 'skol-a')]
    """
    surface = key.removeprefix("^")
    terms = [Term(TermClass.SURFACE, surface)]
    if key == surface:
        parts = surface.split("-") if "-" in surface else ()
        folded = surface.translate(str.maketrans("åäö", "aao"))
        terms.append(Term(TermClass.FORM, surface[:4]))
        terms += [Term(TermClass.PART, part) for part in parts]
        terms += [Term(TermClass.OLD, surface.replace("q", "k"))] if "q" in surface else []
        terms += [Term(TermClass.FOLDED, folded)] if folded != surface else []
    return tuple(dict.fromkeys(terms))


def unit(unit_id, text="", **changes):
    """A unit as written tests need it; `text` is split at spaces."""
    plain = Unit(
        id=unit_id,
        version=1,
        protokoll="p",
        ordinal=0,
        date=20160519,
        keywords={"kind": ("paragraf",)},
        case=None,
        meeting=None,
        tokens=tuple(text.split()),
    )
    return replace(plain, **changes)


class Remove(NamedTuple):
    """Units to take away."""

    ids: tuple[str, ...]


class Add(NamedTuple):
    """Units to add or replace."""

    units: tuple[Unit, ...]


def apply(batch, changes):
    """Make the changes in a batch, in order."""
    for change in changes:
        match change:
            case Meeting():
                batch.put_meeting(change)
            case Add(units):
                batch.add(iter(units))
            case Remove(ids):
                batch.remove(iter(ids))


def filled(engine, *units, meetings=()):
    """Commit meetings and units; the snapshot after it."""
    with engine.batch() as batch:
        apply(batch, (*meetings, Add(units)))
        batch.commit()
    return engine.snapshot()


def group(*words, **changes):
    """A group of surface forms of weight 1."""
    terms = tuple(WeightedTerm(Term(TermClass.SURFACE, word), 1.0) for word in words)
    return replace(Group(" ".join(words), terms), **changes)


def phrase(text, slop=0, zone=None):
    """A phrase; "a|b c": a or b, then c."""
    return Phrase(text, tuple(tuple(slot.split("|")) for slot in text.split()), slop, zone)


def ids(snapshot, node, **changes):
    """The ids of the units that match, in the order of the hits."""
    return [hit.id for hit in snapshot.search(Request(strict=node, limit=1000, **changes)).hits]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What happened to a collection, and what is there at the end."""

    batches: tuple[tuple[Meeting | Add | Remove, ...], ...]
    words: tuple[str, ...]
    units: dict[str, Unit]
    meetings: dict[str, Meeting]

    def fresh(self):
        """The changes that give the same collection at once."""
        used = {unit.meeting for unit in self.units.values()}
        return (*(m for m in self.meetings.values() if m.id in used), Add(tuple(self.units.values())))


def random_history(dice, commits=None):
    """Make a collection: most are small, one of eight has some hundreds of units."""
    maker = _Maker(dice)
    maker.most_units = 60 if dice.random() < 0.125 else 10
    batches = [maker.changes() for _ in range(commits or dice.choice((1, 1, 2, 5, 12)))]
    return History(batches=tuple(batches), words=tuple(maker.words), units=maker.units, meetings=maker.meetings)


@dataclass(slots=True)
class _Maker:
    dice: random.Random
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    units: dict[str, Unit] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    most_units: int = 10

    def __post_init__(self):
        shapes = [self.dice.choices(SYLLABLES, k=self.dice.randint(1, 4)) for _ in range(self.dice.randint(8, 70))]
        self.words = sorted({self.dice.choice(("", "", "", "-")).join(shape) for shape in shapes})
        self.words += [f"^{word}" for word in self.words[::5]]
        self.dice.shuffle(self.words)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def changes(self):
        kinds = self.dice.choices((self.new_meeting, self.new_reading, self.edits, self.removal), (4, 1, 2, 2), k=3)
        return tuple(chain.from_iterable(kind() for kind in kinds[: self.dice.randint(1, 3)]))

    def new_meeting(self):
        return self._put(f"m{len(self.meetings)}", [])

    def new_reading(self):
        """A meeting is replaced, so all its units come anew."""
        if not self.meetings:
            return ()
        meeting_id = self.dice.choice(sorted(self.meetings))
        return self._put(meeting_id, [u for u in self.units.values() if u.meeting == meeting_id])

    def edits(self):
        chosen = self.dice.sample(list(self.units.values()), k=min(len(self.units), self.dice.randint(1, 6)))
        return (self._add([self._unit(old.id, old.meeting, old.version + 1) for old in chosen]),)

    def removal(self):
        ids = self.dice.sample(list(self.units), k=min(len(self.units), self.dice.randint(0, 5)))
        ids.append("never-there")
        for unit_id in ids:
            self.units.pop(unit_id, None)
        return (Remove(tuple(ids)),)

    def _put(self, meeting_id, old):
        people = self.dice.choices(PERSONS, k=self.dice.choice((0, 1, 4, 12)))
        attendees = tuple(Attendee(person, deciding=self.dice.random() < 0.6) for person in people)
        self.meetings[meeting_id] = meeting = Meeting(id=meeting_id, attendees=attendees)
        new = [f"{self.dice.choice('abc')}{len(self.units)}-{meeting_id}-{n}" for n in range(self.dice.randint(0, 5))]
        new += [f"x{meeting_id}-{n}" for n in range(self.dice.randint(0, self.most_units))]
        units = [self._unit(u.id, meeting_id, u.version + 1) for u in old]
        units += [self._unit(unit_id, self.dice.choice((meeting_id, meeting_id, None)), 1) for unit_id in new]
        return (meeting, self._add(units))

    def _add(self, units):
        self.units.update({unit.id: unit for unit in units})
        return Add(tuple(units))

    def _unit(self, unit_id, meeting_id, version):
        people = len(self.meetings[meeting_id].attendees) if meeting_id else 0
        length = self.dice.choice((0, 1, 3, 10, 10, 30, 80))
        return Unit(
            id=unit_id,
            version=version,
            protokoll=self.dice.choice(("p1", "p2", meeting_id or "p0")),
            ordinal=self.dice.randint(0, 9),
            date=self.dice.choice(DATES),
            keywords=self._keywords(),
            case=self.dice.choice((None, None, "case 1", "case 2", "case 3")),
            meeting=meeting_id,
            absent=tuple(n for n in range(people) if self.dice.random() < 0.2),
            tokens=tuple(self.dice.choices(self.words, cum_weights=self.weights, k=length)),
            zones=tuple(self._runs(length)),
        )

    def _keywords(self):
        several = {"kind": 1, "year": 1, "har": 2, "diarienummer": 3, "party": 2}
        found = {name: self.dice.sample(VALUES[name], k=self.dice.randint(0, several.get(name, 1))) for name in VALUES}
        if self.dice.random() < 0.7:
            found["kind"] = [self.dice.choice(FIRST_KINDS)]
        return {name: tuple(values) for name, values in found.items() if values or self.dice.random() < 0.5}

    def _runs(self, length):
        edges = sorted(self.dice.sample(range(length + 1), k=min(length + 1, self.dice.choice((0, 2, 2, 4)))))
        runs = [TokenRun(self.dice.choice((0, 1, 1, 2, 2)), start, end) for start, end in pairwise(edges)]
        return [run for run in runs if self.dice.random() < 0.7]
