"""How does a question become something an engine can answer?

The tree of the query language becomes the lexical plan: each word its group of terms, each field the values that the
index holds. Notes say where a value was found otherwise than typed, or not at all.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from api.texts import FIELDS
from api.values import Vocabulary, fold
from indexer.engine import plan, query
from indexer.engine.plan import ZONES
from indexer.swedish.analysis import Analysis

_HAR: Final = ("omröstning", "reservation")
_NUMBER: Final = re.compile(r"[0-9]")
_NAMED: Final = 3
"""Values that a note lists."""
_SHARE: Final = 0.5
"""Of the idf mass that a relaxed hit must exceed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalPlan:
    """What to ask an engine."""

    strict: plan.Node
    relaxed: plan.Node | None = None
    """What may follow when few units are strict; None where nothing may be widened."""
    notes: tuple[str, ...] = ()


def make_plan(node: query.Node, analysis: Analysis, vocabulary: Vocabulary) -> LexicalPlan:
    """Plan a question."""
    planner = _Planner(analysis, vocabulary)
    strict = planner.node(node, None)
    return LexicalPlan(
        strict=strict, relaxed=_relax(strict, analysis, vocabulary), notes=tuple(dict.fromkeys(planner.notes))
    )


class _Planner:
    """Plans one question and collects the notes."""

    def __init__(self, analysis: Analysis, vocabulary: Vocabulary) -> None:
        self._analysis = analysis
        self._vocabulary = vocabulary
        self.notes: list[str] = []

    def node(self, node: query.Node, zone: int | None) -> plan.Node:  # noqa: C901, PLR0911 - one for each kind
        """Plan a part; `zone` is where its words must stand."""
        match node:
            case query.Everything():
                return plan.Everything()
            case query.Word(text):
                return self._words([text], zone)
            case query.Phrase(text, slop):
                return self._analysis.phrase(text, slop=slop, zone=zone) or plan.Nothing()
            case query.Prefix(text):
                return self._open_word(text, zone)
            case query.Fuzzy(text, edits):
                words = self._surfaces(text)
                return plan.Fuzzy(words[0], edits, zone) if len(words) == 1 else self._words([text], zone)
            case query.Field(name, text):
                return self._field(name, text)
            case query.Zone(name, part):
                return self.node(part, ZONES.index(name))
            case query.Dates(first, last):
                return plan.Dates(_number(first, 0), _number(last, 99991231))
            case query.And(parts):
                return self._all(parts, zone)
            case query.Or(parts):
                return plan.Or(tuple(self.node(part, zone) for part in parts)) if parts else plan.Nothing()
            case query.Not(part):
                return plan.Not(self.node(part, zone))

    def _all(self, parts: Sequence[query.Node], zone: int | None) -> plan.Node:
        """Plan what must all be there; the plain words are seen together, as they were typed."""
        words = [part.text for part in parts if isinstance(part, query.Word)]
        others = [self.node(part, zone) for part in parts if not isinstance(part, query.Word)]
        if not words:
            return _and(others)
        groups = self._words(words, zone, alone=all(isinstance(other, plan.Not) for other in others))
        if isinstance(groups, plan.And):
            return _and([*groups.parts, *others], groups.extras)
        return _and([groups, *others])

    def _words(self, texts: Sequence[str], zone: int | None, *, alone: bool = True) -> plan.Node:
        """Plan plain words: those that carry meaning are demanded, the others add to the score.

        Where there are only words of the second kind they are demanded, unless something else is (`alone` false).
        """
        words = self._analysis.content_words(" ".join(texts))
        groups = [(self._analysis.group(word.text, zone=zone), word.required) for word in words]
        demanded = [group for group, required in groups if required]
        extras = [group for group, required in groups if not required]
        if not demanded and alone:
            return _and(extras) if extras else plan.Nothing()
        return _and(demanded, extras)

    def _open_word(self, text: str, zone: int | None) -> plan.Node:
        """Plan a word whose end is open; what stands before a hyphen or a slash is whole."""
        surfaces = self._surfaces(text)
        if not surfaces:
            return plan.Nothing()
        whole = [self._analysis.group(word, zone=zone) for word in surfaces[:-1]]
        return _and([*whole, plan.Prefix(surfaces[-1], zone)])

    def _surfaces(self, text: str) -> list[str]:
        """Give the surface forms of a text."""
        return [self._analysis.derive(token.key)[0].text for token in self._analysis.tokens(text)]

    def _field(self, name: str, text: str) -> plan.Node:
        """Plan a field: the values of the index that are meant."""
        if name == "har":
            return self._feature(text)
        values = self._vocabulary.field(name).mean(text)
        label = FIELDS[name].lower()
        if not values:
            self.notes.append(f"Inga paragrafer har ”{text}” i fältet {label}.")
            return plan.Nothing()
        if len(values) > 1 or fold(values[0]) != fold(text):
            self.notes.append(f"{FIELDS[name]} ”{text}” lästes som {_some(values)}.")
        return plan.Keyword(name, values)

    def _feature(self, text: str) -> plan.Node:
        """Plan `har:`."""
        if fold(text) in _HAR:
            return plan.Keyword("har", (fold(text),))
        self.notes.append(f"”har:{text}” går inte att söka på. Det går att söka på har:{' och har:'.join(_HAR)}.")
        return plan.Nothing()


def _some(values: Sequence[str]) -> str:
    """List the first values.

    >>> _some(["a", "b", "c", "d", "e"])
    'a, b, c och 2 till'
    """
    more = f" och {len(values) - _NAMED} till" if len(values) > _NAMED else ""
    return ", ".join(values[:_NAMED]) + more


def _number(day: str | None, otherwise: int) -> int:
    return int(day.replace("-", "")) if day else otherwise


def _and(parts: Sequence[plan.Node], extras: Iterable[plan.Node] = ()) -> plan.Node:
    """Ask for all parts, without a bracket around one."""
    flat: list[plan.Node] = []
    more = list(extras)
    for part in parts:
        if isinstance(part, plan.And):
            flat.extend(part.parts)
            more.extend(part.extras)
        else:
            flat.append(part)
    return flat[0] if len(flat) == 1 and not more else plan.And(tuple(flat), tuple(more))


def _relax(strict: plan.Node, analysis: Analysis, vocabulary: Vocabulary) -> plan.Node | None:
    """Ask for most of the plain words, or for the parts of the compounds among them.

    A word that nothing answers may have lost its dots. Quotes, fields, INTE and numbers stay as they are.
    """
    whole = strict if isinstance(strict, plan.And) else plan.And((strict,))
    free = tuple(part for part in whole.parts if isinstance(part, plan.Group) and not _NUMBER.search(part.word))
    held = [part for part in whole.parts if part not in free]
    folded = tuple(group if vocabulary.holds(group) else _with_folded(group, analysis) for group in free)
    taken_apart = tuple(_with_parts(group, analysis) for group in folded)
    choices: list[plan.Node] = []
    if len(free) > 1:
        choices.append(plan.Most(folded, _SHARE))
    if len(free) == 1 and folded != free:
        choices.append(folded[0])
    if taken_apart != folded:
        choices.append(_and(taken_apart))
    if not choices:
        return None
    return _and([choices[0] if len(choices) == 1 else plan.Or(tuple(choices)), *held], whole.extras)


def _with_folded(group: plan.Group, analysis: Analysis) -> plan.Group:
    """Let "skovde" find Skövde."""
    folded = analysis.folded(group.word)
    return replace(group, terms=(*group.terms, *folded.terms)) if folded else group


def _with_parts(group: plan.Group, analysis: Analysis) -> plan.Node:
    """Let "parkeringsavgifter" find avgift för parkering."""
    parts = analysis.parts(group.word)
    if len(parts) < 2:
        return group
    return plan.Or((group, plan.And(tuple(analysis.group(part, zone=group.zone) for part in parts))))
