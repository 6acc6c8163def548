"""`protokollsok terms`: what a text becomes in the index."""

import argparse
from collections.abc import Sequence
from datetime import date

from api.arguments import Arguments
from indexer.engine.plan import Term, TermClass
from indexer.swedish.analysis import open_analysis

_CLASSES = {
    TermClass.SURFACE: "som det står",
    TermClass.FORM: "alla böjningar",
    TermClass.PART: "del av sammansättning",
    TermClass.OLD: "äldre stavning",
    TermClass.OCR: "trolig felläsning",
    TermClass.FOLDED: "utan prickar och ringar",
}


def run(given: Sequence[str]) -> int:
    """Print each word with its terms."""
    arguments = Arguments("terms", "Visa vilka termer en text blir i indexet.")
    arguments.inputs.add_argument("text", metavar="TEXT", help="texten")
    arguments.choices.add_argument(
        "--date", type=_day, default=0, metavar="ÅÅÅÅ-MM-DD", help="läs texten som om den vore från den dagen"
    )
    arguments.index_option()
    asked = arguments.read(given)
    analysis = open_analysis(asked.index if asked.index.is_dir() else None)
    for explained in analysis.explain(asked.text, date=asked.date):
        terms = ", ".join(f"{term.text} ({_named(term)})" for term in explained.terms)
        print(f"{asked.text[explained.token.start : explained.token.end]}: {terms}")
    return 0


def _named(term: Term) -> str:
    """Say what kind of term it is; a number or date of several words has no other forms."""
    return _CLASSES[term.cls] if term.text.isalpha() or term.cls is TermClass.SURFACE else "hel beteckning"


def _day(text: str) -> int:
    """Read a date as yyyymmdd."""
    try:
        return int(date.fromisoformat(text).strftime("%Y%m%d"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"”{text[:50]}” är inget datum; skriv ÅÅÅÅ-MM-DD") from None
