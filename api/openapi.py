"""How is the interface described to programs?

The parameters come from the models that read them, the answers from those that write them, and every error is
application/problem+json.
"""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.answers import ProblemAnswer
from api.params import Params
from api.problem import MEDIA_TYPE, TITLES
from api.received import is_list

VERSION: Final = version("protokollsok")
RELEASED: Final = "2026-11-25"
"""Day of this version of the interface."""
_PROBLEM: Final = {"$ref": "#/components/schemas/ProblemAnswer"}
_DESCRIPTION: Final = (
    "Sök i protokoll ned till varje paragraf. Allt är läsbart utan inloggning och inget går att ändra. "
    "Texten är maskinellt avläst och kan innehålla fel. Det justerade protokollet gäller."
)


def parameters(model: type[Params]) -> dict[str, Any]:
    """Describe the parameters of a route, for `openapi_extra`."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": name in schema.get("required", ()),
                "description": described.get("description", ""),
                "schema": _inlined(described, definitions),
                **({"style": "form", "explode": True} if is_list(model.model_fields[name]) else {}),
            }
            for name, described in schema["properties"].items()
        ]
    }


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """Put definitions where they are used, and leave out what stands at the parameter itself."""
    if isinstance(schema, list):
        return [_inlined(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {key: _inlined(value, definitions) for key, value in schema.items() if key not in ("title", "description")}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the errors of a route."""
    moved = {"description": "Har fått en annan adress, som står i Location."}
    return {
        status: moved
        if status == 301
        else {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
        for status in statuses
    }


def describe(app: FastAPI) -> None:
    """Let the app describe itself so; the description is made once."""

    def description() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = description  # type: ignore[method-assign]  # the way FastAPI gives to change it


def _description(app: FastAPI) -> dict[str, Any]:
    """Make the description."""
    made = get_openapi(title="Protokollsök", version=VERSION, description=_DESCRIPTION, routes=app.routes)
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemAnswer"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for schema in schemas.values():
        if "enum" in schema:
            schema.pop("description", None)
    for path in made["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["200"]["description"] = "Svaret."
            operation["responses"].update({str(status): said for status, said in problems(500).items()})
    return made
