"""Which terms does one token become, and which terms answer one word?

Both sides of one bargain, so they stand in one file: `derive` for the index, `answers` for the question.

    class    of a token                                        answers
    SURFACE  its surface                                       the surface as typed
    FORM     the class of its forms; a name without genitive;  the class of the word; the word as a name; the whole
             a whole (wholes.py); a completed compound
    PART     the classes of the words inside a compound        the class of the word
    OLD      in old texts: the class of the word of today      the class of the word
    OCR      in old texts: the same, by å read as ä            the class of the word, if it has an å
    FOLDED   the word without rings and dots                   only `folded`, for relaxed hits
"""

from collections.abc import Iterator

from indexer.engine.plan import Term, TermClass, WeightedTerm
from indexer.swedish import tokens
from indexer.swedish.compounds import Compounds
from indexer.swedish.folding import SHORTEST, fold, folded_form
from indexer.swedish.function_words import is_required
from indexer.swedish.lexicon import Lexicon
from indexer.swedish.old_spelling import Modern, OldSpelling
from indexer.swedish.stems import Stems, plain_stem
from indexer.swedish.weights import EXACT, SURFACE_EXTRA, WEIGHTS

NAME_SIGN = "^"
"""Before the FORM of a name, which keeps it apart from the classes of words."""


class Terms:
    """Makes terms, with a lexicon or by plain stems."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        compounds = Compounds(lexicon) if lexicon else None
        self.stems = Stems(lexicon, compounds)
        self._old = OldSpelling(self.stems.is_known)
        self._has_lexicon = lexicon is not None

    def derive(self, key: str) -> tuple[Term, ...]:
        """Give the terms of a token key, the SURFACE term first (port.Derive)."""
        surface = tokens.surface(key)
        marks = tokens.marks(key)
        terms = [Term(TermClass.SURFACE, surface)]
        if _is_word(surface):
            terms += self._word_terms(surface, marks)
        for mark in marks:
            if mark[0] == tokens.WHOLE:
                terms.append(self._whole_term(mark[1:]))
            elif mark[0] == tokens.SUSPENDED and (word := self.completed(surface, mark[1:])):
                own = {term.text for term in terms}
                terms += (term for term in self._compound_terms(word) if term.text not in own)
        return tuple(dict.fromkeys(terms))

    def _word_terms(self, word: str, marks: list[str]) -> Iterator[Term]:
        word = without_ending(word)
        if self._has_lexicon and tokens.NAME in marks and not self.stems.is_known(word):
            yield Term(TermClass.FORM, NAME_SIGN + self.stems.name(word))
        else:
            yield from self._compound_terms(word)
        modern = self._modern(word, marks)
        if modern and self.stems.stem(modern.word) != self.stems.stem(word):
            cls = TermClass.OCR if modern.misread else TermClass.OLD
            yield Term(cls, self.stems.stem(modern.word))
            yield from (Term(TermClass.PART, part) for part in self.stems.parts(modern.word))
        if is_required(word) and (folded := folded_form(word)):
            yield Term(TermClass.FOLDED, folded)

    def _compound_terms(self, word: str) -> Iterator[Term]:
        yield Term(TermClass.FORM, self.stems.stem(word))
        yield from (Term(TermClass.PART, part) for part in self.stems.parts(word))

    def _whole_term(self, whole: str) -> Term:
        """Give the one term of a whole; the words inside it are tokens themselves."""
        return Term(TermClass.FORM, self.stems.stem(whole) if _is_word(whole) else whole)

    def _modern(self, word: str, marks: list[str]) -> Modern | None:
        """Give the word of today for a token from an old text; None where it is one, or the lexicon is missing."""
        if tokens.PLURAL_VERBS in marks:
            return self._old.plural(word)
        return self._old.modern(word) if self._has_lexicon and tokens.OLD in marks else None

    def completed(self, word: str, completing: str) -> str | None:
        """Give a suspended compound in full ("gång", "cykelbro": "gångbro"); None if the other is no compound."""
        head = self.stems.split(completing)[1:]
        return word + "".join(head) if head else None

    def answers(self, word: str) -> Iterator[WeightedTerm]:
        """Give the terms that answer a word of the question; one may come twice, then the first counts."""
        found = tokens.tokens(word)
        wholes = [mark[1:] for mark in tokens.marks(found[0].key) if mark[0] == tokens.WHOLE] if found else []
        for text in wholes or [tokens.surface(token.key) for token in found]:
            if _is_word(text):
                yield from self._word_answers(text)
            else:
                yield WeightedTerm(Term(TermClass.FORM, text), EXACT)
                yield WeightedTerm(Term(TermClass.SURFACE, text), EXACT)

    def _word_answers(self, word: str) -> Iterator[WeightedTerm]:
        yield WeightedTerm(Term(TermClass.SURFACE, word), SURFACE_EXTRA)
        word = without_ending(word)
        stem = self.stems.stem(word)
        yield _weighted(TermClass.FORM, stem)
        if not self._has_lexicon:
            return
        if not self.stems.is_known(word):
            yield _weighted(TermClass.FORM, NAME_SIGN + self.stems.name(word))
        yield _weighted(TermClass.PART, stem)
        yield _weighted(TermClass.OLD, stem)
        if "å" in word or "å" in stem:
            yield _weighted(TermClass.OCR, stem)

    def folded(self, word: str) -> WeightedTerm | None:
        """Give the term that answers a word typed without rings and dots; None for any other word."""
        surfaces = [tokens.surface(token.key) for token in tokens.tokens(word)]
        if len(surfaces) != 1 or len(word) < SHORTEST or not surfaces[0].isalpha() or fold(surfaces[0]) != surfaces[0]:
            return None
        return _weighted(TermClass.FOLDED, plain_stem(surfaces[0]))

    def parts(self, word: str) -> tuple[str, ...]:
        """Give the words that a compound is made of, as groups can be asked for them."""
        pieces = self.stems.split(tokens.normal(word))
        return tuple(self.stems.stem(piece) for piece in pieces) if len(pieces) > 1 else ()


def without_ending(word: str) -> str:
    """Give what stands before a colon.

    >>> without_ending("eu:s")
    'eu'
    """
    return word.partition(":")[0]


def _is_word(text: str) -> bool:
    """Say whether a surface or a whole has forms: it begins with a letter and is no diarienummer and no "och/eller"."""
    return text[0].isalpha() and "/" not in text and " " not in text


def _weighted(cls: TermClass, text: str) -> WeightedTerm:
    return WeightedTerm(Term(cls, text), WEIGHTS[cls])
