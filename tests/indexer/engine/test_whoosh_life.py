"""Commits, merges and readers of the embedded engine: few segments, nobody waits, old readers live on."""

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import engine_kills
import pytest
from engine_collections import derive, group, ids, unit
from engine_differential import case_differences

from indexer.engine.port import Attendee, FacetRequest, Meeting, Request
from indexer.engine.whoosh import WhooshEngine, batch, inversion, merging, part

SEGMENTS = 12
"""At most, after 200 commits."""


@pytest.fixture
def engine(tmp_path):
    with closing(WhooshEngine(tmp_path / "index", derive)) as engine:
        yield engine


def commit(engine, *units, remove=()):
    with engine.batch() as changes:
        changes.add(units)
        changes.remove(remove)
        return changes.commit()


def files(engine, tmp_path):
    return sorted(path.name for path in (tmp_path / "index").glob("*.units"))


@pytest.mark.parametrize("seed", range(40, 44))
def test_pieces_and_merges_of_any_size(seed, monkeypatch):
    """The limits that only large collections reach, set so low that small ones reach them."""
    monkeypatch.setattr(batch, "TOKENS_AT_A_TIME", 60)
    monkeypatch.setattr(inversion, "TOKENS_IN_A_PIECE", 7)
    monkeypatch.setattr(merging, "TERMS_AT_A_TIME", 5)
    monkeypatch.setattr(merging, "POSTINGS_AT_A_TIME", 9)
    monkeypatch.setattr(merging, "SMALL", 8)
    monkeypatch.setattr(merging, "GROWTH", 3)
    assert case_differences("whoosh", seed) == ()


def test_few_segments_after_many_commits(engine, tmp_path):
    commit(engine, *(unit(f"old-{n}", "gammal") for n in range(3_000)))
    for number in range(200):
        commit(engine, *(unit(f"{number}-{n}", "ny") for n in range(20)))
    engine.close()
    assert len(files(engine, tmp_path)) <= SEGMENTS
    assert engine.snapshot().search(Request(strict=group("ny"))).total == 4_000
    assert engine.snapshot().generation == 201


class HeldMerge(merging.Merge):
    """A merge that has everything written and waits."""

    reached, go_on = threading.Event(), threading.Event()

    def write(self, writer):
        super().write(writer)
        self.reached.set()
        assert self.go_on.wait(20)


def test_nobody_waits_for_a_merge(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "Merge", HeldMerge)
    for number in range(merging.SIBLINGS):
        commit(engine, unit(f"u{number}", "a"), unit(f"v{number}", "a"))
    assert HeldMerge.reached.wait(20)
    commit(engine, unit("u0", "b", version=2), remove=["v1"])  # two die while they are being merged
    assert ids(engine.snapshot(), group("b")) == ["u0"]
    before = engine.snapshot()
    HeldMerge.go_on.set()
    engine.close()
    with closing(WhooshEngine(tmp_path / "index", derive)) as again:
        for snapshot in (before, again.snapshot()):
            assert snapshot.generation == 4
            assert sorted(ids(snapshot, group("a"))) == ["u1", "u2", "v0", "v2"]
            assert ids(snapshot, group("b")) == ["u0"]
            assert dict(snapshot.versions()) == {"u0": 2, "u1": 1, "u2": 1, "v0": 1, "v2": 1}


def test_a_reader_lives_on_when_its_files_are_gone(engine, tmp_path):
    commit(engine, unit("u0", "a"))
    old, old_files = engine.snapshot(), files(engine, tmp_path)
    for number in range(1, 9):
        commit(engine, unit(f"u{number}", "a"))
    engine.close()
    assert not set(old_files) & set(files(engine, tmp_path))
    assert ids(old, group("a")) == ["u0"]
    assert old.suggest("a", 1)[0].count == 1


def test_another_process_is_seen_at_once(engine, tmp_path):
    commit(engine, unit("u0", "a"))
    assert engine.snapshot().generation == 1
    program = (
        "import sys; sys.path.append(sys.argv[1]); import engine_kills; engine_kills.write_times(sys.argv[2], 2, 3)"
    )
    here = str(Path(__file__).parent)
    subprocess.run(
        [sys.executable, "-c", program, here, str(tmp_path / "index")], check=True, stdout=subprocess.DEVNULL
    )
    assert engine.snapshot().generation == 4
    assert "4-0" in engine.snapshot().versions()
    assert engine_kills.STEP == 5


def test_a_meeting_is_read_back_from_the_index(engine):
    people = (Attendee("Person A", deciding=True), Attendee("Person B", deciding=False))
    with engine.batch() as changes:
        changes.put_meeting(Meeting(id="m", attendees=people))
        changes.add([unit("u0", "a", meeting="m")])
        changes.commit()
    commit(engine, unit("u1", "a", meeting="m", absent=(1,)))
    facet = (
        engine.snapshot()
        .search(Request(strict=group("a"), facets=(FacetRequest("participant", 5),)))
        .facets["participant"]
    )
    assert [(value.value, value.count) for value in facet.values] == [("Person A", 2), ("Person B", 1)]
    with pytest.raises(ValueError, match="never put"):
        commit(engine, unit("u2", "a", meeting="unknown"))


def test_the_cache_of_postings_is_bounded(engine, monkeypatch):
    monkeypatch.setattr(part, "CACHE_BYTES", 20_000)
    cache = part.PostingCache()
    monkeypatch.setattr(engine, "_cache", cache)
    commit(engine, unit("u", " ".join(f"ord{n}" for n in range(500))))
    snapshot = engine.snapshot()
    for number in range(500):
        assert ids(snapshot, group(f"ord{number}")) == ["u"]
    assert 10_000 < cache.bytes <= 20_000
