"""Sets a .docx of an office as a PDF by the layout of the standard, and draws its pages as pictures."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from lvheng.indicators.rendering import fonts_folder
from lvheng.reports import layout
from lvheng.reports.filling import CHART_WIDTH_MM
from lvheng.reports.layout import INSTEAD, ROLES, Font, Role, mark_size
from lvheng.reports.reading import Block, Grid, read

TEMPLATE = Path(__file__).with_name("printing") / "document.typ"
PAGE_PICTURE_WIDTH = 900
_setting = threading.Lock()
_drawing = threading.Lock()


def pdf(content: bytes) -> bytes:
    """The PDF of a .docx. The same document gives the same bytes on a machine with the same typefaces."""
    blocks = read(content)
    with tempfile.TemporaryDirectory(prefix="lvheng-document-") as name, _setting:
        folder = Path(name)
        data = {
            "title": next((each.text for each in blocks if isinstance(each, Block) and each.role.code == "title"), ""),
            "page": _page(),
            "fonts": {font.name.lower(): available(font) for font in Font},
            "roles": {role.code: _role(role) for role in ROLES},
            "blocks": [_written(each, folder) for each in blocks],
        }
        (folder / "document.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        shutil.copyfile(TEMPLATE, folder / TEMPLATE.name)
        return bytes(typst.compile(str(folder / TEMPLATE.name), root=str(folder), font_paths=_fonts()))


def available(font: Font) -> list[str]:
    """The names under which a typeface, or what stands in for it, is installed here, the best first."""
    here = _families()
    return [name for name in (font.value, *INSTEAD[font]) if name in here]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The machine's typefaces and those that come with the program, looked for once."""
    folder = fonts_folder()
    return typst.Fonts(font_paths=[str(folder)] if folder is not None else [])


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(str(name) for name in _fonts().families())


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            return len(document)
        finally:
            document.close()


def page_picture(content: bytes, number: int) -> bytes:
    """Page ``number`` (from 1) of a PDF as PNG. Raises IndexError for a page that is not there."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            page = document[number - 1]
            picture = page.render(scale=PAGE_PICTURE_WIDTH / page.get_width()).to_pil()
            out = io.BytesIO()
            picture.convert("RGB").quantize(64).save(out, "PNG", optimize=True)
            return out.getvalue()
        finally:
            document.close()


def _page() -> dict[str, Any]:
    def points(length: int) -> float:
        return float(length * layout.POINTS_PER_MM)

    return {
        "width": points(layout.PAGE_WIDTH),
        "height": points(layout.PAGE_HEIGHT),
        "top": points(layout.TOP),
        "left": points(layout.LEFT),
        "right": points(layout.PAGE_WIDTH - layout.LEFT - layout.TEXT_WIDTH),
        "bottom": points(layout.PAGE_HEIGHT - layout.TOP - layout.TEXT_HEIGHT),
        "numberBelow": points(layout.PAGE_NUMBER_BELOW),
        "redLine": points(layout.RED_LINE_BELOW),
        "red": layout.RED,
        "chart": points(CHART_WIDTH_MM),
        "character": float(layout.CHARACTER_PITCH),
        # A hair closer, so that the last character of a full line is not pushed out by a rounding.
        "tracking": float(layout.CHARACTER_PITCH - layout.BODY_SIZE) - 0.002,
    }


def _role(role: Role) -> dict[str, Any]:
    above = layout.MARK_BELOW * layout.POINTS_PER_MM if role.code == "mark" else role.before * layout.LINE_PITCH
    return {
        "font": role.font.name.lower(),
        "size": float(role.size),
        "align": role.align,
        "first": role.first,
        "left": role.left,
        "right": role.right,
        "above": float(above),
        "pitch": float(role.pitch) if role.pitch is not None else None,
        "colour": role.colour,
        "newPage": role.new_page,
        "grid": role.size == layout.BODY_SIZE,
    }


def _written(block: Block | Grid, folder: Path) -> dict[str, Any]:
    if isinstance(block, Block):
        return {"kind": "paragraph", **_words(block, folder)}
    return {
        "kind": "foot" if block.is_foot else "table",
        "widths": list(block.widths),
        "heads": block.heads,
        "rows": [[{"blocks": [_words(each, folder) for each in cell]} for cell in row] for row in block.rows],
    }


def _words(block: Block, folder: Path) -> dict[str, Any]:
    picture = None
    if block.picture is not None:
        picture = f"{hashlib.sha256(block.picture).hexdigest()}.png"
        (folder / picture).write_bytes(block.picture)
    return {
        "role": block.role.code,
        "runs": [{"text": part, "raised": run.raised} for run in block.runs for part in _parts(run.text)],
        "picture": picture,
        "right": block.right,
        "sticky": block.keep_next,
        "side": float(layout.balanced_side(block.role, block.text)),
        "size": float(mark_size(block.text)) if block.role.code == "mark" else None,
    }


def _parts(text: str) -> list[str]:
    """Tabulators apart from the words between them."""
    found: list[str] = []
    for place, part in enumerate(text.split("\t")):
        found += ["\t"] if place else []
        found += [part] if part else []
    return found
