"""An index that has lost a part is not taken for an empty one."""

import shutil
from pathlib import Path

import pytest

from api.library import Library
from indexer.errors import IndexHomeError
from indexer.home import Home
from indexer.ingest import index

MINUTES = "Norrskogs kommun\nSocialnämnden\nProtokoll 2024-05-07\n\n§ 1 Budget\nBeslut\nBudgeten antas.\n"


def test_a_lost_engine_folder_is_named(tmp_path: Path):
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "sn.txt").write_text(MINUTES)
    home = tmp_path / "home"
    index([tmp_path / "minutes"], home)
    Library.open(home)
    shutil.rmtree(Home(home).engine_path(Home(home).current()))
    with pytest.raises(IndexHomeError, match=r"saknas i indexet.*protokollsok index"):
        Library.open(home)
