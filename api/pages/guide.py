"""What can be written in the field, shown by examples that a test runs through the query language?"""

from typing import NamedTuple

from api import texts


class Example(NamedTuple):
    """One thing the query language can do."""

    query: str
    meaning: str


class Chapter(NamedTuple):
    """One part of the help."""

    anchor: str
    heading: str
    text: str
    examples: tuple[Example, ...]


CHAPTERS = (
    Chapter(
        "ord",
        "Ord",
        "Alla ord måste finnas i samma paragraf, utom småord som i, på och av. Stora och små bokstäver spelar "
        "ingen roll.",
        (
            Example("skolskjuts", "skolskjuts, skolskjutsar, skolskjutsen och andra böjningar"),
            Example("skolskjuts avgift", "paragrafer med båda orden, i vilken ordning som helst"),
            Example('"inte bifalla"', "exakt det uttrycket, ord för ord"),
            Example("skolskj*", "alla ord som börjar så"),
        ),
    ),
    Chapter(
        "operatorer",
        "Antingen eller, inte",
        "Skriv ELLER och INTE med stora bokstäver. Med små bokstäver är de vanliga ord.",
        (
            Example("förskola ELLER skola", "paragrafer med minst ett av orden"),
            Example("skolskjuts INTE bidrag", "paragrafer med det första ordet men utan det andra"),
            Example("(förskola ELLER skola) lokaler", "parenteser håller ihop det som hör ihop"),
        ),
    ),
    Chapter(
        "falt",
        "Sök i en viss uppgift",
        "Skriv uppgiftens namn, kolon och värdet. Sätt citattecken om värden med mellanslag.",
        (
            Example('dnr:"RJL 2015/221"', "ärendet med det diarienumret"),
            Example("organ:kommunstyrelsen", "kommunstyrelsens protokoll"),
            Example('deltagare:"Anna Ek"', "paragrafer där personen var närvarande"),
            Example("rubrik:skola", "ordet i paragrafens rubrik"),
            Example("beslut:avslås", "ordet i själva beslutet"),
            Example("år:2023", "protokoll från det året"),
            Example("datum:2016-05..2017-06", "möten mellan maj 2016 och juni 2017"),
        ),
    ),
)
ZERO_HEADING = "Om du inte hittar"
ZERO = (
    "Pröva ett annat ord: det som heter soptunna i tidningen kan heta avfallskärl i protokollet.",
    "Ta bort en avgränsning i taget.",
    "Kontrollera vilka år och organ som är inlästa. Det står under varje sökresultat.",
    texts.NOT_FOUND_IS_NOT_UNDECIDED,
)
TRUST_HEADING = "Hur säkert är det?"
TRUST = (
    texts.HONESTY,
    "Uppgifter om närvaro och beslut är uttolkade ur texten. Läs paragrafen innan du använder dem.",
    "Typen av beslut gäller ärendet i rubriken. Ett förslag om avslag som bifalls räknas alltså som avslag.",
)
