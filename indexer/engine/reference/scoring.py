"""What is a match worth? The formulas of indexer/engine/plan.py, nothing else."""

import math

from indexer.engine.plan import K1, ZONE_WEIGHTS, B


def idf(units: int, df: int) -> float:
    """Give the weight of a leaf that `df` of `units` live units hold.

    >>> round(idf(10, 1), 3), round(idf(10, 10), 3)
    (1.992, 0.047)
    """
    return math.log(1 + (units - df + 0.5) / (df + 0.5))


def bm25(tf: float, weight: float, length: int, mean_length: float) -> float:
    """Give the score of one leaf in one unit of `length` tokens, `weight` being boost * idf.

    >>> bm25(1.0, 2.0, 7, 7.0), bm25(0.0, 2.0, 7, 7.0)
    (2.0, 0.0)
    """
    if tf <= 0:
        return 0.0
    return weight * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean_length))


def zone_sum(row: tuple[int, ...], zone: int | None) -> float:
    """Give the weighted frequency of a term, in one zone or in all.

    >>> zone_sum((2, 1, 0), None), zone_sum((2, 1, 0), 1)
    (5.0, 3.0)
    """
    zones = range(len(row)) if zone is None else (zone,)
    return sum(ZONE_WEIGHTS[z] * row[z] for z in zones)


def distance(left: str, right: str) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours (optimal string alignment).

    >>> distance("skolskjuts", "skolksjuts"), distance("ca", "abc"), distance("", "å")
    (1, 3, 1)
    """
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
