"""Describes the REST API in OpenAPI 3.1, generated from the operations and their types."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from idp.admin.api.matching import NAMED, PARAMETER
from idp.admin.api.operation import Operation
from idp.admin.permissions import Permission

REFERENCES: Final = "#/components/schemas/{name}"
PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to change."},
        "code": {"type": "string", "description": "For programs."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
REFUSALS: Final = {
    "400": "The query or the body cannot be read.",
    "401": "No good access token.",
    "403": "The token lacks the permission.",
    "404": "There is no such thing.",
    "405": "Another method.",
    "409": "Its state does not allow it.",
    "412": "It was changed meanwhile: read it again.",
    "415": "The body is not JSON.",
    "422": "The body asks for what cannot be; every fault is listed.",
    "428": "If-Match is missing.",
    "503": "The directory or the database is away: try again.",
}


def build_document(issuer: str, prefix: str, operations: Sequence[Operation]) -> dict[str, Any]:
    """Return the whole document."""
    types = [kind for one in operations for kind in (one.query, one.body, one.answer) if kind is not None]
    described, components = msgspec.json.schema_components(types, ref_template=REFERENCES)
    schemas = iter(described)
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        own = {
            name: next(schemas)
            for name, kind in (("query", one.query), ("body", one.body), ("answer", one.answer))
            if kind is not None
        }
        paths.setdefault(one.path, {})[one.method.lower()] = describe(one, own, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "eportal-idp administration",
            "version": "1",
            "description": "Everything that can be done in the console. See docs/api.md.",
        },
        "servers": [{"url": f"{issuer}{prefix}"}],
        "security": [{"oauth2": []}],
        "tags": [{"name": name} for name in dict.fromkeys(one.tag for one in operations)],
        "paths": paths,
        "components": {
            "schemas": {**components, "Problem": PROBLEM},
            "securitySchemes": {
                "oauth2": {
                    "type": "oauth2",
                    "flows": {
                        "clientCredentials": {
                            "tokenUrl": f"{issuer}/token",
                            "scopes": {one.value: one.value for one in Permission},
                        }
                    },
                }
            },
        },
    }


def describe(one: Operation, own: Mapping[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    """Return one operation."""
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": one.summary,
        "tags": [one.tag],
        "security": [{"oauth2": [permission.value]} for permission in one.permissions],
        "parameters": [*list_path(one), *list_query(own.get("query"), components), *list_headers(one)],
        "responses": {str(status_of(one)): describe_answer(one, own.get("answer")), **list_refusals()},
    }
    if "body" in own:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": own["body"]}}}
    return told


def status_of(one: Operation) -> int:
    """Return the status of the operation's success."""
    return 204 if one.answer is None and not one.media_types and one.status == 200 else one.status


def describe_answer(one: Operation, schema: Any) -> dict[str, Any]:
    """Return the answer of success."""
    if one.media_types:
        content = {kind: {"schema": {"type": "string"}} for kind in one.media_types}
        return {"description": one.summary, "content": content}
    if schema is None:
        return {"description": one.summary}
    if one.is_list:
        schema = {
            "type": "object",
            "required": ["items", "after"],
            "properties": {
                "items": {"type": "array", "items": schema},
                "after": {"type": ["string", "null"], "description": "Where the next page begins."},
            },
        }
    return {"description": one.summary, "content": {"application/json": {"schema": schema}}}


def list_path(one: Operation) -> Iterable[dict[str, Any]]:
    """Yield the parameters that the path names."""
    for name in PARAMETER.findall(one.path):
        schema = {"type": "string", "pattern": f"^{NAMED}$"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def list_query(schema: Any, components: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """Yield the parameters of the query: the fields of its type."""
    if schema is None:
        return
    whole = components[schema["$ref"].rpartition("/")[2]]
    required = whole.get("required", ())
    for name, field in whole.get("properties", {}).items():
        yield {"name": name, "in": "query", "required": name in required, "schema": field}


def list_headers(one: Operation) -> Iterable[dict[str, Any]]:
    """Yield the headers that the operation reads."""
    text = {"type": "string"}
    if one.needs_match:
        yield {"name": "If-Match", "in": "header", "required": True, "schema": text}
    if one.replays:
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": text}


def list_refusals() -> dict[str, Any]:
    """Return every way an operation may be refused."""
    content = {"application/problem+json": {"schema": {"$ref": REFERENCES.format(name="Problem")}}}
    return {status: {"description": text, "content": content} for status, text in REFUSALS.items()}
