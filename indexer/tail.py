"""Where do the signatures and the notice begin, after the last item?"""

import re
from collections.abc import Sequence

from indexer.lines import Line, plain
from indexer.pattern import Pattern
from indexer.recognise import SIGNED

NAME = Pattern(
    source=r"^[A-ZÅÄÖÉ][\w.’'-]*(?:\s+(?:[A-ZÅÄÖÉ][\w.’'-]*|von|af|av|de|der|la)){1,4}(?:\s*\([A-ZÅÄÖa-zåäö-]{1,12}\))?,?$",
    finds=("Andreas Erlandsson", "Anna B. Ek (S)", "Carl von Essen"),
    ignores=("Beslut", "Styrelsen beslutar", "Övriga frågor"),
)
FUNCTION = Pattern(
    source=r"""^(?:(?:för(?:ste|sta)?|andre|andra|1:e|2:e|vice|mötes|kommun|nämnd|protokolls)?\s?-?
    (?:ordförande|sekreterare|justerare|justerande|justeringsman|justeringsmän|justeringsperson|protokollförare|sekr\.?|ordf\.?)
    |justera[st]|justeras?:|underskrift(?:er)?|[._…/\s-]{4,}|(?:19|20)\d\d-\d\d-\d\d)\s*:?$""",
    finds=("ordförande", "Vice ordförande", "Mötessekreterare", "..........", "Justeringsmän:"),
    ignores=("Ordföranden hälsade", "Val av justerare"),
    flags=re.IGNORECASE,
)


def tail_start(lines: Sequence[Line], first: int, last: int) -> int:
    """Number of the line at which the signatures begin; `last` where there are none."""
    for i in range(first, last):
        text = lines[i].text
        if (
            len(text) <= 240
            and text.lstrip(" \t*")[:1] in "VvPpIiUuDdTtAaBbJjRrOoSs"
            and SIGNED.regex.match(text)
            and _is_tail(lines, i, last)
        ):
            return _names_at_end(lines, first, i)
    return _names_at_end(lines, first, last)


def _is_tail(lines: Sequence[Line], at: int, last: int) -> bool:
    """Whether what follows is signatures: few long lines."""
    solid = [len(line.text) for line in lines[at : min(at + 60, last)] if not line.blank]
    return sum(size > 90 for size in solid) <= 2 + len(solid) // 4


def _names_at_end(lines: Sequence[Line], first: int, last: int) -> int:
    """A closing block of nothing but names and functions, with at least one function."""
    top, functions, names = last, 0, 0
    for i in range(last - 1, first - 1, -1):
        text = plain(lines[i].text[:120])
        if not text:
            continue
        is_function = bool(FUNCTION.regex.match(text))
        if not is_function and not NAME.regex.match(text):
            break
        functions += is_function
        names += not is_function
        top = i
    return top if functions and names else last
