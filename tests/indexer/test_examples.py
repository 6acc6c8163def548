"""The cases in tests/examples, which are written in Markdown by whoever knows minutes."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.parse import parse_file

_FOLDER = Path(__file__).parents[1] / "examples"
_CASE = re.compile(r"^## (?P<name>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_TEXT = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\|(?P<cells>.+)\|\s*$", re.MULTILINE)


class _Case(NamedTuple):
    text: str
    rows: list[list[str]]


def _cases():
    for path in sorted(_FOLDER.glob("*.md")):
        if path.stem != "README":
            for match in _CASE.finditer(path.read_text("utf-8")):
                yield pytest.param(_read(match["body"]), id=f"{path.stem}: {match['name']}")


def _read(body):
    rows = [[cell.strip() for cell in row["cells"].split("|")] for row in _ROW.finditer(_TEXT.sub("", body))]
    assert rows[0] == ["§", "titel", "diarienummer", "datum", "organ"], "the table's head is not the one in README.md"
    return _Case(_TEXT.search(body)[1], rows[2:])


@pytest.mark.parametrize("case", list(_cases()))
def test_example(case, tmp_path):
    path = tmp_path / "protokoll.txt"
    path.write_text(case.text, "utf-8")
    read = [
        [item.number or "–", item.title or "–", ", ".join(item.diarienummer) or "–", p.date or "–", p.organ or "–"]
        for p in parse_file(path)
        for item in p.paragrafer
    ]
    assert read == case.rows
