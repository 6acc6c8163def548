"""What are the lines of a cleaned text, and where do they stand?"""

from collections.abc import Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """One line of the cleaned text."""

    start: int
    """Offset of its first character."""
    text: str
    """Without its line end."""

    @property
    def end(self) -> int:
        """Offset just after its last character, the line end not counted."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text or self.text.isspace()


def lines_of(text: str) -> list[Line]:
    r"""The lines, in order.

    >>> [line.text for line in lines_of("a\n\nb")]
    ['a', '', 'b']
    """
    return list(_walk(text))


def _walk(text: str) -> Iterator[Line]:
    at = 0
    for part in text.split("\n"):
        yield Line(at, part)
        at += len(part) + 1


def fold(text: str) -> str:
    """White space folded to single blanks.

    >>> fold(" a  b ")
    'a b'
    """
    return " ".join(text.split())


def plain(text: str) -> str:
    """A heading line without the marks of Markdown and with white space folded.

    >>> plain("## **Beslut:** ")
    'Beslut:'
    """
    return fold(text.lstrip(" \t#>").replace("**", "").replace("__", "").strip(" *_"))
