"""Which part of which indexed folder does a path on the command line mean?

A file belongs to the outermost folder that was indexed, whichever way it is pointed at later; its path inside that
folder is what it is known by. A file that is pointed at alone, outside of them all, is known inside its own folder.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder, or a part of one."""

    root: Path
    """Absolute, without links."""
    scope: str
    """Inside it, with slashes; "" is all of it."""
    is_missing: bool
    """There is nothing there now."""


def places(paths: Sequence[Path], known_roots: Iterable[str]) -> tuple[Place, ...]:
    """Say what the paths mean, each part of a folder once. `known_roots`: folders that were indexed before."""
    resolved = [path.resolve() for path in paths]
    roots = _outermost([*map(Path, known_roots), *(path for path in resolved if path.is_dir())])
    found = [_place(path, roots) for path in resolved]
    return tuple(
        place
        for i, place in enumerate(found)
        if not any(_covers(other, place, is_earlier=j < i) for j, other in enumerate(found) if j != i)
    )


def _outermost(roots: Iterable[Path]) -> list[Path]:
    """Drop roots that lie in another one."""
    kept: list[Path] = []
    for root in sorted(set(roots), key=lambda root: len(root.parts)):
        if not any(root.is_relative_to(outer) for outer in kept):
            kept.append(root)
    return kept


def _place(path: Path, roots: list[Path]) -> Place:
    root = next((root for root in roots if path.is_relative_to(root)), path.parent)
    scope = "" if path == root else path.relative_to(root).as_posix()
    return Place(root=root, scope=scope, is_missing=not path.exists())


def _covers(outer: Place, inner: Place, *, is_earlier: bool) -> bool:
    """Whether looking through `outer` looks through `inner` too; of two alike the first counts."""
    if outer.root != inner.root:
        return False
    if outer.scope == inner.scope:
        return is_earlier
    return not outer.scope or inner.scope.startswith(outer.scope + "/")
