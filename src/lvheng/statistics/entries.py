"""What people type into the cells of a form, read without guessing: a cell is understood, blank, or told as a mistake.

Full-width digits, thousands separators, spaces and the row's own unit behind the number are understood. Nothing is
rounded, converted or shortened: whoever typed it is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Text
from lvheng.packs.forms import FormRow
from lvheng.packs.measures import DataElement

Value = Decimal | bool | str | None
MAX_LENGTH = 60
_SIMPLE = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\Z", re.ASCII)
# What nearly every cell is: digits, few enough of them for any element.
_PLAIN = re.compile(r"(\d{1,18})(?:\.(\d{1,12}))?\Z", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?\Z", re.ASCII)
_WITH_WORDS = re.compile(r"([+-]?[\d.,]*\d[\d.,]*)\s*([^\d\s.,].*)\Z", re.ASCII)
_MINUS = str.maketrans({"−": "-", "－": "-", "–": "-", "，": ",", "。": ".", "\u3000": " ", "\u00a0": " "})
_TRUE = frozenset({"是", "有", "已", "true", "yes", "y", "1", "√"})
_FALSE = frozenset({"否", "无", "未", "false", "no", "n", "0", "×"})


@dataclass(frozen=True)
class Entry:
    """A cell as it was understood: its ``value``, or the ``mistake`` that keeps it from having one."""

    value: Value = None
    mistake: Text | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.mistake is None


def number_of(text: str) -> Decimal | None:
    """The number in a cell, None where it is none; separators and full-width digits are understood."""
    tidy = _tidy(text)
    if _GROUPED.match(tidy):
        return Decimal(tidy.replace(",", ""))
    return Decimal(tidy) if _SIMPLE.match(tidy) else None


def truth_of(text: str) -> bool | None:
    """True for 是, yes, 1 and the like, False for their opposites, None for anything else."""
    tidy = _tidy(text).casefold()
    return True if tidy in _TRUE else False if tidy in _FALSE else None


def read_entry(text: str, element: DataElement, row: FormRow) -> Entry:
    """The cell of a row."""
    if not text.strip():
        return Entry()
    if len(text) > MAX_LENGTH:
        return _wrong(f"超过 {MAX_LENGTH} 个字符", f"is longer than {MAX_LENGTH} characters")
    if element.kind == "boolean":
        truth = truth_of(text)
        return _wrong("应写“是”或“否”", "has to be yes or no") if truth is None else Entry(truth)
    if element.kind == "code":
        return Entry(_tidy(text))
    return _read_number(text, element, row)


def _read_number(text: str, element: DataElement, row: FormRow) -> Entry:
    plain = _PLAIN.match(text)
    if plain and len(plain[1]) <= element.digits - element.decimals and len(plain[2] or "") <= element.decimals:
        return Entry(Decimal(text))
    number = number_of(text)
    if number is None:
        number = _without_unit(text, element.unit)
    if number is None:
        return _no_number(text, element)
    mistake = next((told for told in (check(number, element, row) for check in _CHECKS) if told), None)
    return Entry(None, mistake) if mistake else Entry(number)


def _without_unit(text: str, unit: str) -> Decimal | None:
    """The number in front of exactly the unit that the row has."""
    tidy = _tidy(text)
    shown = _tidy(unit)
    return number_of(tidy[: -len(shown)]) if unit != "1" and tidy.endswith(shown) else None


def _no_number(text: str, element: DataElement) -> Entry:
    with_words = _WITH_WORDS.match(_tidy(text))
    if with_words and number_of(with_words[1]) is not None:
        return _wrong(
            f"写了“{with_words[2]}”，这一行的单位是 {_unit(element).zh}，请换算后只写数字",
            f"has “{with_words[2]}”, but this row is in {_unit(element).en}: convert it and write the number only",
        )
    if "," in _tidy(text):
        return _wrong(
            f"“{text.strip()}”里的逗号不在千位上，看不出是多少",
            f"“{text.strip()}” has a comma that does not separate thousands, so its value is unclear",
        )
    return _wrong(f"“{text.strip()}”不是数", f"“{text.strip()}” is not a number")


def _too_many_decimals(number: Decimal, element: DataElement, _row: FormRow) -> Text | None:
    if (Fraction(number) * 10**element.decimals).denominator == 1:
        return None
    return Text(
        f"小数位太多，最多 {element.decimals} 位；系统不代为四舍五入",
        f"has too many decimals: at most {element.decimals}; nothing is rounded for you",
    )


def _too_large(number: Decimal, element: DataElement, _row: FormRow) -> Text | None:
    whole = element.digits - element.decimals
    if abs(number) < Decimal(10) ** whole:
        return None
    return Text(f"太大，整数部分最多 {whole} 位", f"is too large: at most {whole} digits before the point")


def _below_zero(number: Decimal, _element: DataElement, row: FormRow) -> Text | None:
    if number >= 0 or row.negative:
        return None
    return Text("不能是负数", "cannot be below zero")


_CHECKS: tuple[Callable[[Decimal, DataElement, FormRow], Text | None], ...] = (
    _below_zero,
    _too_many_decimals,
    _too_large,
)


def _unit(element: DataElement) -> Text:
    return Text("个（无单位）", "plain numbers") if element.unit == "1" else Text(element.unit, element.unit)


def _tidy(text: str) -> str:
    """Half-width, without spaces at the ends and between digits."""
    plain = unicodedata.normalize("NFKC", text.translate(_MINUS)).strip()
    return re.sub(r"(?<=[\d,.+-])\s+(?=[\d,.])", "", plain)


def _wrong(zh: str, en: str) -> Entry:
    return Entry(None, Text(zh, en))
