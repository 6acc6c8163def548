"""How are document numbers and frequencies packed, so that numpy unpacks whole lists at once?

Gaps. A list of document numbers is stored as the gaps between them, in the width (1, 2 or 4 bytes) that makes the list
shortest. A gap of the greatest number M of that width or more is as many Ms as go into it, then the rest: a running
sum over all elements is right at every element that is no M.

Frequencies. How often a term stands in each of the three zones is one byte, `text | title << 4 | beslut << 6`. Where
that has no room, the byte is 0 (which cannot be otherwise) and the three numbers stand apart.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engine.plan import ZONE_WEIGHTS
from indexer.engine.whoosh.arrays import Floats, Ints, offsets

Bytes = npt.NDArray[np.uint8]
Counts = npt.NDArray[np.uint32]
"""Three columns: how often in text, title, beslut."""
WIDTHS = tuple((np.dtype(kind), int(np.iinfo(kind).max)) for kind in ("<u1", "<u2", "<u4"))
"""Types of gaps, and the greatest number of each."""

_CODES = np.arange(256)
ZONE_COUNTS: Counts = np.stack([_CODES & 15, _CODES >> 4 & 3, _CODES >> 6], axis=1).astype(np.uint32)
"""Of each byte: how often in each zone."""
TOTALS = ZONE_COUNTS.sum(axis=1).astype(np.int64)
"""Of each byte: how often in all."""
ALL_ZONES = len(ZONE_WEIGHTS)
"""Row of WEIGHTED for a leaf without zone."""
_WEIGHTS = np.array(ZONE_WEIGHTS)
WEIGHTED: Floats = np.vstack([ZONE_COUNTS.T * _WEIGHTS[:, None], ZONE_COUNTS @ _WEIGHTS])
"""For each zone, and then for all of them: of each byte, the frequency times the weight of the zone."""
_ROOM = (15, 3, 3)


class PackedGaps(NamedTuple):
    """Lists of gaps, one list after the other."""

    stream: Bytes
    sizes: Ints
    """Bytes of each list."""
    widths: npt.NDArray[np.uint8]
    """Of each list, the index in WIDTHS."""


def pack_gaps(gaps: Ints, starts: Ints) -> PackedGaps:
    """Pack lists of gaps; list i is `gaps[starts[i]:starts[i + 1]]`, none is empty.

    >>> packed = pack_gaps(np.array([3, 300, 70000]), np.array([0, 2, 3]))
    >>> packed.stream.tolist(), packed.sizes.tolist(), packed.widths.tolist()
    ([3, 255, 45, 255, 255, 113, 17], [3, 4], [0, 1])
    """
    lengths = np.diff(starts)
    sizes = np.stack([kind.itemsize * (lengths + np.add.reduceat(gaps // most, starts[:-1])) for kind, most in WIDTHS])
    widths = sizes.argmin(axis=0).astype(np.uint8)
    best = sizes.min(axis=0)
    stream = np.empty(int(best.sum()), np.uint8)
    width_of_gap, width_of_byte = np.repeat(widths, lengths), np.repeat(widths, best)
    for number, (width, most) in enumerate(WIDTHS):
        mine = gaps[width_of_gap == number]
        last = np.cumsum(mine // most + 1) - 1
        elements = np.full(int(last[-1]) + 1 if len(mine) else 0, most, width)
        elements[last] = mine % most
        stream[width_of_byte == number] = elements.view(np.uint8)
    return PackedGaps(stream, best, widths)


def unpack_gaps(packed: PackedGaps, lengths: Ints) -> Ints:
    """Give the gaps of all lists, of which each has the given length.

    >>> unpack_gaps(pack_gaps(np.array([3, 300, 70000]), np.array([0, 2, 3])), np.array([2, 1])).tolist()
    [3, 300, 70000]
    """
    gaps = np.empty(int(lengths.sum()), np.int64)
    width_of_gap, width_of_byte = np.repeat(packed.widths, lengths), np.repeat(packed.widths, packed.sizes)
    for number, (width, most) in enumerate(WIDTHS):
        elements = packed.stream[width_of_byte == number].view(width)
        sums = np.cumsum(elements, dtype=np.int64)[elements != most]
        gaps[width_of_gap == number] = np.diff(sums, prepend=0)
    return gaps


def unpack_ids(stream: Bytes, width: int, length: int) -> Ints:
    """Give the document numbers of one list.

    >>> unpack_ids(np.array([3, 255, 45], np.uint8), 0, 2).tolist()
    [3, 303]
    """
    kind, most = WIDTHS[width]
    elements = stream.view(kind)
    sums = np.cumsum(elements, dtype=np.int64)
    return sums if len(sums) == length else sums[elements != most]


def ids_to_gaps(ids: Ints, starts: Ints) -> Ints:
    """Give the gaps of lists of document numbers; the first of a list counts from 0.

    >>> ids_to_gaps(np.array([3, 303, 2]), np.array([0, 2, 3])).tolist()
    [3, 300, 2]
    """
    gaps = np.diff(ids, prepend=0)
    gaps[starts[:-1]] = ids[starts[:-1]]
    return gaps


def gaps_to_ids(gaps: Ints, lengths: Ints) -> Ints:
    """Give the document numbers of lists of gaps.

    >>> gaps_to_ids(np.array([3, 300, 2]), np.array([2, 1])).tolist()
    [3, 303, 2]
    """
    sums = offsets(gaps)
    starts = offsets(lengths)[:-1]
    return sums[1:] - np.repeat(sums[starts], lengths)


def pack_counts(counts: Counts) -> Bytes:
    """Give one byte for each row of counts, 0 where there is no room.

    >>> pack_counts(np.array([[1, 0, 0], [2, 1, 3], [16, 0, 0]], np.uint32)).tolist()
    [1, 210, 0]
    """
    text, title, beslut = counts.T
    has_room = (text <= _ROOM[0]) & (title <= _ROOM[1]) & (beslut <= _ROOM[2])
    return np.where(has_room, text | title << np.uint32(4) | beslut << np.uint32(6), 0).astype(np.uint8)


def totals(counts: Counts) -> Ints:
    """Add up each row of counts.

    >>> totals(np.array([[2, 1, 0]], np.uint32)).tolist()
    [3]
    """
    text, title, beslut = counts.astype(np.int64).T
    found: Ints = text + title + beslut
    return found


def weighted(counts: Counts, zone: int | None) -> Floats:
    """Give the weighted frequency of each row of counts, in one zone or in all.

    >>> counts = np.array([[2, 1, 0]], np.uint32)
    >>> weighted(counts, None).tolist(), weighted(counts, 1).tolist()
    ([5.0], [3.0])
    """
    found: Floats = counts @ _WEIGHTS if zone is None else counts[:, zone] * _WEIGHTS[zone]
    return found
