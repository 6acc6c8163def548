"""The whole way over a folder of real minutes, where there is one beside the checkout."""

import os
import shutil
from pathlib import Path

import pytest

from indexer.catalogue import Catalogue
from indexer.ingest import index
from indexer.report import render

MINUTES = Path(__file__).parents[4] / "shared" / "minutes"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MINUTES.is_dir(), reason="no folder of real minutes beside the checkout"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of some of it, so that files can be touched and deleted."""
    folder = tmp_path_factory.mktemp("copy") / "minutes"
    for part in ("samverkan", "alingsas", "molndal", "goteborg"):
        shutil.copytree(MINUTES / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def home(folder: Path) -> Path:
    home = folder.with_name("home")
    report = index([folder], home)
    files = [path for path in folder.rglob("*") if path.is_file()]
    skipped = sum(one.count for one in report.skipped)
    assert report.read + skipped + len(report.failed) == len(files), "every file is accounted for"
    assert report.failed == ()
    assert {one.code for one in report.skipped} <= {"format"}
    assert report.protokoll >= report.read
    assert report.anmarkningar
    return home


def test_a_second_run_reads_nothing(folder: Path, home: Path) -> None:
    report = index([folder], home)
    assert report.read == 0
    assert "Inga filer lästes" in render(report)


def test_a_touched_file_is_read_and_a_deleted_one_takes_its_items_along(folder: Path, home: Path) -> None:
    os.utime(folder / "samverkan" / "001.txt")
    assert index([folder], home).read == 1
    catalogue = Catalogue.open(home / "catalogue.sqlite")
    gone = {unit for unit in catalogue.live_versions() if _path_of(catalogue, unit) == "samverkan/002.txt"}
    (folder / "samverkan" / "002.txt").unlink()
    assert index([folder], home).removed == 1
    assert gone
    assert gone.isdisjoint(catalogue.live_versions())
    catalogue.close()


def _path_of(catalogue: Catalogue, unit_id: str) -> str:
    unit = catalogue.unit(unit_id)
    assert unit is not None
    return unit.source_paths[0]
