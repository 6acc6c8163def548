"""How are people told in a list: name, party, function, whom they represent or replace, and for which §?

A list may be cut by lines, commas, "och", or by nothing but the end of a bracket. The scanner reads one token at a
time; a name begins a new person unless it says where the one before comes from ("Krokoms kommun").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.lines import fold
from indexer.metadata.first_names import FIRST_NAMES
from indexer.pattern import Pattern

_CAP = r"[A-ZÅÄÖÉÈÜŠČĆŽÖ][\w’'´]*(?:[-–][\wÅÄÖåäöé’']+)*\.?"
_PARTICLE = r"(?:von|af|av|de|la|van|der|den|el|al|ibn|zu|du)"
NAME = Pattern(
    source=rf"(?<![\wåäö]){_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{1,6}}",
    finds=("Anna Ek", "Carl von Essen", "Bernt A Runberg", "Ann-Marie O’Neil"),
    ignores=("ordförande", "Anna"),
)
PARTY = Pattern(
    source=r"^(?:[A-ZÅÄÖ]{1,5}|[A-ZÅÄÖ][a-zåäö]{1,2}|[smcvlkfd]|kd|sd|mp|fp|fi|nyd|[-–—]|opol\.?|obunden|partilös|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,3}[Pp])$",
    finds=("S", "KD", "v", "-", "Fp"),
    ignores=("ordförande", "Krokoms kommun"),
)
FUNCTION = Pattern(
    source=r"""(?<![\wåäö])(?:
      (?:(?:för(?:ste|sta)|andre|andra|tredje|[123]\s?:?\s?[ea])\s+)?(?:vice\s+|v\.\s?|vice-|tf\.?\s+|t\.\s?f\.\s+|biträdande\s+|bitr\.?\s+)?
      (?:[a-zåäö-]{0,24}(?:ordförande|ordf\.?|sekreterare|sekr\.?|direktör|chef|strateg|ledare|justerare|controller|ekonom|jurist|assistent|handläggare|samordnare|revisor|rektor|kyrkoherde|komminister|kassör|kassaförvaltare|ingenjör|arkitekt|inspektor|sakkunnig|föredragande|protokollförare|utredare|konsult|ombud|ledamot|ersättare|suppleant|deltagare|adjungerad|närvarande|kamrer|notarie|nämndeman|kyrkvärd|landshövding|råd)(?:n|en|ar)?)(?![\wåäö])
    | tjänstgörande\s+ersättare | (?:ej|icke|inte)\s+tjänstgörande(?:\s+ersättare)? | tjänstgörande
    | övriga?\s+ersättare | insynsplats | personalföreträdare | facklig\s+\w+ | justerande )""",
    finds=("vice ordförande", "Tjänstgörande ersättare", "förbundschef", "2:e vice ordförande"),
    ignores=("Anna Ek", "Krokoms kommun"),
    flags=re.IGNORECASE,
)
PLACE = Pattern(
    source=r"""(?<![\wåäö])(?:
      (?:[A-ZÅÄÖ][\wåäö-]*\s+){1,3}(?:kommun|stad|landskommun|länsstyrelse|landsting|församling|socken|AB|län|förbund|förvaltning)(?![\wåäö])
    | (?:Region(?:en)?|Länsstyrelsen|Landstinget|Kommunförbundet|Samordningsförbundet|Kommunalförbundet|Polisen
    |Trafikverket|Arbetsförmedlingen|Försäkringskassan|Föreningen
    |Stiftelsen)(?:\s+(?:i\s+)?[A-ZÅÄÖ][\wåäö-]*)*(?:\s+(?:län|kommun))? )""",
    finds=("Krokoms kommun", "Region Jämtland Härjedalen", "Bergslagen länsstyrelse"),
    ignores=("Anna Ek", "ordförande"),
)
_NUMBERS = r"\d{1,4}(?:\.\d{1,2})?"
PARAGRAFER = Pattern(
    source=rf"(?P<how>ej|inte|utom|förutom|undantaget|(?:från|fr\.?|till|t\.?)\s*(?:och\s+med|o\.?\s?m\.?)|from|fr|tom|till|från|del\s+av|under|vid|för)?\s*§{{1,2}}\s*(?P<list>{_NUMBERS}(?:\s*(?:[,&]|och|samt|t\.?o\.?m\.?)\s*(?:§\s*)?{_NUMBERS}|\s*[-–—](?:\s*(?:§\s*)?{_NUMBERS})?)*)",
    finds=("§ 32-44", "§§ 15-19, 21", "fr.o.m. § 5", "ej § 7", "§§53-68"),
    ignores=("kl 10.30", "32-44"),
    flags=re.IGNORECASE,
)
CLOCK = Pattern(
    source=r"(?:(?:fr(?:ån)?|fr\.?\s?o\.?\s?m\.?|from|t\.?\s?o\.?\s?m\.?|till|ankom|anlände|lämnade|utgick|gick|avvek|närvarande)\s*(?:mötet\s*)?(?:och\s+med\s+)?(?:kl(?:ockan)?\.?\s*)?|kl(?:ockan)?\.?\s*)\d{1,2}[.:]\d\d(?:\s*[-–—]\s*\d{1,2}[.:]\d\d)?",
    finds=("fr 09.45", "tom 11.00", "kl. 10.30-11.00", "ankom kl 13:10"),
    ignores=("§ 9", "09.45"),
    flags=re.IGNORECASE,
)
REPLACES = Pattern(
    source=rf"""(?:ersätter|ersättare\s+för|tjänstgör(?:ande)?\s+(?:ersättare\s+)?för|tj(?:\.|g\.?)?\s*ers\.?\s+för
    |i\s?stället\s+för|istf\.?
    |för)\s+(?P<name>{_CAP}(?:[ ](?:{_PARTICLE}[ ])?{_CAP}){{1,4}})(?P<party>\s*\([^()]{{1,12}}\))?""",
    finds=("ersätter Anna Ek (S)", "tjänstgörande ersättare för Per Alm", "i stället för Per Alm (M)"),
    ignores=("för § 5", "ersättare"),
)


@dataclass(slots=True)
class Entry:
    """One person in a list, as printed."""

    name: str
    party: str | None = None
    functions: list[str] = field(default_factory=list)
    represents: str | None = None
    replaces: str | None = None
    paragrafer: list[tuple[str, str]] = field(default_factory=list)
    """(word before, numbers) as printed: ("ej", "7")."""
    clock: bool = False
    """Clock times are printed for the person."""
    start: int = 0
    end: int = 0


def read_people(text: str) -> list[Entry]:
    """The people in a list.

    >>> [(e.name, e.party, e.functions) for e in read_people("Anna Ek (S), ordförande Per Alm (M)")]
    [('Anna Ek', 'S', ['ordförande']), ('Per Alm', 'M', [])]
    >>> [(e.name, e.represents) for e in read_people("Jon Ek, Krokoms kommun Eva Alm, Härjedalen § 5")]
    [('Jon Ek', 'Krokoms kommun'), ('Eva Alm', 'Härjedalen')]
    """
    scanner = _Scanner(text)
    scanner.run()
    return scanner.found


class _Scanner:
    """Reads a list from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Entry] = []
        self.after_comma = False
        self.separated = True

    def run(self) -> None:
        """Read to the end; each step takes at least one character."""
        steps = (
            self._space,
            self._bracket,
            self._paragrafer,
            self._clock,
            self._replaces,
            self._function,
            self._place,
            self._name,
            self._lower,
        )
        while self.at < len(self.text):
            if not any(step() for step in steps):
                self.at += 1

    @property
    def _last(self) -> Entry | None:
        return self.found[-1] if self.found else None

    def _take(self, match: re.Match[str]) -> bool:
        self.at = match.end()
        if self._last:
            self._last.end = self.at
        return True

    def _space(self) -> bool:
        char = self.text[self.at]
        if char in ",;\n":
            self.after_comma = char == ","
            self.separated = True
            self.at += 1
            return True
        joint = re.compile(r"(?:och|samt|&)\s").match(self.text, self.at)
        if joint:
            self.separated, self.after_comma = True, False
            self.at = joint.end()
        elif char.isspace():
            self.at += 1
        return bool(joint) or char.isspace()

    def _bracket(self) -> bool:
        match = re.compile(r"\(([^()\n]{1,80})\)").match(self.text, self.at)
        if not match or not self._last:
            return False
        inner = fold(match[1])
        if PARTY.regex.match(inner):
            self._last.party = self._last.party or inner
        elif FUNCTION.find(inner):
            self._last.functions.append(inner.lower())
        elif PLACE.find(inner):
            self._last.represents = self._last.represents or inner
        elif PARAGRAFER.find(inner) or CLOCK.find(inner):
            return self._inner_time(match, inner)
        return self._take(match)

    def _inner_time(self, match: re.Match[str], inner: str) -> bool:
        numbers = PARAGRAFER.find(inner)
        if numbers and self._last:
            self._last.paragrafer.append(((numbers["how"] or "").lower(), numbers["list"]))
        elif self._last:
            self._last.clock = True
        return self._take(match)

    def _paragrafer(self) -> bool:
        match = PARAGRAFER.regex.match(self.text, self.at)
        if not match or not self._last:
            return False
        self._last.paragrafer.append(((match["how"] or "").lower(), match["list"]))
        return self._take(match)

    def _clock(self) -> bool:
        match = CLOCK.regex.match(self.text, self.at)
        if not match or not self._last:
            return False
        self._last.clock = True
        return self._take(match)

    def _replaces(self) -> bool:
        match = REPLACES.regex.match(self.text, self.at)
        if not match or not self._last:
            return False
        self._last.replaces = fold(match["name"])
        self.separated = False
        return self._take(match)

    def _function(self) -> bool:
        match = FUNCTION.regex.match(self.text, self.at)
        if not match or not self._last or (match[0].endswith("råd") and match[0][0].isupper()):
            return False
        self._last.functions.append(fold(match[0]).lower())
        self.after_comma = self.separated = False
        return self._take(match)

    def _place(self) -> bool:
        """Where a person comes from: a known kind of body, or one capitalised word between a comma and an end."""
        if not self._last or not self.after_comma:
            return False
        match = PLACE.regex.match(self.text, self.at) or re.compile(r"[A-ZÅÄÖ][\wåäö-]+(?=\s*(?:$|[,;\n(]|§))").match(
            self.text, self.at
        )
        if not match:
            return False
        self._last.represents = fold(match[0])
        self.after_comma = self.separated = False
        return self._take(match)

    def _name(self) -> bool:
        match = NAME.regex.match(self.text, self.at)
        run = _before_function(match[0]) if match else ""
        if not run:
            return False
        at = self.at
        for part in _parted(run):
            start = self.text.index(part, at)
            at = start + len(part)
            self.found.append(Entry(_unstopped(part), start=start, end=at))
        self.at = at
        self.after_comma = self.separated = False
        return True

    def _lower(self) -> bool:
        """Words in lower case after a name: a function or a place of work in words of its own."""
        match = re.compile(r"[a-zåäö0-9][^\n,;()§]{0,160}?(?=$|[\n,;()§]|\s(?:och|samt)\s+[A-ZÅÄÖ]|\s[A-ZÅÄÖ])").match(
            self.text, self.at
        )
        if not match:
            return False
        if self._last and (self.after_comma or not self.separated):
            words = fold(match[0])
            place = PLACE.regex.match(self.text, match.end() + 1) if words.split()[-1][-2:] == "en" else None
            if place:
                self._last.represents = fold(self.text[match.start() : place.end()])
                return self._take(place)
            self._last.functions.append(words.lower())
        return self._take(match)


def _before_function(run: str) -> str:
    """The capitalised words before a function that is printed with a capital ("Eva Ek Ordförande Per Alm")."""
    words = run.split(" ")
    cut = next((i for i, word in enumerate(words) if i and FUNCTION.regex.fullmatch(word)), len(words))
    return " ".join(words[:cut]) if cut >= 2 else ""


def _unstopped(name: str) -> str:
    """Without the full stop of the sentence; that of an initial stays."""
    return name[:-1] if name.endswith(".") and len(name.rsplit(" ", 1)[-1]) > 2 else name


def _parted(run: str) -> Iterator[str]:
    """Cut a run of capitalised words where a first name follows a surname.

    >>> list(_parted("Jessica Lund Lennart Alm")), list(_parted("Lars Gunnar Norden")), list(_parted("Eva Ek Alm"))
    (['Jessica Lund', 'Lennart Alm'], ['Lars Gunnar Norden'], ['Eva Ek Alm'])
    """
    words = run.split(" ")
    part: list[str] = []
    for i, word in enumerate(words):
        first = word.split("-")[0] in FIRST_NAMES
        if first and len(part) >= 2 and part[-1].split("-")[0] not in FIRST_NAMES and i + 1 < len(words):
            yield " ".join(part)
            part = []
        part.append(word)
    yield " ".join(part)
