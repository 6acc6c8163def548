"""For which § was a person there, when the list prints "§§ 15-19, 21" or "fr.o.m. § 7"?"""

import re


def expand(printed: list[tuple[str, str]], numbers: list[str]) -> tuple[str, ...] | None:
    """The § of a meeting that a printed list means; None for all of them.

    >>> expand([("", "15-16, 18")], ["15", "16", "17", "18"]), expand([("ej", "17")], ["16", "17", "18"])
    (('15', '16', '18'), ('16', '18'))
    """
    there: set[str] = set()
    for how, text in printed:
        meant = _meant(text, numbers)
        word = how.replace(".", "").replace(" ", "")
        if word in ("ej", "inte", "utom", "förutom", "undantaget"):
            meant = set(numbers) - meant
        elif word in ("from", "fr", "från", "frånochmed", "fromed") and meant:
            meant = set(numbers[_first(meant, numbers) :])
        elif word in ("tom", "till", "tillochmed") and meant:
            meant = set(numbers[: _first(meant, numbers) + 1])
        there |= meant
    if not printed or there >= set(numbers):
        return None
    return tuple(n for n in numbers if n in there)


def _first(meant: set[str], numbers: list[str]) -> int:
    return next(i for i, n in enumerate(numbers) if n in meant)


def _meant(text: str, numbers: list[str]) -> set[str]:
    meant: set[str] = set()
    for match in re.finditer(r"(\d+(?:\.\d+)?)(?:\s*(?:[-–—]|t\.?o\.?m\.?)\s*(?:§\s*)?(\d+)?)?", text):
        low, span, high = match[1], len(match[0]) > len(match[1]), match[2]
        if not span or "." in low:
            meant |= {n for n in numbers if n == low}
            continue
        top = int(high) if high else 10**6
        meant |= {
            n
            for n in numbers
            if n.split(".")[0].split(" ")[0].isdigit() and int(low) <= int(n.split(".")[0].split(" ")[0]) <= top
        }
    return meant
