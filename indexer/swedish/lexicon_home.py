"""Where does the lexicon of an index home come from?

The copy in the home is the truth, so that the service reads words just as the index was made, whatever is installed
later. A new home gets its copy from the user's cache; the first one on a machine waits some ten seconds while it is
compiled.
"""

import os
import shutil
import tempfile
from pathlib import Path

from indexer.swedish import compile as compiling
from indexer.swedish import hunspell
from indexer.swedish.lexicon import Lexicon

FILE = "lexikon.bin"
KEPT = 3
"""Compiled lexicons in the cache."""


def open_lexicon(home: Path | None) -> Lexicon | None:
    """Open the lexicon of a home, giving the home one if it has none.

    Args:
        home: Folder of the index; None: the installed dictionary, nothing is written to any home.

    Returns:
        None where neither the home nor the machine has one.

    Raises:
        IndexHomeError: The file in the home is damaged or of another version.
    """
    if home is not None and (home / FILE).exists():
        return Lexicon.open(home / FILE)
    base = hunspell.find_dictionary()
    if base is None:
        return None
    cached = _cached(base)
    if home is None or not home.is_dir() or not os.access(home, os.W_OK):
        return Lexicon.open(cached)
    with tempfile.TemporaryDirectory(dir=home, prefix=".lexikon-") as folder:
        draft = Path(folder) / FILE
        shutil.copyfile(cached, draft)
        draft.replace(home / FILE)
    return Lexicon.open(home / FILE)


def _cached(base: Path) -> Path:
    """Give the compiled lexicon of a dictionary, from the cache or freshly compiled into it."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "protokollsok"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        folder = Path(tempfile.mkdtemp(prefix="protokollsok-"))
    target = folder / f"lexikon-{compiling.stamp(base)}.bin"
    if not target.exists():
        compiling.compile_lexicon(base, target)
        by_age = sorted(folder.glob("lexikon-*.bin"), key=lambda path: path.stat().st_mtime)
        for stale in by_age[:-KEPT]:
            stale.unlink(missing_ok=True)
    return target
