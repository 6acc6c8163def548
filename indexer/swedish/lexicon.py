"""What do we know of a word form: its class, and what it may be in a compound?

A file compiled once (compile.py) and mapped into memory: opening reads only its head, a look-up takes a microsecond and
touches one or two pages. A hash table with the words themselves, so there are no false hits (D22).

    magic, then one line of JSON: stamp, edits, counts
    slots    uint32 x `slots`: where the record of a form begins in `records`; 0 = empty
    records  length of the form in bytes (uint8), the form (UTF-8), edit (uint16), flags (uint8)

The class of a form is the form with its last `edits[edit][0]` letters replaced by `edits[edit][1]`.
"""

import json
import mmap
from pathlib import Path
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from indexer.errors import IndexHomeError

MAGIC = b"protokollsok lexikon 1\n"
TAIL = Struct("<HB")


WORD, BEGIN, MIDDLE, END, NAME = 1, 2, 4, 8, 16
"""Bits of what a form may be: a word; first, middle, last in a compound; only known with a capital (a person, a place).

Plain numbers: a million of them are put together when the lexicon is compiled.
"""


class Entry(NamedTuple):
    """What the lexicon says of a form."""

    cls: str
    """The name of the class of all forms of the word; of a linking form ("gatu") the word's ("gata")."""
    use: int
    """Bits WORD to NAME."""


class Lexicon:
    """An open lexicon file."""

    def __init__(self, data: mmap.mmap) -> None:
        """Args: data: the mapped file, whose magic has been checked."""
        end = data.find(b"\n", len(MAGIC)) + 1
        head = json.loads(data[len(MAGIC) : end])
        self.stamp: str = head["stamp"]
        """Hex digest of the dictionary and of the compiler."""
        self._edits: list[tuple[int, str]] = [(int(strip), str(add)) for strip, add in head["edits"]]
        self._count: int = head["slots"]
        start = end + (-end) % 4
        self._slots = memoryview(data)[start : start + 4 * self._count].cast("I")
        self._base = start + 4 * self._count
        self._data = data

    @classmethod
    def open(cls, path: Path) -> "Lexicon":
        """Open a compiled lexicon.

        Raises:
            IndexHomeError: The file is not one, or of another version.
        """
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                message = f"{path} är inte en ordlista som den här versionen kan läsa. Ta bort filen och indexera om."
                raise IndexHomeError(message)
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    def look_up(self, word: str) -> Entry | None:
        """Give what is known of a lower-case form; a known word with genitive s is known too."""
        entry = self._find(word)
        if entry is None and word[-1:] == "s" and len(word) > 2:
            entry = self._find(word[:-1])
            return entry and Entry(entry.cls, entry.use & ~(BEGIN | MIDDLE))
        return entry

    def _find(self, word: str) -> Entry | None:
        data, slots, base, count = self._data, self._slots, self._base, self._count
        wanted = word.encode()
        length = len(wanted)
        slot = crc32(wanted) % count
        while offset := slots[slot]:
            at = base + offset
            if data[at] == length and data[at + 1 : at + 1 + length] == wanted:
                edit, use = TAIL.unpack_from(data, at + 1 + length)
                strip, add = self._edits[edit]
                return Entry(word[: len(word) - strip] + add, use)
            slot = slot + 1 if slot + 1 < count else 0
        return None
