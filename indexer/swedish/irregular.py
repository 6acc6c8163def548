"""Which words change so that neither endings nor the dictionary join their forms?

Swedish has closed sets of them: plurals with another vowel, strong verbs, compared adjectives. Each line names the
word, then forms. A form counts with any first part before it ("huvudstäder", "avslog", "tjänstemän") if the word with
that first part is known, which keeps "allmän" away from "man".
"""

from collections.abc import Container

_NOUNS = """
land länder länderna
mars
beslut beslutet besluten besluts beslutets beslutens
fullmäktige fullmäktiges fullmäktigen
råd råds
hand händer
strand stränder
tand tänder
and änder
rand ränder
brand bränder
stad städer
natt nätter
stång stänger
tång tänger
spång spänger
bok böcker
fot fötter
rot rötter
nöt nötter
bot böter
son söner
ledamot ledamöter
fader fäder far
moder mödrar mor
broder bröder bror
dotter döttrar
bonde bönder
man män männen manna
gås gäss
mus möss
lus löss
öga ögon ögonen
öra öron öronen
museum museer museet museerna museets museernas museers
centrum centra
"""
_VERBS = """
vara är var varit vore
ge ger gav gett givit givet given givna ges gavs giva
ta tar tog tagit tagen taget tagna tas togs taga
säga säger sade sa sagt sagd sägs sades
få får fick fått
gå går gick gått
stå står stod stått
slå slår slog slagit slagen slaget slagna slås slogs
se ser såg sett sedd sedda ses sågs
be ber bad bett bedja
dra drar drog dragit dragen draget dragna dras drogs draga
ha har hade haft hava
bli blir blev blivit bliven bliva
göra gör gjorde gjort gjord gjorda görs gjordes
veta vet visste vetat
låta låter lät låtit låtas
komma kommer kom kommit kommen kommet komna
hålla håller höll hållit hållen hållet hållna hålls hölls
falla faller föll fallit falles
ligga ligger legat
sitta sitter suttit
finna finner fann funnit funnen funnet funna finns fanns
vinna vinner vann vunnit vunnen vunna
binda binder bundit bunden bundet bundna
skriva skriver skrev skrivit skriven skrivet skrivna skrivs skrevs
driva driver drev drivit driven drivet drivna
stiga stiger steg stigit
bryta bryter bröt brutit bruten brutet brutna
bjuda bjuder bjöd bjudit bjuden bjudet bjudna bjuds bjöds
skjuta skjuter sköt skjutit skjuten skjutna
besluta beslutit beslöt beslöts
bära bär bar burit buren burna
skära skär skar skurit skuren skurna
äta äter åt ätit
sätta sätter satte satt satts satta sätts sattes
lägga lägger lade lagt lagd lagda läggs lades
välja väljer valde valt vald valda väljs valdes
sälja säljer sålde sålt såld sålda säljs såldes
skilja skiljer skilde skilt skild
följa följer följde följt följd
känna känner kände känt känd kända känns kändes
bygga byggd byggda bygger byggde byggt byggs byggdes
heta heter hette hetat
leda leder ledde lett ledd ledda leds leddes
reda reder redde rett redd redda reds reddes
böra bör borde
kunna kan kunde kunnat
ska skall skulle skolat
vilja vill ville velat
"""
_ADJECTIVES = """
god gott goda bättre bäst bästa
stor stora stort större störst största
gammal gamla gammalt äldre äldst äldsta
liten litet lilla små mindre minst minsta
dålig sämre sämst värre värst
många fler flest flesta
ung unga ungt yngre yngst yngsta
låg låga lågt lägre lägst lägsta
hög höga högt högre högst högsta
lång långa långt längre längst längsta
tung tunga tungt tyngre tyngst tyngsta
trång trängre trängst
grov grövre grövst
få färre
egen egna eget
"""
_WHOLE = """
vara är var varit vore ha har hade haft få ta ge se be bära god ung får fick fått färre be ber mor far kan sa
änder bror böter ska
"""
_TAIL = "drog bad steg bar"
WHOLE_ONLY = frozenset(_WHOLE.split())
"""Forms too short or common as endings to count with a first part."""
TAIL_ONLY = frozenset(_TAIL.split())
"""Forms that by themselves are another word ("bad"), and count with a first part only ("uppdrog")."""

LONG = 5
"""Letters of a word that counts as its own form with a first part ("tillsätta"; not "stämman" as a "man")."""


def _read(tables: str) -> dict[str, str]:
    bases: dict[str, str] = {}
    for line in tables.split("\n"):
        words = line.split()
        for form in words:
            for ending in ("", "na", "nas", "s") if form.endswith("er") else ("",):
                bases.setdefault(form + ending, words[0])
    return bases


BASES = _read(_NOUNS + _VERBS + _ADJECTIVES)
"""Word by irregular form."""


def base(word: str, known: Container[str]) -> str | None:
    """Give the word that a form belongs to by these tables; None if they have nothing to say.

    Args:
        word: A form in lower case.
        known: The words that exist, to judge first parts by.

    >>> [base(word, {"avslå", "huvudstad"}) for word in ("avslog", "huvudstäder", "bad", "allmän", "länder")]
    ['avslå', 'huvudstad', None, None, 'land']
    """
    if word in BASES and word not in TAIL_ONLY:
        return BASES[word]
    for start in range(1, len(word) - 1):
        tail = word[start:]
        counts = tail in BASES and tail not in WHOLE_ONLY and (tail != BASES[tail] or len(tail) >= LONG)
        if counts and (candidate := word[:start] + BASES[tail]) in known:
            return candidate
    return None
