"""How does a Hunspell dictionary become our lexicon file?"""

import hashlib
import json
import os
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from zlib import crc32

from indexer.swedish import hunspell, irregular
from indexer.swedish.lexicon import BEGIN, END, MAGIC, MIDDLE, NAME, TAIL, WORD, Entry

LONGEST = 60
"""Letters of the longest form kept."""
FILL = 0.6
"""Share of the slots in use."""
ADJECTIVES = ("ala", "iga", "iska")
EXTRA_BEGIN = {
    "gatu": "gata", "kyrko": "kyrka", "sockne": "socken", "skole": "skola", "dricks": "dricka", "års": "år",
    "landstings": "landsting", "läns": "län", "härads": "härad", "fattigvårds": "fattigvård", "stads": "stad",
    "lands": "land", "riks": "rike", "drift": "drift", "avlopps": "avlopp", "samhälls": "samhälle",
}  # fmt: skip
"""Linking forms of the administration that the dictionary lacks, with their words."""
EXTRA_END = ("lov", "råd", "verk", "gata")
"""Words that the dictionary does not let stand last in a compound, but minutes are full of."""

Distance = tuple[bool, int, int, str]


def compile_lexicon(base: Path, target: Path) -> None:
    """Write the lexicon of the dictionary `base` to `target`, all or nothing."""
    entries = build(hunspell.read_forms(base))
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".lexikon-", delete=False) as file:
        try:
            write(entries, stamp(base), file)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(target)


def stamp(base: Path) -> str:
    """Give the hex digest of all that the lexicon is made of: the dictionary's files, and the code that reads them."""
    sources = (__file__, hunspell.__file__, irregular.__file__, base.with_suffix(".aff"), base.with_suffix(".dic"))
    digest = hashlib.sha256()
    for source in sources:
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()[:16]


def build(forms: Iterable[hunspell.Form]) -> dict[str, Entry]:
    """Give an entry for each form in lower case."""
    nearest: dict[str, Distance] = {}
    use: dict[str, int] = defaultdict(int)
    for form in forms:
        text = form.text.lower()
        if text.isalpha() and len(text) <= LONGEST:
            use[text] |= _use(form)
            distance = _distance(form, text)
            nearest[text] = min(nearest.get(text, distance), distance)
    roots = {text: distance[-1] for text, distance in nearest.items()}
    for text, root in EXTRA_BEGIN.items():
        roots[text] = root
        use[text] |= BEGIN | MIDDLE
    return dict(_entries(roots, use))


def _use(form: hunspell.Form) -> int:
    use = 0
    if hunspell.BEGIN in form.flags:
        use = BEGIN | MIDDLE
    elif hunspell.MIDDLE in form.flags:
        use = MIDDLE
    if hunspell.ONLY_IN_COMPOUND not in form.flags:
        common = form.root[0].islower()
        use |= WORD if common else NAME
        if common and (form.ends or form.root in EXTRA_END):
            use |= END
    return use


def _distance(form: hunspell.Form, text: str) -> Distance:
    """Rank the roots that a form may belong to; the smallest is its word.

    Words before names. A name, or a root that inflects, is its own word. Other forms go to the root they begin with
    ("förslaget" to "förslag", not "förslå"), then to the shortest. A root without forms comes late ("planerar", listed
    beside "planera"), and so does one that looks like the plural of an adjective ("kommunala").
    """
    rank = 1
    if hunspell.ONLY_IN_COMPOUND in form.flags:
        rank = 4
    elif text == form.root.lower():
        is_name = form.root[0].isupper()
        rank = 0 if is_name or (form.inflects and not text.endswith(ADJECTIVES)) else 3
    elif not text.startswith(form.root.lower()):
        rank = 2
    return form.root != form.root.lower(), rank, len(form.root), form.root


def _entries(roots: dict[str, str], use: dict[str, int]) -> Iterator[tuple[str, Entry]]:
    """Give the entries; genitives that say nothing of their own are left out (see Lexicon.look_up)."""
    classes = {text: _class(text, root.lower(), use) for text, root in roots.items()}
    for text, cls in classes.items():
        flags = use[text] & ~NAME if use[text] & WORD else use[text]
        bare = text[:-1]
        idle = text.endswith("s") and classes.get(bare) == cls and not flags & (BEGIN | MIDDLE)
        if not (idle and use[bare] & (END | WORD) == flags & (END | WORD)):
            yield text, Entry(cls, flags)


def _class(text: str, root: str, use: dict[str, int]) -> str:
    """Follow a form to its word: past irregular forms, linking letters, the genitive of names."""
    if text not in (root + "en", root + "et") and (base := irregular.base(text, use)):
        return base
    if root == text and text.endswith("s") and not use[text] & NAME and use.get(text[:-1], 0) & NAME:
        return text[:-1]
    if root == text and not use[text] & WORD:
        return _unlinked(text, use)
    return irregular.base(root, use) or root


def _unlinked(text: str, use: dict[str, int]) -> str:
    """Give the word of a linking form that the dictionary lists by itself ("skatte", "kyrko", "läns")."""
    for candidate in (text[:-1], text[:-1] + "a"):
        if text[-1] in "seou" and use.get(candidate, 0) & WORD:
            return candidate
    return text


def write(entries: dict[str, Entry], stamp_: str, file: IO[bytes]) -> None:
    """Write the file that lexicon.py describes."""
    edits: dict[tuple[int, str], int] = {}
    count = int(len(entries) / FILL) | 1
    slots = array("I", bytes(4 * count))
    records = bytearray(b"\0")  # offset 0 means an empty slot
    for text, entry in entries.items():
        form = text.encode()
        slot = crc32(form) % count
        while slots[slot]:
            slot = (slot + 1) % count
        slots[slot] = len(records)
        edit = edits.setdefault(_edit(text, entry.cls), len(edits))
        records += bytes((len(form),)) + form + TAIL.pack(edit, entry.use)
    head = MAGIC + json.dumps({"stamp": stamp_, "edits": list(edits), "slots": count}).encode() + b"\n"
    file.write(head + bytes(-len(head) % 4))
    file.write(slots.tobytes())
    file.write(records)


def _edit(text: str, cls: str) -> tuple[int, str]:
    shared = min(len(text), len(cls))
    while not cls.startswith(text[:shared]):
        shared -= 1
    return len(text) - shared, cls[shared:]
