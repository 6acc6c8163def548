"""How do we write a pattern so that anybody can see what it is for?

A pattern is data: its source, what it finds and what it leaves alone. One test runs them all and demands at least one
example of each kind.
"""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression with its examples; it is searched for, so a pattern for a line begins with `^`."""

    source: str
    """Verbose regular expression (white space and # comments are ignored)."""
    finds: tuple[str, ...]
    ignores: tuple[str, ...]
    flags: re.RegexFlag = re.NOFLAG
    regex: re.Pattern[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.source, self.flags | re.VERBOSE))

    def find(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match in the text from `start` on, or None."""
        return self.regex.search(text, start)
