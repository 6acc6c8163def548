"""Kills, full disks, damaged files: nothing acknowledged is lost, and a wrong answer is never given."""

import errno
import os
import random
import shutil
import subprocess
from contextlib import closing
from dataclasses import replace

import engine_kills
import pytest
from engine_collections import apply, derive, ids, random_history, unit
from engine_requests import random_request

from indexer.engine.plan import Everything
from indexer.engine.port import FACETS
from indexer.engine.whoosh import WhooshEngine, codec, storage
from indexer.errors import IndexHomeError, LockedError


@pytest.fixture
def history():
    return random_history(random.Random(11), 5)  # noqa: S311 -- seeded


@pytest.fixture
def home(tmp_path, history):
    with closing(WhooshEngine(tmp_path / "index", derive)) as engine:
        for changes in history.batches:
            with engine.batch() as batch:
                apply(batch, changes)
                batch.commit()
    return tmp_path / "index"


def add(engine, *units):
    with engine.batch() as batch:
        batch.add(units)
        batch.commit()


def answers(path, history, count=12):
    """Everything that can be asked, asked of a newly opened engine."""
    dice = random.Random(5)  # noqa: S311 -- seeded
    with closing(WhooshEngine(path, derive)) as engine:
        snapshot = engine.snapshot()
        found = [snapshot.search(random_request(dice, history)) for _ in range(count)]
        return [*found, dict(snapshot.versions()), snapshot.suggest("", 50), *map(snapshot.values, FACETS)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_killed_writers_lose_nothing(seed, capsys):
    assert engine_kills.main(["--times", "5", "--seed", str(seed)]) == 0, capsys.readouterr().out


def units_file(home):
    return max(home.glob("*.units"), key=lambda path: path.stat().st_size)


def test_a_flipped_bit_is_named_or_harmless(home, history):
    right, path = answers(home, history), units_file(home)
    whole, dice, named = path.read_bytes(), random.Random(3), 0  # noqa: S311 -- seeded
    for place in [0, len(whole) - 1, len(whole) - 20, *(dice.randrange(len(whole)) for _ in range(40))]:
        path.write_bytes(
            bytes(byte ^ (1 << dice.randrange(8)) if at == place else byte for at, byte in enumerate(whole))
        )
        try:
            assert answers(home, history) == right, place
        except IndexHomeError as error:
            assert path.name in str(error)  # noqa: PT017 -- a flip of a byte between sections is harmless
            named += 1
    assert named > 30


def test_a_truncated_file_is_named(home, history):
    path = units_file(home)
    size = path.stat().st_size
    for length in (size - 1, size // 2, 40, 1, 0):
        os.truncate(path, length)
        with pytest.raises(IndexHomeError, match=path.name):
            answers(home, history)


def test_a_missing_file_is_named(home, history):
    units_file(home).unlink()
    with pytest.raises(IndexHomeError, match="saknas"):
        answers(home, history)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:10], lambda _: b"", lambda data: b"x" + data[1:]]
)
def test_a_damaged_toc_is_not_unpickled(home, history, damage, monkeypatch):
    toc = next(home.glob("*.toc"))
    toc.write_bytes(damage(toc.read_bytes()))
    monkeypatch.setattr("whoosh.filedb.structfile.load_pickle", lambda _: pytest.fail("unpickled"))
    with pytest.raises(IndexHomeError, match=toc.name):
        answers(home, history)


def refuse(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


REFUSALS = {
    "while units wait": (codec.SegmentFileWriter, "append"),
    "while a segment is written": (codec._Summing, "write"),
    "while it is made durable": (os, "fsync"),
    "while it gets its name": (storage.IndexStorage, "rename_file"),
    "while the toc is written": (storage.TOC, "write"),
}


@pytest.mark.parametrize("where", REFUSALS)
def test_a_full_disk_leaves_the_index_as_it_was(home, history, where, monkeypatch):
    right = answers(home, history)
    with closing(WhooshEngine(home, derive)) as engine:
        with monkeypatch.context() as patch:
            patch.setattr(*REFUSALS[where], refuse)
            with pytest.raises(IndexHomeError, match="disken är full"):
                add(engine, unit("new", "nytt"))
        assert answers(home, history) == right
        add(engine, unit("new", "nytt"))  # the lock is free
        assert "new" in engine.snapshot().versions()
    assert not list(home.glob("batch-*"))


@pytest.fixture
def tiny_disk(tmp_path):
    path = tmp_path / "disk"
    path.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=400k", "tmpfs", path], capture_output=True, check=False
    ).returncode:
        pytest.skip("this machine does not let us mount a small file system")
    yield path
    subprocess.run([shutil.which("umount"), "-l", path], check=True)


def test_a_disk_that_is_really_full(tiny_disk):
    small = unit("small", "a")
    with closing(WhooshEngine(tiny_disk / "index", derive)) as engine:
        add(engine, small)
        with pytest.raises(IndexHomeError, match="disken är full"):
            add(engine, unit("large", " ".join(f"ord{n}" for n in range(60_000))))
        assert list(engine.snapshot().versions()) == ["small"]
        add(engine, replace(small, version=2))
        assert dict(engine.snapshot().versions()) == {"small": 2}


def test_the_second_writer_is_told_who_is_first(home):
    with (
        closing(WhooshEngine(home, derive)) as one,
        closing(WhooshEngine(home, derive)) as two,
        one.batch(),
        pytest.raises(LockedError, match=f"process {os.getpid()}"),
        two.batch(),
    ):
        pass


def test_what_the_dead_left_is_swept_away(home):
    for name in ("batch-MAIN_x.units", "merge-MAIN_x.units", "_MAIN_99.toc.123.4", "MAIN_orphan.units"):
        (home / name).write_bytes(b"half a file")
    with closing(WhooshEngine(home, derive)) as engine, engine.batch() as batch:
        batch.commit()
    assert {path.suffix for path in home.iterdir()} <= {".toc", ".units", ""}
    assert not [path for path in home.iterdir() if path.name.startswith(("batch-", "merge-", "MAIN_orphan"))]


def test_what_may_not_be_read_is_not_empty(home, monkeypatch):
    with closing(WhooshEngine(home, derive)) as engine:
        monkeypatch.setattr(os, "listdir", lambda _: (_ for _ in ()).throw(PermissionError(errno.EACCES, "no")))
        with pytest.raises(IndexHomeError, match="rättigheter saknas"):
            engine.snapshot()


def test_reading_makes_no_file(tmp_path):
    with closing(WhooshEngine(tmp_path / "index", derive)) as engine:
        assert ids(engine.snapshot(), Everything()) == []
    assert not (tmp_path / "index").exists()
