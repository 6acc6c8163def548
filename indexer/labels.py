"""Which lines are labels of a part of a § ("Beslut", "Bakgrund", "Yrkanden"), and of what kind?

A label stands on a line of its own, or before a colon or tab. The vocabulary is open at one end: "Kommunstyrelsens
beslut" and "Förslag till beslut i kommunfullmäktige" are built from parts.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from indexer.lines import plain
from indexer.pattern import Pattern


class Part(StrEnum):
    """What a labelled part of a § holds."""

    DECISION = "decision"
    PROPOSAL = "proposal"
    OTHER = "other"


class Label(NamedTuple):
    """A label at the start of a line."""

    heading: str
    """As printed, without emphasis marks and colon."""
    part: Part
    rest: str
    """What the line holds after the label; empty when the label stands alone."""


DECISION = Pattern(
    source=r"""^(?: besluts?(?:et)? | beslut\s+(?:i|av|på)\s+(?:[\w-]+\s?){1,4} | [\wåäö\s&/-]{3,60}s\s+beslut
    | beslut\s?/\s?\w+ | beslutspunkter | protokollsbeslut
    | (?:mötet|styrelsen|stämman|årsmötet|nämnden|utskottet|fullmäktige)\s+(?:beslutar|beslutade|beslöt) )$""",
    finds=("Beslut", "Kommunfullmäktiges beslut", "Beslut i kommunstyrelsen", "Styrelsen beslutade"),
    ignores=("Beslutet skickas till", "Förslag till beslut", "Beslutsunderlag", "Kommunstyrelsens förslag till beslut"),
    flags=re.IGNORECASE,
)
PROPOSAL = Pattern(
    source=r"""^(?!enligt\b)(?: (?:[\w åäö/&-]{2,50}s\s)?förslag(?:et)?(?:\s+(?:till|på)\s+beslut.{0,60})?
    | beslutsförslag | (?:[\w-]+\s)?yrkanden?
    | hemställan | förslag\s+till\s+(?:kommun|region|landstings)?fullmäktige
    | .{3,50}s\s+förslag\s+till\s+[\w-]{4,40} )$""",
    finds=("Förslag till beslut", "Yrkanden", "Ledamöternas förslag till beslut", "Kommunstyrelsens förslag"),
    ignores=("Beslut", "Förslaget skickas på remiss", "Förslag finns"),
    flags=re.IGNORECASE,
)
OTHER = Pattern(
    source=r"""^(?:
      (?:allmän\s+)?bakgrund(?:en)? | (?:kort\s+)?sammanfattning(?:\s+(?:av|och)\s.{3,40})? | (?:själva\s+)?ärendet
    | ärende(?:beskrivning|information|gång|beredning) | beskrivning(?:\s+av\s+ärendet)? | ärendets\s+(?:behandling
    |gång|beredning)
    | (?:tidigare\s+)?(?:behandling|beredning)(?:ar|en)? | tidigare\s+beslut | nuläge | inledning\s*:
    | bedömning(?:en|ar)? | övervägande(?:n|t)?
    | besluts?underlag(?:et)? | underlag(?:\s+för\s+beslut)? | handling(?:ar)? | (?:inkomna\s+)?skrivelser
    | information(?:en)? | rapport
    | diskussion(?:en)? | synpunkter(?:\s+från\s+\w+)? | överläggning(?:en|ar)? | anföranden? | inlägg | debatt
    | frågor | svar | redogörelse
    | (?:beslutet\s+|protokollsutdrag(?:et)?\s+|utdrag\s+|protokoll\s+|paragrafen\s+|ärendet\s+|kopia\s+)?(?:skickas
    |sänds|expedieras|delges|skickat|meddelas|expedierat)(?:\s+till)?
    | expediering(?:\s+till)? | exp(?:edieras)?\s+till | kopia(?:\s+till)? | sändlista | för\s+kännedom | delges
    | delgivning | beslutet\s+(?:gäller|börjar).{0,40}
    | besluts?gång(?:en)?(?:,?\s+fortsättning)? | propositionsordning(?:en)? | proposition(?:er)?
    | votering(?:en)?(?:sordning|sproposition)?
    | omröstning(?:en)?(?:\s+begärs|sresultat|sordning|\s+och\s+beslut)? | omröstningsresultat | reservation(?:er)?
    | (?:skriftlig\s+)?reservation
    | protokollsanteckning(?:ar)? | anteckning(?:ar)?(?:\s+till\s+protokollet)? | särskilt\s+yttrande(?:n)?
    | yttranden? | röstförklaring(?:ar)?
    | jäv | justering(?:\s+av\s+närvaro)? | närvaro | ajournering(?:ar)? | upplysning(?:ar)? | motivering(?:en)?
    | skäl(?:\s+(?:för|till)\s+beslut(?:et)?)?
    | syfte | ekonomi | ekonomiska\s+konsekvenser | (?:\w+\s+)?konsekvenser | (?:barn|jämställdhets
    |miljö)\w* (?:perspektiv|konsekvens\w*) | finansiering
    | laghänvisning(?:ar)? | lagrum | lagstöd | bestämmelser | (?:hur\s+man\s+)?överklagar?(?:\s.{0,30})?
    | överklagande(?:\s.{0,30})? | besvärshänvisning
    | bilagor | bifogas | uppföljning | genomförande | tidsplan | föredragande | föredragning | närvarande
    | förvaltningens\s.{3,40}
    | arbetsutskottets?\s+(?:behandling|yttrande) | remissvar | remiss | inkommit | åtgärd(?:er)?
    | kommentar(?:er)? )$""",
    finds=(
        "Bakgrund",
        "Ärendets behandling",
        "Beslutet skickas till",
        "Omröstning begärs",
        "Sammanfattning av ärendet",
        "Jäv",
    ),
    ignores=("Beslut", "Informationen togs emot", "Bakgrunden är att nämnden", "Justeringen av taxan"),
    flags=re.IGNORECASE,
)
_LONGEST = 90
"""Characters: a longer line is prose."""
_KINDS = ((DECISION, Part.DECISION), (PROPOSAL, Part.PROPOSAL), (OTHER, Part.OTHER))


def label(line: str) -> Label | None:
    """The label at the start of a line, or None.

    >>> label("**Beslut**")
    Label(heading='Beslut', part=<Part.DECISION: 'decision'>, rest='')
    >>> label("Föredragande: Anna Ek")
    Label(heading='Föredragande', part=<Part.OTHER: 'other'>, rest='Anna Ek')
    >>> label("Beslut har tagits efter samråd med de berörda.") is None
    True
    """
    head = line[: 2 * _LONGEST]
    if not head.strip():
        return None
    colon = head.find(":")
    if 0 < colon < _LONGEST:
        found = _kind(plain(head[:colon]), plain(line[colon + 1 :]) if len(line) > colon + 1 else "")
        if found:
            return found
    if "\t" in head:
        left, _, right = head.partition("\t")
        found = _kind(plain(left), plain(right))
        if found:
            return found
    return _kind(plain(line).rstrip(":").rstrip(), "") if len(line) <= _LONGEST else None


def _kind(name: str, rest: str) -> Label | None:
    if not name or not name[0].isupper() or len(name) > _LONGEST:
        return None
    for pattern, part in _KINDS:
        if pattern.regex.match(name):
            return Label(name, part, rest)
    return None
