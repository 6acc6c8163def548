"""What did a caller ask in the address, and which of it is wrong?

Reads name and value pairs into one of the models of api/params.py. Nothing is ignored: an unknown name, a second value
where there is room for one, or a value that cannot be read is a 400 that names it and says what would do
(D28).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

from fastapi import Request
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from api.params import Params
from api.problem import ProblemError, nearest

_SHOWN: Final = 100
"""Characters of a wrong value that the answer repeats."""
_LISTED: Final = 5
"""Wrong parameters that one answer tells."""

P = TypeVar("P", bound=Params)


def read(model: type[P], pairs: Sequence[tuple[str, str]]) -> P:
    """Read parameters. ProblemError 400 that names what is wrong.

    >>> from api.params import SearchParams
    >>> read(SearchParams, [("q", "skola"), ("year", "2016"), ("year", "2017")]).year
    ('2016', '2017')
    >>> read(SearchParams, [("yaer", "2016")])
    Traceback (most recent call last):
    api.problem.ProblemError: 400 Parametern ”yaer” finns inte. Menade du ”year”?
    """
    wrong = [*_unknown(model, pairs), *_repeated(model, pairs)]
    if wrong:
        raise _problem(wrong)
    values: dict[str, Any] = {}
    for name, value in pairs:
        if is_list(model.model_fields[name]):
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _problem(_invalid(model, error)) from None


def reader(model: type[P]) -> Callable[[Request], P]:
    """Give a dependency that reads the parameters of a request."""

    def dependency(request: Request) -> P:
        return read(model, request.query_params.multi_items())

    return dependency


def no_parameters(request: Request) -> None:
    """Refuse parameters where there are none."""
    read(Params, request.query_params.multi_items())


def is_list(field: FieldInfo) -> bool:
    """Tell a parameter that may be given several times."""
    return get_origin(field.annotation) is tuple


def _unknown(model: type[Params], pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Tell names that there are not."""
    names = list(model.model_fields)
    for name in dict.fromkeys(name for name, _ in pairs):
        if name not in names:
            meant = nearest(name, names)
            hint = (
                f"Menade du ”{meant}”?" if meant else f"Det finns {', '.join(names)}." if names else "Det finns inga."
            )
            yield name[:_SHOWN], f"Parametern ”{name[:_SHOWN]}” finns inte. {hint}"


def _repeated(model: type[Params], pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Tell names given more often than they may be."""
    for name, times in Counter(name for name, _ in pairs).items():
        field = model.model_fields.get(name)
        if field and times > 1 and not is_list(field):
            yield name, f"Parametern ”{name}” kan bara ges en gång."


def _invalid(model: type[Params], error: ValidationError) -> list[tuple[str, str]]:
    """Say in Swedish what is wrong with the values."""
    told: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0]) if detail["loc"] else "date_from"
        reason = _reason(detail, model.model_fields.get(name))
        end = "" if reason.endswith("?") else "."
        told.setdefault(name, f"Parametern ”{name}”: {reason}{end}")
    return list(told.items())


_REASONS: Final = {
    "value_error": "{error}",
    "int_parsing": "”{given}” är inget heltal",
    "int_parsing_size": "”{given}” är för stort",
    "int_from_float": "”{given}” är inget heltal",
    "bool_parsing": "”{given}” är varken true eller false",
    "greater_than_equal": "{given} är för litet; minst {ge}",
    "less_than_equal": "{given} är för stort; högst {le}",
    "string_pattern_mismatch": "”{given}” är inget årtal med fyra siffror",
    "string_too_long": "värdet är längre än {max_length} tecken",
    "too_long": "fler än {max_length} värden",
    "string_too_short": "ett värde krävs",
    "missing": "ett värde krävs",
}
"""By pydantic's type of error; the context it gives fills the gaps."""


def _reason(detail: ErrorDetails, field: FieldInfo | None) -> str:
    """Say what is wrong with one value, and what would do."""
    given = str(detail["input"])[:_SHOWN]
    if detail["type"] in ("enum", "literal_error"):
        choices = _choices(field.annotation if field else None)
        meant = nearest(given, choices)
        return f"”{given}” finns inte. " + (f"Menade du ”{meant}”?" if meant else f"Välj bland {', '.join(choices)}")
    return _REASONS.get(detail["type"], "”{given}” kan inte läsas").format(**{"given": given, **detail.get("ctx", {})})


def _choices(annotation: Any) -> list[str]:
    """Give the values a parameter can have."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(choice.value) for choice in annotation]
    return [choice for inner in get_args(annotation) if inner is not ... for choice in _choices(inner)]


def _problem(wrong: Sequence[tuple[str, str]]) -> ProblemError:
    """Make the error."""
    told = tuple(wrong[:_LISTED])
    return ProblemError(status=400, detail=" ".join(reason for _, reason in told), parameters=told)
