"""Batches, commits, snapshots, other processes, threads, locks, deadlines and very long units, in every adapter."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import engine_adapters
import pytest
from engine_collections import Add, Remove, apply, derive, filled, group, ids, phrase, unit

from indexer.engine.plan import And, Everything, Fuzzy, Keyword, Not, Prefix
from indexer.engine.port import Attendee, FacetRequest, Meeting, Request, TokenRun
from indexer.errors import LockedError, TimeLimitError

A = group("a")


def commit(engine, *changes):
    with engine.batch() as batch:
        apply(batch, changes)
        return batch.commit()


def test_generations_count_commits(engine):
    assert engine.snapshot().generation == 0
    assert commit(engine, Add((unit("u1", "a"),))) == 1
    assert commit(engine) == 2
    assert engine.snapshot().generation == 2
    assert engine.snapshot().search(Request(strict=A)).generation == 2


def test_nothing_is_visible_before_the_commit(engine):
    with engine.batch() as batch:
        batch.add([unit("u1", "a")])
        assert ids(engine.snapshot(), A) == []
        batch.commit()
    assert ids(engine.snapshot(), A) == ["u1"]


def test_a_batch_that_is_left_is_forgotten(engine):
    filled(engine, unit("u1", "a"))
    with engine.batch() as batch:
        batch.add([unit("u2", "a")])
        batch.remove(["u1"])
    assert ids(engine.snapshot(), A) == ["u1"]
    with pytest.raises(ZeroDivisionError), engine.batch() as batch:
        batch.add(unit(f"u{1 // n}", "a") for n in (1, 0))
    assert ids(engine.snapshot(), A) == ["u1"]
    assert commit(engine, Add((unit("u3", "a"),))) == 2
    assert ids(engine.snapshot(), A) == ["u1", "u3"]


def test_changes_take_effect_in_order(engine):
    one, two = unit("u1", "a"), unit("u1", "b", version=2)
    commit(engine, Add((one,)), Add((two,)), Add((unit("u2", "a"),)), Remove(("u2",)))
    assert dict(engine.snapshot().versions()) == {"u1": 2}
    commit(engine, Remove(("u1", "never-there")), Add((one,)))
    assert dict(engine.snapshot().versions()) == {"u1": 1}
    commit(engine, Add((two, one, two)))
    assert dict(engine.snapshot().versions()) == {"u1": 2}
    assert ids(engine.snapshot(), Everything()) == ["u1"]


def test_a_replaced_unit_is_found_by_what_it_is_now(engine):
    old = unit("u1", "a b", keywords={"organ": ("KS",)}, date=20150101, zones=(TokenRun(1, 0, 1),), case="c")
    filled(engine, old, unit("u2", "a"))
    snapshot = filled(engine, replace(old, tokens=("b", "c"), keywords={"organ": ("KF",)}, date=0, zones=(), version=2))
    assert ids(snapshot, A) == ["u2"]
    assert ids(snapshot, group("c")) == ["u1"]
    assert ids(snapshot, Keyword("organ", ("KS",))) == []
    assert ids(snapshot, Not(A)) == ["u1"]
    assert ids(snapshot, Everything(), sort="newest") == ["u2", "u1"]
    assert snapshot.search(Request(strict=group("c"))).hits[0].version == 2
    assert [value.value for value in snapshot.values("organ")] == ["KF"]
    assert [value.value for value in snapshot.suggest("", 9)] == ["a", "b", "c"]


def test_a_removed_unit_is_nowhere(engine):
    meeting = Meeting(id="m", attendees=(Attendee("Ada", deciding=True),))
    filled(engine, unit("u1", "a b", meeting="m", keywords={"organ": ("KS",)}), unit("u2", "a"), meetings=[meeting])
    commit(engine, Remove(("u1",)))
    snapshot = engine.snapshot()
    for node in (A, Everything(), Not(group("x")), Prefix("a"), Fuzzy("a", 1), Not(Keyword("organ", ("KF",)))):
        assert ids(snapshot, node) == ["u2"]
    for node in (group("b"), phrase("a b"), Prefix("b"), Keyword("organ", ("KS",)), Keyword("participant", ("Ada",))):
        assert ids(snapshot, node) == []
    assert snapshot.frequency(derive("a")[0]) == 1
    assert [value.value for value in snapshot.suggest("", 9)] == ["a"]
    assert list(snapshot.values("organ")) == list(snapshot.values("participant")) == []
    assert snapshot.explain(A, "u1") == ()


def test_all_can_be_removed(engine):
    filled(engine, unit("u1", "a"), unit("u2", ""))
    commit(engine, Remove(("u1", "u2")))
    assert engine.snapshot().search(Request(strict=Everything(), facets=(FacetRequest("kind", 3),))).total == 0
    assert ids(filled(engine, unit("u1", "a")), A) == ["u1"]


def test_a_meeting_is_replaced_with_its_units(engine):
    one = Meeting(id="m", attendees=(Attendee("Ada", deciding=True), Attendee("Bo", deciding=True)))
    two = Meeting(id="m", attendees=(Attendee("Bo", deciding=False),))
    filled(engine, unit("u1", "a", meeting="m", absent=(1,)), meetings=[one])
    assert ids(engine.snapshot(), Keyword("participant", ("Ada",))) == ["u1"]
    filled(engine, unit("u1", "a", meeting="m"), meetings=[two])
    assert ids(engine.snapshot(), Keyword("participant", ("Ada",))) == []
    assert ids(engine.snapshot(), Keyword("participant", ("Bo",))) == ["u1"]
    assert ids(engine.snapshot(), Keyword("deciding", ("Bo",))) == []


def test_a_later_batch_may_name_an_earlier_meeting(engine):
    filled(
        engine, unit("u1", "a", meeting="m"), meetings=[Meeting(id="m", attendees=(Attendee("Ada", deciding=True),))]
    )
    assert ids(filled(engine, unit("u2", "a", meeting="m")), Keyword("deciding", ("Ada",))) == ["u1", "u2"]


def test_a_snapshot_never_changes(engine):
    old = filled(engine, unit("u1", "a"), unit("u2", "a b"))
    before = old.search(Request(strict=A, facets=(FacetRequest("kind", 9),)))
    for n in range(5):
        commit(engine, Remove(("u1",)), Add((unit("u2", "b", version=n + 2), unit(f"new{n}", "a"))))
        assert old.search(Request(strict=A, facets=(FacetRequest("kind", 9),))) == before
        assert dict(old.versions()) == {"u1": 1, "u2": 1}
        assert ids(old, Not(A)) == []
    assert len(ids(engine.snapshot(), A)) == 5


def test_it_is_there_when_opened_again(adapter, tmp_path):
    meeting = Meeting(id="m", attendees=(Attendee("Ada", deciding=True), Attendee("Bo", deciding=False)))
    odd, zones = ("a", "^Å", "b", "\n", "a b", "\u2028"), (TokenRun(1, 0, 1), TokenRun(2, 2, 3))
    units = (
        unit("ö/å/1", tokens=odd, zones=zones, meeting="m", absent=(1,), case="c"),
        unit("u2", "", keywords={"organ": ("Å\tÄ", "")}, date=0),
    )
    with engine_adapters.opened(adapter, tmp_path, derive) as engine:
        filled(engine, *units, meetings=[meeting])
    with engine_adapters.opened(adapter, tmp_path, derive) as engine:
        snapshot = engine.snapshot()
        assert snapshot.generation == 1
        assert dict(snapshot.versions()) == {"ö/å/1": 1, "u2": 1}
        assert ids(snapshot, And((group("a", zone=1), group("b", zone=2), phrase("Å b")))) == ["ö/å/1"]
        assert ids(snapshot, And((group("a b"), group("\n"), group("\u2028")))) == ["ö/å/1"]
        assert ids(snapshot, Keyword("organ", ("",))) == ids(snapshot, Keyword("organ", ("Å\tÄ",))) == ["u2"]
        assert ids(snapshot, Keyword("participant", ("Ada",))) == ["ö/å/1"]
        assert ids(snapshot, Keyword("participant", ("Bo",))) == []
        assert commit(engine, Remove(("u2",))) == 2


def test_two_handles_see_each_other(adapter, tmp_path, engine):
    filled(engine, unit("u1", "a"))
    with engine_adapters.opened(adapter, tmp_path / "index", derive) as other:
        old = other.snapshot()
        filled(engine, unit("u2", "a"))
        assert (ids(old, A), ids(other.snapshot(), A)) == (["u1"], ["u1", "u2"])
        commit(other, Remove(("u1",)))
        assert ids(engine.snapshot(), A) == ["u2"]
        assert commit(engine) == 4


WRITER = """
import sys
sys.path[:0] = sys.argv[4:]
import engine_adapters, engine_collections as make
from pathlib import Path
with engine_adapters.opened(sys.argv[1], Path(sys.argv[2]), make.derive) as engine, engine.batch() as batch:
    print("writing", flush=True)
    sys.stdin.readline()
    batch.add([make.unit(sys.argv[3], "a")])
    print(batch.commit(), flush=True)
"""


def test_another_process_writes(adapter, tmp_path, engine):
    """While it does nobody else may, and who does is said; its commit is seen without opening anew."""
    filled(engine, unit("u1", "a"))
    here = [str(Path(__file__).parent), str(Path(engine_adapters.opening.__file__).parents[2])]
    command = [sys.executable, "-c", WRITER, adapter, str(tmp_path / "index"), "u2", *here]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "writing\n"
        with pytest.raises(LockedError, match=str(writer.pid)), engine.batch():
            pass
        assert ids(engine.snapshot(), A) == ["u1"]
        assert writer.communicate("\n", timeout=30)[0] == "2\n"
    assert ids(engine.snapshot(), A) == ["u1", "u2"]
    assert commit(engine) == 3


def test_one_writer_in_one_process(adapter, tmp_path, engine):
    with engine_adapters.opened(adapter, tmp_path / "index", derive) as other:
        with engine.batch(), pytest.raises(LockedError), other.batch():
            pass
        with other.batch() as batch:
            assert batch.commit() == 1


def test_many_threads_read_one_snapshot(engine):
    snapshot = filled(
        engine, *(unit(f"u{n}", "a b " * (n % 5) + "c", keywords={"organ": (f"o{n % 7}",)}) for n in range(50))
    )
    nodes = (A, phrase("b a"), Prefix("a"), Fuzzy("b", 1), Not(group("c")), And((A, Not(group("x")))))
    requests = [Request(strict=node, facets=(FacetRequest("organ", 9),)) for node in nodes] * 20
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(snapshot.search, requests))
    assert answers == [snapshot.search(request) for request in requests]


def test_threads_read_while_one_writes(engine):
    """Every commit replaces both units: nobody may ever see one old and one new."""
    filled(engine, unit("u1", "a"), unit("u2", "a"))

    def versions(_):
        hits = engine.snapshot().search(Request(strict=A)).hits
        return len(hits), len({hit.version for hit in hits})

    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(versions, range(100))
        for n in range(10):
            commit(engine, Add((unit("u1", "a", version=n + 2), unit("u2", "a", version=n + 2))))
        assert set(answers) == {(2, 1)}


@pytest.mark.parametrize("node", [A, Everything(), And((A, Not(phrase("a b")))), Prefix("")])
def test_time_is_up(engine, node):
    snapshot = filled(engine, unit("u1", "a b"))
    assert snapshot.search(Request(strict=node, deadline=time.monotonic() + 60)).total >= 0
    with pytest.raises(TimeLimitError) as caught:
        snapshot.search(Request(strict=node, deadline=time.monotonic() - 0.001))
    assert str(caught.value)


def test_derive_is_asked_once_for_each_key(adapter, tmp_path):
    asked = []

    def counting(key):
        asked.append(key)
        return derive(key)

    with engine_adapters.opened(adapter, tmp_path, counting) as engine:
        filled(engine, unit("u1", "a b a a"), unit("u2", "b a b"))
    assert sorted(asked) == ["a", "b"]


LONG = 200_000


def test_a_unit_of_200_000_tokens(engine):
    """Positions do not fit in 16 bits, nor does the frequency of a word, nor the length."""
    tokens = ["a"] * LONG
    tokens[70_000:70_002] = ["x", "y"]
    tokens[-4:] = ["näst", "sista", "ordet", "x"]
    long = unit("long", tokens=tuple(tokens), zones=(TokenRun(1, 0, 3), TokenRun(2, LONG - 3, LONG)))
    snapshot = filled(engine, long, unit("short", "a x y sista"))
    assert ids(snapshot, phrase("näst sista ordet x")) == ["long"]
    assert ids(snapshot, phrase("sista ordet", zone=2)) == ["long"]
    assert ids(snapshot, phrase("näst sista", zone=2)) == []
    assert ids(snapshot, phrase("x ordet", slop=LONG)) == ["long"]
    assert ids(snapshot, phrase("x ordet", slop=LONG - 70_003)) == ["long"]
    assert ids(snapshot, phrase("x ordet", slop=LONG - 70_004)) == []
    assert ids(snapshot, phrase(f"a {'a ' * 3}x y")) == ["long"]
    leaves = [snapshot.explain(node, "long")[0] for node in (A, group("x"), phrase("a a"), group("ordet", zone=2))]
    a = LONG - 6
    assert [leaf.tf for leaf in leaves] == [3 * 3 + a - 3, 1 + 1.5, 3 * 3 + a - 3 - 2, 1.5]
    assert {leaf.length for leaf in leaves} == {LONG}
