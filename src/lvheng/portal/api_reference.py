"""The description of the REST API for people, made from the one for programs (OpenAPI)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lvheng.errors import Text

_METHODS = ("get", "post", "put", "patch", "delete")
# The titles of the groups, by the tags of the routers.
_TITLES = {
    "indicators": Text("指标和数值", "Indicators and numbers"),
    "reports": Text("报表填报", "Reports"),
    "registers": Text("登记", "Registers"),
    "rules": Text("规则", "Rules"),
    "cases": Text("事项", "Cases"),
    "documents": Text("公文", "Official documents"),
    "ledger": Text("权益账本", "Ledger"),
    "markets": Text("市场", "Markets"),
}


@dataclass(frozen=True)
class Field:
    """A parameter, or a part of what is sent or answered."""

    name: str
    kind: str
    place: str
    required: bool
    text: Text


@dataclass(frozen=True)
class Call:
    """One address with one method."""

    method: str
    path: str
    title: Text
    text: Text
    needs_sign_in: bool
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    answer: tuple[Field, ...]


@dataclass(frozen=True)
class Group:
    """The calls of one room."""

    title: Text
    calls: tuple[Call, ...]


@cache
def groups() -> tuple[Group, ...]:
    """All calls, by room, in the order in which they are declared."""
    from lvheng.api import api

    schema = api.get_openapi_schema()
    found: dict[str, list[Call]] = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method in filter(methods.__contains__, _METHODS):
            operation = methods[method]
            tag = next(iter(operation.get("tags", ())), "")
            found[tag].append(_call(method, path, operation, schema))
    return tuple(Group(_TITLES.get(tag, Text(tag, tag)), tuple(calls)) for tag, calls in found.items())


def in_both(written: str) -> Text:
    """A text that was written "English · 中文"; one without the point is the same in both languages."""
    english, separator, chinese = written.partition(" · ")
    return Text(chinese if separator else english, english)


def _call(method: str, path: str, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Call:
    english = operation.get("description", "")
    parameters = (
        Field(
            each["name"],
            _kind(each["schema"]),
            each["in"],
            bool(each.get("required")),
            in_both(each.get("description") or each["schema"].get("description", "")),
        )
        for each in operation.get("parameters", ())
    )
    return Call(
        method.upper(),
        path,
        in_both(operation.get("summary", "")),
        Text(operation.get("x-zh", english), english),
        bool(operation.get("security")),
        tuple(parameters),
        tuple(_content(operation.get("requestBody", {}), schema)),
        tuple(_content(operation["responses"].get(200, {}), schema)),
    )


def _content(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Field]:
    for content in part.get("content", {}).values():
        yield from _fields(content.get("schema", {}), schema)


def _fields(shape: Mapping[str, Any], schema: Mapping[str, Any], prefix: str = "") -> Iterator[Field]:
    """The fields of a shape; those of rows in a list carry the name of the list before a point."""
    if shape.get("type") == "array":
        yield from _fields(shape.get("items", {}), schema, prefix)
        return
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    needed = shape.get("required", ())
    for name, each in shape.get("properties", {}).items():
        yield Field(prefix + name, _kind(each), "", name in needed, in_both(each.get("description", "")))
        if each.get("type") == "array" and "$ref" in each.get("items", {}):
            yield from _fields(each["items"], schema, f"{prefix}{name}.")


def _kind(shape: Mapping[str, Any]) -> str:
    """The type in the words of JSON: string, integer, [string], a | b."""
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    if "anyOf" in shape:
        return " | ".join(_kind(each) for each in shape["anyOf"] if each.get("type") != "null")
    if shape.get("type") == "array":
        return f"[{_kind(shape.get('items', {}))}]"
    return str(shape.get("type", "object"))
