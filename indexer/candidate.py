"""What is a line that may be the head of an item?"""

from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """How the head of an item is written; a document keeps to one form, by and large."""

    SIGN = "§ 3"
    SIGN_AFTER = "3 §"
    WORD = "Ärende 3"
    BODY = "Kst 3"
    ORDINAL = "3:o"
    DOT = "3."
    PAREN = "3)"
    BARE = "3"
    HEADING = "## Heading"
    CAPITALS = "HEADING"
    LEAD = "Heading."


class Candidate(NamedTuple):
    """A line that may be the head of an item."""

    line: int
    form: Form
    number: str | None
    """As printed without the sign; None for heads without numbers."""
    key: tuple[int, int, str]
    """For comparing numbers: 8.1 is (8, 1, ""), 12 a is (12, 0, "a")."""
    rest: int
    """Offset in the line where the title may begin."""
    strong: bool
    """Looks like a head, not like a reference at the start of a wrapped line."""
    weight: int
