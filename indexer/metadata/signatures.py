"""Which functions do the minutes give to people outside the attendance list?

By the sign-off ("Justeras av"), by a line under a signature, by the item that chooses justerare.
"""

import re
from collections.abc import Iterator, Sequence

from indexer.labels import label
from indexer.lines import Line, fold, plain
from indexer.metadata.fields import Field
from indexer.metadata.names import NAME, Entry, read_people
from indexer.model import Kind
from indexer.pattern import Pattern
from indexer.split import Meeting, Piece

SIGN_OFF = Pattern(
    source=r"^(?:justera[tsd]?\s+av|underskrifter|utses\s+att\s+justera|utsedd\s+att\s+justera|(?:protokolls?)?justerare|justeringsm[aä]n|justeringsperson(?:er)?|justerande)",
    finds=("utses att justera", "justeras av", "justerare"),
    ignores=("justeringens tid och plats", "beslutande"),
)


def joined(block: Sequence[str]) -> str:
    """The lines as one text: one person a line stays so, a list that is wrapped is joined."""
    bare = [re.sub(r"^\s*(?:[-•*]|\d{1,2}[.)])\s+", "", line).strip().rstrip("*_ ") for line in block]
    cells = [cell for line in bare for cell in re.split(r"\s{3,}|\t", line) if cell.strip(" ._…")]
    own_lines = all(NAME.regex.match(cell) and not cell.endswith((",", " och")) for cell in cells)
    return "\n".join(cells) if own_lines or len(cells) < 2 else " ".join(cells)


_FUNCTION_LINE = re.compile(
    r"^(?P<function>(?:mötes)?ordförande|(?:mötes|kommun|nämnd)?sekreterare|justerare|justerande|justeringsman|justeringsperson|protokollförare)\b\W*$",
    re.IGNORECASE,
)
CHOSEN = Pattern(
    source=r"(?:juster|granska)(?:a|are|ing|as)?\b",
    finds=("att jämte ordföranden justera protokollet", "justerare"),
    ignores=("ordförande",),
    flags=re.IGNORECASE,
)
_CHOICE = re.compile(r"\b(?:utse[rs]?|utsågs?|utsågos|välj(?:s|er)?|vald?es|valde|vald|utsedd)\b", re.IGNORECASE)


def functions(lines: Sequence[Line], meeting: Meeting, fields: Sequence[Field]) -> Iterator[tuple[Entry, str]]:
    """Functions given outside the list: by the sign-off, by a line under a signature, by the choice of justerare."""
    for f in fields:
        if SIGN_OFF.regex.match(f.label) and f.values:
            yield from _signed(joined([value for _, value in f.values[:12]]))
    for piece in meeting.pieces:
        if piece.kind is Kind.UNDERSKRIFTER:
            yield from _signatures(lines, piece)
        elif piece.kind is Kind.PARAGRAF:
            yield from _chosen(lines, piece)


_ON_A_LINE = re.compile(r"(?P<function>[A-ZÅÄÖa-zåäö]{5,20})\s*[_.…]{3,}\s*(?P<name>[^_.…]{5,80})")


def _signed(printed: str) -> Iterator[tuple[Entry, str]]:
    """People in a sign-off: "Ordförande _____ Eva Ek", "Eva Ek Ordförande", or the names of justerare alone."""
    lines = list(_ON_A_LINE.finditer(printed))
    for match in lines:
        for entry in read_people(match["name"])[:1]:
            yield entry, "justerare" if match["function"].lower().startswith("juster") else match["function"].lower()
    if not lines:
        for entry in read_people(printed):
            yield entry, _function_of(entry) or "justerare"


def _function_of(entry: Entry) -> str | None:
    return next((f for f in entry.functions if re.search("ordförande|sekreterare|justera", f)), None)


def _signatures(lines: Sequence[Line], piece: Piece) -> Iterator[tuple[Entry, str]]:
    """A name with its function on the next line, or under "Vid protokollet"."""
    solid = [plain(line.text[:200]) for line in lines[piece.first : piece.last] if not line.blank][:60]
    for here, following in zip(solid, [*solid[1:], ""], strict=False):
        match = _FUNCTION_LINE.match(following)
        if match and NAME.regex.fullmatch(re.sub(r"\s*\([^()]*\)$", "", here)):
            yield read_people(here)[0], match["function"].lower()
        elif re.match(r"vid protokollet\b", here, re.IGNORECASE) and NAME.regex.fullmatch(following):
            yield read_people(following)[0], "sekreterare"


def _chosen(lines: Sequence[Line], piece: Piece) -> Iterator[tuple[Entry, str]]:
    """Those whom an item chooses to verify the minutes."""
    body = [line.text for line in lines[piece.first : min(piece.last, piece.first + 25)] if not label(line.text)]
    if body and not _CHOICE.search(body[0][:1000]):
        body = body[1:]
    text = fold(" ".join(body)[:3000])
    titled = CHOSEN.find(lines[piece.first].text[:200]) is not None
    if not (titled or CHOSEN.find(text)):
        return
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if (titled or CHOSEN.find(sentence)) and _CHOICE.search(sentence):
            deputies = re.search(r"\bmed\s+(.{5,80}?)\s+som\s+ersättare", sentence)
            for entry in read_people(sentence):
                deputy = deputies is not None and entry.name in deputies[1]
                yield entry, "ersättare för justerare" if deputy else "justerare"
