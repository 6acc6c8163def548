"""Which words is a compound made of?

The dictionary's own flags say what may stand first, in the middle and last; we choose among the cuts they allow. Every
answer is exact: pieces join to the word again.
"""

from collections.abc import Iterator
from functools import lru_cache

from indexer.swedish.lexicon import BEGIN, END, MIDDLE, NAME, WORD, Lexicon

SHORTEST = 3
"""Letters of the shortest piece."""
_SHORT_FIRST = frozenset({"el", "is"})
"""First pieces of two letters that do not make cuts by chance ("elnät", "ishall")."""
SHORTEST_WORD = 5
LONGEST_WORD = 60
LONG_LAST = 7
"""Letters of a last piece that nobody has in a name by chance."""
LONG = 8
"""Letters from which a last piece is cut again."""
ATOMS = frozenset({"landstings", "livsmedels"})
"""First pieces whose own pieces mean something else."""
_NEVER = """
av an be bi bort de di då efter en ett er fram från för före gen hop in inne inter ja kring lös med mis miss
mot ner nere nu och om på re runt sam så till tillbaka un under upp uppe ur ut ute utan var vid åter över ex
kon pre pro sub trans ren art ing ande ende ens are ris het skap dom else isk ism ist lig ligt liga ning nings
are tion tions itet sam samma samt bar fri full mässig enlig ens era ras rad ral tal ter ser ler sen den det
des der des ten tet förande görande läggare läggning läggande fast genom fort övers serve
"""
NEVER = frozenset(_NEVER.split())
"""Prefixes, endings and little words that the dictionary also lists: a cut beside them is chance."""


class Compounds:
    """Cuts compounds by a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.split = lru_cache(1 << 12)(self._split)
        self._use = lru_cache(1 << 15)(self._use_of)  # words share their beginnings and ends

    def _split(self, word: str) -> tuple[str, ...]:
        """Give the pieces of a compound in order, linking letters with the piece before them; (word,) if it is none."""
        if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
            return (word,)
        use = self._use_of(word)
        cuts = list(self._halves(word)) or ([] if use & WORD else list(self._thirds(word)))
        if use & (WORD | NAME) == NAME:  # "Skolinspektionen" is one, "Landskrona" none
            cuts = [cut for cut in cuts if len(cut[-1]) >= LONG_LAST]
        return tuple(self._finer(min(cuts, key=_badness))) if cuts else (word,)

    def _use_of(self, piece: str) -> int:
        entry = self._lexicon.look_up(piece)
        return 0 if entry is None or piece in NEVER or entry.cls in NEVER else entry.use

    def _halves(self, word: str) -> Iterator[tuple[str, ...]]:
        for cut in range(2, len(word) - SHORTEST + 1):
            first = self._first(word[:cut])
            if first and self._ends(word[cut:], after=first):
                yield word[:cut], word[cut:]

    def _thirds(self, word: str) -> Iterator[tuple[str, ...]]:
        for last in range(len(word) - SHORTEST, 2 * SHORTEST - 1, -1):
            if self._use(word[last:]) & END:
                for cut in range(2, last - SHORTEST + 1):
                    if self._first(word[:cut]) and self._is_middle(word[cut:last]):
                        yield word[:cut], word[cut:last], word[last:]

    def _first(self, piece: str) -> int:
        """Give what a piece may be if it may stand first, else 0."""
        if len(piece) < SHORTEST:
            return BEGIN | WORD if piece in _SHORT_FIRST else 0
        use = self._use(piece)
        return use if use & BEGIN else 0

    def _ends(self, piece: str, *, after: int) -> bool:
        """Say whether a piece may stand last: any long word, and any after a mere linking form ("kyrko|herde")."""
        use = self._use(piece)
        linked = not after & WORD and len(piece) > SHORTEST
        return use & END != 0 or (use & WORD != 0 and (linked or len(piece) >= LONG))

    def _is_middle(self, piece: str) -> bool:
        """Say whether a piece may stand inside; a compound takes an s after any last piece ("järn|vägs|station")."""
        return self._use(piece) & (MIDDLE | END) != 0 or (piece[-1] == "s" and self._use(piece[:-1]) & END != 0)

    def _finer(self, pieces: tuple[str, ...]) -> Iterator[str]:
        """Cut the pieces again that are compounds themselves."""
        for piece in pieces[:-1]:
            yield from self._first_pieces(piece)
        yield from self.split(pieces[-1]) if len(pieces[-1]) >= LONG else pieces[-1:]

    def _first_pieces(self, piece: str) -> tuple[str, ...]:
        if len(piece) < 2 * SHORTEST or piece in ATOMS:
            return (piece,)
        cuts = [
            (piece[:cut], piece[cut:])
            for cut in range(2, len(piece) - SHORTEST + 1)
            if self._first(piece[:cut]) and self._is_middle(piece[cut:])
        ]
        return min(cuts, key=_badness) if cuts else (piece,)


def _badness(pieces: tuple[str, ...]) -> tuple[int, int]:
    """Fewest pieces first, then a long first one ("kyrko|råd", not "kyrk|oråd")."""
    return len(pieces), -len(pieces[0])
