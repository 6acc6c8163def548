"""Which body met, and whose body was it?

The organ never holds the huvudman: "Kommunförbundet Kalmar län styrelse" is the styrelse of Kommunförbundet Kalmar län.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from indexer.lines import fold, plain
from indexer.pattern import Pattern

_SUFFIX = r"""(?:nämnd(?:en)?|fullmäktige|styrelse(?:n)?|utskott(?:et)?|beredning(?:en)?|råd(?:et)?|delegation(?:en)?
    |kommitté(?:n|er)?|kommission(?:en)?|direktion(?:en)?|stämma(?:n)?|kollegi(?:um|et)|presidium|presidiet
    |organ(?:et)?|möte(?:t)?|ting(?:et)?|sammanträde)"""
BODY = Pattern(
    source=rf"""(?<![\wåäö-])(?:(?:[A-ZÅÄÖ][\wåäö-]*|nämnden\s+för)\s+)?(?:[\wåäö]+-?\s+(?:och|samt)\s+)?[\wåäö-]*{_SUFFIX}(?![\wåäö-])""",
    finds=(
        "Kommunfullmäktige",
        "Barn- och ungdomsnämnden",
        "kyrkostämma",
        "Socialnämndens arbetsutskott",
        "Regionstyrelsen",
    ),
    ignores=("Protokoll", "Stadsledningskontoret"),
    flags=re.IGNORECASE,
)
MUNICIPAL = Pattern(
    source=r"^(?:kommunfullmäktige|kommunstyrelsen?|stadsfullmäktige|stadskollegiet|kommunalnämnden?|.*nämnden?|.*nämnd|.*utskott(?:et)?|.*beredning(?:en)?)",
    finds=("Kommunfullmäktige", "Barn- och ungdomsnämnden", "Kommunstyrelsens arbetsutskott"),
    ignores=("styrelsen", "kyrkostämma", "Årsmöte"),
    flags=re.IGNORECASE,
)
HUVUDMAN = Pattern(
    source=r"""(?<![\wåäö-])(?:
      (?:[A-ZÅÄÖ][\wåäöé-]+\s+){1,2}(?:kommun|stad|Stad|Kommun|landskommun|köping|municipalsamhälle|landsting|Landsting|församling|Församling|socken|Socken|pastorat|kyrkliga\s+samfällighet|härad|län\s+landsting|läns\s+landsting)(?![\wåäö])
    | (?:Region|Landstinget|Kommunförbundet|Samordningsförbundet|Kommunalförbundet|Räddningstjänstförbundet
    |Föreningen|Stiftelsen|Sällskapet)\s+(?:i\s+)?[A-ZÅÄÖ][\wåäö-]+(?:\s+(?:[A-ZÅÄÖ][\wåäö-]+|län|och|kommun|läns))*
    | (?:[A-ZÅÄÖ][\wåäöé-]+\s+){1,3}(?:[\wåäö-]*förening|[\wåäö-]*förbund|[\wåäö-]*klubb|sällskap|IF|IK|BK|SK|AB
    |Hembygdsförening|samfällighet|Samfällighetsförening)(?![\wåäö])
    )""",
    finds=(
        "Göteborgs Stad",
        "Alingsås kommun",
        "Region Jönköpings län",
        "Kloster socken",
        "Kommunförbundet Kalmar län",
        "Norrby hembygdsförening",
    ),
    ignores=("Kommunfullmäktige", "staden", "Protokoll"),
)
TITLE = Pattern(
    source=r"""^(?:[\w-]*proto[ck]oll?(?:et)?(?![\w])|mötesanteckningar|minnesanteckningar)\s*,?\s*(?:från|fört|fördt|hållet|hållit|hållne|vid|över|öfver|nr\.?\s*\d+)?\s*,?\s*(?:vid|wid|uti|från|med|av|över|öfver|,|\s)*\s*
    (?:(?:extra|ordinarie|konstituerande|allmän|allmänna|laga|utlyst|urtima|årligt|digitalt|samman-?träde[nt]?s?|möte[nt]?|sammankomst|stämma)\s*)*(?:med|i|av|för|hållet\s+med|hållen\s+med|,)?\s*(?P<organ>\S.{2,160})$""",
    finds=(
        "Protokoll från sammanträde med Primärkommunalt samverkansorgan",
        "Protokoll fört vid kyrkostämma i Norrby",
        "Mötesprotokoll LiTHe kod",
    ),
    ignores=("Protokoll", "Beslut", "Protokollsutdrag öfver gårdagens beslut"),
    flags=re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:,?\s*(?:(?:mån|tis|ons|tors|fre|lör|sön)dagen\s+)?(?:(?:den|d\.)\s*)?\d{1,2}(?:[./:]|(?:te|de|dje|e|a)?\s+[a-z]{3,}).*|,?\s*\d{4}.*|§.*|\bnr\b.*|\b(?:i|å|uti|på|hos)\s+(?:[\wåäö.]+\s){0,2}[\wåäö]*(?:hus|huset|stugan|salen|lokalen|gården|kyrkan|skolan|rummet|kontoret)\b.*|\bkl\.?\b.*)$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"^(?:styrelsen?|direktion(?:en)?|stämman?|förbundsstyrelsen?|förbundsdirektion(?:en)?|förbundsmöte(?:t)?|årsmöte(?:t)?|kyrkostämman?|kyrkoråd(?:et)?|sockenstämman?|kommunalstämman?|kommunfullmäktige|kommunstyrelsen?|fullmäktige|kyrkofullmäktige|regionfullmäktige|regionstyrelsen?|kommunalnämnden?|skolråd(?:et)?|vårmöte(?:t)?|höstmöte(?:t)?|stormöte(?:t)?|medlemsmöte(?:t)?|bolagsstämman?|föreningsstämman?|årsstämman?)$",
    re.IGNORECASE,
)


_ASSEMBLY = re.compile(r"^(?:års|vår|höst|stor|medlems|styrelse)möte(?:t)?$|^årsstämman?$", re.IGNORECASE)


class Body(NamedTuple):
    """A body and its huvudman; either may be None."""

    organ: str | None
    huvudman: str | None


def separate(text: str) -> Body:
    """Take the huvudman out of the printed name of a body.

    >>> separate("Kommunförbundet Kalmar län styrelse")
    Body(organ='styrelse', huvudman='Kommunförbundet Kalmar län')
    >>> separate("Styrelsen för Norrby hembygdsförening")
    Body(organ='Styrelsen', huvudman='Norrby hembygdsförening')
    >>> separate("kyrkostämma med Kloster socken")
    Body(organ='kyrkostämma', huvudman='Kloster socken')
    >>> separate("Samverkanstid kommuner, Region och Länsstyrelse")
    Body(organ='Samverkanstid kommuner, Region och Länsstyrelse', huvudman=None)
    """
    name = plain(text).strip(" .,:;")
    return _owner_first(name) or _owner_last(name) or Body(name or None, None)


def _owner_first(name: str) -> Body | None:
    """As in "Kommunförbundet Kalmar län styrelse", "LiTHe kod, styrelsen", "Region Norrby regionstyrelsen"."""
    left, _, right = name.rpartition(" ")
    if left and _GENERIC.match(right) and _owner(left):
        return Body(right, _owner(left))
    if left.endswith("s") and _ASSEMBLY.match(right) and not BODY.find(left):
        return Body(right, left.removesuffix("s"))
    left, comma, right = name.rpartition(", ")
    if comma and _GENERIC.match(right):
        return Body(right, left)
    whole = HUVUDMAN.regex.match(name)
    if whole and whole.end() < len(name) and BODY.find(name[whole.end() :]):
        return Body(name[whole.end() :].strip(" ,"), whole[0])
    return None


def _owner_last(name: str) -> Body | None:
    """As in "Styrelsen för Norrby hembygdsförening", "kyrkostämma med Kloster socken"."""
    match = re.match(r"^(?P<organ>[\wåäö-]+(?:\s[\wåäö-]+)?)\s+(?:för|i|med|af|av|inom)\s+(?P<owner>[A-ZÅÄÖ].+)$", name)
    owner = HUVUDMAN.regex.match(match["owner"]) if match else None
    if match and owner and (_GENERIC.match(match["organ"].split()[-1]) or is_body(match["organ"].capitalize())):
        return Body(match["organ"], owner[0])
    place = re.match(
        r"^(?P<organ>[\wåäö-]+)\s+(?:i|uti)\s+(?P<owner>[A-ZÅÄÖ][a-zåäöé]+(?:[\s-][A-ZÅÄÖ][a-zåäö]+)?)$", name
    )
    if place and is_body(place["organ"].capitalize()) and not place["owner"].endswith(("kyrkan", "huset", "salen")):
        return Body(place["organ"], place["owner"])
    left, _, right = name.partition(", ")
    return Body(left, right) if right and _GENERIC.match(left) and HUVUDMAN.find(right) else None


def _owner(text: str) -> str | None:
    """The huvudman in "Norrby kommuns" or "Kommunförbundet Kalmar län"."""
    bare = text.strip(" ,")
    for form in (bare, bare.removesuffix("s")):
        match = HUVUDMAN.regex.match(form)
        if match and match.end() == len(form):
            return form
    return None


def organ_in_title(line: str) -> str | None:
    """The body named in a title line ("Protokoll från sammanträde med …"), or None."""
    match = TITLE.regex.match(plain(line)[:300])
    if not match:
        return None
    name = _CUT.sub("", match["organ"]).strip(" .,:;-–")
    return name if len(name) > 2 and not name[0].isdigit() and not _SHEET.match(name) else None


_SHEET = re.compile(r"(?:sid(?:a|an|or)?|blad|sammanträdesdatum|datum|dnr)\b", re.IGNORECASE)
"""What stands beside the word "protokoll" on a form and is no body."""


def has_body(name: str) -> bool:
    """Whether a name holds a word for a body; a name without one is that of an association."""
    return BODY.find(name) is not None or bool(
        re.search(r"samverkan|länsstyrelse|grupp|forum|konvent", name, re.IGNORECASE)
    )


def is_body(line: str) -> bool:
    """Whether a short line is nothing but the name of a body.

    >>> is_body("Socialnämndens arbetsutskott"), is_body("Nämnden beslutar att avslå")
    (True, False)
    """
    name = plain(line)
    match = BODY.find(name)
    return (
        bool(match)
        and len(name) <= 70
        and name[-1:].isalpha()
        and match is not None
        and match.end() == len(name)
        and name[:1].isupper()
        and len(name.split()) <= 7
    )


SUBJECT = Pattern(
    source=r"^\W*(?P<organ>[A-ZÅÄÖ][\wåäö]*(?:-?\s(?:och\s)?[\wåäö]+){0,3}?)s?\s+(?:beslutar?|beslutade|beslöt|antar|avslår|godkänner|antecknar|bifaller|ger|föreslår|tillstyrker|fastställer|utser|ställer|överlämnar|lägger|noterar)\b",
    finds=(
        "Kommunstyrelsen antecknar meddelandet",
        "Grundskolenämnden beslutar:",
        "Barn- och ungdomsnämnden beslutar att",
    ),
    ignores=("Meddelandena antecknas till protokollet",),
)


def organ_from_decisions(points: Iterable[str]) -> str | None:
    """The body that decides, by how the decisions begin; None where they do not agree."""
    counts: Counter[str] = Counter()
    for point in points:
        match = SUBJECT.find(point[:160])
        if match and is_body(match["organ"]):
            counts[match["organ"]] += 1
    if not counts:
        return None
    name, n = counts.most_common(1)[0]
    return name if n * 2 > sum(counts.values()) else None


def huvudman_in_text(text: str) -> str | None:
    """The municipality that the text speaks of nearly always; None where there is none or several."""
    counts: Counter[str] = Counter()
    for match in re.finditer(
        r"(?<![\wåäö-])([A-ZÅÄÖ][a-zåäöé]+(?:\s[A-ZÅÄÖ][a-zåäö]+)?)\s([Kk]ommun|[Ss]tad)s?(?![\wåäö])", text[:400_000]
    ):
        counts[fold(f"{match[1]} {match[2]}")] += 1
    if not counts:
        return None
    name, n = counts.most_common(1)[0]
    return name if n >= 2 and n * 10 >= 7 * sum(counts.values()) else None
