"""How would one answer with no cleverness at all? Brute force in memory: the oracle of every other engine."""

from indexer.engine.reference.engine import ReferenceEngine

__all__ = ["ReferenceEngine"]
