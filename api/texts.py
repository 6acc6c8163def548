"""In what words do we speak to readers?

One catalogue of Swedish texts for the page and the command line: dates, counts, the names of fields, values and
outcomes, how a word was found, coverage, citation, errors. The texts of single pages stand in api/pages/prose.py.
A key here is a Python name, so that a missing text is found by mypy and not by a reader.
"""

from typing import NamedTuple

NBSP = "\u00a0"
PRODUCT = "Protokollsök"
LANG = "sv"

HONESTY = "Texten är maskinellt avläst och kan innehålla fel. Det justerade protokollet gäller."
NOT_CERTIFIED = "Detta är inte ett bestyrkt protokollsutdrag."
NOT_FOUND_IS_NOT_UNDECIDED = "Att inget hittas betyder inte att inget beslutades."

_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

FIELDS = {
    "huvudman": "Kommun eller organisation",
    "organ": "Organ",
    "year": "År",
    "diarienummer": "Diarienummer",
    "participant": "Närvarande",
    "outcome": "Typ av beslut",
    "party": "Parti",
    "kind": "Del av protokollet",
}
"""Headings of the facets, by URL parameter."""

SORTS = {"relevance": "Mest relevanta först", "newest": "Nyast först", "oldest": "Äldst först"}

OUTCOMES = {
    "bifall": "Bifall",
    "delvis-bifall": "Delvis bifall",
    "avslag": "Avslag",
    "tillstyrkan": "Tillstyrkan",
    "avstyrkan": "Avstyrkan",
    "aterremiss": "Återremiss",
    "bordlaggning": "Bordläggning",
    "remiss": "Remiss",
    "yttrande": "Yttrande",
    "till-handlingarna": "Till handlingarna",
    "fullgjort": "Fullgjort uppdrag",
    "besvarad": "Anses besvarad",
    "avvisad": "Avvisad",
    "upphavd": "Upphävt beslut",
    "utgar": "Utgår",
    "val": "Val",
    "information": "Information",
    "flera": "Flera olika beslut",
}
"""What an outcome is called where no object is named, as in the facet."""

_OBJECTS = {
    "motion": "motionen",
    "medborgarforslag": "medborgarförslaget",
    "interpellation": "interpellationen",
    "fraga": "frågan",
    "ansokan": "ansökan",
    "hemstallan": "hemställan",
    "yrkande": "yrkandet",
    "initiativ": "initiativet",
    "avsagelse": "avsägelsen",
    "remiss": "remissen",
}
_NEUTER = frozenset({"medborgarforslag", "yrkande", "initiativ"})
_VERBS = {
    "bifall": "bifalls",
    "delvis-bifall": "bifalls delvis",
    "avslag": "avslås",
    "tillstyrkan": "tillstyrks",
    "avstyrkan": "avstyrks",
    "aterremiss": "återremitteras",
    "bordlaggning": "bordläggs",
    "remiss": "skickas på remiss",
    "till-handlingarna": "läggs till handlingarna",
    "avvisad": "avvisas",
    "utgar": "utgår",
}
_PROPOSAL_OUTCOMES = frozenset({"bifall", "delvis-bifall", "avslag", "tillstyrkan", "avstyrkan"})
"""Where the title names no request, the proposal of the preparing body is the matter."""
_WHOLE = {
    "yttrande": "yttrande lämnas",
    "fullgjort": "uppdraget förklaras fullgjort",
    "upphavd": "tidigare beslut upphävs",
    "val": "val",
    "information": "information",
    "flera": "flera olika beslut",
}

KINDS = {
    "paragraf": "Paragrafer",
    "stycke": "Stycken",
    "inledning": "Mötesuppgifter och närvaro",
    "bilaga": "Bilagor",
    "underskrifter": "Underskrifter och anslag",
}

PRESENCES = {
    "hela": "närvarande under hela mötet",
    "delar": "närvarande under delar av mötet",
    "okänd": "det framgår inte hur länge personen var med",
}

VOTE_ABOUT = {
    "huvudfråga": "Huvudfrågan",
    "återremiss": "Återremiss",
    "tillägg": "Tillägg",
    "annat": "Annan fråga",
}


REMARKS = {
    "datum-fran-filnamn": "Datumet är hämtat ur filens namn",
    "inga-paragrafer": "Inga paragrafer hittades",
    "paragraf-dubblett": "Samma paragrafnummer två gånger",
    "paragraf-lucka": "Paragrafnummer saknas i följden",
    "paragraf-saknas": "Paragraf i innehållsförteckningen som inte finns i texten",
    "personnummer-dolt": "Personnummer dolt",
    "tecken-skadade": "Skadade tecken i texten",
}
"""What the reader of documents remarks, by code, where many remarks are counted."""


class Quoted(NamedTuple):
    """A text with one word of the document in it, which the page sets in italics."""

    before: str
    word: str
    after: str = ""

    def __str__(self) -> str:
        """Give it for a terminal."""
        return f"{self.before}{self.word}{self.after}"


def capital(text: str) -> str:
    """Begin with a capital and leave the rest alone.

    >>> capital("tidigare beslut i KS")
    'Tidigare beslut i KS'
    """
    return text[:1].upper() + text[1:]


def number(value: int) -> str:
    """Group digits by three, with no-break spaces.

    >>> number(1761).replace(NBSP, "_")
    '1_761'
    """
    return f"{value:,}".replace(",", NBSP)


def count(value: int, one: str, many: str) -> str:
    """Say how many.

    >>> count(1, "paragraf", "paragrafer").replace(NBSP, "_")
    '1_paragraf'
    """
    return f"{number(value)}{NBSP}{one if value == 1 else many}"


def protokoll(value: int) -> str:
    """Count protokoll, a word that is its own plural."""
    return count(value, "protokoll", "protokoll")


def paragrafer(value: int) -> str:
    """Count paragrafer."""
    return count(value, "paragraf", "paragrafer")


def hits(value: int) -> str:
    """Count hits.

    >>> hits(0).replace(NBSP, "_")
    '0_träffar'
    """
    return count(value, "träff", "träffar")


def persons(value: int) -> str:
    """Count people."""
    return count(value, "person", "personer")


def date(iso: str | None) -> str:
    """Write out a date; what is not a whole date stands as it is.

    >>> date("2023-01-26").replace(NBSP, " "), date("1867"), date(None)
    ('26 januari 2023', '1867', 'okänt datum')
    """
    if iso is None:
        return "okänt datum"
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    return f"{int(parts[2])}{NBSP}{_MONTHS[int(parts[1]) - 1]}{NBSP}{parts[0]}"


def period(first: str | None, last: str | None) -> str:
    """Say between which days.

    >>> period("2023-01-26", "2026-06-11").replace(NBSP, " ")
    'från 26 januari 2023 till 11 juni 2026'
    >>> period(None, None)
    ''
    """
    if first is None or last is None:
        return ""
    return f"från {date(first)} till {date(last)}" if first != last else f"från {date(first)}"


def unit_name(kind: str, printed: str | None) -> str:
    """Name a unit without its title; a headed item without number has no name but its title.

    >>> unit_name("paragraf", "35").replace(NBSP, " "), unit_name("stycke", "s3").replace(NBSP, " ")
    ('§ 35', 'Stycke 3')
    >>> unit_name("bilaga", "2").replace(NBSP, " "), unit_name("bilaga", None), unit_name("paragraf", None)
    ('Bilaga 2', 'Bilaga', '')
    """
    if kind == "paragraf":
        return f"§{NBSP}{printed}" if printed else ""
    if kind == "stycke":
        return f"Stycke{NBSP}{(printed or '').removeprefix('s')}".strip()
    if kind == "bilaga":
        return f"Bilaga{NBSP}{printed}" if printed else "Bilaga"
    return KINDS.get(kind, kind)


def unit_heading(kind: str, printed: str | None, title: str | None) -> str:
    """Name a unit with its title.

    >>> unit_heading("paragraf", "35", "Skolskjuts").replace(NBSP, " "), unit_heading("paragraf", None, None)
    ('§ 35 Skolskjuts', 'Punkt utan rubrik')
    """
    name = unit_name(kind, printed)
    return " ".join(part for part in (name, title) if part) or "Punkt utan rubrik"


def organ(name: str | None) -> str:
    """Name the body that met.

    >>> organ("styrelse"), organ(None)
    ('Styrelse', 'Okänt organ')
    """
    return capital(name) if name else "Okänt organ"


def page(printed: int) -> str:
    """Refer to a page.

    >>> page(2).replace(NBSP, " ")
    's. 2'
    """
    return f"s.{NBSP}{printed}"


def outcome(code: str, of: str | None = None, stage: str | None = None) -> str:
    """Say what happened to which matter.

    >>> outcome("avslag", "motion"), outcome("besvarad", "medborgarforslag"), outcome("aterremiss")
    ('Motionen avslås', 'Medborgarförslaget anses besvarat', 'Ärendet återremitteras')
    >>> outcome("avslag", "motion", "förslag")
    'Förslag till beslut: motionen avslås'
    """
    said = _outcome(code, of)
    return f"Förslag till beslut: {said}" if stage == "förslag" else capital(said)


def _outcome(code: str, of: str | None) -> str:
    if code in _WHOLE:
        return _WHOLE[code]
    matter = "förslaget" if code in _PROPOSAL_OUTCOMES else "ärendet"
    named = _OBJECTS.get(of or "", matter)
    if code == "besvarad":
        neuter = of in _NEUTER or of not in _OBJECTS
        return f"{named} anses {'besvarat' if neuter else 'besvarad'}"
    return f"{named} {_VERBS[code]}" if code in _VERBS else OUTCOMES.get(code, code).lower()


def value_label(field: str, value: str) -> str:
    """Name a value of a facet as a reader knows it.

    >>> value_label("outcome", "aterremiss"), value_label("kind", "bilaga"), value_label("organ", "styrelse")
    ('Återremiss', 'Bilagor', 'Styrelse')
    """
    if field in ("outcome", "outcome_not"):
        return OUTCOMES.get(value, value)
    if field == "kind":
        return KINDS.get(value, value)
    return organ(value) if field == "organ" else value


def remark(code: str) -> str:
    """Name a kind of remark; a code without words stands as it is.

    >>> remark("personnummer-dolt"), remark("nytt-slag")
    ('Personnummer dolt', 'nytt-slag')
    """
    return REMARKS.get(code, code)


def matched(how: str, term: str, word: str) -> Quoted | None:
    """Say how a word was found; None where nobody needs to be told (the word itself, or a form of it).

    >>> str(matched("compound", "enhet", "tillnyktringsenhet"))
    'ingår i ordet tillnyktringsenhet'
    >>> str(matched("folded", "skovde", "Skövde"))
    'Du skrev skovde. Träffarna gäller Skövde.'
    """
    said = {
        "compound": Quoted("ingår i ordet ", word),
        "old_spelling": Quoted("äldre stavning: ", word),
        "ocr": Quoted("trolig felläsning i källan: ", word),
        "acronym": Quoted(f"{term} står för ", word),
        "synonym": Quoted(f"annat ord för {term}: ", word),
        "folded": Quoted(f"Du skrev {term}. Träffarna gäller ", word, "."),
        "correction": Quoted(f"Du skrev {term}. Träffarna gäller ", word, "."),
    }
    return said.get(how)


def coverage(protokoll_count: int, paragraf_count: int, first: str | None, last: str | None) -> str:
    """Say what was searched.

    >>> coverage(41, 1761, "2023-01-26", "2026-06-11").replace(NBSP, " ")
    'Sökningen omfattar 41 protokoll (1 761 paragrafer) från 26 januari 2023 till 11 juni 2026.'
    """
    head = f"Sökningen omfattar {protokoll(protokoll_count)} ({paragrafer(paragraf_count)})"
    return f"{head} {period(first, last)}".rstrip() + "."


def gaps(known: int, failed_files: int) -> str:
    """Say what is known to be missing; '' when nothing is.

    >>> gaps(32, 1).replace(NBSP, " ")
    'Minst 32 luckor i paragrafnumreringen. 1 fil kunde inte läsas.'
    """
    missing = [f"Minst {count(known, 'lucka', 'luckor')} i paragrafnumreringen."] if known else []
    if failed_files:
        missing.append(f"{count(failed_files, 'fil', 'filer')} kunde inte läsas.")
    return " ".join(missing)


def citation(
    *, organ_name: str | None, day: str | None, unit: str, diarienummer: tuple[str, ...], at_page: int | None
) -> str:
    """Cite a unit of the minutes, with plain spaces, as it will be pasted elsewhere; the address follows.

    >>> citation(organ_name="styrelse", day="2016-05-19", unit="§ 35", diarienummer=("LJ 2014/628",), at_page=2)
    'Styrelse, protokoll 2016-05-19, § 35, dnr LJ 2014/628, s. 2.'
    """
    parts = [organ(organ_name), f"protokoll {day or 'utan datum'}", unit]
    parts += [f"dnr {', '.join(diarienummer)}"] if diarienummer else []
    parts += [page(at_page)] if at_page is not None else []
    return ", ".join(part for part in parts if part).replace(NBSP, " ") + "."


def citation_address(address: str, fetched: str) -> str:
    """Close a citation with where it was read and when (ISO 8601).

    >>> citation_address("https://example.org/p/a", "2026-11-22")
    'Protokollsök, https://example.org/p/a (hämtad 2026-11-22).'
    """
    return f"{PRODUCT}, {address} (hämtad {fetched})."
