"""Every pattern finds its examples and leaves alone what it says it ignores."""

import importlib
from pathlib import Path

import pytest

import indexer
from indexer.pattern import Pattern


def _patterns():
    root = Path(indexer.__file__).parent
    for file in sorted(root.rglob("*.py")):
        if "Pattern(" in file.read_text("utf-8"):
            name = ".".join(("indexer", *file.relative_to(root).with_suffix("").parts))
            for attribute, value in vars(importlib.import_module(name)).items():
                if isinstance(value, Pattern):
                    yield pytest.param(value, id=f"{name}.{attribute}")


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_examples(pattern):
    assert pattern.finds, "a pattern shows what it finds"
    assert pattern.ignores, "a pattern shows what it leaves alone"
    assert [text for text in pattern.finds if pattern.find(text) is None] == []
    assert [text for text in pattern.ignores if pattern.find(text) is not None] == []


def test_there_are_patterns():
    assert len(list(_patterns())) > 30
