"""What does a segment keep of each unit besides its terms?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from indexer.engine.port import KEYWORDS
from indexer.engine.whoosh.arrays import NONE, Ints, Raw, stretches
from indexer.engine.whoosh.attendance import KINDS, Attendance, AttendanceData
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter
from indexer.engine.whoosh.keywords import KeywordColumn, KeywordData
from indexer.engine.whoosh.texts import TextTable, decode, put_texts

UNDATED = 1 << 32
"""Stands for the date of an undated unit where the oldest come first."""
Runs = tuple[Ints, Ints, Ints, Ints]
"""Document, zone, start, stop of stretches of tokens, in order."""
FIELDS = (*KEYWORDS, "case", "protokoll", "meeting")
"""Columns of texts."""
NUMBERS = ("version", "date", "ordinal", "length", "late")
"""Columns that are one number a document, and are copied when segments merge."""


class Documents:
    """The columns of one segment."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self.size = file.facts["documents"]
        self.ids = TextTable(file, "id")
        self.keywords = {field: KeywordColumn(file, field, self.size) for field in FIELDS}
        attendance = {field: Attendance(file, field, self.size) for field in KINDS}
        self.fields: dict[str, KeywordColumn | Attendance] = {**self.keywords, **attendance}

    def column(self, name: str) -> Raw:
        """Give one of the columns that are a number a document."""
        return self._file.section(name)

    @cached_property
    def rank(self) -> Raw:
        """Of each document, the place of its id among the ids."""
        return self._file.section("id.rank")

    @cached_property
    def doc(self) -> Raw:
        """Of each id in order, its document."""
        return self._file.section("id.doc")

    def id(self, doc: int) -> str:
        """Give the id of a document."""
        return decode(self.ids[int(self.rank[doc])])

    def protokoll_of(self, doc: int) -> bytes:
        """Give the protokoll of a document."""
        protokoll = self.keywords["protokoll"]
        return protokoll.values.texts[int(protokoll.of[doc]) - 1]

    def runs(self, ids: Ints) -> Runs:
        """Give the zoned stretches of some documents: place in `ids`, zone, start, stop."""
        at = self._file.section("run.at")
        first = at[ids].astype(np.int64)
        lengths = at[ids + 1].astype(np.int64) - first
        wanted = stretches(first, lengths)
        zone, start, stop = (
            self._file.section(f"run.{name}")[wanted].astype(np.int64) for name in ("zone", "start", "stop")
        )
        return np.repeat(np.arange(len(ids)), lengths), zone, start, stop


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSource:
    """Gives the columns of a segment in the making one by one, so that they are not all in memory at once."""

    ids: Callable[[], list[bytes]]
    number: Callable[[str], Ints]
    """Of NUMBERS."""
    field: Callable[[str], KeywordData]
    """Of FIELDS."""
    runs: Callable[[], Runs]
    attendance: Callable[[], AttendanceData]


def put_documents(writer: SegmentFileWriter, source: DocumentSource) -> dict[str, int]:
    """Write all columns; give the facts that the reader asks for."""
    rank = _put_ids(writer, source.ids())
    writer.put("id.rank", rank)
    writer.put("place", _places(source, rank))
    for name in NUMBERS:
        writer.put(name, source.number(name))
    meetings = NONE
    for field in FIELDS:
        values = source.field(field).write(writer, field)
        meetings = values if field == "meeting" else meetings
    docs, zone, start, stop = source.runs()
    writer.put("run.at", np.searchsorted(docs, np.arange(len(rank) + 1)))
    for name, numbers in (("zone", zone), ("start", start), ("stop", stop)):
        writer.put(f"run.{name}", numbers)
    source.attendance().write(writer, meetings)
    return {"documents": len(rank), "tokens": int(source.number("length").sum())}


def _put_ids(writer: SegmentFileWriter, ids: list[bytes]) -> Ints:
    """Write the ids in order; give the place of each document's."""
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    put_texts(writer, "id", [ids[doc] for doc in order.tolist()])
    writer.put("id.doc", order)
    return _inverse(order)


def _places(source: DocumentSource, rank: Ints) -> Ints:
    """Number the documents by date, the undated last, then protokoll, ordinal and id."""
    date = source.number("date")
    date = np.where(date == 0, UNDATED, date)
    protokoll = source.field("protokoll")
    order = np.array(sorted(range(len(protokoll.values)), key=protokoll.values.__getitem__), np.int64)
    return _inverse(np.lexsort((rank, source.number("ordinal"), _inverse(order)[protokoll.of - 1], date)))


def _inverse(order: npt.NDArray[np.integer]) -> Ints:
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order))
    return found
