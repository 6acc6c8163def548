"""A run reads what has changed and nothing else, and says of everything what became of it."""

import os
import time

import pytest

from indexer.errors import IndexHomeError, LockedError, ReadError, StoppedError, UsageError
from indexer.home import Home
from indexer.ingest import index
from indexer.report import render


def _fill(workshop, write_meeting, count: int) -> None:
    for n in range(count):
        workshop.write(f"{n}.txt", write_meeting(f"{2000 + n}-01-02", f"1 Ärende {n}: Text {n}."))


def test_a_second_run_reads_nothing_and_says_so(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 3)
    first = workshop.index()
    assert (first.read, first.protokoll, first.paragrafer, first.units) == (3, 3, 3, 6)
    second = workshop.index()
    assert (second.read, second.unchanged, second.generation) == (0, 3, first.generation)
    assert "Inga filer lästes: inget har ändrats" in render(second)


def test_a_file_that_changed_is_the_only_one_read(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 3)
    workshop.index()
    workshop.write("1.txt", write_meeting("2001-01-02", "1 Annat: Ny text."))
    report = workshop.index()
    assert (report.read, report.unchanged, report.protokoll) == (1, 2, 1)


def test_a_touched_file_is_looked_at_and_found_the_same(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 2)
    generation = workshop.index().generation
    os.utime(workshop.folder / "1.txt", ns=(1, 1_000_000_001))
    report = workshop.index()
    assert (report.read, report.same, report.protokoll, report.generation) == (1, 1, 0, generation)
    assert workshop.index().read == 0


def test_a_change_within_the_tick_of_the_clock_is_seen(workshop, write_meeting) -> None:
    path = workshop.write("a.txt", write_meeting("2000-01-02", "1 Val: Ek väljs."))
    now = time.time_ns() + 3_600_000_000_000
    os.utime(path, ns=(now, now))
    workshop.index()
    path.write_text(write_meeting("2000-01-02", "1 Val: Al väljs."))
    os.utime(path, ns=(now, now))
    assert workshop.index().protokoll == 1


def test_a_deleted_file_takes_its_items_along(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 3)
    workshop.index()
    (workshop.folder / "1.txt").unlink()
    report = workshop.index()
    assert (report.removed, report.coverage.protokoll) == (1, 2)
    assert not any("/2001-" in unit for unit in workshop.ids())


def test_a_run_stops_when_too_much_has_vanished(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 40)
    workshop.index()
    for n in range(10):
        (workshop.folder / f"{n}.txt").unlink()
    with pytest.raises(StoppedError, match=r"10 av 40 .*--allow-removals"):
        workshop.index()
    assert len(workshop.ids()) == 80
    assert workshop.index(allow_removals=True).removed == 10
    assert len(workshop.ids()) == 60


def test_nine_files_may_vanish_however_few_there_are(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 10)
    workshop.index()
    for n in range(9):
        (workshop.folder / f"{n}.txt").unlink()
    assert workshop.index().removed == 9


def test_a_folder_that_is_not_there_stops_the_run(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.index()
    workshop.folder.rename(workshop.folder.with_name("elsewhere"))
    with pytest.raises(StoppedError, match="finns inte"):
        workshop.index()
    assert workshop.index(allow_removals=True).removed == 1


def test_a_folder_that_never_was_there_is_no_folder(workshop, tmp_path) -> None:
    with pytest.raises(ReadError, match="finns inte"):
        workshop.index(tmp_path / "minuter")
    with pytest.raises(UsageError):
        index((), workshop.home, tools=workshop.tools)


def test_failing_files_do_not_stop_the_others_and_are_told_again(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.write("bad.txt", "OLÄSLIG")
    workshop.write("crash.txt", "KRASCH")
    (workshop.folder / "link.txt").symlink_to("nowhere")
    report = workshop.index()
    assert [failed.path for failed in report.failed] == ["bad.txt", "crash.txt", "link.txt"]
    assert "är oläslig" in report.failed[0].message
    assert "ZeroDivisionError" in report.failed[1].message
    assert "nowhere" in report.failed[2].message
    assert (report.read, report.protokoll, report.coverage.failed_files) == (1, 1, 3)
    again = workshop.index()
    assert again.read == 0
    assert len(again.failed) == 3
    (workshop.folder / "bad.txt").unlink()
    assert len(workshop.index().failed) == 2


def test_what_was_read_before_stays_when_a_file_breaks(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.index()
    before = workshop.ids()
    workshop.write("0.txt", "OLÄSLIG")
    assert len(workshop.index().failed) == 1
    assert workshop.ids() == before
    _fill(workshop, write_meeting, 1)
    assert workshop.index().failed == ()
    assert workshop.ids() == before


def test_what_is_not_read_is_counted_with_its_reason(workshop, write_meeting, tmp_path) -> None:
    _fill(workshop, write_meeting, 1)
    (tmp_path / "outside.txt").write_text("hemligt")
    (workshop.folder / "karta.jpg").write_bytes(b"x")
    (workshop.folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (workshop.folder / "round").symlink_to(workshop.folder)
    (workshop.folder / "mapp.txt").mkdir()
    workshop.write("mapp.txt/inne.txt", write_meeting("1999-01-01", "1 Val: Ek."))
    os.mkfifo(workshop.folder / "pipe.txt")
    (workshop.folder / ".git").mkdir()
    report = workshop.index()
    assert {skipped.code: skipped.examples for skipped in report.skipped} == {
        "dold": (".git",),
        "format-senare": ("karta.jpg",),
        "inte-en-fil": ("pipe.txt",),
        "lank-till-mapp": ("round",),
        "lank-ut": ("out.txt",),
        "mapp-med-filnamn": ("mapp.txt",),
    }
    assert report.failed == ()
    assert report.protokoll == 2
    assert "formatet läses inte än: 1 (karta.jpg)" in render(report)


def test_the_index_is_not_read_when_it_lies_in_the_folder(workshop, write_meeting) -> None:
    workshop.home = workshop.folder / "index"
    _fill(workshop, write_meeting, 1)
    report = workshop.index()
    assert [skipped.code for skipped in report.skipped] == ["indexmapp"]
    assert report.protokoll == 1


def test_a_note_beside_a_file_reads_that_file_again(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 3)
    workshop.index()
    (workshop.folder / "1.txt.meta.toml").write_text('organ = "Byggnadsnämnden"')
    report = workshop.index()
    assert (report.read, report.unchanged) == (1, 2)
    (workshop.folder / "1.txt.meta.toml").write_text("organ = ")
    report = workshop.index()
    assert [failed.path for failed in report.failed] == ["1.txt"]
    assert any("/byggnadsnamnden/" in unit for unit in workshop.ids())


def test_part_of_a_folder_can_be_brought_up_to_date_alone(workshop, write_meeting) -> None:
    workshop.write("a/1.txt", write_meeting("2001-01-02", "1 Val: Ek."))
    workshop.write("b/2.txt", write_meeting("2002-01-02", "1 Val: Al."))
    workshop.index()
    (workshop.folder / "a/1.txt").unlink()
    (workshop.folder / "b/2.txt").unlink()
    report = workshop.index(workshop.folder / "b")
    assert (report.removed, report.coverage.protokoll) == (1, 1)
    report = workshop.index(workshop.folder / "a/1.txt", allow_removals=True)
    assert (report.removed, report.coverage.protokoll) == (1, 0)


def test_a_folder_around_indexed_ones_takes_their_files_over(workshop, write_meeting) -> None:
    workshop.write("a/1.txt", write_meeting("2001-01-02", "1 Val: Ek."))
    workshop.index(workshop.folder / "a")
    before = workshop.ids()
    report = workshop.index(workshop.folder)
    assert (report.read, report.unchanged) == (0, 1)
    assert workshop.ids() == before
    catalogue = workshop.catalogue()
    assert catalogue.protokoll("ekby-kommun/kommunstyrelsen/2001-01-02").source_paths == ("a/1.txt",)
    catalogue.close()


def test_other_folders_are_left_alone(workshop, write_meeting, tmp_path) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.index()
    other = tmp_path / "annan"
    other.mkdir()
    (other / "x.txt").write_text(write_meeting("1990-01-01", "1 Val: Ek."))
    report = workshop.index(other)
    assert (report.protokoll, report.removed, report.coverage.protokoll) == (1, 0, 2)


def test_names_that_are_no_text_and_names_with_line_breaks(workshop, write_meeting) -> None:
    text = write_meeting("2001-01-02", "1 Val: Ek.").encode()
    with open(os.fsencode(workshop.folder) + b"/\xff.txt", "wb") as file:  # noqa: PTH123 - a name of bytes
        file.write(text)
    workshop.write("a\nb.txt", text.decode())
    report = workshop.index()
    assert report.protokoll == 1
    assert [failed.path for failed in report.failed] == ["\\xff.txt"]
    assert len(render(report).splitlines()) == 6


def test_two_runs_at_once_are_one_too_many(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.index()
    with Home(workshop.home).lock("index"), pytest.raises(LockedError, match=f"Process {os.getpid()} "):
        workshop.index()


def test_progress_is_told_file_by_file(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 3)
    seen = []
    workshop.index(progress=seen.append)
    assert [(step.done, step.total, step.path) for step in seen] == [(n + 1, 3, f"{n}.txt") for n in range(3)]


def test_a_foreign_folder_is_not_taken_for_a_home(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 1)
    workshop.home.mkdir()
    (workshop.home / "brev.doc").write_text("kära du")
    with pytest.raises(IndexHomeError, match="innehåller annat"):
        workshop.index()
    assert [path.name for path in workshop.home.iterdir()] == ["brev.doc"]


def test_the_report_says_what_went_in_and_what_came_out(workshop, write_meeting) -> None:
    _fill(workshop, write_meeting, 2)
    text = render(workshop.index())
    assert "2 filer lästes" in text
    assert "2 protokoll med 4 enheter, varav 2 paragrafer" in text
    assert "Anmärkningar: prov 2" in text
    assert "Indexet omfattar 2 protokoll (2 paragrafer) från 2000-01-02 till 2001-01-02." in text
