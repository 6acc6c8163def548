"""Which engine stands behind the port?"""

from pathlib import Path

from indexer.engine.port import Derive, Engine
from indexer.engine.reference import ReferenceEngine
from indexer.engine.whoosh import WhooshEngine

NAMES = ("whoosh", "reference")
DEFAULT = "whoosh"
"""What a new index is made with."""


def open_engine(path: Path, derive: Derive, *, name: str = DEFAULT) -> Engine:
    """Open the index of one generation, or an empty one where there is none.

    Args:
        path: Directory of the index; made when something is first written.
        derive: Terms of a token key, `Analysis.derive`.
        name: One of NAMES; ValueError for another.
    """
    if name == "whoosh":
        return WhooshEngine(path, derive)
    if name == "reference":
        return ReferenceEngine(path, derive)
    raise ValueError(f"no such engine: {name}; there are {', '.join(NAMES)}")
