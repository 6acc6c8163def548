"""Does the command line say what, where and what to do, with the exit status of the contract?"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from api.answers import SearchAnswer
from api.cli import COMMANDS, main

MINUTES = """Vidåkra kommun
Kommunfullmäktige
Sammanträdesdatum 2016-05-19

Beslutande
Anna Granlund (S)

§ 1 Val av justerare
Beslut
Kommunfullmäktige utser Anna Granlund.

§ 2 Motion om en tillnyktringsenhet
Beslut
Kommunfullmäktige beslutar att inte bifalla motionen.
"""


@pytest.fixture
def run(capfd, tmp_path):
    """Run a command; gives exit status, what it printed and what it complained of."""

    def ran(*given: str | Path) -> tuple[int, str, str]:
        words = [str(word) for word in given]
        if words[:1] in (["index"], ["search"], ["status"], ["serve"], ["remove"]) and "--index" not in words:
            words += ["--index", str(tmp_path / "index")]
        status = main(words)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return ran


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "protokoll"
    made.mkdir()
    (made / "kf.txt").write_text(MINUTES, encoding="utf-8")
    return made


@pytest.fixture
def indexed(run, folder) -> Path:
    assert run("index", folder)[0] == 0
    return folder


def complaint(answer: tuple[int, str, str], status: int) -> str:
    """Check that a command complained in one line."""
    assert answer[0] == status
    assert len(answer[2].strip().splitlines()) == 1, answer[2]
    return answer[2]


def test_search_finds_what_was_indexed(run, indexed):
    status, out, _ = run("search", '"inte bifalla"')
    assert status == 0
    assert "1 träff".replace(" ", "\u00a0") in out
    assert "§ 2 Motion om en tillnyktringsenhet" in out


def test_json_is_the_answer_over_http_with_source(run, indexed):
    status, out, _ = run("search", "tillnyktringsenhet", "--json", "--limit", "1", "--facets", "organ")
    assert status == 0
    answer = SearchAnswer.model_validate_json(out)
    assert (answer.total, answer.hits[0].source, list(answer.facets)) == (1, "kf.txt", ["organ"])


def test_status_and_terms_and_parse(run, indexed):
    assert json.loads(run("status", "--json")[1])["coverage"]["protokoll"] == 1
    assert "2016" in run("status")[1]
    assert "motion" in run("terms", "motionerna")[1]
    status, out, _ = run("parse", indexed / "kf.txt")
    assert (status, [one["date"] for one in json.loads(out)]) == (0, ["2016-05-19"])


def test_remove_takes_away_at_once(run, indexed):
    hit = json.loads(run("search", "tillnyktringsenhet", "--json")[1])["hits"][0]["id"]
    assert complaint(run("remove", hit, "--reason", "hej"), 2).count("personuppgifter") == 1
    assert run("remove", hit, "--reason", "personuppgifter")[0] == 0
    assert json.loads(run("search", "tillnyktringsenhet", "--json")[1])["total"] == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_in_swedish(run, command):
    with pytest.raises(SystemExit) as left:
        run(command, "--help")
    assert left.value.code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_no_english(command, capsys):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    out = capsys.readouterr().out
    assert out.startswith(f"Användning: protokollsok {command}")
    assert not [word for word in ("usage", "options", "positional", "show this", "default") if word in out.lower()]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("serch", "x"), "Menade du ”search”?"),
        (("search", "x", "--jsn"), "Menade du ”--json”?"),
        (("search", "--jsn"), "Menade du ”--json”?"),
        (("serve", "--prot", "1"), "Menade du ”--port”?"),
        (("serve", "--port", "x"), "heltal från 0 till 65535"),
        (("serve", "--port", "70000"), "heltal från 0 till 65535"),
        (("serve", "--port"), "--port behöver ett värde"),
        (("index", "--allow-removal", "x"), "Menade du ”--allow-removals”?"),
        (("index",), "Ange minst en fil"),
        (("parse",), "det saknas: FIL"),
        (("status", "x"), "ett argument för mycket"),
        (("terms", "x", "--date", "igår"), "ÅÅÅÅ-MM-DD"),
        (("remove", "x"), "--reason"),
        (("search", "-skola"), "Skriv -- före"),
    ],
    ids=" ".join,
)
def test_bad_usage(run, given, said):
    assert said in complaint(run(*given), 2)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("x", "--sort", "newst"), "Menade du ”newest”?"),
        (("x", "--limit", "1000"), "högst 100"),
        (("x", "--year", "16"), "årtal"),
        (("a" * 1001,), "1000 tecken"),
    ],
    ids=["sort", "limit", "year", "long"],
)
def test_a_question_that_cannot_be_read(run, indexed, given, said):
    assert said in complaint(run("search", *given), 2)


def test_without_arguments(run):
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "protokollsok KOMMANDO --help" in err
    assert run("--version")[1].startswith("protokollsok ")


@pytest.mark.parametrize("command", ["search", "status", "serve"])
def test_no_index(run, command):
    given = (command, "x") if command == "search" else (command,)
    said = complaint(run(*given), 1)
    assert "Det finns inget index" in said
    assert "protokollsok index" in said


def test_an_index_of_another_version(run, indexed, tmp_path):
    current = tmp_path / "index" / "CURRENT"
    current.write_text(json.dumps(json.loads(current.read_text()) | {"format": 99}))
    assert "format 99" in complaint(run("search", "x"), 1)


def test_an_index_of_another_analysis(run, indexed, tmp_path, monkeypatch):
    monkeypatch.setattr("indexer.swedish.analysis.Analysis.digest", "an0ther")
    assert "--rebuild" in complaint(run("search", "x"), 1)


def _empty(folder: Path) -> Path:
    made = folder / "tom.txt"
    made.touch()
    return made


def _binary(folder: Path) -> Path:
    made = folder / "bild.txt"
    made.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    return made


def _broken_link(folder: Path) -> Path:
    made = folder / "bruten.txt"
    made.symlink_to(folder / "finns-inte.txt")
    return made


def _directory(folder: Path) -> Path:
    made = folder / "mapp.txt"
    made.mkdir()
    return made


def _missing(folder: Path) -> Path:
    return folder / "finns-inte.txt"


@pytest.mark.parametrize("make", [_empty, _binary, _broken_link, _directory, _missing], ids=lambda made: made.__name__)
def test_parse_of_a_file_that_cannot_be_read(run, folder, make):
    bad = make(folder)
    answer = run("parse", bad, folder / "kf.txt")
    assert bad.name in complaint(answer, 1)
    assert len(json.loads(answer[1])) == 1  # the other file is there


@pytest.mark.parametrize("make", [_empty, _binary, _broken_link], ids=lambda made: made.__name__)
def test_index_names_the_file_that_cannot_be_read_and_keeps_the_rest(run, folder, make):
    bad = make(folder)
    status, out, err = run("index", folder)
    assert status == 1
    assert bad.name in out + err
    assert run("search", "tillnyktringsenhet")[0] == 0
    assert json.loads(run("status", "--json")[1])["coverage"]["failed_files"] == 1


def test_a_folder_named_like_a_file_is_a_folder(run, folder):
    _directory(folder)
    (folder / "mapp.txt" / "inre.txt").write_text(MINUTES.replace("2016", "2017"), encoding="utf-8")
    assert run("index", folder)[0] == 0
    assert json.loads(run("status", "--json")[1])["coverage"]["protokoll"] == 2


def test_index_of_what_is_not_there(run, tmp_path):
    assert "finns inte" in complaint(run("index", tmp_path / "nej"), 1)


def test_index_into_a_folder_of_something_else(run, folder, tmp_path):
    assert "skrivs inte över" in complaint(run("index", folder, "--index", folder), 1)


def test_nothing_from_a_document_steers_the_terminal(run, folder):
    (folder / "kf.txt").write_text(MINUTES.replace("en tillnyktringsenhet", "\x1b[2Jtillnyktringsenhet\u202e"), "utf-8")
    run("index", folder)
    out = run("search", "tillnyktringsenhet")[1]
    assert "tillnyktringsenhet" in out
    assert not {"\x1b", "\u202e"} & set(out)


def started(*given: str | Path, **more) -> subprocess.Popen:
    words = [sys.executable, "-c", "from api.cli import main; raise SystemExit(main())", *map(str, given)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **more)


def test_a_port_in_use(run, indexed):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = complaint(run("serve", "--port", str(taken.getsockname()[1])), 1)
    assert "används redan" in said
    assert "--port" in said


def test_a_host_that_is_not_ours(run, indexed):
    assert "--host" in complaint(run("serve", "--host", "finns.invalid"), 1)
    assert "--host" in complaint(run("serve", "--host", "192.0.2.1"), 1)


def test_serve_answers_logs_no_words_and_ends_in_order(indexed, tmp_path):
    served = started("serve", "--index", tmp_path / "index", "--port", "0")
    try:
        address = served.stdout.readline().split()[3]
        with urllib.request.urlopen(f"{address}/api/v1/search?q=tillnyktringsenhet", timeout=20) as response:  # noqa: S310
            assert json.load(response)["total"] == 1
        with urllib.request.urlopen(f"{address}/", timeout=20) as response:  # noqa: S310
            assert "Sök i protokollen" in response.read().decode()
    finally:
        served.send_signal(signal.SIGINT)
    out, err = served.communicate(timeout=20)
    assert served.returncode == 0
    assert err == ""
    assert "tillnyktring" not in out


def test_nobody_reads_on(indexed, tmp_path):
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, "-c", "from api.cli import main; raise SystemExit(main())", "parse", indexed / "kf.txt"]
    ended = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_ctrl_c(folder, tmp_path):
    for number in range(300):
        (folder / f"{number}.txt").write_text(MINUTES.replace("2016-05-19", f"2016-05-{number % 28 + 1:02}"), "utf-8")
    begun = started("index", folder, "--index", tmp_path / "index")
    given_up = time.monotonic() + 30
    while not (tmp_path / "index" / "catalogue.sqlite").exists() and time.monotonic() < given_up:
        time.sleep(0.05)  # before that the program is still being loaded, and Python itself answers
    begun.send_signal(signal.SIGINT)
    _, err = begun.communicate(timeout=30)
    assert "Traceback" not in err
    assert begun.returncode in (0, 130)


@pytest.mark.slow
def test_a_line_of_50_megabytes(run, folder):
    (folder / "rad.txt").write_text("ord " * 12_500_000, "utf-8")
    status, out, err = run("index", folder)
    assert status in (0, 1)
    assert "rad.txt" in out + err or status == 0
    assert json.loads(run("search", "tillnyktringsenhet", "--json")[1])["total"] == 1
