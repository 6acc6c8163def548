"""Which adapters of the engine port are there?"""

from contextlib import closing
from importlib import import_module

from indexer.engine import opening

KNOWN = {"reference": "ReferenceEngine", "whoosh": "WhooshEngine"}


def names():
    """All that can be opened, and those that can already be imported."""
    return tuple(name for name in KNOWN if name in opening.NAMES or _class(name) is not None)


def opened(name, path, derive):
    """Open one as a context manager."""
    return closing(_class(name)(path, derive))


def _class(name):
    try:
        module = import_module(f"indexer.engine.{name}")
    except ModuleNotFoundError:
        if name in opening.NAMES:
            raise
        return None
    return getattr(module, KNOWN[name], None)
