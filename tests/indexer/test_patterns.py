"""Every pattern finds its examples and leaves alone what it says it ignores."""

import importlib
import pkgutil

import pytest

import indexer
from indexer.pattern import Pattern


def _patterns():
    for module in pkgutil.walk_packages(indexer.__path__, "indexer."):
        if ".engine" not in module.name:
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, Pattern):
                    yield pytest.param(value, id=f"{module.name}.{name}")


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_examples(pattern):
    assert pattern.finds, "a pattern shows what it finds"
    assert pattern.ignores, "a pattern shows what it leaves alone"
    assert [text for text in pattern.finds if pattern.find(text) is None] == []
    assert [text for text in pattern.ignores if pattern.find(text) is not None] == []


def test_there_are_patterns():
    assert len(list(_patterns())) > 30
