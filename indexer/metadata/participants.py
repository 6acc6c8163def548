"""Who was there, in which role, and for how long?"""

from collections.abc import Sequence

from indexer.lines import Line
from indexer.model import Participant
from indexer.split import Meeting


def read_participants(text: str, lines: Sequence[Line], meeting: Meeting, numbers: Sequence[str]) -> tuple[Participant, ...]:
    """Read the attendance list."""
    return ()


def present_at(participants: Sequence[Participant], number: str | None) -> tuple[str, ...]:
    """Names of those present at a §, as far as the minutes tell."""
    return tuple(dict.fromkeys(p.name for p in participants if p.paragrafer is None or number in p.paragrafer))
