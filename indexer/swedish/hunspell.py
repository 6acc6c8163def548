"""Which forms does a Hunspell dictionary hold, and what may each be in a compound?

Reads the two data files of the PyPI package hunspell-sv (LGPL-3.0, installed by the user's package manager, nothing of
it is kept here). Only what the Swedish files use: one-character flags, suffixes, one level of continuation flags.
"""

import importlib.metadata
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

PACKAGE = "hunspell-sv"
NAME = "sv_SE"
BEGIN, MIDDLE, END, ONLY_IN_COMPOUND, FORBIDDEN = "X", "U", "Y", "Z", "%"
"""Flags as the .aff file declares them; `read_suffixes` makes sure of it."""
NOUN_PLURAL = "H"
"""Adds -er. The dictionary hangs "skatter" on the verb "skatta"; where "skatt" is a root too, it is its plural."""
_DECLARED = {
    "COMPOUNDBEGIN": BEGIN,
    "COMPOUNDMIDDLE": MIDDLE,
    "COMPOUNDEND": END,
    "ONLYINCOMPOUND": ONLY_IN_COMPOUND,
    "FORBIDDENWORD": FORBIDDEN,
}


class Form(NamedTuple):
    """One form of a root."""

    root: str
    text: str
    flags: str
    """The root's own flags for the root itself, else those its suffix adds."""
    ends: bool
    """May stand last in a compound: the flag of the root holds for its forms."""
    inflects: bool
    """The root has forms of its own beside a genitive."""


@dataclass(frozen=True, slots=True)
class Suffix:
    """One line SFX of the .aff file."""

    strip: str
    add: str
    flags: str
    condition: re.Pattern[str] | None
    """What the root must end with; None: anything."""

    def apply(self, root: str) -> str | None:
        """Give the root with this suffix, None if it does not take it."""
        if not root.endswith(self.strip) or (self.condition and not self.condition.search(root)):
            return None
        return root[: len(root) - len(self.strip)] + self.add


def find_dictionary() -> Path | None:
    """Give the path of the installed dictionary without its extension; None if the package is missing."""
    try:
        files = importlib.metadata.distribution(PACKAGE).files or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == f"{NAME}.dic":
            return Path(str(file.locate())).resolve().with_suffix("")
    return None


def read_forms(base: Path) -> Iterator[Form]:
    """Give every form of every root of the dictionary `base`.dic with `base`.aff."""
    suffixes = read_suffixes(base.with_suffix(".aff"))
    roots = list(_read_roots(base.with_suffix(".dic")))
    known = {root for root, _ in roots}
    for root, flags in roots:
        found = [
            (text, suffix.flags, flag)
            for flag in flags
            for suffix in suffixes.get(flag, ())
            if (text := suffix.apply(root)) is not None
        ]
        ends, inflects = END in flags, any(_is_inflection(root, text, added) for text, added, _ in found)
        yield Form(root, root, flags, ends, inflects)
        for text, added, flag in found:
            noun = root[:-1] if flag == NOUN_PLURAL and root[-1] == "a" and root[:-1] in known else root
            yield Form(noun, text, added, ends, inflects)


def _read_roots(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)  # the number of roots
        for line in lines:
            root, _, flags = line.split("\t")[0].split(" ")[0].strip().partition("/")
            if root and FORBIDDEN not in flags:
                yield root, flags


def _is_inflection(root: str, text: str, flags: str) -> bool:
    return text.isalpha() and text != root + "s" and ONLY_IN_COMPOUND not in flags


def read_suffixes(path: Path) -> dict[str, list[Suffix]]:
    """Give the suffixes of an .aff file by flag.

    Raises:
        ValueError: The file declares other compound flags than we know.
    """
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) >= 2 and _DECLARED.get(fields[0], fields[1]) != fields[1]:
            message = f"{path.name}: {line}"
            raise ValueError(message)
        if len(fields) >= 5 and fields[0] == "SFX":
            strip, (add, _, flags), condition = fields[2], fields[3].partition("/"), fields[4]
            suffixes[fields[1]].append(
                Suffix(
                    strip="" if strip == "0" else strip,
                    add="" if add == "0" else add,
                    flags=flags,
                    condition=None if condition == "." else re.compile(f"(?:{condition})$"),
                )
            )
    return dict(suffixes)
