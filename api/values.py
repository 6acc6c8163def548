"""Which values of a field does somebody mean who writes its name in their own way?

The values that an index holds, by their words: `kommunstyrelse` finds Kommunstyrelsen, `rjl 2015-221` and `221/2015`
find RJL 2015/221. A value that has all the words and no others beats those that have more
(D27).
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from indexer.engine.plan import Group, Term, TermClass
from indexer.engine.port import Derive, Snapshot

_WORD: Final = re.compile(r"[^\W_]+")
_RUN: Final = re.compile(r"[^\W\d_]+|[0-9]+")
_PARTY: Final = re.compile(r"\s*\([^()]*\)\s*$")
_LABELS: Final = frozenset({"dnr", "diarienr", "diarienummer", "nr", "ärende"})
"""What people write before a diarienummer."""

Words = Callable[[str], tuple[frozenset[object], ...]]
"""Gives for each word of a text what it has in common with its other forms."""


def fold(text: str) -> str:
    """Give a name in the form in which names are compared.

    >>> fold("  Kommunstyrelsens\u00a0 Arbetsutskott")
    'kommunstyrelsens arbetsutskott'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def number_key(text: str) -> tuple[str, tuple[str, ...]]:
    """Give letters and numbers of a diarienummer without dashes, leading zeros and the order of year and number.

    >>> number_key("RJL 2015/221") == number_key("rjl 221-2015") == number_key("Dnr RJL-2015-00221")
    True
    >>> number_key("SLK-2024-00009:32")
    ('slk', ('2024', '32', '9'))
    """
    runs = _RUN.findall(fold(text))
    letters = [run for run in runs if not run.isdigit()]
    numbers = sorted(run.lstrip("0") or "0" for run in runs if run.isdigit())
    while letters and letters[0] in _LABELS:
        letters.pop(0)
    return "".join(letters), tuple(numbers)


def exact_words(text: str) -> tuple[frozenset[object], ...]:
    """Take words as they stand: names of people have no other forms.

    >>> len(exact_words("Anna Berg"))
    2
    """
    return tuple(frozenset({word}) for word in _WORD.findall(fold(text)))


@dataclass(frozen=True)
class FieldValues:
    """The values of one field."""

    values: tuple[str, ...]
    words: Words

    def mean(self, text: str) -> tuple[str, ...]:
        """Give the values somebody may mean, in order; () if none fits."""
        if text in self._by_fold.get(fold(text), ()):
            return (text,)
        if text.endswith("*"):
            return self.begin(text[:-1])
        asked = self.words(_PARTY.sub("", text))
        if not asked:
            return ()
        fitting = [(value, words) for value, words in self._words if _covers(words, asked)]
        whole = tuple(value for value, words in fitting if len(words) == len(asked))
        return whole or tuple(value for value, _ in fitting)

    def same(self, text: str) -> tuple[str, ...]:
        """Give the values that differ from `text` in case and spaces at most."""
        folded = self._by_fold.get(fold(text), ())
        return (text,) if text in folded else folded

    def begin(self, prefix: str) -> tuple[str, ...]:
        """Give the values that begin so, or that have a word that does."""
        start = fold(prefix)
        inner = re.compile(rf"(?<![^\W_]){re.escape(start)}")
        return tuple(value for value in self.values if inner.search(fold(value))) if start else self.values

    @cached_property
    def _by_fold(self) -> dict[str, tuple[str, ...]]:
        grouped: dict[str, tuple[str, ...]] = {}
        for value in self.values:
            grouped[fold(value)] = (*grouped.get(fold(value), ()), value)
        return grouped

    @cached_property
    def _words(self) -> tuple[tuple[str, tuple[frozenset[object], ...]], ...]:
        return tuple((value, self.words(value)) for value in self.values)


@dataclass(frozen=True)
class NumberValues(FieldValues):
    """The diarienummer of an index."""

    def mean(self, text: str) -> tuple[str, ...]:
        """Give the printed numbers that are the same; without letters, those of every diary."""
        if text.endswith("*"):
            return self.begin(text[:-1])
        letters, numbers = number_key(text)
        if not numbers:
            return ()
        return tuple(value for own, value in self._by_numbers.get(numbers, ()) if letters in ("", own))

    same = mean

    @cached_property
    def _by_numbers(self) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        grouped: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for value in self.values:
            letters, numbers = number_key(value)
            grouped.setdefault(numbers, []).append((letters, value))
        return grouped


def _covers(words: Iterable[frozenset[object]], asked: Iterable[frozenset[object]]) -> bool:
    """Tell whether each word asked for is one of the words."""
    own = list(words)
    return all(any(not word.isdisjoint(one) for one in own) for word in asked)


class Vocabulary:
    """The values of all fields in one generation, each field read when it is first asked for."""

    def __init__(self, snapshot: Snapshot, derive: Derive) -> None:
        self._snapshot = snapshot
        self._derive = derive
        self._fields: dict[str, FieldValues] = {}
        self._lock = threading.Lock()

    def field(self, name: str) -> FieldValues:
        """Give the values of a field."""
        with self._lock:
            if name not in self._fields:
                values = tuple(value.value for value in self._snapshot.values(name))
                kind = NumberValues if name == "diarienummer" else FieldValues
                self._fields[name] = kind(values, exact_words if name == "participant" else self._forms)
            return self._fields[name]

    def holds(self, group: Group) -> bool:
        """Tell whether any unit answers a word of the question."""
        return any(self._snapshot.frequency(term) for term, _ in group.terms)

    def _forms(self, text: str) -> tuple[frozenset[object], ...]:
        """Take words with their inflections."""
        return tuple(
            frozenset(term for term in self._derive(word) if _is_form(term)) | {Term(TermClass.SURFACE, word)}
            for word in _WORD.findall(fold(text))
        )


def _is_form(term: Term) -> bool:
    return term.cls in (TermClass.SURFACE, TermClass.FORM)


class Vocabularies:
    """The vocabulary of the newest generation; the one before is let go."""

    def __init__(self, derive: Derive) -> None:
        self._derive = derive
        self._newest: tuple[int, Vocabulary] | None = None

    def of(self, snapshot: Snapshot) -> Vocabulary:
        """Give the vocabulary of a snapshot. Two threads may both make it: they make the same one."""
        newest = self._newest
        if newest is None or newest[0] != snapshot.generation:
            newest = self._newest = (snapshot.generation, Vocabulary(snapshot, self._derive))
        return newest[1]
