"""How are sorted lists of numbers joined without a loop in Python?

A set of units is a sorted int64 array of document numbers without repeats, all below `size`. Where two lists are of
much the same length a table over all documents beats binary search; where one is short, it is the other way round.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
"""Document numbers, term numbers, counts."""
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Raw = npt.NDArray[np.unsignedinteger]
"""Numbers as they stand in a file: unsigned, as narrow as they can be."""

NONE: Ints = np.empty(0, np.int64)
"""The empty set."""


def _is_short(wanted: Ints | Raw, within: Ints, size: int) -> bool:
    """Tell whether looking up each number beats filling a table (some 20 ns a look-up, 1 ns an entry)."""
    return len(wanted) * 20 < len(within) + size // 8


def among(wanted: Ints | Raw, within: Ints, size: int) -> Mask:
    """Tell for each number of one set whether it is in another.

    >>> among(np.array([1, 4, 7]), np.array([0, 4, 5, 7]), 8).tolist()
    [False, True, True]
    """
    if wanted is within:
        return np.ones(len(wanted), np.bool_)
    if not len(within) or not len(wanted):
        return np.zeros(len(wanted), np.bool_)
    if _is_short(wanted, within, size):
        return np.equal(within[np.minimum(np.searchsorted(within, wanted), len(within) - 1)], wanted)
    table = np.zeros(size, np.bool_)
    table[within] = True
    return table[wanted]


def places(wanted: Ints, within: Ints, size: int) -> Ints:
    """Give where each number of one set stands in another, -1 where it does not.

    >>> places(np.array([1, 4, 7]), np.array([0, 4, 5, 7]), 8).tolist()
    [-1, 1, 3]
    """
    if not len(within) or not len(wanted):
        return np.full(len(wanted), -1, np.int64)
    if _is_short(wanted, within, size):
        found = np.minimum(np.searchsorted(within, wanted), len(within) - 1)
        return np.where(within[found] == wanted, found, -1)
    table = np.full(size, -1, np.int32)
    table[within] = np.arange(len(within), dtype=np.int32)
    return table[wanted].astype(np.int64)


def intersection(sets: Sequence[Ints], size: int) -> Ints:
    """Give the numbers that are in all of one or more sets, the shortest first.

    >>> intersection([np.array([1, 2, 3]), np.array([2, 3])], 4).tolist()
    [2, 3]
    """
    shortest, *others = sorted(sets, key=len)
    for other in others:
        if other is not shortest and len(shortest):
            shortest = shortest[among(shortest, other, size)]
    return shortest


def union(sets: Sequence[Ints], size: int) -> Ints:
    """Give the numbers that are in any of the sets.

    >>> union([np.array([1, 3]), np.array([2, 3])], 4).tolist()
    [1, 2, 3]
    """
    filled = [numbers for numbers in sets if len(numbers)]
    if len(filled) < 2:
        return filled[0] if filled else NONE
    if sum(map(len, filled)) * 16 < size:
        return np.unique(np.concatenate(filled))
    table = np.zeros(size, np.bool_)
    for numbers in filled:
        table[numbers] = True
    return np.flatnonzero(table)


def weighted_union(lists: Sequence[tuple[Ints, Floats]], size: int) -> tuple[Ints, Floats]:
    """Give the numbers that are in any of the lists, each with the sum of its values.

    >>> ids, sums = weighted_union([(np.array([1, 3]), np.array([0.5, 1.0])), (np.array([3]), np.array([2.0]))], 4)
    >>> ids.tolist(), sums.tolist()
    ([1, 3], [0.5, 3.0])
    """
    filled = [pair for pair in lists if len(pair[0])]
    if len(filled) < 2:
        return filled[0] if filled else (NONE, np.empty(0))
    if sum(len(ids) for ids, _ in filled) * 16 < size:
        ids, where = np.unique(np.concatenate([ids for ids, _ in filled]), return_inverse=True)
        return ids, summed(where, np.concatenate([values for _, values in filled]), len(ids))
    sums = np.zeros(size)
    for numbers, values in filled:
        sums[numbers] += values
    ids = union([numbers for numbers, _ in filled], size)
    return ids, sums[ids]


def summed(places: Ints | Raw, values: Floats | Ints, size: int) -> Floats:
    """Add up the values that belong to each place.

    >>> summed(np.array([2, 0, 2]), np.array([0.5, 1.0, 0.5]), 3).tolist()
    [1.0, 0.0, 1.0]
    """
    return np.bincount(places, values, size).astype(np.float64, copy=False)


def stretches(starts: Ints, lengths: Ints) -> Ints:
    """Give the numbers of many ranges, one range after the other.

    >>> stretches(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist()
    [5, 6, 9, 10, 11]
    """
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()), dtype=np.int64)


def offsets(lengths: Sequence[int] | npt.NDArray[np.integer]) -> Ints:
    """Give where each of many stretches begins, and where the last one ends.

    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    found = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=found[1:])
    return found


def pieces(sizes: Ints, most: int) -> Iterator[slice]:
    """Cut a row of things into stretches that are together at most so large, each of at least one thing.

    >>> list(pieces(np.array([2, 2, 9, 1]), 4))
    [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    at, start = offsets(sizes), 0
    while start < len(sizes):
        stop = max(start + 1, int(np.searchsorted(at, at[start] + most, side="right")) - 1)
        yield slice(start, stop)
        start = stop


def narrow(numbers: npt.NDArray[np.integer]) -> Raw:
    """Give numbers that are not negative the narrowest type that holds them.

    >>> narrow(np.array([1, 255])).dtype, narrow(np.array([256])).dtype
    (dtype('uint8'), dtype('uint16'))
    """
    return numbers.astype(np.min_scalar_type(int(numbers.max()) if len(numbers) else 0))
