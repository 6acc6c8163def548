"""What may each line of the minutes be, looked at by itself?

The first half of splitting: a flat stream of small events (a candidate for the head of an item, the head of a table of
contents, the head of a new protokoll, a bilaga, a signature). Which of them count is decided by `split`, which sees the
whole.
"""

import re
from collections.abc import Sequence

from indexer.candidate import Candidate, Form
from indexer.labels import label
from indexer.leads import lead
from indexer.lines import Line, plain
from indexer.pattern import Pattern

LOOK = 300
"""Characters at the start of a line that are looked at."""

_OPEN = r"^[ \t>]{0,200}(?:[-•*]\s+)?(?:\#{1,6}\s*)?[*_{(\[]{0,4}\s{0,3}"
_N = r"(?P<n>\d{1,4}(?:\.\d{1,3}){0,2})(?:\s?(?P<letter>[a-h])(?=[\s.:)*}]|$))?"
_LATIN = r"(?:\s?:\s?(?:[ot]|[dmnv]o|t[iw]?o|ndo)(?![\wåäö]))?"
"""What follows a Latin ordinal: 1:o, 2:do, 3:tio, 4:to, 7:mo, 8:vo, 9:no."""
_CLOSE = r"[*_}\])]{0,4}[.:]?[*_}\])]{0,4}\s*"

SIGN = Pattern(
    source=rf"{_OPEN}(?:[A-ZÅÄÖ][\wÅÄÖåäö]{{0,5}}\.?\s+)?[§$]\.?\s{{0,3}}(?![§$]){_N}{_LATIN}{_CLOSE}(?P<rest>.*)$",
    finds=(
        "§ 54 Sammanträdesplan",
        "§. 1.",
        "§ 2:do Upplästes",
        "§55 **Beslut om",
        "- § 13** Val av justerare",
        "{§ 1.}",
        "KS § 12",
        "$ 32 Motion",
    ),
    ignores=("§§ 51-62", "enligt § 3 i reglementet", "7 kap. 5 § kommunallagen"),
)
SIGN_AFTER = Pattern(
    source=rf"{_OPEN}{_N}\s?:?o?\s?§(?!\s?§){_CLOSE}(?P<rest>.*)$",
    finds=("1 § Mötets öppnande", "12 §."),
    ignores=("5 kap. 3 § lagen", "§ 1"),
)
WORD = Pattern(
    source=rf"{_OPEN}(?:ärende|punkt|paragraf|pkt|dagordningspunkt|ärende\s+nr)\.?\s+(?:nr\.?\s*)?{_N}{_CLOSE}[–-]?\s?(?P<rest>.*)$",
    finds=("Ärende 1: Val", "Punkt 3", "Paragraf 4. Motioner"),
    ignores=("Ärendet 1 maj", "Punkten 3"),
    flags=re.IGNORECASE,
)
BODY = Pattern(
    source=rf"{_OPEN}(?!Den\s|Nr\s|År\s|Kl\s|Bil)(?P<word>[A-ZÅÄÖ][a-zåäö]{{1,4}}|[A-ZÅÄÖ]{{2,5}})\s{_N}(?![\d/:-]){_CLOSE}(?P<rest>.*)$",
    finds=("Kst 25", "KF 12 Val av ordförande"),
    ignores=("Kst 25/2018", "Den 25 maj", "Kl 10:30"),
)
ORDINAL = Pattern(
    source=r"""^[ \t]{0,200}[*_]{0,2}(?P<n>\d{1,3})
    (?:\s?:\s?(?:[ot]|[dmnv]o|t[iw]?o|ndo|de|a|sta|dra|dje)(?![\wåäö])
    | (?:mo|n?do|t[iw]?o|vo|no)(?![\wåäö]) | \s?o\s?\) | \s?[º°])
    [):.,]{0,2}\s*(?P<letter>(?!))?(?P<rest>.*)$""",
    finds=("1:o Upplästes", "2o) Beslöts", "3:o) Val", "2:do Angafs", "3:tio Tillspordes", "1mo. Upplästes", "4° Val"),
    ignores=("1:50 kr", "2 ordförande", "2:e vice ordförande"),
)
DOT = Pattern(
    source=rf"^[ \t]{{0,200}}(?:\#{{1,6}}\s*)?[*_]{{0,2}}{_N}\s?\.[*_]{{0,2}}\s+(?P<rest>\S.*)$",
    finds=("1. Mötets öppnande", "## 3. Ekonomi", "8.1. Lokaler"),
    ignores=("1.500 kronor", "2018-03-28"),
)
PAREN = Pattern(
    source=r"^[ \t]{0,200}[*_]{0,2}(?P<n>\d{1,3})\)[*_]{0,2}\s+(?P<letter>(?!))?(?P<rest>\S.*)$",
    finds=("1) Mötets öppnande",),
    ignores=("(1) anm.", "1.) x"),
)
BARE = Pattern(
    source=rf"^[ \t]{{0,200}}(?:\#{{1,6}}\s*)?[*_]{{0,2}}{_N}[*_]{{0,2}}\s+(?P<rest>[A-ZÅÄÖ*\"”].*)$",
    finds=("1 Mötets öppnande", "8.1 Lokaler"),
    ignores=("28 mars 2018", "1 kr"),
)
HEADING = Pattern(
    source=r"^\#{1,6}\s*(?P<rest>[^\s#].*)$",
    finds=("## Övrigt", "##Kallade"),
    ignores=("# ", "Övrigt ##"),
)

TOC_HEAD = Pattern(
    source=r"""^(?:innehålls?(?:förteckning)?|ärende(?:lista|n|förteckning)|föredragningslista|dagordning|paragrafförteckning
    |förteckning\s+över\s+(?:ärenden|paragrafer)|register):?$""",
    finds=("Innehållsförteckning", "Ärendelista", "Dagordning:"),
    ignores=("Dagordningen fastställs", "Ärendet"),
    flags=re.IGNORECASE,
)
TOC_LINE = Pattern(
    source=r"""(?:\.\s?){4,}\s*\d{1,4}\s*$ | …{2,}\s*\d{1,4}\s*$ | _{4,}\s*\d{1,4}\s*$ | \t\d{1,4}\s*$
    | \S[ ]{3,}\d{1,4}\s*$""",
    finds=("§ 15 Justering.....	3", "§ 17 Laget runt	3", "Plan ............ 35", "Budget      12"),
    ignores=("§ 15 Justering", "år 2018", "den 3"),
)
BILAGA = Pattern(
    source=r"""^\s*(?:\#{1,4}\s*)?\**(?:bilaga(?:\s+(?:nr\.?\s*)?(?:\d{1,3}|[a-zåäö])\b\.?|\s+till\s.{0,60})?\**\s*(?:[:–-]\s*.{0,80})?
    | (?:omröstnings|voterings)(?:lista|protokoll|bilaga)(?:\s+(?:nr\.?\s*)?\d{1,3})?)\s*$""",
    finds=("Bilaga 8", "Bilaga A: Budget", "BILAGA", "   Omröstningslista nr. 1"),
    ignores=("Bilaga 1 visar utfallet", "Bilagor", "enligt bilaga 2"),
    flags=re.IGNORECASE,
)
SIGNED = Pattern(
    source=r"""^\s*\**(?:vid\s+protokollet\b | (?:på|i)\s+tjänstens\s+vägnar | in\s+fidem(?:\s+protocolli)?
    | ut\s+supra | underskrifter
    | dag\s+som\s+ovan | tillkännagivande(?:\s+av\s.{3,160})? | anslag(?:\s?/\s?bevis|sbevis)?\b(?!\s+[a-zåäö])
    | bevis\s+om\s+anslag.{0,40}
    | justera(?:s|t|d|des|nde)\b(?:\s+(?:den|av|datum|dag|i\s+laga\s+ordning).{0,60})?:?
    | protokollet\s+(?:är\s+)?(?:justerat|justeras).{0,60} | rätt\s+(?:utdraget|protokollfört).{0,40}
    | (?:ordförande|sekreterare|justerare|justerande|mötesordförande
    |mötessekreterare)\s*:?\s*[._…]{4,} )\W*(?:[\w .,:-]{0,60})$""",
    finds=("Vid protokollet", "Justeras datum: 2023-10-31", "In fidem", "ANSLAG/BEVIS", "Ordförande ........"),
    ignores=(
        "Justerare utses enligt följande ordning vid sammanträdet",
        "Vid protokollets uppläsning fanns inga anmärkningar",
        "Anslaget höjs",
    ),
    flags=re.IGNORECASE,
)

_REFERENCE = re.compile(r"[,;)\]:]|och\b|samt\b|punkt\b|p\.|[a-zåäö]")
_NUMBERED: tuple[tuple[Form, Pattern, str], ...] = (
    (Form.SIGN, SIGN, "§$"),
    (Form.SIGN_AFTER, SIGN_AFTER, "§"),
    (Form.WORD, WORD, "äpdÄPD"),
    (Form.ORDINAL, ORDINAL, "oº°:"),
    (Form.DOT, DOT, "."),
    (Form.PAREN, PAREN, ")"),
    (Form.BARE, BARE, ""),
    (Form.BODY, BODY, ""),
)


def candidates(lines: Sequence[Line]) -> dict[Form, list[Candidate]]:
    """Every line that may be the head of an item, by the form in which it is written."""
    found: dict[Form, list[Candidate]] = {}
    for i, line in enumerate(lines):
        for candidate in _of_line(lines, i, line.text[:LOOK]):
            found.setdefault(candidate.form, []).append(candidate)
    return found


def _of_line(lines: Sequence[Line], i: int, text: str) -> list[Candidate]:
    head = text.lstrip(" \t#*_-•>{([")[:40]
    if not head:
        return []
    if head[0].isdigit() or "§" in head[:9] or "$" in head[:2] or head[0] in "ÄäPpDd" or head[0].isupper():
        numbered = [
            c
            for form, pattern, signs in _NUMBERED
            if _may(head, signs) and (c := _numbered(lines, i, text, form, pattern))
        ]
        if numbered:
            return numbered
    if text.startswith("#") and HEADING.regex.match(text):
        return [_heading(i, text)]
    return _capitals(lines, i, text) or lead(lines, i, text)


def _may(head: str, signs: str) -> bool:
    return not signs or any(sign in head[:12] for sign in signs)


def _numbered(lines: Sequence[Line], i: int, text: str, form: Form, pattern: Pattern) -> Candidate | None:
    match = pattern.regex.match(text)
    if not match:
        return None
    number = match["n"] + (" " + match["letter"] if match["letter"] else "")
    major, _, minor = match["n"].partition(".")
    key = (int(major), int(minor.split(".")[0] or 0), match["letter"] or "")
    strong, weight = _strength(lines, i, match["rest"], form)
    return Candidate(i, form, number, key, match.start("rest"), strong, weight)


def _strength(lines: Sequence[Line], i: int, rest: str, form: Form) -> tuple[bool, int]:
    """Whether a numbered line looks like a head, and how much it weighs.

    A reference cut by the line end ("den 25 november 2015, / § 183 framgår") follows a line that runs on, and goes on
    in lower case or with a comma.
    """
    before = lines[i - 1] if i else None
    open_ground = before is None or before.blank
    runs_on = not open_ground and before is not None and _runs_on(before.text)
    reference = bool(_REFERENCE.match(rest.lstrip("* _")))
    if form in (Form.SIGN, Form.SIGN_AFTER) and not rest and text_ends_with_stop(lines[i].text) and not open_ground:
        reference = True
    strong = not (reference or runs_on)
    weight = (4 if strong else 1) + (2 if open_ground else 0)
    return strong, weight + (2 if strong and _label_follows(lines, i) else 0)


def text_ends_with_stop(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return text.rstrip()[-1:] in (".", ",", ";")


def _runs_on(text: str) -> bool:
    """Whether a line of prose is cut by its end: long, or ending in a comma or hyphen."""
    text = text.rstrip()
    return text[-1:] in (",", "-", "–") or (len(text) > 50 and text[-1:] not in (".", ":", "!", "?", "”", '"', "*"))


def _label_follows(lines: Sequence[Line], i: int) -> bool:
    seen = 0
    for line in lines[i + 1 : i + 12]:
        if not line.blank:
            if label(line.text):
                return True
            seen += 1
            if seen == 4:
                break
    return False


def _heading(i: int, text: str) -> Candidate:
    level = len(text) - len(text.lstrip("#"))
    rest = len(text) - len(text.lstrip("# \t"))
    return Candidate(i, Form.HEADING, None, (level, 0, ""), rest, strong=True, weight=4)


def _capitals(lines: Sequence[Line], i: int, text: str) -> list[Candidate]:
    """A short line all in capitals with open ground around it."""
    bare = plain(text)
    if not 4 <= len(bare) <= 80 or not bare.isupper() or bare[-1] in ".,;" or (i and not lines[i - 1].blank):
        return []
    if sum(char.isalpha() for char in bare) < 4:
        return []
    return [Candidate(i, Form.CAPITALS, None, (0, 0, ""), len(text) - len(text.lstrip(" *#")), strong=True, weight=3)]
