"""What terms does a text become, and which terms answer a word of the question?

The façade of the package: one `Analysis` for the indexer and the service, so that both sides always agree.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from indexer.engine.plan import Group, Phrase, Term, WeightedTerm
from indexer.swedish import tokens
from indexer.swedish.function_words import is_required
from indexer.swedish.lexicon import Lexicon
from indexer.swedish.lexicon_home import open_lexicon
from indexer.swedish.query_words import words
from indexer.swedish.terms import Terms
from indexer.swedish.tokens import Token

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

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Args: lexicon: None for plain stems, without compounds and old spelling."""
        self._lexicon = lexicon
        self._terms = Terms(lexicon)
        self.derive = lru_cache(CACHED)(self._terms.derive)

    @property
    def has_lexicon(self) -> bool:
        """Whether words are known; without it there are only plain stems, and the reader should be told."""
        return self._lexicon is not None

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
        for term, weight in self._terms.answers(word):
            weights.setdefault(term, weight)
        return Group(word, tuple(WeightedTerm(*item) for item in weights.items()), zone=zone, boost=boost)

    def folded(self, word: str, *, zone: int | None = None, boost: float = 1.0) -> Group | None:
        """Give the group that answers a word typed without rings and dots, for relaxed hits; None if it has some.

        >>> Analysis().folded("skovde").terms[0].term.text, Analysis().folded("skövde")
        ('skovd', None)
        """
        term = self._terms.folded(word)
        return Group(word, (term,), zone=zone, boost=boost) if term else None

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the words that a compound of the question is made of, for relaxed hits; () if it is none."""
        return self._terms.parts(word)

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
        return [QueryWord(word, is_required(tokens.normal(word))) for word in self._query_words(text)]

    def _query_words(self, text: str) -> Iterator[str]:
        for word, token in words(text):
            suspended = [mark[1:] for mark in tokens.marks(token.key) if mark[0] == tokens.SUSPENDED]
            completed = self._terms.completed(tokens.normal(word), suspended[0]) if suspended else None
            yield completed or word

    def explain(self, text: str, *, date: int = 0) -> tuple[Explained, ...]:
        """Give each token of a text with its terms."""
        return tuple(Explained(token, self.derive(token.key)) for token in self.tokens(text, date=date))

    @property
    def digest(self) -> str:
        """Hex digest of what the analysis does to a probe list: an index of another digest was made otherwise."""
        probe = [self.explain(text) for text in PROBE] + [self.explain(OLD_PROBE, date=18670101)]
        stamp = self._lexicon.stamp if self._lexicon else ""
        return hashlib.sha256(repr((stamp, probe)).encode()).hexdigest()[:16]


def open_analysis(home: Path | None) -> Analysis:
    """Open the analysis of an index home.

    Args:
        home: Folder of the index, which keeps the compiled lexicon (and gets one if it has none); None: as installed.

    Raises:
        IndexHomeError: The lexicon in the home is damaged or of another version.
    """
    return Analysis(open_lexicon(home))
