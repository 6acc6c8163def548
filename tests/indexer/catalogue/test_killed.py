"""A process killed at any moment loses nothing that was acknowledged, and the next run needs no repair by hand."""

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.reference.engine import ReferenceBatch
from indexer.home import Home


class KilledError(BaseException):
    """Stands in for kill -9: nothing catches it."""


@pytest.fixture
def indexed(workshop, write_meeting):
    workshop.write("a.txt", write_meeting("2020-01-02", "1 Skolskjuts: Beviljas.", "2 Budget: Antas."))
    workshop.write("b.txt", write_meeting("2020-02-02", "1 Vägar: Grusas."))
    workshop.index()
    return workshop


def _change(workshop, write_meeting) -> None:
    workshop.write("a.txt", write_meeting("2020-01-02", "2 Budget: Antas inte.", "3 Hamnen: Muddras."))
    workshop.write("c.txt", write_meeting("2020-03-02", "1 Bron: Lagas."))
    (workshop.folder / "b.txt").unlink()


def _expected() -> set[str]:
    base = "ekby-kommun/kommunstyrelsen/2020-0"
    return {base + end for end in ("1-02/inledning", "1-02/2", "1-02/3", "3-02/inledning", "3-02/1")}


@pytest.mark.parametrize("is_done", [False, True], ids=["before the engine's commit", "after it"])
def test_a_run_killed_between_catalogue_and_engine(indexed, write_meeting, monkeypatch, is_done) -> None:
    _change(indexed, write_meeting)
    commit = ReferenceBatch.commit

    def killed(self: ReferenceBatch) -> int:
        if is_done:
            commit(self)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(ReferenceBatch, "commit", killed)
        with pytest.raises(KilledError):
            indexed.index()
    catalogue = indexed.catalogue()
    seen = [change.what for change in catalogue.changes()]
    assert seen == ["added"] * 5, "what the engine was not told of is not announced"
    catalogue.close()
    indexed.index()
    assert indexed.ids() == _expected()


def test_a_searcher_finds_the_text_of_the_generation_that_answered(indexed, write_meeting) -> None:
    catalogue = indexed.catalogue()
    old = catalogue.resolve("ekby-kommun/kommunstyrelsen/2020-01-02/2")
    _change(indexed, write_meeting)
    indexed.index()
    before = catalogue.unit(old.id, old.version)
    assert before.paragraf.text.strip().endswith("Antas.")
    assert catalogue.unit(old.id).paragraf.text.strip().endswith("Antas inte.")
    with catalogue.writing() as writer:
        writer.collect_garbage(keep=-1)
    assert catalogue.unit(old.id, old.version) is None
    catalogue.close()


def test_an_engine_that_fell_behind_is_brought_up(indexed, write_meeting) -> None:
    backup = indexed.home.parent / "backup"
    shutil.copytree(indexed.home / "gen-1", backup)
    _change(indexed, write_meeting)
    indexed.index()
    shutil.rmtree(indexed.home / "gen-1")
    shutil.copytree(backup, indexed.home / "gen-1")
    indexed.index()
    assert indexed.ids() == _expected()


def test_a_lost_engine_folder_is_made_again(indexed) -> None:
    before = indexed.ids()
    shutil.rmtree(indexed.home / "gen-1")
    indexed.index()
    assert indexed.ids() == before


def test_a_lost_current_is_made_again(indexed) -> None:
    before = indexed.ids()
    (indexed.home / "CURRENT").unlink()
    indexed.index()
    assert indexed.ids() == before
    assert Home(indexed.home).current().directory == "gen-2"


def test_a_rebuild_killed_before_it_is_in_force_leaves_the_old_one(indexed, monkeypatch) -> None:
    before = indexed.ids()

    def killed(*_args: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(Home, "put_in_force", killed)
        with pytest.raises(KilledError):
            indexed.index(rebuild=True)
    assert Home(indexed.home).current().directory == "gen-1"
    indexed.index()
    assert indexed.ids() == before
    assert not (indexed.home / "gen-2").exists()


def test_another_analysis_is_refused_until_the_index_is_made_anew(indexed, other_analysis) -> None:
    before = indexed.ids()
    indexed.tools = replace(indexed.tools, open_analysis=lambda _home: other_analysis("other"))
    with pytest.raises(Exception, match="--rebuild"):
        indexed.index()
    report = indexed.index(rebuild=True)
    assert report.read == 0
    assert indexed.ids() == before
    assert Home(indexed.home).open("other").directory == "gen-2"


_PROGRAM = """
import sys
from pathlib import Path
from indexer.ingest import index
index([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.mark.slow
def test_kill_9_at_random_moments(tmp_path: Path, write_meeting) -> None:
    from indexer.catalogue import Catalogue  # noqa: PLC0415 - only here
    from indexer.tools import TOOLS  # noqa: PLC0415 - only here

    dice = random.Random(20240229)  # noqa: S311 - seeded, not secret
    folder, home = tmp_path / "minutes", tmp_path / "home"
    folder.mkdir()
    for turn in range(12):
        for name in dice.sample(range(30), 8):
            year = 2000 + name
            (folder / f"{name}.txt").write_text(
                write_meeting(f"{year}-01-02", f"1 Ärende: Omgång {turn}.", "2 Val: Ek.")
            )
        program = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(folder), str(home)], stderr=subprocess.PIPE)
        time.sleep(0.3 + dice.random() * 0.7)
        program.send_signal(signal.SIGKILL)
        program.communicate()
    finished = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder), str(home)], capture_output=True, check=False
    )
    assert finished.returncode == 0, finished.stderr.decode()
    current = Home(home).current()
    analysis = TOOLS.open_analysis(home)
    engine = TOOLS.open_engine(Home(home).engine_path(current), analysis.derive, name=current.engine)
    catalogue = Catalogue.open(home / "catalogue.sqlite")
    live = {unit: version for unit, (_, version) in catalogue.live_versions().items()}
    assert dict(engine.snapshot().versions()) == live
    assert catalogue.coverage().protokoll == len(list(folder.iterdir()))
    catalogue.close()
    engine.close()
