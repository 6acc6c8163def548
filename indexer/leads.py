"""Is a short line with a full stop the heading of an item, as in the minutes of the old estates?"""

import re
from collections.abc import Sequence

from indexer.candidate import Candidate, Form
from indexer.lines import Line
from indexer.pattern import Pattern

LEAD = Pattern(
    source=r"""^\s{0,200}(?!(?:Herr|Hr|Frih|Fru|Grefve|Magister|Till\s|In\s|Bilag|Som\s|Ut\s|Dag\s|Vid\s|S:a|Summa)\w*\b)
    (?P<rest>[A-ZÅÄÖ][^\W\d]+(?:[ ,-]{1,2}[^\W\d]+){0,9})\s?\.\s*$""",
    finds=("Talmanskonferensen.", "Remiss af nådiga propositioner."),
    ignores=("Landtdagsutskott. 27", "Herr Ek.", "C. J. Ek.", "till ledamöter:"),
)
_VERB = re.compile(
    r"[\wåäö]+(?:des|tes|[gf]s|ade|mde|dde|kände|[lr]te|ats|it|tos)(?![\wåäö])"
    r"|\b(?:är|var|voro|blev|blef|blir|har|hade|skall|skulle|kan|kunde|bör|borde|må|måtte|vill|ville|får|fick|hvarom|hvarefter)\b"
)
_RUN_IN = re.compile(r"[ \t]{0,20}(?P<rest>[A-ZÅÄÖ][\wåäö]+(?:[ ,-]{1,2}[\wåäö]+){0,7}\. [A-ZÅÄÖ][\wåäö]+ \w)")
"""A title with text after it: an item only where the running heads have the same title."""
_CLOSED = (".", "!", "?", ":", ";", "”", '"', ")")


def lead(lines: Sequence[Line], i: int, text: str) -> list[Candidate]:
    """A short line with a full stop, without a verb, that heads running text; what is before it has ended."""
    if i and not _ended(lines[i - 1]):
        return []
    if len(text) > 90 or not text.rstrip().endswith("."):
        run_in = _RUN_IN.match(text)
        return (
            [Candidate(i, Form.LEAD, None, (0, 0, ""), run_in.start("rest"), strong=False, weight=1)] if run_in else []
        )
    match = LEAD.regex.match(text)
    if not match or _VERB.search(text) or _is_name(text):
        return []
    below = next((line for line in lines[i + 1 : i + 4] if not line.blank), None)
    if below is None or len(below.text) < 60 or not below.text.lstrip()[:1].isupper():
        return []
    return [Candidate(i, Form.LEAD, None, (0, 0, ""), match.start("rest"), strong=True, weight=3)]


def _ended(line: Line) -> bool:
    """Whether the text before has come to its end: open ground, a sentence, a page's running head with its number."""
    text = line.text.rstrip()
    return not text or text.endswith(_CLOSED) or (len(text) <= 90 and text[-1].isdigit())


def _is_name(text: str) -> bool:
    """Whether most words begin with a capital, as in a signature."""
    words = [word for word in text.split() if word not in _PARTICLES]
    return len(words) >= 2 and all(word[0].isupper() for word in words)


_PARTICLES = frozenset({"von", "af", "av", "de", "der", "la", "du"})
