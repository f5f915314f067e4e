"""What people and files write, and what is kept of it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.errors import InputProblem
from lvheng.packs.registers import Option, RegisterField
from lvheng.registers.searching import pairs, tokens, words_of
from lvheng.registers.shown import grouped
from lvheng.registers.values import Lookups, masked, read_value

OPTIONS = (Option(code="organic", name="有机产品", name_en="Organic product"),)
KNOWN = Lookups(
    options={"f": OPTIONS}, areas={"临夏市": "622901"}, organisations={}, things={"enterprise": {"9162AB": 7}}
)


def field(kind: str, **more: Any) -> RegisterField:
    return RegisterField.model_validate(
        {"code": "f", "name": "项", "name_en": "Field", "type": kind}
        | ({"options": OPTIONS} if kind == "code" else {})
        | ({"to": "enterprise"} if kind == "reference" else {})
        | more
    )


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("text", "  临夏  ", "临夏"),
        ("text", 622901.0, "622901"),
        ("number", "1,234.50", "1234.5"),
        ("number", "１２", "12"),
        ("number", "1e3", "1000"),
        ("number", 0.1 + 0.2, "0.3"),
        ("money", "12", "12.00"),
        ("integer", "12", 12),
        ("date", "2024年2月29日", "2024-02-29"),
        ("date", "2024/3/1", "2024-03-01"),
        ("date", "20240301", "2024-03-01"),
        ("date", datetime.datetime(2024, 3, 1, 8), "2024-03-01"),
        ("boolean", "是", True),
        ("boolean", "No", False),
        ("boolean", True, True),
        ("code", "有机产品", "organic"),
        ("code", "ORGANIC", "organic"),
        ("area", "临夏市", "622901"),
        ("point", "103.21， 35.6", ["103.210000", "35.600000"]),
        ("reference", "9162 ab", 7),
        ("text", "", None),
        ("number", None, None),
    ],
)
def test_it_keeps_what_was_meant(kind: str, written: Any, kept: Any) -> None:
    assert read_value(field(kind), written, KNOWN) == kept


@pytest.mark.parametrize(
    ("kind", "written", "words"),
    [
        ("number", "1.2345678", "最多6位小数"),
        ("number", "12吨", "不写单位"),
        ("number", "NaN", "不是数"),
        ("integer", "1.5", "最多0位小数"),
        ("money", "1.005", "最多2位小数"),
        ("date", "2024-02-30", "不是日期"),
        ("boolean", "也许", "“是”或“否”"),
        ("code", "有机", "可选：有机产品"),
        ("area", "北京", "不是本地"),
        ("point", "35.6,103.2", "先写经度"),
        ("point", "0,0", "不在中国境内"),
        ("polygon", '{"type": "Polygon", "coordinates": [[[103, 35], [104, 35]]]}', "闭合"),
        ("polygon", "somewhere", "不是边界"),
        ("reference", "9999", "没有登记"),
        ("text", "长" * 301, "最多300字"),
    ],
)
def test_it_says_what_is_wrong_and_what_to_do(kind: str, written: str, words: str) -> None:
    with pytest.raises(InputProblem) as error:
        read_value(field(kind), written, KNOWN)
    assert words in error.value.in_language("zh-hans")
    assert error.value.where == "f"


def test_a_value_has_to_lie_within_its_limits() -> None:
    declared = field("number", minimum=0, maximum=100, decimals=1)
    assert read_value(declared, "100", KNOWN) == "100"
    for written in ("-0.1", "100.1"):
        with pytest.raises(InputProblem):
            read_value(declared, written, KNOWN)


def test_a_mistake_in_personal_data_does_not_repeat_them() -> None:
    declared = field("text", personal=True, pattern="[0-9]{11}")
    with pytest.raises(InputProblem) as error:
        read_value(declared, "1389301234X", KNOWN)
    assert "1389301234X" not in str(error.value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_is_kept_exactly_and_in_one_form(number: Decimal) -> None:
    kept = read_value(field("number"), f"{number:f}", KNOWN)
    assert Decimal(kept) == number
    assert read_value(field("number"), f"{number:f}00" if "." in f"{number:f}" else kept, KNOWN) == kept
    assert Decimal(grouped(kept).replace(",", "")) == number


@pytest.mark.parametrize(("value", "shown"), [("马文海", "马**"), ("13893012345", "138******45"), ("", "")])
def test_personal_data_are_masked(value: str, shown: str) -> None:
    assert masked(value) == shown


@given(st.text("临夏州水泥厂有限公司 ABC123", max_size=20), st.integers(0, 19), st.integers(1, 8))
def test_every_part_of_a_text_is_found_by_its_pairs(text: str, start: int, length: int) -> None:
    for word in words_of(text[start : start + length]):
        assert pairs(word) <= set(tokens([text]))
