"""An explanation as a PDF: the same words as on its page, set by Typst with Chinese fonts."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import typst
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from lvheng.errors import Text
from lvheng.indicators.explaining import Node
from lvheng.indicators.rendering import fonts_folder
from lvheng.indicators.sheets import ExplanationSheet

TEMPLATE = Path(__file__).with_name("printing") / "explanation.typ"
# The first that is there: of the machine, else of the package that brings Chinese fonts along.
FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei"]
_setting = threading.Lock()


def explanation_pdf(sheet: ExplanationSheet, address: str, day: str) -> bytes:
    """The number with its tree and what is missing. ``address`` is the site's, ``day`` that of printing."""
    language = get_language() or ""
    said = _Said(language, address)
    folder = fonts_folder()
    data = json.dumps(said.of(sheet, day), ensure_ascii=False)
    with _setting:
        return bytes(
            typst.compile(
                str(TEMPLATE),
                root=str(TEMPLATE.parent),
                font_paths=[str(folder)] if folder is not None else [],
                sys_inputs={"data": data},
            )
        )


class _Said:
    def __init__(self, language: str, address: str) -> None:
        self._language, self._address = language, address.rstrip("/")

    def of(self, sheet: ExplanationSheet, day: str) -> dict[str, Any]:
        number = sheet.number
        return {
            "language": "zh" if self._language.startswith("zh") else "en",
            "fonts": FONTS,
            "title": self._text(sheet.found.measure.title),
            "place": f"{number.area_name} · {self._text(number.period_name)}",
            "value": f"{number.value} {number.unit}".strip() if number.value else gettext("没有数"),
            "basis": self._text(number.basis) if number.value else "",
            "isSimulated": number.simulated,
            "simulated": pgettext("figure", "模拟"),
            "treeTitle": gettext("这个数的来历"),
            "tree": self._node(sheet.tree),
            "missingTitle": gettext("缺少的数据和由谁报送"),
            "missingHead": [gettext("数据"), gettext("地区"), gettext("期间"), gettext("原因"), gettext("由谁报送")],
            "missing": [
                [
                    self._text(row.title),
                    row.area_name,
                    self._text(row.period_name),
                    self._text(row.reason),
                    self._text(row.reporter) if row.reporter else "—",
                ]
                for row in sheet.missing
            ],
            "footer": f"{gettext('绿衡')} · {self._address} · {day}",
        }

    def _node(self, node: Node) -> dict[str, Any]:
        origin = node.url
        if node.report is not None:
            origin = self._address + reverse("statistics:report", args=[node.report])
        return {
            "text": self._text(node.text),
            "notes": [self._text(note) for note in node.notes],
            "simulated": node.simulated,
            "origin": origin,
            "parts": [self._node(part) for part in node.parts],
        }

    def _text(self, text: Text) -> str:
        return text.in_language(self._language)
