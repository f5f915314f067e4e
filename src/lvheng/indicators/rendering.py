"""Draws a chart's specification as SVG for the page or PNG to download; drawn once, then taken from the cache."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import threading
from functools import lru_cache
from pathlib import Path

import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString

from lvheng.indicators.charting import SURFACE, Spec

KEPT_SECONDS = 7 * 24 * 3600
PNG_SCALE = 2
_BACKGROUND = re.compile(rf'<rect width="[\d.]+" height="[\d.]+" fill="{SURFACE}"/>')
_SIZE = re.compile(r'<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)"')
_ELSEWHERE = "https://vega.github.io/vega-datasets/"
_drawing = threading.Lock()


def svg(spec: Spec) -> SafeString:
    """The chart as an element of a page: it takes its colours and its size from the style sheet.

    It says nothing to screen readers; the page has a label and a table for them.
    """
    key = _key("svg", spec)
    found = cache.get(key)
    if found is None:
        found = _for_page(_drawn(spec), key[-8:])
        cache.set(key, found, KEPT_SECONDS)
    return SafeString(found)  # names in it were escaped by the renderer


def png(spec: Spec) -> bytes:
    """The chart as a picture of twice its size, on white."""
    key = _key("png", spec)
    found: bytes | None = cache.get(key)
    if found is None:
        _find_fonts()
        with _drawing:
            found = vl_convert.vegalite_to_png(spec, scale=PNG_SCALE)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _drawn(spec: Spec) -> str:
    _find_fonts()
    # The renderer is an engine of its own with much memory: one at a time is enough for pages that are kept.
    with _drawing:
        return str(vl_convert.vegalite_to_svg(spec))


def _for_page(drawn: str, prefix: str) -> str:
    """Without ground and size, with ids that no other chart of the page has."""
    plain = _BACKGROUND.sub("", drawn, count=1)
    plain = _SIZE.sub(r'<svg aria-hidden="true" \1', plain, count=1)
    plain = plain.replace('id="', f'id="{prefix}-').replace("url(#", f"url(#{prefix}-")
    plain = plain.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    # The table beside the chart has the same links for the keyboard. The renderer makes addresses absolute.
    return plain.replace(f'xlink:href="{_ELSEWHERE}', 'tabindex="-1" href="')


def _key(kind: str, spec: Spec) -> str:
    written = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return f"chart-{kind}:{hashlib.sha256(written.encode()).hexdigest()}"


@lru_cache(maxsize=1)
def _find_fonts() -> None:
    """Tell the renderer of the Chinese fonts that come with the program, for machines that have none."""
    folder = fonts_folder()
    if folder is not None:
        vl_convert.register_font_directory(str(folder))


@lru_cache(maxsize=1)
def fonts_folder() -> Path | None:
    """The folder of Chinese fonts of the package ``mplfonts``, which is asked for nothing else."""
    found = importlib.util.find_spec("mplfonts")
    places = list(found.submodule_search_locations or []) if found else []
    folder = Path(places[0]) / "fonts" if places else None
    return folder if folder is not None and folder.is_dir() else None
