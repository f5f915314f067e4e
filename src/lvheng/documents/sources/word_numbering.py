"""The numbers that Word writes itself: they are not in the text of a paragraph but in its numbering definition."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CJK = "零一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital"}
_PLACE = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Counts the numbered paragraphs of one document as Word does."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """The definitions of a python-docx document; a document without any has none."""
        numbering = cls()
        numbering._read_definitions(document)
        for style in document.styles.element.iter(f"{_W}style"):
            found = _number_properties(style)
            if found:
                numbering.style_numbers[style.get(f"{_W}styleId")] = (found[0] or "", found[1] or 0)
        return numbering

    def _read_definitions(self, document: Any) -> None:
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None:
            return
        root = part.element
        for abstract in root.iter(f"{_W}abstractNum"):
            levels = {int(level.get(f"{_W}ilvl")): _level(level) for level in abstract.iter(f"{_W}lvl")}
            self.levels[abstract.get(f"{_W}abstractNumId")] = levels
        for number in root.iter(f"{_W}num"):
            self.abstract_of[number.get(f"{_W}numId")] = _value(number, "abstractNumId") or ""

    def prefix(self, paragraph: Any) -> str:
        """The number of the paragraph as Word shows it, or nothing; counts it."""
        found = self._number_of(paragraph)
        if found is None:
            return ""
        abstract, depth = self.abstract_of.get(found[0], ""), found[1]
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None or level.form in {"bullet", "none"}:
            return ""
        counters = self.counters.setdefault(abstract, {})
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        return _PLACE.sub(lambda place: self._shown(levels, counters, int(place[1]) - 1), level.text)

    def _shown(self, levels: dict[int, _Level], counters: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return formatted(counters.get(depth, level.start), level.form) if level else ""

    def _number_of(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{_W}pStyle")
        by_style = self.style_numbers.get(style.get(f"{_W}val")) if style is not None else None
        own = _number_properties(paragraph)
        if own is None:
            return by_style if by_style and by_style[0] else None
        number = own[0] if own[0] is not None else (by_style or ("0", 0))[0]
        depth = own[1] if own[1] is not None else (by_style or ("0", 0))[1]
        return None if number == "0" else (number, depth)


def _number_properties(element: Any) -> tuple[str | None, int | None] | None:
    found = element.find(f"{_W}pPr/{_W}numPr")
    if found is None:
        return None
    depth = _value(found, "ilvl")
    return _value(found, "numId"), int(depth) if depth is not None else None


def _level(element: Any) -> _Level:
    start = _value(element, "start")
    return _Level(
        _value(element, "numFmt") or "decimal", _value(element, "lvlText") or "", int(start) if start is not None else 1
    )


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def formatted(value: int, form: str) -> str:
    """A counter in one of Word's number formats; unknown ones are shown as digits."""
    if form in _CHINESE and 0 < value < 100:
        return _chinese(value)
    if form.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if form in {"upperLetter", "lowerLetter"} and 0 < value <= 26:
        letter = chr(ord("A") + value - 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(value)


def _chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_CJK[tens]}十")
    return head + (_CJK[ones] if ones else "")
