"""A personnummer is hidden however it is broken, dashed or padded."""

import pytest

from indexer.mask import MASK, mask


@pytest.mark.parametrize(
    "number",
    [
        "811218-9876",
        "198112189876",
        "811218-\u00ad9876",
        "81\u200b1218-98\u206076",
        "811218\n-9876",
        "811218-\n   9876",
        "19811218\n9876",
        "1981-12-18-9876",
        "811218.9876",
        "811218\uff0d9876".replace("\uff0d", "\u2212"),
        "８１１２１８-９８７６",
    ],
)
def test_every_disguise_is_seen_through(number):
    assert mask(f"A\u00adnna, {number}, är\u00ad här") == f"A\u00adnna, {MASK}, är\u00ad här"


@pytest.mark.parametrize("text", ["212000-1355", "2019-05-27 1234", "SLK-2024-00145", "811218-9877", "2024-05-07"])
def test_other_numbers_stay(text):
    assert mask(text) == text
