"""How does a question become an answer?

`SearchService` is the one door: the HTTP routes, the pages and the command line all ask it, and get models of
api/answers.py back. It raises `ProblemError` (a person can act on it) and `MovedError` (the id has a new address).
"""

from api.answers import (
    CaseAnswer,
    FacetAnswer,
    ParagrafAnswer,
    ProtokollAnswer,
    SearchAnswer,
    StatusAnswer,
    SuggestAnswer,
)
from api.params import CaseParams, FacetParams, SearchParams, SuggestParams


class SearchService:
    """Answers to everything that can be asked. Safe to use from several threads."""

    def search(self, params: SearchParams) -> SearchAnswer:
        """Answer a question."""
        raise NotImplementedError

    def paragraf(self, unit_id: str) -> ParagrafAnswer:
        """Give one unit, whole. ProblemError 404 or 410, MovedError."""
        raise NotImplementedError

    def protokoll(self, protokoll_id: str) -> ProtokollAnswer:
        """Give one protokoll with the list of its units. ProblemError 404 or 410, MovedError."""
        raise NotImplementedError

    def facet(self, field: str, params: FacetParams) -> FacetAnswer:
        """Give the values of a facet field that begin so. ProblemError 404 when there is no such field."""
        raise NotImplementedError

    def suggest(self, params: SuggestParams) -> SuggestAnswer:
        """Give words that begin so."""
        raise NotImplementedError

    def case(self, params: CaseParams) -> CaseAnswer:
        """Give one case in time order."""
        raise NotImplementedError

    def status(self) -> StatusAnswer:
        """Say what the index holds, and what it does not."""
        raise NotImplementedError
