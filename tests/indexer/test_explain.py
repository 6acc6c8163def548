"""Telling line by line why a file was read as it was."""

import pytest

from api.cli import main
from indexer.errors import ReadError
from indexer.explain import explain

_TEXT = """Kulturnämnden
Protokoll 2019-04-02

Innehåll

§ 11 Reglemente.......2
§ 12 Meddelanden......3

§ 11 Reglemente, KUN 2019/14

Beslut

Nämnden antar reglementet med stöd av vad som sägs i den tidigare antagna planens
§ 3 andra stycket.

§ 12 Meddelanden

Inga meddelanden.

Vid protokollet
Anna Ek
"""


def _told(tmp_path):
    path = tmp_path / "protokoll.txt"
    path.write_text(_TEXT, "utf-8")
    lines = list(explain(path))
    return {line.split()[1].rstrip(","): line for line in lines if line.startswith("rad ")}, lines


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1", "protokoll 1 börjar"),
        ("6", "rad i innehållsförteckning: § 11"),
        ("9", "§ 11 börjar (vikt 8), titel ”Reglemente”, diarienummer KUN 2019/14"),
        ("11", "avsnitt ”Beslut” (beslut)"),
        ("14", "ingen ny paragraf: § 3 ser ut som en hänvisning"),
        ("16", "§ 12 börjar"),
        ("20", "underskrifter börjar"),
    ],
)
def test_each_line_says_what_it_was_taken_for(line, says, tmp_path):
    by_line, _ = _told(tmp_path)
    assert says in by_line[line]


def test_the_facts_of_the_head_come_last(tmp_path):
    _, lines = _told(tmp_path)
    assert lines[-1] == "protokoll 1: organ Kulturnämnden, huvudman okänd, datum 2019-04-02, 2 paragrafer eller stycken"


def test_the_command_explains_instead_of_printing_json(tmp_path, capsys):
    path = tmp_path / "protokoll.txt"
    path.write_text(_TEXT, "utf-8")
    assert main(["parse", "--explain", str(path), str(tmp_path / "saknas.txt")]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"# {path}\nrad 1")
    assert "saknas.txt" in err


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReadError):
        list(explain(tmp_path / "saknas.txt"))
