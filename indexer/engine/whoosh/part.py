"""What does a snapshot see of one segment? Its live documents, and nothing of the dead ones."""

from collections import OrderedDict
from collections.abc import Hashable
from functools import cached_property
from threading import Lock

import numpy as np

from indexer.engine.whoosh.arrays import Floats, Ints, Mask
from indexer.engine.whoosh.postings import Posting
from indexer.engine.whoosh.segment import SegmentReader

CACHE_BYTES = 32 << 20


class PostingCache:
    """The postings that were read last, of all segments, up to CACHE_BYTES."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Posting] = OrderedDict()
        self.bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Posting | None:
        """Give what is remembered."""
        with self._lock:
            posting = self._known.get(key)
            if posting is not None:
                self._known.move_to_end(key)
            return posting

    def put(self, key: Hashable, posting: Posting) -> None:
        """Remember, and forget what was not asked for the longest."""
        if posting.cost * 4 > CACHE_BYTES:
            return
        with self._lock:
            if key not in self._known:
                self._known[key] = posting
                self.bytes += posting.cost
            while self.bytes > CACHE_BYTES:
                self.bytes -= self._known.popitem(last=False)[1].cost


class Part:
    """One segment of a snapshot."""

    def __init__(self, reader: SegmentReader, dead: Ints, cache: PostingCache) -> None:
        self.reader = reader
        self.documents = reader.documents
        self.size = reader.size
        self.live: Mask | None = None
        """None: all."""
        self.tokens = reader.tokens
        """Of live documents."""
        self._cache = cache
        if len(dead):
            self.live = np.ones(self.size, np.bool_)
            self.live[dead] = False
            self.tokens -= int(self.documents.column("length")[dead].sum(dtype=np.int64))

    @cached_property
    def everything(self) -> Ints:
        """All live documents."""
        return np.arange(self.size) if self.live is None else np.flatnonzero(self.live)

    def posting(self, term: bytes) -> Posting | None:
        """Read the postings of a term, those of dead documents too; None if the segment does not have it."""
        key = self.reader.name, term
        posting = self._cache.get(key)
        if posting is None:
            place = self.reader.postings.terms.find(term)
            if place < 0:
                return None
            posting = self.reader.postings.read(place)
            self._cache.put(key, posting)
        return posting

    def weighted(self, posting: Posting, zone: int | None) -> tuple[Ints, Floats]:
        """Give the live documents of a posting list and the weighted frequency of the term in each."""
        return self.only_live(posting.ids, posting.weighted(zone))

    def only_live(self, ids: Ints, values: Floats) -> tuple[Ints, Floats]:
        """Leave the dead ones out."""
        if self.live is None:
            return ids, values
        kept = self.live[ids]
        return ids[kept], values[kept]

    def frequency(self, term: bytes) -> int:
        """Count the live documents that hold a term."""
        posting = self.posting(term)
        if posting is None:
            return 0
        return len(posting.ids) if self.live is None else int(self.live[posting.ids].sum())
