"""How does a JSON object become few bytes, and what is it recognised by?"""

import hashlib
import json
import zlib
from typing import Any

_FAMILIAR = (
    "kommunstyrelsen kommunfullmäktige nämnden ledamöter ersättare ordförande sekreterare tjänstgörande närvarande "
    "sammanträde protokoll justering paragraf ärendet Sammanfattning av ärendet Beslutsunderlag Tjänsteutlåtande "
    "Yrkanden Propositionsordning Reservation Beslutet skickas till föreslår att enligt förslag till beslut "
    "beslutar godkänna bordlägga avslå bifall motionen "
    '"stage":null,"votes":[],"reservations":[],"references":[],"participants":["'
    '"sections":[{"heading":"","text":"","page":null},{"heading":"Beslut","text":"'
    '"beslut":[{"n":1,"text":"att ","outcome":"bifall","stage":"beslut"}],"outcome":"bifall","outcome_of":null,'
    '"stage":"beslut","outcome_evidence":"","span":[1],"title_span":[1],"beslut_spans":[[1]]}'
    '{"name":"","party":null,"role":"ledamot","deciding":true,"represents":null,"replaces":null,"presence":"hela",'
    '"paragrafer":null,"as_printed":"'
    '{"id":"","kind":"paragraf","number":"1","title":"","diarienummer":[],"page":null,"sections":[],"beslut":[],'
    '"outcome":null,"outcome_of":null,"stage":null,"outcome_evidence":null,"votes":[],"reservations":[],'
    '"references":[],"participants":[],"text":"§ 1 '
).encode()
"""What the compressor may refer to from the first byte on: a short § would else pay for every key anew.

Part of the catalogue's format: it never changes without a new number there."""


def pack(said: dict[str, Any]) -> bytes:
    """Compress a JSON object.

    >>> unpack(pack({"number": "35", "title": "Skolskjuts på Åsen"}))
    {'number': '35', 'title': 'Skolskjuts på Åsen'}
    """
    squeeze = zlib.compressobj(level=6, zdict=_FAMILIAR)
    return squeeze.compress(_text(said).encode()) + squeeze.flush()


def unpack(packed: bytes) -> dict[str, Any]:
    """Give back what `pack` was given."""
    said: dict[str, Any] = json.loads(zlib.decompressobj(zdict=_FAMILIAR).decompress(packed))
    return said


def digest(*parts: str) -> str:
    """Recognise a row of strings: 32 hex digits. Where one part ends matters.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def digest_of(said: dict[str, Any]) -> str:
    """Recognise a JSON object."""
    return digest(_text(said))


def folded(text: str) -> str:
    r"""Text without what differs between two copies of it: case and white space.

    >>> folded("  Beslut \n om  Skola ")
    'beslut om skola'
    """
    return " ".join(text.casefold().split())


def _text(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
