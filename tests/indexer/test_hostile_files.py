"""Two hundred files made to do harm: each is accounted for, nothing hangs, nothing outside is touched."""

import importlib.util
import random
import time
from pathlib import Path

import pytest

from indexer.ingest import index

_SPEC = importlib.util.spec_from_file_location("made_files", Path(__file__).with_name("made_files.py"))
made = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)

FILES = 200
SECONDS = 300
ENDINGS = (".pdf", ".docx", ".html", ".txt", ".md")


def _truncated(data, dice):
    return data[: dice.randrange(1, len(data))]


def _flipped(data, dice):
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 60)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _doubled(data, dice):
    at = dice.randrange(len(data))
    return data[:at] + data[at // 2 : at] * dice.randrange(1, 300) + data[at:]


def _spliced(data, dice):
    return data[: len(data) // 2] + dice.randbytes(dice.randrange(4000)) + data[len(data) // 2 :]


CHANGES = (_truncated, _flipped, _doubled, _spliced)


def _monsters():
    """Files that are big or deep by design."""
    yield ".pdf", made.pdf([["Protokoll"]] * 10_000)
    yield ".docx", made.docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80)
    yield ".docx", made.docx(made.paragraph("a " * 100) * 20_000)
    yield ".docx", made.zipped({"../../ut.txt": "ut", "word/document.xml": "<x/>"})
    yield ".html", b"<html>" + b"<ol><li>" * 100_000
    yield ".txt", b"1 (2)\n" * 100_000
    yield ".txt", b"a-\n" * 200_000
    yield ".txt", "§ ".encode() * 200_000


def _hostile(folder, dice):
    originals = [(path.suffix, path.read_bytes()) for path in made.write_all(folder).values()]
    yield from _monsters()
    while True:
        ending, data = dice.choice(originals)
        if dice.random() < 0.2:
            ending = dice.choice(ENDINGS)
        yield ending, dice.choice(CHANGES)(data, dice)


@pytest.mark.slow
def test_hostile_files_are_accounted_for(tmp_path):
    dice = random.Random(20210503)  # noqa: S311 - dice, not secrets
    minutes, originals = tmp_path / "minutes", tmp_path / "originals"
    minutes.mkdir()
    originals.mkdir()
    hostile = _hostile(originals, dice)
    for n in range(FILES):
        ending, data = next(hostile)
        name = dice.choice(("{}", "..{}", "rad\n{}", "..\\..\\{}", "åäö {}", "$(touch ut){}")).format(n) + ending
        (minutes / (name if name[0] != "." else "_" + name)).write_bytes(data)
    before = sorted(tmp_path.iterdir())
    started = time.monotonic()
    report = index([minutes], tmp_path / "home")
    assert time.monotonic() - started < SECONDS
    assert report.read + len(report.failed) + sum(skipped.count for skipped in report.skipped) == FILES
    assert report.read > FILES // 4
    assert [
        one.message for one in report.failed if "fel i programmet" in one.message or "kraschade" in one.message
    ] == []
    assert all("\n" not in one.message for one in report.failed)
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "home"])
    assert index([minutes], tmp_path / "home").protokoll == 0
