"""What address does a protokoll or a unit propose for itself?

`huvudman/organ/date` for a protokoll and `…/number` for a unit, in a-z 0-9 . - ~ only. A proposal is what one reading
shows; the catalogue gives the id for good when it first sees the unit, and never computes it again (D:ids-given-once).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from indexer.model import Kind

UNKNOWN = "okand"
"""Stands for a huvudman or an organ that the document does not tell."""
LONGEST_PART = 80
"""Characters; a longer name is cut, what then collides is told apart like any other collision."""
_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "ae", "ø": "o", "ß": "ss", "þ": "th", "ð": "d"})
_FOREIGN = re.compile(r"[^a-z0-9.]+")


def slug(text: str) -> str:
    """Fold a name to a-z, 0-9, points and hyphens; empty if nothing is left.

    >>> slug("Kommunförbundet Kalmar län"), slug("8.1"), slug("12 A"), slug("Île-d'Yeu"), slug("§")
    ('kommunforbundet-kalmar-lan', '8.1', '12-a', 'ile-d-yeu', '')
    """
    folded = text[: 4 * LONGEST_PART].casefold().translate(_LETTERS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return _FOREIGN.sub("-", plain)[:LONGEST_PART].strip("-.")


def protokoll_id(huvudman: str | None, organ: str | None, date: str | None, sha256: str) -> str:
    """Propose the id of a protokoll; `sha256` (hex) of the file stands in for an unknown date.

    >>> protokoll_id("Krokoms kommun", "Bygg- och miljönämnden", "2016-05-19", "")
    'krokoms-kommun/bygg-och-miljonamnden/2016-05-19'
    >>> protokoll_id(None, None, None, "0123456789abcdef")
    'okand/okand/0123456789'
    """
    parts = (slug(huvudman or "") or UNKNOWN, slug(organ or "") or UNKNOWN, date or sha256[:10])
    return "/".join(parts)


def unit_parts(units: Iterable[tuple[Kind, str | None]]) -> tuple[str, ...]:
    """Propose the last part of the id of each unit of one protokoll, given kind and number in the order of the text.

    >>> unit_parts([(Kind.INLEDNING, None), (Kind.PARAGRAF, "35"), (Kind.PARAGRAF, None), (Kind.PARAGRAF, "35")])
    ('inledning', '35', 'r1', '35~2')
    """
    taken: set[str] = set()
    parts = []
    unnumbered = 0
    for kind, number in units:
        part = slug(number or "")
        if kind is Kind.PARAGRAF and not part:
            unnumbered += 1
            part = f"r{unnumbered}"
        elif kind not in (Kind.PARAGRAF, Kind.STYCKE):
            part = f"{kind.value}-{part}" if part else kind.value
        parts.append(free(part or kind.value, taken))
        taken.add(parts[-1])
    return tuple(parts)


def free(proposal: str, taken: "Sequence[str] | set[str]") -> str:
    """Give the proposal, or with ~2, ~3, … the first form of it that is not taken.

    >>> free("35", {"35", "35~2"})
    '35~3'
    """
    candidate, n = proposal, 1
    while candidate in taken:
        n += 1
        candidate = f"{proposal}~{n}"
    return candidate
