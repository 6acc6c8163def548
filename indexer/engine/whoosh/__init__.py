"""How does the embedded engine answer in milliseconds? Whoosh's index directory, our segments, numpy."""

from indexer.engine.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
