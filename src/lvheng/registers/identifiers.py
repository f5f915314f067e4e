"""Check characters of official identifiers. Knows no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lvheng.errors import Text
from lvheng.packs.registers import Check

CREDIT_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015: digits and letters without I, O, S, V, Z."""
_CREDIT_CODE = re.compile(rf"[{CREDIT_CODE_CHARACTERS}]{{2}}[0-9]{{6}}[{CREDIT_CODE_CHARACTERS}]{{10}}")
_PERMIT = re.compile(r"(.{18})([0-9]{3})([A-Z])")

Complaint = tuple[Text, Text | None]


def credit_code_check_character(first_17: str) -> str:
    """The last character of a unified social credit code (GB 32100-2015, 4.3).

    Raises ValueError for a character that the standard does not have.
    """
    total = sum(CREDIT_CODE_CHARACTERS.index(character) * pow(3, i, 31) for i, character in enumerate(first_17))
    return CREDIT_CODE_CHARACTERS[-total % 31]


def credit_code_complaint(code: str) -> Complaint | None:
    """What is wrong with a unified social credit code, and what to do; None where nothing is."""
    if len(code) != 18:
        return Text(f"应有18位，现有{len(code)}位", f"must have 18 characters, has {len(code)}"), None
    if not _CREDIT_CODE.fullmatch(code):
        return (
            Text("不符合统一社会信用代码的格式", "is not in the form of a unified social credit code"),
            Text(
                "第3至8位是行政区划代码，不用字母 I、O、S、V、Z。",
                "Characters 3 to 8 are an area code; the letters I, O, S, V, Z do not occur.",
            ),
        )
    right = credit_code_check_character(code[:17])
    if code[17] != right:
        return (
            Text(
                f"校验码不对：末位是 {code[17]}，按前17位应为 {right}",
                f"fails its check: it ends in {code[17]}, its first 17 characters ask for {right}",
            ),
            Text("请与营业执照核对。", "Compare it with the business licence."),
        )
    return None


def permit_number_complaint(number: str) -> Complaint | None:
    """What is wrong with a discharge permit number: credit code, three digits, a letter (HJ 608)."""
    if not _PERMIT.fullmatch(number):
        return (
            Text("应为统一社会信用代码加三位数字和一位字母", "must be a credit code, three digits and a letter"),
            Text("例如 …001P，共22位。", "Such as …001P, 22 characters in all."),
        )
    return credit_code_complaint(number[:18])


COMPLAINTS: Mapping[Check, Callable[[str], Complaint | None]] = {
    "unified_social_credit_code": credit_code_complaint,
    "discharge_permit_number": permit_number_complaint,
}


def normal_identifier(written: str) -> str:
    """An identifier as it is kept: full-width characters made half-width, no blanks, letters large."""
    return "".join(written.translate(_HALF_WIDTH).split()).upper()


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def half_width(written: str) -> str:
    """The same text with full-width letters, digits and signs made half-width."""
    return written.translate(_HALF_WIDTH)
