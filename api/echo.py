"""How is a question said in Swedish words, so that a reader sees what was understood?"""

from collections.abc import Sequence
from typing import Final

from indexer.engine.query import And, Dates, Everything, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Word, Zone

_FIELDS: Final = {
    "organ": "är från organet {}",
    "huvudman": "hör till {}",
    "diarienummer": "har diarienummer {}",
    "participant": "har {} bland de närvarande",
    "party": "har partiet {}",
    "har": "har {}",
}
_ZONES: Final = {"title": "i rubriken", "beslut": "i beslutet"}

_PUNCTUATION: Final = ".,;:!?…'’"
_JOINING: Final = (Word("och"), Word("eller"))
"""Words that would read as ours in an enumeration."""


def echo(node: Node) -> str:
    """Say a question in words.

    >>> echo(And((Word("skolskjuts"), Not(Word("taxi")), Field("organ", "barnnämnden"))))
    'paragrafer som innehåller skolskjuts, inte innehåller taxi och är från organet barnnämnden'
    """
    if isinstance(node, Everything):
        return "alla paragrafer"
    if node == Or(()):
        return "inga paragrafer"
    return f"paragrafer som {_clause(node)}"


def _clause(node: Node) -> str:
    """Say a part as what stands after "som"."""
    words = _words(node)
    if words is not None:
        return f"innehåller {words}"
    if isinstance(node, And):
        return _join([_inner(part) for part in _gather(node.parts)], "och")
    if isinstance(node, Or):
        return _join([_inner(part) for part in node.parts], "eller")
    if isinstance(node, Not):
        words = _words(node.part, inside=True)
        return f"inte innehåller {words}" if words is not None else f"inte {_inner(node.part)}"
    if isinstance(node, Zone):
        words = _words(node.part)
        where = _ZONES[node.name]
        return f"{where} innehåller {words}" if words is not None else f"{where} {_inner(node.part)}"
    return _when(node) if isinstance(node, Dates) else _field(node)


def _inner(node: Node) -> str:
    """Say a part of a part; with brackets where the reading would otherwise be open."""
    said = _clause(node)
    return f"({said})" if isinstance(node, And | Or) and _words(node) is None else said


def _gather(parts: Sequence[Node]) -> list[Node]:
    """Put the parts that are words together, first."""
    words = tuple(part for part in parts if _words(part) is not None)
    others = [part for part in parts if _words(part) is None]
    return [words[0] if len(words) == 1 else And(words), *others] if words else others


def _words(node: Node, *, inside: bool = False) -> str | None:
    """Say a part that asks for words only; None for other parts."""
    if not isinstance(node, And | Or):
        return _word(node)
    if isinstance(node, And) and any(part in _JOINING for part in node.parts) and _only_words(node.parts):
        return f"orden {' '.join(part.text for part in node.parts if isinstance(part, Word))}"
    said = [_words(part, inside=True) for part in node.parts]
    if not said or None in said:
        return None
    joined = _join([words for words in said if words is not None], "och" if isinstance(node, And) else "eller")
    return f"({joined})" if inside else joined


def _only_words(parts: Sequence[Node]) -> bool:
    """Tell whether nothing but plain words is asked for."""
    return all(isinstance(part, Word) for part in parts)


def _word(node: Node) -> str | None:
    """Say one word or phrase; None for other parts."""
    if isinstance(node, Word):
        return node.text.strip(_PUNCTUATION) or node.text
    if isinstance(node, Phrase):
        near = f" med högst {node.slop} andra ord emellan" if node.slop else ""
        return f"”{node.text}”{near}"
    if isinstance(node, Prefix):
        return f"ord som börjar på {node.text}"
    return f"ord som liknar {node.text}" if isinstance(node, Fuzzy) else None


def _join(parts: Sequence[str], word: str) -> str:
    """Enumerate.

    >>> _join(["a", "b", "c"], "och")
    'a, b och c'
    """
    return f" {word} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _field(node: Node) -> str:
    """Say a field."""
    if isinstance(node, Field):
        value = f"som börjar på {node.text[:-1]}" if node.text.endswith("*") else node.text
        return _FIELDS[node.name].format(value)
    return "finns"


def _when(node: Dates) -> str:
    """Say a time.

    >>> _when(Dates("2016-01-01", "2016-12-31")), _when(Dates("2016-05-01", None))
    ('är från 2016', 'är från 2016-05-01 eller senare')
    """
    first, last = node.first, node.last
    if first is None or last is None:
        return f"är från {first} eller senare" if first else f"är från {last} eller tidigare"
    if first == last:
        return f"är från {first}"
    if first.endswith("-01-01") and last.endswith("-12-31"):
        years = (first[:4], last[:4])
        return f"är från {years[0]}" if years[0] == years[1] else f"är från {years[0]}–{years[1]}"
    return f"är från tiden {first} till {last}"
