"""`protokollsok search`: the hits of a question, as lines or as JSON."""

from argparse import Namespace
from collections.abc import Sequence

from api import terminal
from api.arguments import Arguments
from api.library import Library
from api.params import SearchParams
from api.problem import ProblemError
from api.received import is_list, read
from api.search import SearchService
from api.settings import Settings
from indexer.errors import ProtokollError, UsageError

_LIMIT = "10"
"""Hits on a screen."""


def run(given: Sequence[str]) -> int:
    """Print the answer."""
    asked = _arguments().read(given)
    service = SearchService(Library.open(asked.index), Settings(show_source_paths=True))
    try:
        answer = service.search(read(SearchParams, _pairs(asked)))
    except ProblemError as problem:
        kind = UsageError if problem.status == 400 else ProtokollError
        raise kind(problem.detail) from None
    if asked.json:
        print(answer.model_dump_json(indent=1))
    else:
        for line in terminal.hits(answer):
            print(line)
    return 0


def _arguments() -> Arguments:
    """Say which arguments there are: the parameters of the HTTP interface under their own names."""
    arguments = Arguments("search", "Sök i indexet.")
    arguments.inputs.add_argument("q", metavar="FRÅGA", help="ord, en ”fras”, organ:…, dnr:…; tom fråga ger allt")
    arguments.choices.add_argument("--json", action="store_true", help="skriv svaret som gränssnittet för program")
    arguments.index_option()
    for name, field in SearchParams.model_fields.items():
        if name != "q":
            arguments.choices.add_argument(
                f"--{name.replace('_', '-')}",
                action="append",
                metavar="VÄRDE",
                help=(field.description or name) + (" Kan ges flera gånger." if is_list(field) else ""),
            )
    return arguments


def _pairs(asked: Namespace) -> list[tuple[str, str]]:
    """Put the arguments as the parameters of an address."""
    pairs = [("q", asked.q)]
    for name in SearchParams.model_fields:
        if name != "q":
            pairs += [(name, value) for value in getattr(asked, name) or ()]
    return pairs if asked.json or asked.limit else [*pairs, ("limit", _LIMIT)]
