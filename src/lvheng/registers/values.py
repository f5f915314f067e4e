"""Values of fields: from what people and files write to what is kept, and back to words. Knows no database.

What is kept is JSON: text as it is; numbers and money as decimal text, whole numbers as such; dates as ``2024-01-31``;
codes, areas and organisations by their codes; a point as ``[longitude, latitude]`` of decimal texts; a polygon as a
GeoJSON geometry; a reference as the number of the thing. A field that says nothing is left out.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from lvheng.errors import InputProblem, Text
from lvheng.packs.registers import Option, RegisterField
from lvheng.registers.identifiers import COMPLAINTS, half_width, normal_identifier

MAX_TEXT = 300
MAX_LONG_TEXT = 5000
MAX_DIGITS = 30
MAX_POLYGON_CHARACTERS = 200_000
# Excel keeps 15 digits; what stands beyond them came from binary arithmetic.
_EXCEL_DIGITS = ".15g"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YES = frozenset({"是", "有", "yes", "true", "1", "y"})
_NO = frozenset({"否", "无", "no", "false", "0", "n"})
_WEST, _EAST, _SOUTH, _NORTH = Decimal(73), Decimal(136), Decimal(3), Decimal(54)


@dataclass(frozen=True)
class Lookups:
    """What names and codes mean: options by field, then codes of areas and organisations and numbers of things by name.

    ``things`` has, for each kind, the numbers of things by their identifiers; only those that were asked for.
    """

    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Wrong(Exception):
    """A value that a field cannot have: what is wrong with it (after its name) and what to do."""

    def __init__(self, what: Text, to_do: Text | None = None) -> None:
        super().__init__(what.en)
        self.what, self.to_do = what, to_do


def read_value(declared: RegisterField, written: Any, known: Lookups) -> Any:
    """What is kept of ``written``; None where it says nothing.

    ``written`` is text or what a workbook's cell holds. Raises InputProblem whose ``where`` is the field's code.
    """
    if isinstance(written, str):
        written = written.replace("\x00", "").strip()
    try:
        if written in (None, ""):
            if declared.required:
                raise Wrong(Text("必须填写", "must be filled in"))
            return None
        return _READERS[declared.type](declared, written, known)
    except Wrong as wrong:
        raise _problem(declared, written, wrong) from None


def _problem(declared: RegisterField, written: Any, wrong: Wrong) -> InputProblem:
    shown = str(written)[:60] if written not in (None, "") and not declared.personal else ""
    quoted = f"“{shown}”" if shown else ""
    return InputProblem(
        "wrong_value" if shown else "missing_value",
        Text(f"{declared.name}{quoted}{wrong.what.zh}。", f"{declared.name_en} {quoted} {wrong.what.en}."),
        where=declared.code,
        to_do=wrong.to_do or declared.advice,
    )


def _text(declared: RegisterField, written: Any, known: Lookups) -> str:
    text = _plain(written)
    if declared.check is not None:
        text = normal_identifier(text)
        complaint = COMPLAINTS[declared.check](text)
        if complaint is not None:
            raise Wrong(*complaint)
    limit = MAX_LONG_TEXT if declared.type == "long_text" else MAX_TEXT
    if len(text) > limit:
        raise Wrong(Text(f"太长：最多{limit}字", f"is too long: at most {limit} characters"))
    if declared.pattern is not None and not re.fullmatch(declared.pattern, half_width(text)):
        raise Wrong(Text("格式不对", "is not in the right form"))
    return half_width(text) if declared.pattern is not None else text


def _plain(written: Any) -> str:
    """Text of a cell; a workbook holds a code of digits as a number, which has no decimals."""
    if isinstance(written, float) and written.is_integer():
        return str(int(written))
    if isinstance(written, datetime.datetime | datetime.date):
        return written.strftime("%Y-%m-%d")
    return str(written).strip()


def _number(declared: RegisterField, written: Any, known: Lookups) -> str | int:
    number = _decimal(written)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > declared.places:
        raise Wrong(Text(f"最多{declared.places}位小数", f"may have at most {declared.places} decimals"))
    if len(number.as_tuple().digits) > MAX_DIGITS:
        raise Wrong(Text("位数太多", "has too many digits"))
    _within(declared, number)
    if declared.type == "integer":
        return int(number)
    if declared.type == "money":
        return f"{number.quantize(Decimal(1).scaleb(-declared.places)):f}"
    # One number has one form, whatever zeros somebody writes behind it.
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(written: Any) -> Decimal:
    if isinstance(written, bool):
        raise Wrong(Text("不是数", "is not a number"))
    text = format(written, _EXCEL_DIGITS) if isinstance(written, float) else half_width(str(written))
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise Wrong(Text("不是数", "is not a number"), Text("只写数字，不写单位。", "Write digits only.")) from None
    if not number.is_finite():
        raise Wrong(Text("不是数", "is not a number"))
    return number


def _within(declared: RegisterField, number: Decimal) -> None:
    if declared.minimum is not None and number < declared.minimum:
        raise Wrong(Text(f"不能小于{declared.minimum}", f"cannot be less than {declared.minimum}"))
    if declared.maximum is not None and number > declared.maximum:
        raise Wrong(Text(f"不能大于{declared.maximum}", f"cannot be more than {declared.maximum}"))


def read_date(written: Any) -> datetime.date | None:
    """A day as people write it (2024-01-31, 2024/1/31, 2024年1月31日, 20240131) or a cell holds it; None for no day."""
    if isinstance(written, datetime.datetime):
        return written.date()
    if isinstance(written, datetime.date):
        return written
    text = half_width(_plain(written))
    found = _DATE.fullmatch(text)
    parts = found.groups() if found else (text[:4], text[4:6], text[6:]) if re.fullmatch(r"\d{8}", text) else None
    try:
        return datetime.date(*(int(part) for part in parts)) if parts else None
    except ValueError:
        return None


def _date(declared: RegisterField, written: Any, known: Lookups) -> str:
    day = read_date(written)
    if day is None or not 1900 <= day.year <= 2200:
        raise Wrong(Text("不是日期", "is not a date"), Text("写成 2024-01-31。", "Write it as 2024-01-31."))
    return day.isoformat()


def _boolean(declared: RegisterField, written: Any, known: Lookups) -> bool:
    word = half_width(_plain(written)).casefold()
    if word in _YES or written is True:
        return True
    if word in _NO or written is False:
        return False
    raise Wrong(Text("应为“是”或“否”", "must be yes or no"))


def _code(declared: RegisterField, written: Any, known: Lookups) -> str:
    options = known.options.get(declared.code, ())
    word = half_width(_plain(written)).casefold()
    for option in options:
        if word in (option.code.casefold(), half_width(option.name).casefold(), option.name_en.casefold()):
            return option.code
    zh, en = "、".join(option.name for option in options), ", ".join(option.name_en for option in options)
    raise Wrong(Text("不在可选范围", "is not one of the choices"), Text(f"可选：{zh}。", f"Choose one of: {en}."))


def _area(declared: RegisterField, written: Any, known: Lookups) -> str:
    code = known.areas.get(_plain(written))
    if code is None:
        raise Wrong(
            Text("不是本地的县市", "is no area of this place"),
            Text("写区划代码或名称，如 622901、临夏市。", "Write the area code or name."),
        )
    return code


def _organisation(declared: RegisterField, written: Any, known: Lookups) -> str:
    code = known.organisations.get(_plain(written))
    if code is None:
        raise Wrong(Text("不是登记的机构", "is no organisation that is known here"))
    return code


def _point(declared: RegisterField, written: Any, known: Lookups) -> list[str]:
    parts = [part for part in re.split(r"[,\s]+", half_width(str(written)).replace("，", ",")) if part]
    if len(parts) != 2:
        raise Wrong(Text("不是位置", "is no location"), Text("写成 经度,纬度。", "Write longitude,latitude."))
    longitude, latitude = (_decimal(part).quantize(Decimal("0.000001")) for part in parts)
    if _inside(latitude, longitude) and not _inside(longitude, latitude):
        raise Wrong(Text("经纬度写反了", "has latitude first"), Text("先写经度。", "Write the longitude first."))
    if not _inside(longitude, latitude):
        raise Wrong(Text("不在中国境内", "is not in China"), Text("写成 经度,纬度。", "Write longitude,latitude."))
    return [f"{longitude:f}", f"{latitude:f}"]


def _inside(longitude: Decimal, latitude: Decimal) -> bool:
    return _WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH


def _polygon(declared: RegisterField, written: Any, known: Lookups) -> dict[str, Any]:
    advice = Text("粘贴 GeoJSON 的 Polygon 或 MultiPolygon。", "Paste a GeoJSON Polygon or MultiPolygon.")
    if len(str(written)) > MAX_POLYGON_CHARACTERS:
        raise Wrong(Text("太大", "is too large"), Text("请先简化边界。", "Simplify the boundary first."))
    try:
        shape = json.loads(written) if isinstance(written, str) else written
        shape = shape.get("geometry", shape)
        rings = shape["coordinates"] if shape["type"] == "Polygon" else [r for p in shape["coordinates"] for r in p]
        good = shape["type"] in ("Polygon", "MultiPolygon") and bool(rings) and all(_is_ring(ring) for ring in rings)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Wrong(Text("不是边界", "is no boundary"), advice) from None
    if not good:
        raise Wrong(Text("不是闭合的边界", "is no closed boundary"), advice)
    return {"type": shape["type"], "coordinates": shape["coordinates"]}


def _is_ring(ring: Any) -> bool:
    return len(ring) >= 4 and ring[0] == ring[-1] and all(_inside(Decimal(str(x)), Decimal(str(y))) for x, y in ring)


def _reference(declared: RegisterField, written: Any, known: Lookups) -> int:
    name = normal_identifier(_plain(written))
    found = known.things.get(declared.to or "", {}).get(name)
    if found is None:
        raise Wrong(
            Text("没有登记", "is not registered"),
            Text("请先登记它，再引用它的编号。", "Register it first, by its number."),
        )
    return found


_READERS: Mapping[str, Callable[[RegisterField, Any, Lookups], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "integer": _number,
    "money": _number,
    "date": _date,
    "boolean": _boolean,
    "code": _code,
    "area": _area,
    "organisation": _organisation,
    "point": _point,
    "polygon": _polygon,
    "reference": _reference,
}


def masked(value: Any) -> str:
    """Personal data for those without need: the first character of a name, the ends of a number."""
    text = str(value)
    if re.fullmatch(r"[0-9+ -]{7,20}", text):
        return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}"
    return text[:1] + "*" * max(1, min(len(text) - 1, 8)) if text else ""
