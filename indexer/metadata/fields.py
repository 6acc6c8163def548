"""Which labelled fields does the head of the minutes hold?

"Plats och tid", "Beslutande", "Organ": a label at the start of a line, then a colon, a tab, a wide gap or nothing; the
value on the same line and on those below, in a column of its own or not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.lines import Line, fold
from indexer.pattern import Pattern

_PEOPLE = r"""(?:
      (?:övriga\s+|andra\s+|ej\s+|icke\s+|inte\s+|även\s+|också\s+|dessutom\s+)?(?:närvarande|deltagare|deltagande|tjänstgörande|beslutande|när\s?varande)
      (?:\s+(?:ej|icke|och|övriga|ledamöter|ersättare|tjänstemän|medlemmar|styrelseledamöter|styrelsemedlemmar|suppleanter|förtroendevalda|från\s.{2,30}|med\s.{2,30}|beslutande|tjänstgörande))*
    | (?:ej\s+|icke\s+)?(?:tjänstgörande|närvarande)\s+(?:ersättare|suppleanter)
    | ledamöter | ersättare | suppleanter | tjänstemän | föredragande | föredragning | adjungera(?:de|d) | inbjudna?
    | gäster | insynsplats(?:er)? | övriga
    | (?:mötes|nämnd|kommun|protokolls?|bitr\.?\s|vice\s|förste\s+vice\s|andre\s+vice\s|1:e\s+vice\s
    |2:e\s+vice\s)?(?:ordförande|sekreterare) | protokollförare | förvaltningschef | revisorer
    | kallade | frånvarande(?:\s\w+)? | frånvaro | förhindra(?:d|de) | (?:laga\s+)?förfall | närvarolista
    | (?:(?:med)?anmäl[dt]a?|meddela[td]?)\s+(?:förhinder|frånvaro|förfall)
    | (?:ledamöter|de|ersättare)\s+som\s+(?:ej|icke|inte)\s+(?:deltog|deltar|närvar\w+)
    )"""
LABEL = Pattern(
    source=rf"""^[ \t]{{0,200}}(?:\#{{1,6}}\s*)?(?:[-•]\s+)?(?:\d{{1,2}}\.\s+)?\**(?P<label>
      organ | nämnd(?:\s*/\s*styrelse)? | styrelse\s*/\s*nämnd | instans | myndighet | förening
    | (?:mötes|sammanträdes)?(?:datum|dag|tid|plats|lokal)(?:\s+(?:och|för)\s+(?:tid|plats|datum|klockslag
    |sammanträdet|mötet))? | tid(?:punkt)?\s*[,/&]\s*plats | plats\s*[,/&]\s*tid
    | klockan | när | var
    | {_PEOPLE}
    | utse(?:s|dd)\s+att\s+justera | (?:protokolls?)?justerare | justeringsm(?:an|än) | justeringsperson(?:er)?
    | justerande
    | justeringens\s+(?:tid|plats)(?:\s+och(?:\s+(?:tid|plats))?)? | justering(?:splats|stid
    |sdatum)?(?:\s+och\s+\w+)? | justera(?:t|s|d)\s+av | justera(?:t|s|d|s\s+datum|t\s+den)
    | (?:protokollet\s+)?omfattar | paragrafer | underskrifter | utdragsbestyrkande | diarienummer | dnr | ärenden?
    | sidor
    | anslag\s?/?\s?bevis | protokollet\s+är\s+justerat.{{0,60}} | datum\s+för\s+anslags?(?:\s+\w+)?
    | anslags?\s+(?:uppsättande|nedtagande) | förvaringsplats(?:\s+för(?:\s+protokollet)?)? | underskrift
    | ärendelista | innehållsförteckning | föredragningslista | dagordning
    )\**\s*(?P<mark>:\**|\t|\s{{2,}}|$)\s*(?P<rest>.*)$""",
    finds=(
        "Närvarande: Anna Ek",
        "Plats och tid            Rådhuset",
        "Organ\tStyrelsen",
        "## Kallade",
        "Utses att justera",
        "Övriga deltagare   Per Ek",
    ),
    ignores=("Närvarande vid mötet var alla", "Organisationen ses över", "Ordföranden: hälsar"),
    flags=re.IGNORECASE,
)
_LEFT = re.compile(r"^(?P<indent>[ \t]{0,12})(?P<left>[a-zåäö][a-zåäö ]{2,30}?)(?:\s{3,}(?P<rest>\S.*))?$")
_MOST = 400
"""Lines of one field: an attendance list of a large assembly."""


@dataclass(slots=True)
class Field:
    """One labelled field."""

    label: str
    """As printed, in lower case, white space folded."""
    line: int
    """Number of the line that holds the label."""
    values: list[tuple[int, str]] = field(default_factory=list)
    """(line number, text) of the lines with a value, indentation kept."""

    @property
    def first(self) -> str:
        """The first value; empty where there is none."""
        return fold(self.values[0][1]) if self.values else ""

    @property
    def beside(self) -> bool:
        """The first value stands on the line of the label."""
        return bool(self.values) and self.values[0][0] == self.line

    @property
    def text(self) -> str:
        """All values, one a line."""
        return "\n".join(value for _, value in self.values)


def read_fields(lines: Sequence[Line], first: int, last: int) -> list[Field]:
    """The fields between two line numbers, the last exclusive, in order."""
    return list(_walk(lines, first, last))


def _walk(lines: Sequence[Line], first: int, last: int) -> Iterator[Field]:
    current: Field | None = None
    for i in range(first, last):
        text = lines[i].text
        if lines[i].blank:
            continue
        match = LABEL.regex.match(text[:600]) if len(text) < 20_000 else None
        if match:
            if current:
                yield current
            rest = text[match.start("rest") :]
            current = Field(fold(match["label"]).lower(), i, [(i, rest)] if rest.strip() else [])
        elif text.startswith("#"):
            if current:
                yield current
            current = None
        elif current and len(current.values) < _MOST:
            _continue(current, i, text)
    if current:
        yield current


def _continue(current: Field, i: int, text: str) -> None:
    """A line below: the rest of a label that was broken in its column, or a value."""
    left = _LEFT.match(text)
    if left and (left["rest"] or _goes_with(current.label, left["left"])) and len(current.values) <= 2:
        current.label = fold(f"{current.label} {left['left']}")
        if left["rest"]:
            current.values.append((i, left["rest"]))
    else:
        current.values.append((i, text))


def _goes_with(label: str, word: str) -> bool:
    """Whether a lone word in lower case ends a broken label ("Ej tjänstgörande" / "ersättare").

    >>> _goes_with("ej tjänstgörande", "ersättare"), _goes_with("ordförande", "sekreterare")
    (True, False)
    """
    return label.endswith((" och", "tjänstgörande", " för", "anslags")) and word.strip() in {
        "ersättare",
        "suppleanter",
        "ledamöter",
        "tid",
        "plats",
        "protokollet",
        "uppsättande",
        "nedtagande",
    }
