"""Personnummer and samordningsnummer are hidden in every spelling, and nothing else is."""

import pytest

from indexer.mask import MASK, mask


def _luhn(nine: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(nine))
    return str(-total % 10)


NINE = "850709980"
COORDINATION = "850769980"


@pytest.mark.parametrize("nine", [NINE, COORDINATION, "000229123"])
@pytest.mark.parametrize("joint", ["-", "–", "—", "+", "", " ", " - ", "-\n", "\u2011"])
@pytest.mark.parametrize("century", ["", "19"])
def test_spellings(nine, joint, century):
    number = century + nine[:6] + joint + nine[6:] + _luhn(nine)
    assert mask(f"född {number}, bosatt") == f"född {MASK}, bosatt"


@pytest.mark.parametrize(
    "text",
    [
        "212000-1355",
        NINE[:6] + "-" + NINE[6:] + str((int(_luhn(NINE)) + 1) % 10),
        "851309-9805",
        "850732-9805",
        "SLK-2024-00145",
        "1850709-98051",
        "2024-10-10 kl 1355",
    ],
)
def test_left_alone(text):
    assert mask(text) == text
