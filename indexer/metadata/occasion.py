"""Which body met, where the minutes tell it in a sentence?

Old minutes have no title: "Anno 1757 den 29 Maji hölts Sochnestämma uti Norrby Sochnestufwa", "sammanträdde
Kyrko-Rådet i Norrby Församling". The body is named beside the verb of meeting, its owner after a preposition.
"""

import re
from collections.abc import Iterator

from indexer.lines import fold
from indexer.metadata.date import find_date
from indexer.metadata.organ import Body
from indexer.pattern import Pattern

_LOOK = 900
"""Characters of the opening that are looked at."""

COUNCIL = Pattern(
    source=r"""(?<![\wåäö-])(?P<organ>
      (?:(?:So[ck]{1,2}h?[ne]{1,2}s?|Socken|Kyrki?o|Kyrck[io]o?|Skole?|By|Fattigvårds?)[ ])?
      (?:[A-Za-zÅÄÖåäö]+-[ ]?){0,3}[A-Za-zÅÄÖåäö]*
      (?:st[äe]mman?|råd(?:et)?|nämnd(?:en)?|ful[l]?m[äe][kc]?tige|styrelsen?|dire[ck]?[kt]tion(?:en)?|utskott(?:et)?
      |magistrat(?:en)?|kommitt?[ée]e?n?|rådstu(?:gu|fvu)rätt(?:en)?|kollegi(?:um|et)|ålderm[äa]nn?en|äldste)
      )(?P<genitive>s?)(?![\wåäö-])""",
    finds=(
        "hölts Sochnestämma uti",
        "Kyrko-Rådet i",
        "Sockne Stämma",
        "Sockennämndens sammanträde",
        "stadsfullmäktige",
    ),
    ignores=("Kyrkoherden Herr Magister", "Sochnens ledamöter", "Häradsdomaren"),
    flags=re.IGNORECASE,
)
MET = re.compile(
    r"\b(?:h[åo]ll(?:e[tn]|it|s|o|et)?|höll(?:s|o|os)?|hölt[s]?|hållne|sammanträd\w*|samman-?\s?träd\w*|saml(?:ade|ats)\w*"
    r"|församla(?:d|t|de|ts|des)\w*|samlad\w*|fördt?|förd[ta]?|förehades?|församlade|närvarande|sammankomst|sammanträde)\b",
    re.IGNORECASE,
)
_MET_AFTER = re.compile(
    r"^\W*(?:[\wåäö]+\W+){0,8}?(?:sammanträd|saml|h[åö]l[lt]|församl|sammankom|session|möte)", re.IGNORECASE
)
_OCCASION = re.compile(r"(?: (?:ordinarie|extra|allmänna))? (?:sammanträde|sammankomst|session|möte)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[\wåäö)]{3}\.) (?=[A-ZÅÄÖ])")
_PROTOKOLL = re.compile(r"\W*(?:\w+ af )?proto[ck]oll?", re.IGNORECASE)
_SPEAKER = re.compile(r"\W*(?:Herr|Hr|Frih|Grefve|Ordföranden?|Talman)", re.IGNORECASE)
_MEETING_OF = re.compile(
    r"\s+(?:(?:ordinarie|extra|allmänna)\s+)?(?:(?:i|uti|för|inom)\s.{3,60}?\s)?(?:sammanträde|sammankomst|session|möte)\b",
    re.IGNORECASE,
)
_PROPER = r"[A-ZÅÄÖÉ][a-zåäöéæ]+(?:-[A-ZÅÄÖ][a-zåäö]+)?"
_TYPE = r"""(?:So[ck]{1,2}h?e?n?e?n?s?(?:-?\s?stu[a-zåäö]+)?|Församling
    |Kommun|Landskommun|Landsförsamling|Stadsförsamling|Stad|K[iö]+ping
    |Pastorat|Municipalsamhälle|Härad|By|Kapellförsamling|Landsting|Skoldistrikt)"""
OWNER = Pattern(
    source=rf"""^[ ]?,?[ ]?(?:h[åö]l[lt]\w*[ ])?
    (?:(?:för|i|uti|med|af|av|inom|vid|å|wid|uthi)[ ])(?:samman-?träd\w+[ ])?
    (?P<place>{_PROPER}(?:[ ](?!(?i:{_TYPE})\b){_PROPER}){{0,2}})(?:[ ](?P<type>(?i:{_TYPE}))s?(?![\wåäö-]))?""",
    finds=(" i Norrby socken", " uti Ulfby Sochnestufwa", " med Norra Vi Församlings", " i Vånby torsdagen"),
    ignores=(" i skolhuset", " den 4 maj", " hos undertecknad"),
)
_HOUSE = re.compile(
    r"(?:kyrk(?:an?|o)|stu(?:ga|gan|fva|fvan|fwan)|hus(?:et)?|gård(?:en)?|salen?|skola[n]?|sa[ck]ristian?|lokalen|rummet)$",
    re.IGNORECASE,
)
_OF_PLACE = (("so", "socken"), ("kyrk", "församling"))
"""Bodies whose huvudman has a name of its own kind, by how they begin: where the church is named, so is the socken."""


def body_in_sentence(text: str) -> Body | None:
    """The body that met according to the opening of the minutes, or None.

    >>> body_in_sentence("Anno 1757 den 29 Maji hölts Sochnestämma uti Norrby Sochnestufwa, närwarande")
    Body(organ='Sochnestämma', huvudman='Norrby socken')
    >>> body_in_sentence("År 1823 den 9 Mars sammanträdde Kyrko-Rådet i Stensby Församling hos undertecknad")
    Body(organ='Kyrko-Rådet', huvudman='Stensby församling')
    >>> body_in_sentence("Protokoll vid Sockennämndens sammanträde i Norrby den 4 Maji 1848")
    Body(organ='Sockennämnden', huvudman='Norrby')
    """
    opening = fold(text[: 2 * _LOOK])[:_LOOK]
    dated = False
    for sentence in _SENTENCE_END.split(opening)[:4]:
        dated = dated or find_date(sentence) is not None or _PROTOKOLL.match(sentence) is not None
        match = next(_told(sentence), None) if dated and not _SPEAKER.match(sentence) else None
        if match:
            owner = _owner_of(sentence, match.end())
            return Body(match["organ"], _huvudman(owner, match["organ"]) if owner else None)
    return None


def body_in_genitive(name: str) -> Body | None:
    """The body whose meeting a title names, or None.

    >>> body_in_genitive("Skolrådets i Norrby församling sammanträde")
    Body(organ='Skolrådet', huvudman='Norrby församling')
    >>> body_in_genitive("Socialnämndens arbetsutskotts sammanträde i Norrby")
    Body(organ='Socialnämndens arbetsutskott', huvudman='Norrby')
    >>> body_in_genitive("Socialnämnden") is None
    True
    """
    before = None
    for match in COUNCIL.regex.finditer(name[:_LOOK]):
        start = before.start() if before and before["genitive"] and match.start() - before.end() == 1 else match.start()
        meeting = _MEETING_OF.match(name[match.end() : match.end() + 120]) if match["genitive"] else None
        if meeting:
            owner = _owner_of(name, match.end())
            organ = name[start : match.end("organ")]
            return Body(organ, _huvudman(owner, organ) if owner else None)
        before = match
    return None


def _owner_of(text: str, end: int) -> re.Match[str] | None:
    """The owner after a genitive: before or after the word for the meeting."""
    occasion = _OCCASION.match(text[end : end + 40])
    end += occasion.end() if occasion else 0
    return OWNER.regex.match(text[end : end + 120])


def owner_after(organ: str, text: str) -> str | None:
    """Whose body it is, where the text names it right after the body.

    >>> owner_after("stadsfullmäktige", "Protokoll vid sammanträde med stadsfullmäktige i Vånby den 4 maj 1912")
    'Vånby'
    """
    opening = fold(text[: 2 * _LOOK])[:_LOOK]
    at = opening.casefold().find(organ.casefold())
    if at < 0:
        return None
    owner = OWNER.regex.match(opening[at + len(organ) : at + len(organ) + 120])
    return _huvudman(owner, organ) if owner else None


def _told(opening: str) -> Iterator[re.Match[str]]:
    """The bodies beside a verb of meeting, in order."""
    verb = MET.search(opening)
    for match in COUNCIL.regex.finditer(opening):
        if len(match["organ"]) < 6:
            continue
        after = bool(_MET_AFTER.match(opening[match.end() : match.end() + 80]))
        before = verb is not None and verb.end() <= match.start()
        first = match.start() == 0 and not match["genitive"] and find_date(opening) is not None
        if after or first or (before and not match["genitive"]):
            yield match


def _huvudman(owner: re.Match[str], organ: str) -> str | None:
    """The owner as its own name: "Norrby socken" for a sockenstämma in Norrby Prestgård."""
    place, kind = owner["place"], owner["type"]
    if kind:
        return f"{place} socken" if kind[:2].lower() == "so" else f"{place} {kind.lower()}"
    *before, last = place.split()
    if not _HOUSE.search(last):
        return place
    own = next((word for start, word in _OF_PLACE if organ.lower().startswith(start)), None)
    return f"{' '.join(before)} {own}" if before and own else None
