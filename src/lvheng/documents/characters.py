"""One spelling for characters that documents write in several ways."""

from __future__ import annotations

import re
import unicodedata

CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_FULL_WIDTH: dict[int, int] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_KEEP_FULL = "！（），：；？～"
_WIDTHS: dict[int, int | str] = {code: half for code, half in _FULL_WIDTH.items() if chr(code) not in _KEEP_FULL}
_WIDTHS |= {
    ord("　"): ord(" "),
    ord("\xa0"): ord(" "),
    ord("\u2002"): ord(" "),
    ord("\u2003"): ord(" "),
    ord("\u2009"): ord(" "),
    ord("\u202f"): ord(" "),
    ord("«"): ord("《"),
    ord("»"): ord("》"),
    ord("｢"): ord("「"),
    ord("｣"): ord("」"),
    ord("﹝"): ord("〔"),
    ord("﹞"): ord("〕"),
    ord("﹪"): ord("%"),
    ord("﹑"): ord("、"),
    ord("｡"): ord("。"),
    ord("､"): ord("、"),
    ord("○"): ord("〇"),
    ord("\t"): ord(" "),
    ord("∼"): ord("～"),
    ord("㎡"): "平方米",
    ord("㎞"): "公里",
    ord("㎥"): "立方米",
}
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFC, 0xFFFE, 0xFFFF])
_TABLE = {**_WIDTHS, **_INVISIBLE}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_TO_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_NARROW = re.compile(rf"(?<=[{CJK}\d%‰A-Za-z》”’）〕〉】])([,;:?!])(?=[{CJK}\d“‘《（〔〈【]|$)")
_NARROW_AFTER_CJK = re.compile(rf"(?<=[{CJK}%》”’）〕])([,;:?!])")
_STOP = re.compile(rf"(?<=[{CJK}%‰》”’）〕〉】])\.(?![.A-Za-z])")
_STRAIGHT_QUOTES = re.compile(rf"\"([^\"“”]{{0,60}}[{CJK}][^\"“”]{{0,60}})\"")
_SPACE_BETWEEN = re.compile(r"(?<=[A-Za-z]) +(?=[A-Za-z])")
_SPACE = re.compile(r" +")
_KEPT_SPACE = "\x01"


def unify_width(text: str) -> str:
    """Full-width digits and letters, odd spaces, guillemets and compatibility forms in their usual spelling."""
    text = text.translate(_TABLE)
    text = _CONTROL.sub("", text)
    return "".join(_compatible(char) for char in text) if _has_compatibility(text) else text


def _has_compatibility(text: str) -> bool:
    return any("\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff" for c in text)


def _compatible(char: str) -> str:
    """Radicals and compatibility ideographs, which some PDF fonts give in place of the ordinary characters."""
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return unicodedata.normalize("NFKC", char)
    return char


def unify_punctuation(paragraph: str) -> str:
    """Chinese punctuation in full width and no spaces except between Latin words."""
    text = _SPACE_BETWEEN.sub(_KEPT_SPACE, paragraph.strip())
    text = _SPACE.sub("", text).replace(_KEPT_SPACE, " ")
    text = text.replace("(", "（").replace(")", "）")
    text = _STRAIGHT_QUOTES.sub(r"“\1”", text)
    text = _NARROW.sub(_widen, text)
    text = _NARROW_AFTER_CJK.sub(lambda found: _TO_FULL[found[1]], text)
    return _STOP.sub("。", text)


def _widen(found: re.Match[str]) -> str:
    """A comma or colon between digits (``1,100``, ``8:30``) stays."""
    before, after = found.string[found.start() - 1], found.string[found.end() : found.end() + 1]
    if before.isascii() and after.isascii() and after:
        return found[1]
    return _TO_FULL[found[1]]


def display_width(text: str) -> int:
    """Columns that the text takes: wide characters count two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def has_words(text: str) -> bool:
    """Whether there is any letter, ideograph or digit."""
    return any(char.isalnum() for char in text)
