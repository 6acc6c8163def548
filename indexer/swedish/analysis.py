"""What terms does a text become, and which terms answer a word of the question?

The façade of the package: one `Analysis` for the indexer and the service, so that both sides always agree.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexer.engine.plan import Group, Phrase, Term, TermClass, WeightedTerm
from indexer.swedish import tokens
from indexer.swedish.function_words import is_required
from indexer.swedish.query_words import words
from indexer.swedish.stems import plain_stem
from indexer.swedish.tokens import Token
from indexer.swedish.weights import EXACT, SURFACE_EXTRA, WEIGHTS

CACHED = 1 << 15
"""Keys whose terms are kept: most occurrences are of a few thousand words."""

PROBE = (
    "Kommunstyrelsen beslutade 2016-05-19 § 35 att inte bifalla motionen om skolskjutsar, dnr RJL 2015/221",
    "gång- och cykelbro till Norrskog 3:62 för 2 000 kronor; IT-avdelningens tillnyktringsenhet, SLK-2024-00009:32",
    "ledamöterna tog del av fra\u030agorna från Ann-Marie Häggs kom\u00admun",
)
OLD_PROBE = "Qvinnorna hafva af församlingen öfverlemnat frägan till pröfning; de äro härom ense"


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a question."""

    text: str
    """What to hand to `group`."""
    required: bool
    """False for a function word: it adds to the score but need not be there."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What one token becomes, for `protokollsok terms`."""

    token: Token
    terms: tuple[Term, ...]


class Analysis:
    """Swedish analysis. Pure: the same text gives the same terms as long as `digest` is the same."""

    def __init__(self) -> None:
        self.derive = lru_cache(CACHED)(self._derive)

    @staticmethod
    def tokens(text: str, *, date: int = 0) -> list[Token]:
        """Give the tokens of a text in order.

        Args:
            text: Any text.
            date: yyyymmdd of the minutes, 0 where unknown: old spelling counts only in old texts.

        Returns:
            Keys for `Unit.tokens`, with the offsets they have in `text`.
        """
        return tokens.tokens(text, date)

    def _derive(self, key: str) -> tuple[Term, ...]:
        """Give the terms of a token key, the SURFACE term first (port.Derive)."""
        surface = tokens.surface(key)
        terms = [Term(TermClass.SURFACE, surface)]
        if not surface.isdigit():
            terms.append(Term(TermClass.FORM, self.stem(surface)))
        wholes = (mark[1:] for mark in tokens.marks(key) if mark[0] == tokens.WHOLE)
        terms += (Term(TermClass.FORM, self._whole_form(whole)) for whole in wholes)
        return tuple(dict.fromkeys(terms))

    @staticmethod
    def stem(word: str) -> str:
        """Give the name of the class that holds all forms of a lower-case word."""
        return plain_stem(word)

    def _whole_form(self, whole: str) -> str:
        return self.stem(whole) if whole.isalpha() else whole

    def group(self, word: str, *, zone: int | None = None, boost: float = 1.0) -> Group:
        """Give the synonym group that answers a word of the question.

        Args:
            word: As `content_words` gives it; of a text of several words the group would answer each.
            zone: Index in plan.ZONES, or None for all.
            boost: Weight of the word in the question.

        Returns:
            A group without terms if there is no letter or digit in `word`.
        """
        weights: dict[Term, float] = {}
        for weighted in self._answers(word):
            weights.setdefault(weighted.term, weighted.weight)
        return Group(word, tuple(WeightedTerm(*item) for item in weights.items()), zone=zone, boost=boost)

    def _answers(self, word: str) -> Iterator[WeightedTerm]:
        found = self.tokens(word)
        whole = [mark[1:] for mark in tokens.marks(found[0].key) if mark[0] == tokens.WHOLE] if found else []
        for text in whole or [tokens.surface(token.key) for token in found]:
            if text.isalnum() and not text.isdigit():
                yield from self._word_answers(text)
            else:
                yield WeightedTerm(Term(TermClass.FORM, text), EXACT)
                yield WeightedTerm(Term(TermClass.SURFACE, text), EXACT)

    def _word_answers(self, word: str) -> Iterator[WeightedTerm]:
        yield WeightedTerm(Term(TermClass.SURFACE, word), SURFACE_EXTRA)
        form = self.stem(word)
        yield WeightedTerm(Term(TermClass.FORM, form), WEIGHTS[TermClass.FORM])

    def phrase(self, text: str, *, slop: int = 0, zone: int | None = None, boost: float = 1.0) -> Phrase | None:
        """Give the surface forms of a text in order; None if there is no word in it.

        Only surfaces: "inte bifalla" must never be answered by "bifalla" alone, nor "avslå" by "avslås".
        """
        slots = tuple((tokens.surface(token.key),) for token in self.tokens(text))
        return Phrase(text, slots, slop=slop, zone=zone, boost=boost) if slots else None

    def content_words(self, text: str) -> list[QueryWord]:
        """Cut a text into the words of a question; what is searched whole stays whole.

        >>> [word.text for word in Analysis().content_words("avslag på 2 000 kronor, RJL 2015/221 och t.ex. § 35")]
        ['avslag', 'på', '2 000', 'kronor', 'RJL 2015/221', 'och', 't', 'ex', '§ 35']
        """
        return [QueryWord(word, is_required(tokens.normal(word))) for word, _ in words(text)]

    def explain(self, text: str, *, date: int = 0) -> tuple[Explained, ...]:
        """Give each token of a text with its terms."""
        return tuple(Explained(token, self.derive(token.key)) for token in self.tokens(text, date=date))

    @property
    def digest(self) -> str:
        """Hex digest of what the analysis does to a probe list: an index of another digest was made otherwise."""
        probe = [self.explain(text) for text in PROBE] + [self.explain(OLD_PROBE, date=18670101)]
        return hashlib.sha256(repr(probe).encode()).hexdigest()[:16]


def open_analysis(home: Path | None) -> Analysis:
    """Open the analysis of an index home.

    Args:
        home: Folder of the index; the compiled lexicon is kept there. None: nothing is kept.
    """
    del home
    return Analysis()
