"""Turns rows as written into items, and pydantic's findings into mistakes with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.model import AREA_PATTERN, CODE_PATTERN, Item, Source
from lvheng.packs.places import Place

B = TypeVar("B", bound=BaseModel)

WRONG_TYPE: dict[str, tuple[str, str, Text | None]] = {
    "string_type": ("应是文字", "must be text", Text("用引号括起来。", "Put it in quotes.")),
    "string_too_short": ("不能为空", "must not be empty", None),
    "string_too_long": ("太长", "is too long", Text("代码最多80个字符。", "A code has at most 80 characters.")),
    "int_type": ("应是整数", "must be a whole number", None),
    "int_parsing": ("应是整数", "must be a whole number", None),
    "int_from_float": ("应是整数", "must be a whole number", None),
    "date_type": ("应是日期", "must be a date", Text("写成 2021-11-09。", "Write it as 2021-11-09.")),
    "date_parsing": ("应是日期", "must be a date", Text("写成 2021-11-09。", "Write it as 2021-11-09.")),
    "date_from_datetime_parsing": ("应是日期", "must be a date", Text("写成 2021-11-09。", "Write it as 2021-11-09.")),
    "tuple_type": ("应是列表", "must be a list", Text("写成 [a, b]。", "Write it as [a, b].")),
    "not_a_number": ("应是数字", "must be a number", Text("写成 0.51 或 44/12。", "Write it as 0.51 or 44/12.")),
    "number_not_exact": ("会丢失位数", "would lose digits", Text("用引号括起来。", "Put it in quotes.")),
    "decimal_parsing": ("应是数字", "must be a number", None),
    "decimal_type": ("应是数字", "must be a number", None),
    "bool_parsing": ("应是 true 或 false", "must be true or false", None),
    "too_short": ("不能为空", "must not be empty", None),
    "greater_than_equal": ("太小", "is too small", None),
    "less_than_equal": ("太大", "is too large", None),
}
CONTRADICTIONS = {
    "ends_before_it_begins": "失效日期 {until} 早于生效日期 {begin}",
    "own_plan_without_file": "本级规划必须写 file，即规划文件本身",
    "nobody_responsible": "lead 和 participants 都没有写任何单位",
    "named_twice": "写了不止一次：{codes}",
    "approval_without_end": "批准必须写 until，即有效期至",
    "inexact_number": "带小数的数要写在引号里，才能保持精确",
    "breakpoints_do_not_rise": "{name} 要从小到大，有2至{count}个值",
    "no_breakpoints": "breakpoints 里没有：{names}",
    "field_misfit": "{zh}",
    "bad_pattern": "pattern 不是正则表达式：{why}",
    "choices_without_codes": "只有 code 类的输入才有 choices",
    "expects_nothing": "例子要写 gives 或 asks",
    "levels_have_gaps": "levels 要从低到高，只有最后一级不写 upto",
}


def validate(model: type[B], values: Mapping[str, Any], place: Place, problems: list[Problem]) -> B | None:
    """The checked value, or ``None`` after adding everything that is wrong with it to ``problems``."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        # A list of which no item is valid is called too short as well: the items' own mistakes say enough.
        own = [e for e in error.errors(include_url=False) if not (e["type"] == "too_short" and e["input"])]
        problems.extend(_mistake(found, place, model) for found in own)
        return None


def resolve_source(
    values: dict[str, Any], place: Place, sources: Mapping[str, Source], problems: list[Problem]
) -> None:
    """Replaces ``source: key`` and ``source: {cites: key, clause: ...}`` by what they stand for."""
    written = values.get("source")
    cited = written.get("cites") if isinstance(written, dict) else written
    if not isinstance(cited, str):
        return
    found = sources.get(cited)
    if found is None:
        kind = Text("来源", "source")
        problems.append(mistakes.unknown_code(place.at("source", "cites"), kind, cited, sources))
        found = Source(title=cited, certainty="to_verify")
    own = {key: value for key, value in written.items() if key != "cites"} if isinstance(written, dict) else {}
    values["source"] = {**found.model_dump(), **own}


def _mistake(found: ErrorDetails, place: Place, model: type[BaseModel]) -> Problem:
    path = [step for step in found["loc"] if step != "[key]"]
    where = place.at(*path)
    name = str(path[-1]) if path else ""
    shown = ".".join(str(step) for step in path)
    kind, context = found["type"], found.get("ctx", {})
    if kind == "extra_forbidden":
        return mistakes.unknown_key(where, name, keys_of(model, path[:-1]))
    if kind == "missing":
        return mistakes.missing_key(where, shown)
    if kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return mistakes.invalid_choice(where, name, str(found["input"]), choices)
    if kind in CONTRADICTIONS:
        return mistakes.contradiction(where, CONTRADICTIONS[kind].format(**context), found["msg"])
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return mistakes.not_a_mapping(where)
    return _wrong_value(kind, found, where, shown)


def keys_of(model: type[BaseModel], path: Sequence[str | int] = ()) -> list[str]:
    """The keys that a mapping may have, as they are written, or the mapping under ``path`` in it."""
    inner = model
    for step in path:
        field = next((info for name, info in inner.model_fields.items() if str(step) in (name, info.alias)), None)
        inner = _model_within(field.annotation) or inner if field else inner
    cites = ["cites"] if inner is Source and issubclass(model, Item) else []
    return cites + [info.alias or name for name, info in inner.model_fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as ``dict[str, Source]`` or ``Naming | None`` is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_within(part))), None)


def _wrong_value(kind: str, found: ErrorDetails, where: str, shown: str) -> Problem:
    written = str(found["input"])
    if kind == "string_pattern_mismatch":
        zh, en, to_do = _pattern(str(found["ctx"]["pattern"]), written)
    else:
        zh, en, to_do = WRONG_TYPE.get(kind) or ("不符合要求", f"is not valid ({found['msg']})", None)
    return mistakes.invalid_value(where, shown, written, zh, en, to_do)


def _pattern(pattern: str, written: str) -> tuple[str, str, Text | None]:
    if pattern == AREA_PATTERN:
        return (
            "不是六位行政区划代码",
            "is not a six-digit area code (GB/T 2260)",
            Text("如 622900。", "Such as 622900."),
        )
    if pattern != CODE_PATTERN:
        return f"不符合 {pattern}", f"does not match {pattern}", None
    better = re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_")
    to_do = Text(f"写成 {better}。", f"Write `{better}`.") if re.match(CODE_PATTERN, better) else None
    return "不是小写英文代码（snake_case）", "is not a snake_case code", to_do
