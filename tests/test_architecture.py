"""Do the parts of the house keep to their rooms?

Read with `ast` from the source files, so that a broken import or an optional library cannot hide anything.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]  # the only way to see what a pattern is made of

import pytest

from api import answers
from api.answers import SearchHit
from api.params import SearchParams
from indexer import model
from indexer.contract import protokoll_to_json
from indexer.engine import port

ROOT = Path(__file__).parents[1]
PACKAGES = ("indexer", "api")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
ROOTS = {ROOT / package / "__init__.py" for package in PACKAGES}

LONGEST_FUNCTION = 40
"""Lines, without docstring and without the functions inside it (a list of routes is many short ones)."""
LONGEST_MODULE = 450
"""Lines. Tables (texts, shapes of answers) reach it; code stays far below."""

ROOMS = {
    "fastapi": ("api",),
    "starlette": ("api",),
    "uvicorn": ("api",),
    "jinja2": ("api/pages",),
    "pydantic": ("api",),
    "whoosh": ("indexer/engine/whoosh",),
    "sqlite3": ("indexer/catalogue",),
    "snowballstemmer": ("indexer/swedish",),
    "pypdfium2": ("indexer/read",),
    "lxml": ("indexer/read",),
    "ftfy": ("indexer/read",),
    "pickle": (),
}
"""Where alone a library may be imported. pickle: nowhere, an index from elsewhere must not run code."""

CLOSED = {
    "indexer": ("api",),
    "indexer/model.py": ("indexer", "api"),
    "indexer/errors.py": ("indexer", "api"),
    "indexer/swedish": ("indexer.read", "indexer.catalogue", "indexer.metadata", "indexer.engine.whoosh"),
    "indexer/engine": ("indexer.swedish", "indexer.catalogue", "indexer.read", "indexer.metadata", "indexer.parse"),
    "indexer/read": ("indexer.engine", "indexer.catalogue", "indexer.swedish", "indexer.metadata"),
    "indexer/metadata": ("indexer.engine", "indexer.catalogue", "indexer.swedish"),
    "api/pages": ("indexer.engine", "indexer.catalogue", "indexer.ingest", "indexer.home"),
}
"""What a room must not know of: arrows go one way, text -> metadata -> catalogue -> engine, and the pages ask only
the services of api/."""

NO_NAMES = {"utils", "util", "helpers", "helper", "core", "common", "manager", "misc", "base", "stuff"}


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[str]:
    """Dotted names of what a module imports, anywhere in it; `from a import b` gives both a and a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(path)}:{node.lineno}: relative imports hide where the arrow goes"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(path: Path, room: str) -> bool:
    return shown(path) == room or shown(path).startswith((room + "/", room + ".py"))


def is_or_under(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring and the functions inside it."""
    inner = [node for node in function.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    docstring = function.body[:1] if ast.get_docstring(function) is not None else []
    return extent(function) - sum(extent(node) for node in (*inner, *docstring))


def extent(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_there_is_something_to_look_at():
    assert len(MODULES) > 20


@pytest.mark.parametrize("library", ROOMS)
def test_a_library_stays_in_its_room(library):
    strays = [
        shown(path)
        for path in MODULES
        if not any(inside(path, room) for room in ROOMS[library])
        and any(is_or_under(name, library) for name in imports(path))
    ]
    assert strays == []


@pytest.mark.parametrize("room", CLOSED)
def test_a_room_does_not_know_of_others(room):
    strays = [
        f"{shown(path)} imports {name}"
        for path in MODULES
        if inside(path, room)
        for name in imports(path)
        for other in CLOSED[room]
        if is_or_under(name, other)
    ]
    assert strays == []


def test_only_opening_chooses_an_engine():
    """Everybody else gets an engine through the port."""
    adapters = ("indexer.engine.reference", "indexer.engine.whoosh")
    strays = [
        f"{shown(path)} imports {name}"
        for path in MODULES
        if not inside(path, "indexer/engine")
        for name in imports(path)
        if any(is_or_under(name, adapter) for adapter in adapters)
    ]
    assert strays == []


def test_nothing_is_imported_in_a_circle():
    names = {module_name(path): path for path in MODULES}
    arrows = {name: needs(path, set(names)) - {name} for name, path in names.items()}
    assert circle(arrows) == []


def needs(path: Path, modules: set[str]) -> set[str]:
    """The modules that must be whole before this one; `from package import module` needs the module only."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & modules or {node.module or ""}
    return found & modules


def module_name(path: Path) -> str:
    return shown(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """Names left when every module that imports none of the others is taken away, again and again."""
    left = dict(arrows)
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)


def test_circle_finds_one():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["a", "b", "c", "d"]
    assert circle({"a": {"b"}, "b": set()}) == []


def test_no_module_is_called_what_it_is_not():
    assert [shown(path) for path in MODULES if {path.stem, path.parent.name} & NO_NAMES] == []


def test_every_module_says_which_question_it_answers():
    """A command's question is its name."""
    silent = [
        shown(path)
        for path in MODULES
        if path not in ROOTS and not (about := first_paragraph(path)).startswith("`protokollsok ") and "?" not in about
    ]
    assert silent == []
    assert [shown(path) for path in ROOTS if not ast.get_docstring(tree(path))] == []


def first_paragraph(path: Path) -> str:
    return (ast.get_docstring(tree(path)) or "").split("\n\n")[0]


def test_functions_are_short():
    long = [
        f"{shown(path)}:{function.lineno} {function.name}: {length(function)} lines"
        for path in MODULES
        for function in functions(path)
        if length(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_modules_are_short():
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in sizes.items() if lines > LONGEST_MODULE} == {}


def test_what_goes_between_modules_is_frozen():
    """A dataclass that changes is a workbench of its own module or its own package; Python writes to every error."""
    thawed = {
        f"{module_name(path)}.{node.name}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.endswith("Error")
        for mark in node.decorator_list
        if ast.unparse(mark).startswith("dataclass") and "frozen=True" not in ast.unparse(mark)
    }
    strays = [
        f"{shown(path)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if name in thawed and name.rpartition(".")[0].rpartition(".")[0] != package(path)
    ]
    assert strays == []


def package(path: Path) -> str:
    return shown(path.parent).replace("/", ".")


def test_no_pattern_is_possessive():
    """Python before 3.11.5 matches `(…)*+` and `(?>…)` wrongly, and Debian 12 has 3.11.2."""
    strays = [
        f"{module_name(path)}.{name}"
        for path in MODULES
        for name, thing in vars(importlib.import_module(module_name(path))).items()
        for regex in [getattr(thing, "regex", thing)]
        if isinstance(regex, re.Pattern) and {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"} & operations(regex)
    ]
    assert strays == []


def operations(regex: re.Pattern[str]) -> set[str]:
    """Names of what a pattern is made of."""
    return set(re.findall(r"[A-Z_]{2,}", repr(_parser.parse(regex.pattern, regex.flags).data)))


def test_operations_are_seen():
    assert "POSSESSIVE_REPEAT" in operations(re.compile("(?:ab?)*+"))
    assert "ATOMIC_GROUP" in operations(re.compile("x(?>a|ab)c"))
    assert not {"POSSESSIVE_REPEAT", "ATOMIC_GROUP"} & operations(re.compile(r"a\++b*"))


# One vocabulary, end to end

ATTRIBUTES = {
    field.name
    for thing in vars(model).values()
    if isinstance(thing, type) and is_dataclass(thing)
    for field in fields(thing)
}
PLURALS = {"participant": "participants"}
"""A parameter or facet names one value, the attribute holds several."""
DERIVED = {"year": "date"}
"""Fields that are made of an attribute."""
ENGINE_ONLY = {"har"}
"""Says that a § has votes or reservations; has no parameter of its own."""
MACHINERY = {
    *("q", "participant_as", "outcome_not", "date_from", "date_to", "sort", "limit", "offset"),
    *("facets", "facet_limit", "group", "relax", "explain"),
}
"""Parameters that say how to search, not what is in the minutes."""
ANSWERING = {"url", "match", "score", "passages", "passages_total", "matched", "source", "explanation"}
"""Keys of a hit that say how it was found."""


def attribute(name: str) -> str:
    return PLURALS.get(name, DERIVED.get(name, name))


def test_fields_of_the_index_are_attributes():
    names = {*port.KEYWORDS, *port.FACETS} - ENGINE_ONLY
    assert {name for name in names if attribute(name) not in ATTRIBUTES} == set()


def test_parameters_are_attributes():
    names = set(SearchParams.model_fields) - MACHINERY
    assert {name for name in names if attribute(name) not in ATTRIBUTES} == set()
    assert set(SearchParams.model_fields) >= MACHINERY


def test_every_facet_is_a_parameter():
    assert set(port.FACETS) - set(SearchParams.model_fields) == set()


def test_keys_of_a_hit_are_attributes():
    assert set(SearchHit.model_fields) - ANSWERING - ATTRIBUTES == set()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("Participant", "Participant"), ("Section", "Avsnitt"), ("Beslutspunkt", "Beslutspunkt"), ("Vote", "Vote"),
        ("NamedVote", "NamedVote"), ("Person", "Person"), ("Reservation", "Reservation"), ("Reference", "Reference"),
        ("Anmarkning", "Anmarkning"), ("Source", "Source"),
    ],
)  # fmt: skip
def test_answers_have_the_keys_of_the_model(answer, kind):
    keys = set(getattr(answers, answer).model_fields)
    assert keys == {field.name for field in fields(getattr(model, kind))}


def test_the_parse_contract_has_the_keys_of_the_model():
    unit = model.Paragraf(
        id="a/1", kind=model.Kind.PARAGRAF, number="1", title=None, diarienummer=(), page=None, sections=(), beslut=(),
        text="§ 1", span=model.Span(0, 3),
    )  # fmt: skip
    source = model.Source(path="a.txt", sha256="0", format="text", pages=None)
    protokoll = model.Protokoll(
        id="a", source=source, parser_version="1", huvudman=None, organ=None, date=None, paragrafer=(unit,)
    )
    said = protokoll_to_json(protokoll)
    assert set(said) == {field.name for field in fields(model.Protokoll)}
    inner = {"span", "title_span", "beslut_spans"}
    assert set(said["paragrafer"][0]) == {field.name for field in fields(model.Paragraf)} - inner
