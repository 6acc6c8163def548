"""How is an index home opened for writing?

Whoever opens one works off what a killed process left, and leaves nothing half done: a new engine directory comes into
force only when it holds everything that the catalogue does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.catalogue import Catalogue
from indexer.errors import IndexHomeError
from indexer.home import CURRENT, FORMAT, Current, Home
from indexer.publish import WRITE_WAIT, Index, fill, repair
from indexer.tools import Analyses, Tools


@contextmanager
def open_for_writing(path: Path, tools: Tools, *, create: bool, rebuild: bool = False) -> Iterator[tuple[Home, Index]]:
    """Open a home, repaired. The write lock is held while opening, not after.

    Args:
        path: The home.
        tools: What to open it with.
        create: Make one if there is none.
        rebuild: Make the engine's directory anew from the catalogue, whatever state CURRENT is in.

    Raises:
        IndexHomeError: there is none, it is damaged, or made by another analysis.
        LockedError: somebody else writes for too long.
    """
    home = Home(path)
    if create and not rebuild:
        home.create()
    elif not home.catalogue.is_file():
        home.current()  # says what is wrong, if there is no index at all
        raise IndexHomeError(f"{home.catalogue} saknas, och med den alla texter. Läs filerna på nytt i en ny mapp.")
    analysis = tools.open_analysis(path)
    with home.lock("write", wait=WRITE_WAIT):
        has_index = (path / CURRENT).exists()
        current = home.open(analysis.digest) if has_index and not rebuild else None
        catalogue = Catalogue.open(home.catalogue, create=True)
        index = (
            _made(home, catalogue, analysis, tools)
            if current is None
            else _there(home, current, catalogue, analysis, tools)
        )
    try:
        yield home, index
    finally:
        index.engine.close()
        catalogue.close()


def _there(home: Home, current: Current, catalogue: Catalogue, analysis: Analyses, tools: Tools) -> Index:
    """Open what is in force; what an earlier rebuild replaced is not needed by any reader now."""
    home.discard_others(current)
    engine = tools.open_engine(home.engine_path(current), analysis.derive, name=current.engine)
    index = Index(catalogue, engine, current.number, analysis)
    repair(index)
    return index


def _made(home: Home, catalogue: Catalogue, analysis: Analyses, tools: Tools) -> Index:
    """Make an engine directory from the catalogue and put it in force. The one before stays until the next opening."""
    current = Current(format=FORMAT, engine=tools.engine, directory=home.next_directory(), analysis=analysis.digest)
    engine = tools.open_engine(home.engine_path(current), analysis.derive, name=current.engine)
    index = Index(catalogue, engine, current.number, analysis)
    home.engine_path(current).mkdir(exist_ok=True)
    fill(index)
    home.put_in_force(current)
    return index
