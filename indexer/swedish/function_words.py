"""Which words of a question are scored but need not stand in a hit?

There is no stop list: every word is indexed. The words that turn a decision round (inte, ej, icke, utan, ingen, varken)
are content and must be there.
"""

_WORDS = """
i på av om för mot och eller till från med vid hos under över efter inom mellan genom enligt
att som en ett den det de är var har hade blev blir ska skall kan
då där hur vad vilka vilken vilket sin sitt sina
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
"""Prepositions, conjunctions, articles, auxiliaries and question words."""


def is_required(surface: str) -> bool:
    """Say whether a word of the question must stand in a strict hit.

    >>> [is_required(word) for word in ("på", "inte", "skolskjuts")]
    [False, True, True]
    """
    return surface not in FUNCTION_WORDS
