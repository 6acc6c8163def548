"""`protokollsok remove`: take a § or a protokoll out of the index, at once and for good."""

from collections.abc import Sequence

from api.arguments import Arguments
from indexer import ingest
from indexer.catalogue import REASONS


def run(given: Sequence[str]) -> int:
    """Remove and say what went."""
    arguments = Arguments(
        "remove",
        "Ta bort en paragraf eller ett protokoll ur indexet, genast och för gott. Kvar blir adressen, dagen och "
        "skälet; filen rörs inte.",
    )
    arguments.inputs.add_argument("address", metavar="ADRESS", help="id, eller sidans adress")
    arguments.choices.add_argument(
        "--reason", required=True, choices=REASONS, help=f"skäl: {', '.join(REASONS)}", metavar="KOD"
    )
    arguments.index_option()
    asked = arguments.read(given)
    gone = ingest.remove(asked.address, asked.index, asked.reason)
    print("\n".join(f"Borttaget: {unit}" for unit in gone) if gone else "Det var redan borttaget.")
    return 0
