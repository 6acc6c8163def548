"""Whatever the text: nothing of it is lost, and twice the text takes twice the time."""

import time
from itertools import chain
from pathlib import Path

import pytest

from indexer.clean import clean
from indexer.parse import parse_file
from indexer.read import FORMATS, read

_MINUTES = Path(__file__).parents[3] / "shared/minutes"
_BITS = (
    "§ 1 ",
    "§",
    "1:o ",
    "1.1.1.",
    "a-",
    "A A ",
    "och ",
    ". ",
    "....",
    "    ",
    "\t",
    "**",
    "#",
    "((",
    "i Norrby socken ",
    "den 4 ",
    "1757 den ",
    "KS 2019/",
    "Dnr ",
    "Beslut: ",
    "Per Ek (S), ",
    "höll ",
)
_SIZE = 60_000
"""Characters of the smaller text."""


def _seconds(path, text):
    path.write_text(f"Protokoll\n\n{text}", "utf-8")
    start = time.process_time()
    parse_file(path)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("bit", _BITS)
@pytest.mark.parametrize("width", [70, 1_000, _SIZE * 4])
def test_four_times_the_text_takes_no_more_than_linear_time(bit, width, tmp_path):
    once = (bit * (_SIZE // len(bit) + 1))[:_SIZE]
    lines = "\n".join(once[i : i + width] for i in range(0, len(once), width))
    small, large = _seconds(tmp_path / "a.txt", lines), _seconds(tmp_path / "b.txt", "\n".join([lines] * 4))
    assert large < 8 * small + 0.5, f"{small:.2f} s became {large:.2f} s"
    long_line = _seconds(tmp_path / "c.txt", once * 4)
    assert long_line < 8 * max(small, 0.02) + 0.8, f"one line of {_SIZE * 4} characters took {long_line:.2f} s"


@pytest.mark.slow
def test_no_character_of_real_minutes_is_lost():
    if not _MINUTES.is_dir():
        pytest.skip(f"{_MINUTES} does not stand beside the checkout")
    files = sorted(path for path in _MINUTES.rglob("*") if path.suffix in FORMATS and path.stem != "README")
    assert len(files) > 100
    lost = [path.name for path in files if _kept(path) != clean(read(path)).text]
    assert not lost


def _kept(path):
    return "".join(unit.text for unit in chain.from_iterable(p.units for p in parse_file(path)))
