"""An engine is opened by its name."""

import pytest
from engine_collections import derive

from indexer.engine import opening
from indexer.engine.opening import open_engine


@pytest.mark.parametrize("name", opening.NAMES)
def test_every_name_opens(tmp_path, name):
    engine = open_engine(tmp_path / "gen-1", derive, name=name)
    assert engine.snapshot().generation == 0
    engine.close()


def test_an_unknown_name_is_our_fault(tmp_path):
    with pytest.raises(ValueError, match="lucene"):
        open_engine(tmp_path, derive, name="lucene")
