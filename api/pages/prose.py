"""What do the pages say, beside the words that the command line shares (api/texts.py)?

Plain Swedish: what, where, what to do about it. Whole sentences stand here and not in the templates, so that they can
be read aloud in one go.
"""

from typing import NamedTuple

from api import texts
from api.texts import NBSP, Quoted

TAGLINE = "Sök i kommuners, regioners och föreningars protokoll, paragraf för paragraf."
FIELD = "Sök i protokollen"
BUTTON = "Sök"
CLEAR = "Rensa alla"
FIELD_HELP = "Skriv ord, ett namn, ett diarienummer eller en paragraf."
EXAMPLES = "Exempel:"
FIELD_EXAMPLES = ("skolskjuts", "”inte bifalla”", "RJL 2015/221", "KF § 45/2019")
SKIP = "Hoppa till innehållet"
NAV = "Sidor"
NAV_HELP = "Sökhjälp"
NAV_COVERAGE = "Vad sökningen omfattar"
SEE_MISSING = "Se vad som saknas"
HOME = f"{texts.PRODUCT}, startsidan"

START_HEADING = "Vad har beslutats?"
START_LEAD = (
    "Protokollsök söker i varje paragraf av de protokoll som har lästs in: beslut, yrkanden, diarienummer och "
    "vilka som var med. Varje träff visar organ, datum, paragraf och sida, så att du kan gå till källan."
)
TO = "till"
START_ASK = "Så kan du fråga"
START_COVERAGE = "Det här söker du i"
START_BROWSE = "Bläddra"
START_EMPTY = "Inga protokoll är inlästa ännu."
START_EMPTY_HELP = "Den som driver tjänsten läser in protokoll med kommandot protokollsok index."


class Task(NamedTuple):
    """One kind of question and one example of it."""

    heading: str
    text: str
    query: str


TASKS = (
    Task("Ett ämne", "Böjningar, sammansatta ord och äldre stavning kommer med av sig själva.", "skolskjuts"),
    Task("Ett ärende", "Sök på diarienumret och följ ärendet genom alla organ.", 'dnr:"RJL 2015/221"'),
    Task("Ett exakt uttryck", "Sätt citattecken om orden, så söks de i just den följden.", '"inte bifalla"'),
    Task("En person", "Se vid vilka paragrafer någon var närvarande.", 'deltagare:"Anna Ek"'),
)


HELP_HEADING = "Sökhjälp"
HELP_LEAD = "Skriv med vanliga ord. Det här behöver du bara om du vill styra sökningen närmare."
HELP_COLUMNS = ("Skriv", "Så hittar du")

FACETS_HEADING = "Avgränsa"
FACETS_SHOW = "Visa träffarna"
FACETS_MORE = "Visa fler"
FACETS_CHOSEN = "vald, ta bort"
PERIOD_HEADING = "Mellan två datum"
PERIOD_FROM = "Från och med"
PERIOD_TO = "Till och med"
PERIOD_BUTTON = "Avgränsa"
CHIPS_HEADING = "Valda avgränsningar"
CHIP_REMOVE = "ta bort"
SORT_HEADING = "Ordning"
HITS_HEADING = "Träffar"
RELAXED_HEADING = "Träffar som delvis stämmer"
RELAXED_TEXT = "Här saknas något av orden, eller så står ett närliggande ord i stället."
SHORTCUTS_HEADING = "Gå direkt till"
SUGGESTIONS = "Menade du"
NO_TITLE = "Punkt utan rubrik"
MATCHED = "Ord i träffen"
EVERYTHING = "Alla paragrafer"
INTERPRETED = "Sökningen gäller"
FOR = "på"
BEYOND = "Så många träffar finns det inte."
FIRST_PAGE = "Gå till första sidan"
PAGE = "Sida"

ZERO_HEADING = "Inga träffar"
ZERO_TRY = "Det här kan du göra"
ZERO_WORDS = "Kontrollera stavningen, skriv färre ord eller pröva ett annat ord för samma sak."
ZERO_HELP = "Läs mer i sökhjälpen"

PAGER = "Fler sidor med träffar"
PREVIOUS = "Föregående"
NEXT = "Nästa"

DECISION = "Beslut"
IN_COLUMNS = "Text i spalter"
PRESENT = "Närvarande vid paragrafen"
PRESENT_AT_MEETING = "Närvarande"
FACTS = "Uppgifter"
VOTES = "Omröstning"
RESERVATIONS = "Reservationer"
REFERENCES = "Hänvisningar"
CITE = "Hänvisa hit"
PERMANENT = "Permanent adress"
AS_DATA = "Hämta som data (JSON)"
EVIDENCE = "Uttolkat ur"
CONTENTS = "Paragrafer"
OTHER_UNITS = "Övriga delar"
REMARKS = "Anmärkningar från läsningen"
REMARKS_TEXT = "Det här såg läsprogrammet när protokollet lästes in."
NO_PARAGRAFER = "Inga paragrafer hittades i protokollet."
NO_PEOPLE = "Ingen närvarolista hittades."
ORIGINAL = "Protokollet hos den som publicerat det"
CRUMBS = "Var du är"
PROTOKOLL = "Protokoll"
REPLACES = "ersätter"
NO_PARTY = "inget parti angivet"
TO_START = "Till startsidan"
NEIGHBOURS = "Grannar i protokollet"

FACT_NAMES = {
    "huvudman": "Kommun eller organisation",
    "organ": "Organ",
    "date": "Datum",
    "time": "Tid",
    "place": "Plats",
    "justerad": "Justerat",
    "archive_reference": "Arkivreferens",
    "diarienummer": "Diarienummer",
    "page": "Sida",
    "pages": "Sidor i källan",
    "name": "Namn",
    "party": "Parti",
    "role": "Roll",
    "presence": "Närvaro",
    "protokoll": "Protokoll",
    "paragrafer": "Paragrafer",
    "meetings": "Möten",
    "source": "Källfil",
}

REASONS = {
    "personuppgifter": "Texten innehöll personuppgifter som inte ska spridas här.",
    "sekretess": "Texten omfattas av sekretess.",
    "upphovsratt": "Texten skyddas av upphovsrätt.",
    "felpublicerad": "Texten hade publicerats av misstag.",
    "begaran": "Den som berörs har begärt det.",
    "annat": "Annat skäl.",
    "kalla-borta": "Filen finns inte längre bland de inlästa protokollen.",
    "ny-lasning": "Protokollet har lästs in på nytt, och då fanns den här delen inte med.",
}
"""Words for the fixed codes of why something was removed; a code without words is shown as it is."""
COVERAGE_HEADING = "Vad sökningen omfattar"
COVERAGE_LEAD = "Här står vad som är inläst och vad som saknas. " + texts.NOT_FOUND_IS_NOT_UNDECIDED
COVERAGE_ORGANS = "Inlästa organ och år"
COVERAGE_COLUMNS = ("Organ", "År", "Protokoll", "Paragrafer")
COVERAGE_GAPS = "Luckor i paragrafnumreringen"
COVERAGE_GAPS_TEXT = "De här paragraferna måste finnas enligt numreringen, men de är inte inlästa."
COVERAGE_NO_GAPS = "Inga luckor är kända."
COVERAGE_FAILED = "Filer som inte kunde läsas"
COVERAGE_REMARK_COLUMNS = ("Anmärkning", "Antal")
UNDATED = "utan datum"

GONE_HEADING = "Paragrafen är borttagen"
GONE_PROTOKOLL_HEADING = "Protokollet är borttaget"
GONE_TEXT = (
    "Texten har tagits bort från söktjänsten. Det som beslutades gäller ändå, och originalet finns kvar hos den som "
    "höll mötet."
)
GONE_ASK = "Be den myndighet eller organisation som höll mötet om originalet."
GONE_WHEN = "Borttagen"
GONE_WHY = "Skäl"

ERROR_HEADINGS = {
    400: "Sökningen gick inte att läsa",
    404: "Sidan finns inte",
    405: "Det går inte att göra så här",
    429: "För många frågor på kort tid",
    500: "Något gick fel hos oss",
    503: "Tjänsten hinner inte svara",
}
ERROR_HEADING = "Det gick inte"
ERROR_LEADS = {
    404: "Det finns ingen sida på den här adressen. Den kan vara felskriven.",
    405: "Tjänsten går bara att läsa.",
    500: (
        "Felet är vårt, inte ditt. Försök igen om en stund, och säg till den som driver tjänsten om det kommer "
        "tillbaka."
    ),
}
"""What is said instead of the words meant for a program."""
ERROR_ADVICE = {
    400: "Ändra sökningen och försök igen.",
    404: "Sök efter det du letar efter, eller börja om från startsidan.",
    429: "Vänta en stund och försök igen.",
    503: "Försök igen om en stund, gärna med färre ord eller ett snävare årtal.",
}


def results_title(total: int, query: str) -> str:
    """Head the results.

    >>> results_title(12, "skolskjuts").replace(NBSP, " "), results_title(1761, "").replace(NBSP, " ")
    ('12 träffar på skolskjuts', '1 761 träffar')
    """
    return f"{texts.hits(total)} på {query}" if query else texts.hits(total)


def span(first: int, last: int, total: int) -> str:
    """Say which hits a page shows.

    >>> span(21, 40, 312).replace(NBSP, " ")
    'Träff 21–40 av 312'
    """
    return f"Träff {texts.number(first)}–{texts.number(last)} av {texts.number(total)}"


def page_of(number: int, of: int) -> str:
    """Say which page of hits this is."""
    return f"Sida {texts.number(number)} av {texts.number(of)}"


def more_passages(value: int) -> str:
    """Say that a unit has more places than the card shows.

    >>> more_passages(1).replace(NBSP, " ")
    '1 ställe till i paragrafen'
    """
    return f"{texts.count(value, 'ställe', 'ställen')} till i paragrafen"


def without(filter_name: str, total: int) -> Quoted:
    """Say what taking one filter away would give."""
    return Quoted("Ta bort avgränsningen ", filter_name, f": {texts.hits(total)}")


def hide_postponed(value: int) -> str:
    """Offer to leave postponements out.

    >>> hide_postponed(3)
    'Dölj bordläggningar (3)'
    """
    return f"Dölj bordläggningar ({texts.number(value)})"


def tasks(diarienummer: str | None) -> tuple[Task, ...]:
    """Give the examples of the start page, with a case that is in the index if there is one.

    >>> tasks("KS 2023/1")[1].query
    'dnr:"KS 2023/1"'
    """
    query = f'dnr:"{diarienummer}"'
    return tuple(
        task._replace(query=query) if diarienummer and task.query.startswith("dnr:") else task for task in TASKS
    )


def years_missing(years: str) -> str:
    """Say which years between the first and the last have no protokoll; '' when none.

    >>> years_missing("1995–1998, 2001")
    'Inga protokoll från 1995–1998, 2001.'
    """
    return f"Inga protokoll från {years}." if years else ""


def gap(where: str, year: str | None, first: int, last: int, evidence: str) -> str:
    """Say which § are missing, and how that is known.

    >>> gap("Styrelse", "2016", 12, 14, "mellan 2 maj och 9 juni").replace(NBSP, " ")
    'Styrelse 2016: § 12–14 saknas (mellan 2 maj och 9 juni)'
    """
    numbers = f"{first}–{last}" if first != last else str(first)
    head = f"{where} {year}" if year else where
    return f"{head}: §{NBSP}{numbers} saknas ({evidence})"


def more_gaps(value: int) -> str:
    """Say how many gaps the page does not list."""
    return f"{texts.count(value, 'lucka', 'luckor')} till visas inte här. Hela listan finns i /api/v1/status."


SHOW_POSTPONED = "Visa bordläggningar"


def no_protokoll(years: tuple[str, ...]) -> str:
    """Say that nothing from these years is here.

    >>> no_protokoll(("1995",)), no_protokoll(("1995", "1996", "1999"))
    ('Vi har inga protokoll från 1995.', 'Vi har inga protokoll från 1995, 1996 och 1999.')
    """
    head, last = years[:-1], years[-1]
    listed = f"{', '.join(head)} och {last}" if head else last
    return f"Vi har inga protokoll från {listed}."


def not_shown(value: int) -> str:
    """Say how many values of a facet are not shown."""
    return f"{texts.number(value)} till"


def hidden_kind(kind: str) -> str:
    """Say what a page shows when it is no paragraf."""
    return {"stycke": "Stycke", "paragraf": "Paragraf"}.get(kind, "Del av protokollet")


def chip(field: str, label: str) -> str:
    """Name one filter.

    >>> chip("organ", "Kommunstyrelsen"), chip("outcome_not", "Bordläggning"), chip("date_from", "1 maj 2016")
    ('Organ: Kommunstyrelsen', 'Inte: Bordläggning', 'Från och med 1 maj 2016')
    """
    heads = {"outcome_not": "Inte:", "date_from": PERIOD_FROM, "date_to": PERIOD_TO}
    if field == "participant_as":
        return "Bara med rösträtt"
    return f"{heads.get(field) or texts.FIELDS.get(field, field) + ':'} {label}"


def presence(how: str, numbers: str) -> str:
    """Say how long a person was there; `numbers` are the § of one who was there for parts.

    >>> presence("delar", "32–44").replace(NBSP, " "), presence("hela", "")
    ('§ 32–44', 'Hela mötet')
    """
    if how == "delar":
        return f"§{NBSP}{numbers}" if numbers else "Delar av mötet"
    return "Hela mötet" if how == "hela" else "Framgår inte"
