"""Does a writer that is killed lose anything, or leave half of anything? It is killed at random moments.

    python tests/indexer/engine/engine_kills.py --times 200

The writer commits `STEP` units at a time, replaces some and removes some, so that segments merge all the while, and
says the number of each commit when it is done. It is killed (SIGKILL) at a random moment. Then another process opens
the index: all that was said is there, at most one commit more, nothing half, and it writes on without repair.
"""

import argparse
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from engine_collections import derive, unit

from indexer.engine.plan import Term, TermClass
from indexer.engine.port import Attendee, Meeting
from indexer.engine.whoosh import WhooshEngine

STEP = 5
LONGEST = 0.7
"""Seconds of life after the first commit. A commit takes some 10 ms, each third is followed by a merge."""
REPLACED = Term(TermClass.SURFACE, "ersatt")
PROGRAM = """
import sys
sys.path.append(sys.argv[1])
import engine_kills
engine_kills.write(sys.argv[2], int(sys.argv[3]))
"""


def changes(number):
    """What commit `number` adds and removes: it replaces one unit of the last commit and removes another."""
    new = [unit(f"{number}-{n}", f"ord{number % 7} nytt", version=number, meeting="m") for n in range(STEP)]
    return [*new, unit(f"{number - 1}-0", "ersatt", version=number)], (f"{number - 1}-1",)


def expected(number):
    """Ids and versions after commit `number`."""
    versions = {}
    for commit in range(1, number + 1):
        units, removed = changes(commit)
        versions |= {each.id: each.version for each in units}
        for unit_id in removed:
            versions.pop(unit_id, None)
    return versions


def commit(engine, number):
    """Make commit `number`."""
    units, removed = changes(number)
    with engine.batch() as batch:
        batch.put_meeting(Meeting(id="m", attendees=(Attendee("Person A", deciding=True),)))
        batch.add(units)
        batch.remove(removed)
        return batch.commit()


def write(path, first):
    """Commit for ever, and say so."""
    write_times(path, first, sys.maxsize)


def write_times(path, first, times):
    """Commit so many times, and say so."""
    with closing(WhooshEngine(Path(path), derive)) as engine:
        for number in range(first, first + times):
            sys.stdout.write(f"{commit(engine, number)}\n")
            sys.stdout.flush()


def kill_once(path, first, seconds):
    """Let a writer begin with commit `first` and kill it; give the last commit that it said was done."""
    command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), str(path), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        begun = writer.stdout.readline()
        time.sleep(seconds)
        writer.kill()
        said = [begun, *writer.stdout.readlines()]
    return max((int(line) for line in said if line.endswith("\n")), default=first - 1)


def wrong_after_kill(path, said):
    """Look at what a killed writer left; give what is wrong, and the last commit that is there."""
    with closing(WhooshEngine(Path(path), derive)) as engine:
        snapshot = engine.snapshot()
        there = snapshot.generation
        found = [] if there in (said, said + 1) else [f"commit {said} was said, {there} is there"]
        if dict(snapshot.versions()) != expected(there):
            found.append(f"the units are not those of commit {there}")
        if snapshot.frequency(REPLACED) != sum(unit_id.endswith("-0") for unit_id in expected(there)) - 1:
            found.append("replaced units are not found by their new word")
        if commit(engine, there + 1) != there + 1 or dict(engine.snapshot().versions()) != expected(there + 1):
            found.append("the next commit went wrong")
    left = [
        file.name for file in Path(path).iterdir() if file.name.startswith(("batch-", "merge-")) or ".toc." in file.name
    ]
    return [*found, *(f"left behind: {name}" for name in left)], there + 1


def main(arguments=None):
    """Kill writers; exit status 1 at the first that lost something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    dice, last, commits = random.Random(options.seed), 0, 0  # noqa: S311 -- seeded, so that a loss can be found again
    with TemporaryDirectory() as home:
        for time_of_kill in range(options.times):
            said = kill_once(Path(home), last + 1, dice.uniform(0, LONGEST))
            found, now = wrong_after_kill(Path(home), said)
            if found:
                sys.stdout.write("\n".join((f"kill {time_of_kill}", *found, "")))
                return 1
            commits, last = commits + now - last, now
    sys.stdout.write(f"{options.times} kills, {commits} commits, nothing lost\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
