"""What does the index hold, and what does it not?"""

from collections.abc import Iterable

from api.answers import Count, Coverage, FailedFile, GapAnswer, OrganYear, StatusAnswer
from indexer.catalogue import CodeCount, Status


def status_answer(status: Status, generation: int, *, show_source_paths: bool) -> StatusAnswer:
    """Tell what the catalogue knows; paths only if the operator lets them be shown."""
    return StatusAnswer(
        generation=str(generation),
        coverage=Coverage.model_validate(status.coverage),
        parser_versions=_counts(status.parser_versions),
        files=_counts(status.files),
        anmarkningar=_counts(status.anmarkningar),
        organs=tuple(map(OrganYear.model_validate, status.organs)),
        gaps=tuple(GapAnswer.model_validate(gap) for year in status.organs for gap in year.gaps),
        failed=tuple(
            FailedFile(path=file.path, message=file.message)
            if show_source_paths
            else FailedFile(path=None, message=None)
            for file in status.failed
        ),
    )


def _counts(counted: Iterable[CodeCount]) -> tuple[Count, ...]:
    return tuple(map(Count.model_validate, counted))
