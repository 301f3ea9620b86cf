"""The OpenAPI description, made from the addresses, their docstrings and the types of the results."""

import inspect
import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from outcomes.api.answering import REFUSALS
from outcomes.disclosure import METHOD
from outcomes.statistics.results import RESULT_TYPES

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": ["number", "null"]}
VERSION: Schema = {"type": ["integer", "null"]}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
VIEW: Schema = {"type": "string", "enum": ["exact", "exact-cohort", "protected", "withheld"]}
COUNT: Schema = {"$ref": "#/components/schemas/Count"}
RANGE: Schema = {
    "type": "object",
    "description": "A count of which only the range is told: protected figures.",
    "properties": {"from": {"type": "integer"}, "to": {"type": "integer"}},
    "required": ["from", "to"],
    "additionalProperties": False,
}
STATUSES = (401, 403, 404, 405, 429)


@cache
def description() -> Schema:
    """OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Results of the registry",
            "version": "1",
            "description": "Read-only. You get what the pages show you. " + METHOD,
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _paths() -> Schema:
    from outcomes.api import endpoints

    addresses = {
        "/cohorts": (endpoints.cohorts, _listed("cohorts", "Cohort"), [VIEW_ASKED]),
        "/cohorts/{slug}": (endpoints.cohort, _of("Cohort"), [_path("slug"), VIEW_ASKED]),
        "/cohorts/{slug}/freshness": (endpoints.freshness, _of("Freshness"), [_path("slug")]),
        "/cohorts/{slug}/statistics/{statistic}/{grouping}": (
            endpoints.result,
            _of("Answer"),
            [*map(_path, ("slug", "statistic", "grouping")), VIEW_ASKED, OPTIONS],
        ),
        "/statistics": (endpoints.statistics, _listed("statistics", "Statistic"), []),
    }
    return {address: {"get": _operation(*parts)} for address, parts in addresses.items()} | {
        "/openapi.json": {"get": _open_operation(endpoints.openapi)}
    }


def _operation(view: Any, answer: Schema, parameters: list[Schema]) -> Schema:
    content = {"application/json": {"schema": answer}}
    unchanged = {"description": "Unchanged since the ETag given in If-None-Match."}
    responses = {"200": {"description": "The answer, with an ETag.", "content": content}, "304": unchanged}
    refusals = {f"{status}": _refusal(status) for status in STATUSES}
    return {
        "operationId": view.__name__,
        "summary": inspect.getdoc(view),
        "parameters": parameters,
        "responses": responses | refusals,
    }


def _open_operation(view: Any) -> Schema:
    content = {"application/json": {"schema": {"type": "object"}}}
    responses = {"200": {"description": "The description.", "content": content}, "405": _refusal(405)}
    return {"operationId": "openapi", "summary": inspect.getdoc(view), "security": [], "responses": responses}


def _refusal(status: int) -> Schema:
    return {"description": REFUSALS[status], "content": {"application/json": {"schema": _of("Error")}}}


def _path(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": TEXT}


VIEW_ASKED: Schema = {
    "name": "view",
    "in": "query",
    "description": "“protected” gives figures as those see them who are not at every site of the cohort.",
    "schema": TEXT,
}
OPTIONS: Schema = {
    "name": "options",
    "in": "query",
    "description": "Options of the statistic by their slugs, several codes separated by commas.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": TEXT},
}


def _of(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _listed(key: str, name: str) -> Schema:
    return _object({key: {"type": "array", "items": _of(name)}})


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schemas() -> Schema:
    results = {kind.__name__: kind for kind in RESULT_TYPES.values()}
    found: Schema = {
        "Count": {"anyOf": [{"type": ["integer", "null"]}, RANGE]},
        "Error": _object({"error": TEXT}),
        "Freshness": _object(
            {"data_version": VERSION, "edits_since": {"type": "integer"}, "is_current": FLAG}
            | {"computed_at": MOMENT}
        ),
        "Cohort": _object(
            dict.fromkeys(("slug", "name", "description", "rule"), TEXT)
            | {"sites": _array(TEXT), "is_synthetic": FLAG, "view": VIEW, "withheld": TEXT}
            | {"patients": COUNT, "freshness": _of("Freshness")}
        ),
        "Statistic": _statistic(),
        "Answer": _object(
            dict.fromkeys(("cohort", "statistic", "title", "grouping", "withheld"), TEXT)
            | {
                "options": {"type": "object", "additionalProperties": TEXT},
                "view": VIEW,
                "is_synthetic": FLAG,
            }
            | {"data_version": VERSION, "computed_at": MOMENT, "explanation": _array(TEXT)}
            | {"result": {"anyOf": [*map(_of, results), {"type": "null"}]}}
        ),
    }
    for kind in results.values():
        _describe(kind, found)
    return found


def _statistic() -> Schema:
    named = _array(_object({"slug": TEXT, "title": TEXT}))
    choices = _array(_object({"code": TEXT, "title": TEXT}))
    option = _object({"slug": TEXT, "title": TEXT, "several": FLAG, "choices": choices})
    texts = dict.fromkeys(("slug", "title", "section", "patients", "explanation"), TEXT)
    return _object(texts | {"groupings": named, "options": _array(option)})


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _describe(kind: type, found: Schema) -> None:
    """Add the schema of a dataclass, and of those that it holds."""
    if kind.__name__ in found:
        return
    found[kind.__name__] = {}
    hints = typing.get_type_hints(kind)
    properties = {field.name: _annotated(hints[field.name], found) for field in fields(kind)}
    if kind in RESULT_TYPES.values():
        properties = {"kind": {"const": kind.kind}} | properties  # type: ignore[attr-defined]
    found[kind.__name__] = _object(properties) | {"description": " ".join((kind.__doc__ or "").split())}


def _annotated(hint: Any, found: Schema) -> Schema:
    """A whole number may be told as a range, and any number be withheld."""
    if isinstance(hint, types.UnionType):
        parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
        return {"anyOf": [*(_annotated(part, found) for part in parts), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return _array(_annotated(typing.get_args(hint)[0], found))
    if is_dataclass(hint):
        _describe(typing.cast(type, hint), found)
        return _of(typing.cast(type, hint).__name__)
    return {str: TEXT, bool: FLAG, int: COUNT, float: NUMBER}[hint]
