"""Writing letters: one message, or all of a day, Chinese first and English below. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """One message as a letter needs it; ``address`` is a whole one, with the host."""

    title: str
    title_en: str
    text: str
    text_en: str
    address: str


def subject(messages: Sequence[Said]) -> str:
    """The line above a letter, without line breaks."""
    if len(messages) == 1:
        only = messages[0]
        return _one_line(f"{only.title} / {only.title_en}")
    return f"绿衡：{len(messages)} 条通知 / Lüheng: {len(messages)} messages"


def body(messages: Sequence[Said], preferences: str) -> str:
    """The letter: every message with its address, and where to choose other letters."""
    parts = [f"{each.title}\n{each.text}\n{each.title_en}\n{each.text_en}\n{each.address}" for each in messages]
    foot = f"更改通知方式：{preferences}\nChoose how you are written to: {preferences}"
    return "\n\n".join([*parts, "--", foot]) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
