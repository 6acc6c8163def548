"""Do the documents say what the product does?

The commands of the README run and give what it says; every option, parameter, address, field and sidecar key is
written down somewhere; links and references to decisions lead somewhere.
"""

import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import COMMANDS, main
from api.language import parse
from api.lexing import FIELDS
from api.library import Library
from api.params import CaseParams, FacetParams, SearchParams, SuggestParams
from api.search import SearchService
from indexer.sidecar import Facts

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "DECISIONS.md", ROOT / "corpus" / "README.md"]
DOCUMENTS += sorted((ROOT / "docs").glob("*.md"))
ALL = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
SOURCES = [path for package in ("indexer", "api", "tests") for path in sorted((ROOT / package).rglob("*.py"))]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def sessions() -> list[tuple[str, str]]:
    """Each command shown with its answer."""
    parts = [part for block in blocks("console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, answer.strip("\n")) for command, _, answer in (part.partition("\n") for part in parts)]


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def examples() -> list[str]:
    """The queries in the first column of the table under Ask; what follows the first is another name for it."""
    rows = [line.split("|")[1] for line in section("Ask").splitlines() if line.startswith("| `")]
    return [re.findall(r"`([^`]+)`", row)[0] for row in rows]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder where `make run` has been: corpus/ is indexed in data/index."""
    place = tmp_path_factory.mktemp("docs")
    done = command(["index", str(ROOT / "corpus"), "--index", "data/index"], place)
    assert done.returncode == 0, done.stderr
    return place


def command(arguments: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())", *arguments],
        cwd=place, env={"PYTHONPATH": str(ROOT), "COLUMNS": "100"}, capture_output=True, encoding="utf-8",
        timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def web(place) -> TestClient:
    return TestClient(create_app(SearchService(Library.open(place / "data" / "index"))))


@pytest.mark.slow
@pytest.mark.parametrize(("line", "answer"), sessions())
def test_a_command_gives_what_the_readme_says(line, answer, place):
    program, *arguments = shlex.split(line)
    assert program == "protokollsok"
    done = command(arguments, place)
    assert done.stderr == ""
    assert [part.rstrip() for part in done.stdout.strip("\n").splitlines()] == answer.splitlines()


def test_the_first_screen_has_a_real_query():
    first = README.split("\n## ")[0]
    assert sessions()[0][0].split()[:2] == ["protokollsok", "search"]
    assert "make run" in first
    assert "make test" in first
    assert "does not do" in first
    assert len(first.splitlines()) < 60


def help_of(name: str, capsys) -> str:
    try:
        assert main([name, "--help"]) == 0
    except SystemExit as end:
        assert not end.code  # noqa: PT017 - argparse leaves so, with 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name, capsys):
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_of(name, capsys))) - {"--help"}
    assert {option for option in options if f"`{option}" not in ALL and f" {option}" not in ALL} == set()
    assert f"protokollsok {name}" in ALL


def test_commands_in_the_readme_exist(capsys):
    written = "\n".join((*blocks("sh"), *re.findall(r"`[^`\n]+`", README)))
    shown = re.findall(r"protokollsok (\w+)([^`\n]*)", written)
    assert len(shown) > 5
    for name, rest in shown:
        known = help_of(name, capsys)
        assert {option for option in re.findall(r"(?<!\S)--[a-z-]+", rest) if option not in known} == set(), name


@pytest.mark.parametrize("params", [SearchParams, FacetParams, SuggestParams, CaseParams])
def test_every_parameter_is_documented(params):
    said = section("The HTTP interface")
    missing = {name for name in params.model_fields if f"`{name}`" not in said and f"{name}=" not in said}
    assert missing == set()


@pytest.mark.slow
def test_every_address_is_documented_and_exists(web):
    said = set(re.findall(r"`(/[a-z][^`?]*)", section("The HTTP interface")))
    there = {re.sub(r"\{\w+(?::path)?\}", "{}", path) for path in web.get("/openapi.json").json()["paths"]}
    assert {re.sub(r"\{\w+\}", "{}", path) for path in said} - {"/openapi.json"} == there


@pytest.mark.slow
def test_the_readmes_requests_are_answered(web):
    addresses = re.findall(r"curl '(http://127\.0\.0\.1:8000[^']+)'", README)
    assert addresses
    for address in addresses:
        answer = web.get(address)
        assert answer.status_code == 200
        assert answer.json()["total"] > 0


@pytest.mark.slow
def test_the_readmes_id_leads_to_a_paragraf(web):
    (address,) = re.findall(r"An \*\*id\*\* \(`([^`]+)`\)", README)
    assert web.get(f"/api/v1/paragrafer/{address}").json()["diarienummer"] == ["VK 2022/318"]


def test_every_field_of_the_query_language_is_documented():
    said = section("Ask")
    assert {name for name in FIELDS if f"{name}:" not in said} == set()


@pytest.mark.parametrize("query", examples())
def test_the_readmes_queries_are_read_as_typed(query):
    assert [note for note in parse(query).notes if "(in the whole §, with a note)" not in row(query)] == []


def row(query: str) -> str:
    return next(line for line in section("Ask").splitlines() if f"`{query}`" in line)


def test_every_sidecar_key_is_documented():
    said = section("Index your own minutes")
    assert {field.name for field in fields(Facts) if f"`{field.name}`" not in said} == set()


def test_kinds_are_documented():
    assert set(re.findall(r"`(\w+)`", README.split("`kind` is one of")[1].split("\n")[0])) == {
        "paragraf", "stycke", "inledning", "bilaga", "underskrifter",
    }  # fmt: skip


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    assert [to for to in targets if "://" not in to and not (path.parent / to).exists()] == []


def test_files_named_in_the_architecture_exist():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    names = set(re.findall(r"`((?:[\w-]+/)*[\w-]+\.(?:py|toml|txt))`", text))
    tops = ("indexer", "api", "tests", "corpus")
    there = [path.relative_to(ROOT).as_posix() for top in tops for path in (ROOT / top).rglob("*")]
    assert {name for name in names if not any(path == name or path.endswith("/" + name) for path in there)} == set()
    assert len(names) > 30


def decisions() -> dict[int, list[str]]:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (\d+)\. ", text, flags=re.MULTILINE)[1:]
    return {int(number): body.strip().splitlines() for number, body in zip(parts[::2], parts[1::2], strict=True)}


def test_decisions_are_numbered_and_short():
    found = decisions()
    assert list(found) == list(range(1, len(found) + 1))
    lengths = {number: len([line for line in lines[1:] if line]) for number, lines in found.items()}
    assert {number: length for number, length in lengths.items() if length > 10} == {}


def test_decisions_that_code_cites_are_there():
    cited = {
        number: path.name
        for path in SOURCES
        for number in re.findall(r"\(D(\d+)\)", path.read_text(encoding="utf-8"))
    }
    assert {number: name for number, name in cited.items() if int(number) not in decisions()} == {}
