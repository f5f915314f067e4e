"""What a document is made of: values for its template, the notes of its figures, the specifications of its charts.

All of it is plain texts, so that it can be kept with the document and gives the same file again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lvheng.reports import marks
from lvheng.reports.filling import Note

SIMULATED = "模拟数据，仅供演示，不作公文使用"
_DIGITS = "零一二三四五六七八九"


@dataclass
class Material:
    """Values by name, notes and charts by key. ``simulated`` where any figure in it was made up."""

    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    charts: dict[str, Any] = field(default_factory=dict)
    simulated: bool = False
    _keys: dict[tuple[str, ...], str] = field(default_factory=dict, repr=False)

    def note(self, about: tuple[str, ...], text: str, url: str) -> str:
        """The mark of a note; what a figure is ``about`` gives the same note again."""
        key = self._keys.setdefault(about, str(len(self._keys) + 1))
        self.notes[key] = Note(key, marks.plain(text), url)
        return marks.note(key)

    def chart(self, spec: Any) -> str:
        """The mark of a chart; empty where there is none."""
        if spec is None:
            return ""
        key = str(len(self.charts) + 1)
        self.charts[key] = spec
        return marks.chart(key)

    def plain(self) -> dict[str, Any]:
        """As it is kept with a document."""
        return {
            "values": self.values,
            "notes": [[each.key, each.text, each.url] for each in self.notes.values()],
            "charts": self.charts,
            "simulated": self.simulated,
        }

    @staticmethod
    def read(plain: dict[str, Any]) -> Material:
        """What was kept."""
        notes = {key: Note(key, text, url) for key, text, url in plain["notes"]}
        return Material(plain["values"], notes, plain["charts"], plain["simulated"])


def day_words(day: date) -> str:
    """2026年1月8日, as the standard writes dates: Arabic digits without zeros in front."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_number(number: int) -> str:
    """一, 十, 十二, 二十一: the numbers of headings, up to 99."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def counted(parts: list[tuple[str, int]], unit: str = "项") -> str:
    """绿灯3项，红灯1项; parts that are none are left out."""
    return "，".join(f"{name}{count}{unit}" for name, count in parts if count)


def sentence(*parts: str) -> str:
    """Parts joined into one sentence, with one full stop."""
    joined = "，".join(part.strip("。；， ") for part in parts if part)
    return f"{joined}。" if joined else ""
