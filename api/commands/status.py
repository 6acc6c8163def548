"""`protokollsok status`: what the index holds, and what it does not."""

from collections.abc import Sequence

from api import terminal
from api.arguments import Arguments
from api.library import Library
from api.search import SearchService
from api.settings import Settings


def run(given: Sequence[str]) -> int:
    """Print the status."""
    arguments = Arguments("status", "Visa vad indexet omfattar och vad som saknas.")
    arguments.choices.add_argument("--json", action="store_true", help="skriv svaret som gränssnittet för program")
    arguments.index_option()
    asked = arguments.read(given)
    answer = SearchService(Library.open(asked.index), Settings(show_source_paths=True)).status()
    if asked.json:
        print(answer.model_dump_json(indent=1))
    else:
        for line in terminal.status(answer):
            print(line)
    return 0
