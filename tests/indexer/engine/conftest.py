"""Every adapter of the port, one after the other. The modules beside this file are found by their names."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # tests are no packages; these names are not used elsewhere

import engine_adapters
from engine_collections import derive


@pytest.fixture(params=engine_adapters.names())
def adapter(request):
    return request.param


@pytest.fixture
def engine(adapter, tmp_path):
    with engine_adapters.opened(adapter, tmp_path / "index", derive) as engine:
        yield engine
