"""Is the embedded engine still small, and does it still use Whoosh by its front door?"""

import ast
import io
import tokenize
from pathlib import Path

import whoosh.codec.base
import whoosh.filedb.filestore
import whoosh.index

import indexer.engine.whoosh as package

HOME = Path(package.__file__).parent
MODULES = sorted(HOME.glob("*.py"))
LINES = 2_000
"""Of code: without blank lines, comments, docstrings and imports."""
PRIVATE_NAMES = 25
"""Names that begin with an underscore and are Whoosh's. It is frozen, so they stay; but we are its guests."""


def lines_of_code(source):
    """
    >>> lines_of_code('import ast\\nx = (1,\\n  2)  # two lines\\n\\n# none')
    2
    """
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = {n for token in tokens if token.type not in silent for n in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(ast.parse(source)):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_text or isinstance(node, ast.Import | ast.ImportFrom):
            lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(lines)


def test_it_is_small():
    assert sum(lines_of_code(path.read_text(encoding="utf-8")) for path in MODULES) <= LINES


def whooshs_private_names():
    modules = (whoosh.index, whoosh.codec.base, whoosh.filedb.filestore)
    owners = [*modules, *(thing for module in modules for thing in vars(module).values() if isinstance(thing, type))]
    return {name for owner in owners for name in vars(owner) if name.startswith("_") and not name.startswith("__")}


def test_few_private_names_of_whoosh():
    trees = [
        ast.parse(path.read_text(encoding="utf-8")) for path in MODULES if "whoosh." in path.read_text(encoding="utf-8")
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    used = [node.attr for node in nodes if isinstance(node, ast.Attribute)]
    used += [alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names]
    private = whooshs_private_names()
    assert "_random_id" in private
    assert len([name for name in used if name in private]) <= PRIVATE_NAMES


def test_only_storage_knows_whoosh():
    guests = [path.name for path in MODULES if "from whoosh" in path.read_text(encoding="utf-8")]
    assert guests == ["storage.py"]
