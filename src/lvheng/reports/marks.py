"""Marks inside texts that are filled into a template: where a figure's note, a chart or the list of notes belongs.

Marks are characters of the private use area, which no text of a person has: they are taken out of what people write.
"""

from __future__ import annotations

import re
from typing import Any

_NOTE, _CHART, _END, _NOTES = "\ue000", "\ue002", "\ue001", "\ue004"
NOTES = _NOTES
NOTE_OR_TEXT = re.compile(rf"{_NOTE}(\w+){_END}")
CHART = re.compile(rf"{_CHART}(\w+){_END}")
# docxtpl begins a new paragraph of the same kind at this character.
NEW_PARAGRAPH = "\a"
_WRITTEN_NOTE = re.compile(r"〔注(\d{1,4})〕")
_FOREIGN = re.compile("[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f]")


def note(key: str) -> str:
    """The mark of a figure's note; the number follows from the place in the text."""
    return f"{_NOTE}{key}{_END}"


def chart(key: str) -> str:
    """The mark of a chart, alone in its paragraph."""
    return f"{_CHART}{key}{_END}"


def plain(text: str) -> str:
    """What a person wrote, on one line, without anything that could be taken for a mark or that XML cannot hold."""
    return " ".join(_FOREIGN.sub("", text).split())


def typed(text: str, *, long: bool) -> str:
    """What a person wrote into a blank: 〔注3〕 becomes the mark of that note; only a long one has several lines."""
    lines = [plain(line) for line in text.splitlines()]
    kept = ("\n" if long else " ").join(line for line in lines if line)
    return _WRITTEN_NOTE.sub(lambda found: note(found[1]), kept)


def shown(text: str) -> str:
    """The same as a person sees it in a field."""
    return NOTE_OR_TEXT.sub(r"〔注\1〕", text)


def without(text: str) -> str:
    """The text as a page shows it."""
    return CHART.sub("", NOTE_OR_TEXT.sub("", text)).replace(_NOTES, "")


def used(value: Any) -> list[str]:
    """The keys of all notes in a text or a structure of texts, in order."""
    if isinstance(value, str):
        return NOTE_OR_TEXT.findall(value)
    if isinstance(value, dict):
        return [key for each in value.values() for key in used(each)]
    if isinstance(value, list | tuple):
        return [key for each in value for key in used(each)]
    return []
