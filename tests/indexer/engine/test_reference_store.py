"""What the reference engine keeps on disk, and what it says when that goes wrong."""

import errno
import os

import pytest
from engine_collections import derive, filled, group, ids, unit

from indexer.engine.port import TokenRun
from indexer.engine.reference import ReferenceEngine, store
from indexer.errors import IndexHomeError


@pytest.fixture
def reference(tmp_path):
    engine = ReferenceEngine(tmp_path, derive)
    filled(engine, unit("u1", "a"), unit("u2", "a"))
    return engine


DAMAGES = {
    "last line gone": lambda text: text[: text.rindex("\n", 0, -1) + 1],
    "cut in a line": lambda text: text[:-9],
    "cut in the head": lambda text: text[:9],
    "empty": lambda _: "",
    "another format": lambda text: text.replace(store.FORMAT, "protokollsok-reference-0"),
    "not ours": lambda _: "[1, 2]\n",
    "a line too many": lambda text: text + "{}\n",
    "one letter changed": lambda text: text.replace("u1", "u3", 1),
    "another generation": lambda text: text.replace('"generation": 1', '"generation": 2'),
    "a unit without id": lambda text: text.replace('"id": "u1"', '"ID": "u1"'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_named(tmp_path, reference, damage):
    file = tmp_path / store.FILE
    file.write_text(DAMAGES[damage](file.read_text()))
    with pytest.raises(IndexHomeError, match=store.FILE):
        ReferenceEngine(tmp_path, derive).snapshot()


def test_a_full_disk_leaves_the_old_index(tmp_path, reference, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(IndexHomeError, match=str(tmp_path)):
            filled(reference, unit("u3", "a"))
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted((store.FILE, store.LOCK))
    assert ids(reference.snapshot(), group("a")) == ids(ReferenceEngine(tmp_path, derive).snapshot(), group("a"))
    assert ids(filled(reference, unit("u3", "a")), group("a")) == ["u1", "u2", "u3"]


@pytest.mark.parametrize(
    "changes",
    [
        {"keywords": {"titel": ("x",)}},
        {"zones": (TokenRun(1, 0, 2), TokenRun(2, 1, 2))},
        {"zones": (TokenRun(1, 1, 2), TokenRun(2, 0, 1))},
        {"zones": (TokenRun(1, 1, 3),)},
        {"zones": (TokenRun(1, -1, 1),)},
        {"zones": (TokenRun(1, 1, 0),)},
    ],
)
def test_a_unit_that_is_not_as_promised_is_our_fault(reference, changes):
    with pytest.raises(ValueError, match="u3"):
        filled(reference, unit("u4", "a"), unit("u3", "a b", **changes))
    with reference.batch() as batch:
        with pytest.raises(ValueError, match="u3"):
            batch.add([unit("u4", "a"), unit("u3", "a b", **changes)])
        batch.commit()
    assert ids(reference.snapshot(), group("a")) == ["u1", "u2"]


def test_a_meeting_that_was_never_put_is_our_fault(reference):
    with pytest.raises(ValueError, match="m9"):
        filled(reference, unit("u3", "a", meeting="m9"))


def test_a_batch_commits_once(reference):
    with reference.batch() as batch:
        batch.commit()
        with pytest.raises(ValueError, match="once"):
            batch.commit()
