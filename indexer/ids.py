"""Which id does a protokoll or a unit get, if it is new?

`huvudman/organ/date/number` in a-z 0-9 . - ~. Unknown parts are `okand`, an unknown date the first ten hex digits of
the content hash. The catalogue gives the id for good; this is what it proposes.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from indexer.model import Kind

UNKNOWN = "okand"
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "æ": "a", "ø": "o"})


def slug(text: str | None) -> str:
    """A part of an id.

    >>> slug("Kommunförbundet Kalmar län"), slug("8.1"), slug(None)
    ('kommunforbundet-kalmar-lan', '8.1', 'okand')
    """
    if not text:
        return UNKNOWN
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return re.sub(r"[^a-z0-9.]+", "-", letters.encode("ascii", "ignore").decode()).strip("-.")[:80] or UNKNOWN


def propose(huvudman: str | None, organ: str | None, date: str | None, sha256: str) -> str:
    """The id of a protokoll.

    >>> propose("Kommunförbundet Kalmar län", "styrelse", "2024-09-12", "")
    'kommunforbundet-kalmar-lan/styrelse/2024-09-12'
    """
    return f"{slug(huvudman)}/{slug(organ)}/{date or sha256[:10]}"


def unit_ids(protokoll: str, units: Sequence[tuple[Kind, str | None]]) -> list[str]:
    """The ids of the units of a protokoll, in order; a repeated number gets `~2`.

    >>> unit_ids("a/b/c", [(Kind.INLEDNING, None), (Kind.PARAGRAF, "1"), (Kind.PARAGRAF, None), (Kind.PARAGRAF, "1")])
    ['a/b/c/inledning', 'a/b/c/1', 'a/b/c/r1', 'a/b/c/1~2']
    """
    seen: Counter[str] = Counter()
    headed = 0
    ids = []
    for kind, number in units:
        if kind is Kind.PARAGRAF and number is None:
            headed += 1
            part = f"r{headed}"
        else:
            part = slug(number) if number else kind.value
        seen[part] += 1
        ids.append(f"{protokoll}/{part}" + (f"~{seen[part]}" if seen[part] > 1 else ""))
    return ids
