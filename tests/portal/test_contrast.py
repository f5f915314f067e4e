"""Contrast of the design system's colours, WCAG 2.2: 4.5 for text, 3 for controls and drawings."""

import re
from pathlib import Path

import pytest

import lvheng.portal

STATIC = Path(lvheng.portal.__file__).parent / "static" / "portal"
GROUNDS = ("ground", "surface", "surface-2")
TEXT_ON_GROUNDS = ("ink", "ink-2", "ink-3", "link")
STATES = ("ok", "warn", "bad", "info", "none")
MARKS = ("mark-target", "mark-task", "mark-responsibility", "mark-found")
TEXT_PAIRS = [
    *[(text, ground) for text in TEXT_ON_GROUNDS for ground in GROUNDS],
    *[(state, f"{state}-soft") for state in STATES],
    *[("ink", f"{state}-soft") for state in STATES],
    *[(state, "surface") for state in STATES],
    *[("ink", mark) for mark in MARKS],
    *[("link", mark) for mark in ("mark-found", "accent-soft")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "map"),
    ("ink", "map-strong"),
]
DRAWING_PAIRS = [
    *[(f"light-{colour}", ground) for colour in ("green", "yellow", "red", "grey") for ground in ("surface", "ground")],
    *[("line-strong", ground) for ground in ("surface", "ground")],
    *[("focus", ground) for ground in GROUNDS],
    ("mark-target-line", "surface"),
    ("mark-task-line", "surface"),
    ("mark-responsibility-line", "surface"),
    ("mark-citation-line", "surface"),
]


def _tokens(*files: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files:
        found.update(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", (STATIC / file).read_text(encoding="utf-8")))
    return found


THEMES = {"light": _tokens("tokens.css"), "dark": _tokens("tokens.css", "dark.css")}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert round(_contrast("#ffffff", "#000000"), 2) == 21
    assert round(_contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    colours = THEMES[theme]
    assert _contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("drawing", "ground"), DRAWING_PAIRS)
def test_controls_and_drawings_can_be_told_apart(theme: str, drawing: str, ground: str) -> None:
    colours = THEMES[theme]
    assert _contrast(colours[drawing], colours[ground]) >= 3


def test_the_dark_replaces_every_colour() -> None:
    only_light = set(_tokens("tokens.css")) - set(_tokens("dark.css"))
    assert only_light == set()


def test_colours_are_named_in_the_token_files_only() -> None:
    places = [
        f"{path.name}: {colour}"
        for path in sorted(STATIC.glob("*.css"))
        if path.name not in ("tokens.css", "dark.css", "print.css")
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)", path.read_text(encoding="utf-8"))
    ]
    assert places == []
