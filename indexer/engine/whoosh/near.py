"""Where do words stand one after the other?

Each place of a word in one of the units at hand is one number, `unit << 32 | position`; the places of a slot are a
sorted array. An exact phrase is an intersection of such arrays, each moved back by its slot's number, the shortest
first. A near one goes from each place of the first slot to the next place of the second, and so on: taking the
earliest leaves the fewest other tokens between.
"""

from collections.abc import Sequence

import numpy as np

from indexer.engine.plan import ZONE_WEIGHTS, Phrase
from indexer.engine.whoosh.arrays import NONE, Floats, Ints, intersection, places, summed, union
from indexer.engine.whoosh.part import Part
from indexer.engine.whoosh.texts import encode

_POSITION = (1 << 32) - 1


def phrase_tfs(part: Part, phrase: Phrase) -> tuple[Ints, Floats]:
    """Give the live documents of a segment in which the phrase stands, and its tf in each."""
    slots = [[b"=" + encode(form) for form in dict.fromkeys(forms)] for forms in phrase.slots]
    holders = [[posting.ids for form in forms if (posting := part.posting(form)) is not None] for forms in slots]
    if not holders or not all(holders):
        return NONE, np.empty(0)
    docs = intersection([union(lists, part.size) for lists in holders], part.size)
    docs = docs if part.live is None else docs[part.live[docs]]
    if not len(docs):
        return NONE, np.empty(0)
    found = [_places(part, forms, docs) for forms in slots]
    if phrase.zone is not None:
        found = [keys[_zones(part, docs, keys) == phrase.zone] for keys in found]
    starts = _near(found, phrase.slop) if phrase.slop else _consecutive(found)
    weights = np.array(ZONE_WEIGHTS)[_zones(part, docs, starts)]
    tfs = summed(starts >> 32, weights, len(docs))
    return docs[tfs > 0], tfs[tfs > 0]


def _places(part: Part, forms: Sequence[bytes], docs: Ints) -> Ints:
    """Give the places of a slot's forms in some documents."""
    found = []
    for form in forms:
        posting = part.posting(form)
        if posting is not None:
            rows = places(docs, posting.ids, part.size)
            units = np.flatnonzero(rows >= 0)
            postings = part.reader.postings
            totals, positions = postings.positions_in(postings.terms.find(form), posting, rows[units])
            found.append(np.repeat(units, totals) << 32 | positions)
    return found[0] if len(found) == 1 else np.sort(np.concatenate(found))


def _consecutive(slots: Sequence[Ints]) -> Ints:
    """Give the places where an exact phrase begins.

    >>> _consecutive([np.array([0, 5]), np.array([6, 9])]).tolist()
    [5]
    """
    starts = [keys[keys & _POSITION >= number] - number for number, keys in enumerate(slots)]
    shortest, *others = sorted(starts, key=len)
    for other in others:
        if not len(other):
            return NONE
        found = np.minimum(np.searchsorted(other, shortest), len(other) - 1)
        shortest = shortest[other[found] == shortest]
    return shortest


def _near(slots: Sequence[Ints], slop: int) -> Ints:
    """Give the places where a near phrase begins.

    >>> _near([np.array([0, 5]), np.array([3, 7])], 1).tolist()
    [5]
    """
    starts = at = slots[0]
    for keys in slots[1:]:
        following = np.searchsorted(keys, at, side="right")
        starts, following = starts[following < len(keys)], following[following < len(keys)]
        at = keys[following]
    return starts[at - starts - (len(slots) - 1) <= slop]


def _zones(part: Part, docs: Ints, keys: Ints) -> Ints:
    """Give the zone of each place."""
    unit, zone, start, stop = part.documents.runs(docs)
    if not len(unit) or not len(keys):
        return np.zeros(len(keys), np.int64)
    run = np.searchsorted(unit << 32 | start, keys, side="right") - 1
    is_within = (run >= 0) & (unit[run] == keys >> 32) & (keys & _POSITION < stop[run])
    return np.where(is_within, zone[run], 0)
