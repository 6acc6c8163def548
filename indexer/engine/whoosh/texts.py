"""How does one find a text among a million without reading them all?

A table of texts in order, in two sections of a segment's file: the UTF-8 bytes, and where each text begins. Bytes are
ordered as the characters they stand for.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indexer.engine.whoosh.arrays import Ints, Raw, narrow, offsets
from indexer.engine.whoosh.codec import SegmentFile, SegmentFileWriter

FEW = 256
"""So many texts are found faster one by one than by reading the whole table."""


class TextTable(Sequence[bytes]):
    """A table of a segment: a sequence of bytes, in order."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._file = file
        self._name = name

    @cached_property
    def _at(self) -> Raw:
        return self._file.section(f"{self._name}.at")

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]  # a slice is `stretch`
        start, stop = self._at[place : place + 2].tolist()
        return self._file.stretch(self._name, start, stop).tobytes()

    def stretch(self, start: int, stop: int) -> list[bytes]:
        """Give the texts from one place to another."""
        at = self._at[start : stop + 1].tolist()
        first = at[0]
        data = self._file.stretch(self._name, first, at[-1]).tobytes()
        return [data[a - first : b - first] for a, b in pairwise(at)]

    def find(self, text: bytes) -> int:
        """Give the place of a text, -1 if it is not there."""
        place = bisect_left(self, text)
        return place if place < len(self) and self[place] == text else -1

    def find_many(self, texts: Sequence[bytes]) -> Ints:
        """Give the place of each of many texts, -1 where it is not there."""
        if len(texts) <= FEW:
            return np.array([self.find(text) for text in texts], np.int64)
        known = {text: place for place, text in enumerate(self.stretch(0, len(self)))}
        return np.array([known.get(text, -1) for text in texts], np.int64)

    def beginning_with(self, prefix: bytes) -> range:
        """Give the places of the texts that begin so."""
        return range(bisect_left(self, prefix), bisect_left(self, after(prefix)) if after(prefix) else len(self))

    def raw(self, start: int, stop: int) -> tuple[npt.NDArray[np.uint8], Ints]:
        """Give the bytes of a stretch of texts, and where in them each begins and the last ends."""
        at = self._at[start : stop + 1].astype(np.int64)
        return self._file.stretch(self._name, int(at[0]), int(at[-1])).view(np.uint8), at - at[0]


def encode(text: str) -> bytes:
    """Give the bytes of a text; half a surrogate pair, which a query may hold, is taken as it is."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """Give the text back."""
    return data.decode("utf-8", "surrogatepass")


def after(prefix: bytes) -> bytes:
    """Give the first text after all that begin so; empty if there is none.

    >>> after(b"=ska"), after(bytes([61, 255]))
    (b'=skb', b'>')
    """
    stem = prefix.rstrip(b"\xff")
    return stem[:-1] + bytes([stem[-1] + 1]) if stem else b""


def hashes(texts: Iterable[bytes]) -> npt.NDArray[np.uint64]:
    """Give 64 bits for each text. Among a million texts the chance that two are alike is one in 10^7."""
    data = b"".join(blake2b(text, digest_size=8).digest() for text in texts)
    return np.frombuffer(data, np.dtype("<u8"))


def put_texts(writer: SegmentFileWriter, name: str, texts: Sequence[bytes]) -> None:
    """Write a table of texts, which are in order."""
    writer.append(name, np.frombuffer(b"".join(texts), np.uint8))
    writer.append(f"{name}.at", narrow(offsets([len(text) for text in texts])))
