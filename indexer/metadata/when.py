"""When and where did they meet, and when were the minutes verified?"""

import re
from collections.abc import Sequence

from indexer.lines import Line, fold, plain
from indexer.metadata.date import day_and_month, find_date
from indexer.metadata.fields import LABEL, Field
from indexer.split import Piece

TIME = re.compile(
    r"(?:kl(?:ockan|\.)?\s*)?(?<!\d)(\d{1,2}\s?[.:]\s?\d\d(?:\s*(?:[-–—]|till|–)+\s*(?:kl\.?\s*)?\d{1,2}\s?[.:]\s?\d\d)?)(?![\d])",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?(?:\s+den)?\b|\bden\b(?=\s*,|\s*$)|\bkl(?:ockan)?\b\.?", re.IGNORECASE
)

_DATE_LABELS = re.compile(r"datum$|^datum|dag$|^tid|tid$|^plats|^(?:mötes|sammanträdes)|^när$|^lokal")


def date_of(
    lines: Sequence[Line], top: Sequence[int], fields: Sequence[Field], running: Sequence[str], guess: str | None
) -> str | None:
    """The day: a field of its own, a line of the head, the running head.

    None where the head prints the day and month of the file name's date without a year: that date is the one.
    """
    for f in fields:
        if _DATE_LABELS.search(f.label) and "anslag" not in f.label and "juster" not in f.label:
            found = find_date(" ".join(fold(value) for _, value in f.values[:3]))
            if found:
                return found
    for k, i in enumerate(top[:15]):
        if k >= 3 and len(lines[i].text) > 160:
            continue
        if guess and day_and_month(lines[i].text[:120]) == guess[5:]:
            return None
        match = LABEL.regex.match(lines[i].text[:300])
        if match and (match["label"].lower().startswith(("juster", "anslag", "protokollet är", "datum för"))):
            break
        found = find_date(lines[i].text[:300])
        if found:
            return found
    return next((found for text in running if (found := find_date(text))), None)


def time_of(lines: Sequence[Line], top: Sequence[int], fields: Sequence[Field]) -> str | None:
    """The hours of the meeting as printed, or None."""
    texts = [
        value for f in fields if _DATE_LABELS.search(f.label) and "juster" not in f.label for _, value in f.values[:4]
    ]
    for text in [*texts, *(lines[i].text[:300] for i in top[:6])]:
        match = TIME.search(_without_dates(text))
        if match:
            return fold(match[1])
    return None


def _without_dates(text: str) -> str:
    return re.sub(r"(?:19|20)\d\d[-–.]\d\d[-–.]\d\d", " ", text)


def place_of(fields: Sequence[Field]) -> str | None:
    """Where they met, without day and hours, or None."""
    for f in fields:
        if "juster" in f.label or not ("plats" in f.label or f.label in ("lokal", "var")):
            continue
        for _, value in f.values[:2]:
            text = re.split(r"\s{4,}|\t", value.strip())[0]
            text = TIME.sub(" ", _without_dates(text))
            text = re.sub(r"\b\d{1,2}\s+[a-z]{3,9}\s+\d{4}\b", " ", text, flags=re.IGNORECASE)
            place = fold(_DAY.sub(" ", text)).strip(" ,.;:–-")
            if len(place) > 2:
                return re.sub(r"(?:\s*,)+$", "", place)
    return None


def justerad_in_tail(lines: Sequence[Line], tail: Sequence[Piece]) -> str | None:
    """The day on a line of the signatures: "Justeras 2021-05-10"."""
    for piece in tail:
        for line in lines[piece.first : piece.last]:
            text = plain(line.text[:200])
            if text.lower().startswith("juster") and (found := find_date(text)):
                return found
    return None


def justerad_of(fields: Sequence[Field]) -> str | None:
    """The day in a field of verification, or None."""
    for f in fields:
        if f.label.startswith("juster") and "av" not in f.label.split():
            found = find_date(" ".join(fold(value) for _, value in f.values[:3]))
            if found:
                return found
    return None
