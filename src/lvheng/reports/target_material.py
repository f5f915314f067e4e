"""The targets of the plan as a document tells of them: figure, light, gap, forecast, who leads, each with its note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lvheng.errors import Text
from lvheng.indicators import overview as overviews
from lvheng.indicators.book import Book
from lvheng.indicators.overview import Overview, Row
from lvheng.indicators.progress import REACHED
from lvheng.indicators.schedule import end_of
from lvheng.indicators.shown import Naming, Number, naming, number_of, short_naming
from lvheng.indicators.side_by_side import href_of
from lvheng.indicators.wording import period_text, quantity_text
from lvheng.packs.forms import ReportForm
from lvheng.packs.measures import Light, PackIndicator
from lvheng.plan import wording as plan_wording
from lvheng.reports.drawings import latest_side_by_side, ranking_chart, trend_chart
from lvheng.reports.materials import Material, chinese_number, counted, day_words, sentence

LIGHT_NAMES: dict[Light, str] = {"green": "绿灯", "yellow": "黄灯", "orange": "橙灯", "red": "红灯", "grey": "灰灯"}
BEHIND: tuple[Light, ...] = ("red", "orange", "yellow")
# A ranking names this many areas in words; the chart has all.
NAMED = 3
UNKNOWN_VALUE = "暂无"
_DEMANDS = {">=": "{}以上", ">": "超过{}", "<=": "{}以内", "=": "达到{}", "~": "{}左右"}
# How units are written in a document; a unit that is not here is Chinese or a sign already.
_UNITS = {"t": "吨", "km": "公里", "kg": "千克", "m3": "立方米", "ha": "公顷", "tce": "吨标准煤", "kWh": "千瓦时",
          "d": "天", "day": "天", "kt": "千吨", "mm": "毫米"}  # fmt: skip
_WITH_UNIT = re.compile(rf"(?<=\d) ({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![A-Za-z0-9])")


@dataclass
class TargetTeller:
    """Tells of targets by one state of knowledge. ``charted`` says whether each has its charts drawn."""

    book: Book
    material: Material
    day: date
    name_of: Naming

    @staticmethod
    def of(book: Book, material: Material, day: date) -> TargetTeller:
        return TargetTeller(book, material, day, naming())

    def overview(self) -> Overview:
        return overviews.overview(self.book, self.day)

    def rows(self, found: Overview, *, charts: str = "") -> list[dict[str, Any]]:
        """All targets in the order of the plan; ``charts``: of those ``behind`` the trend, of all the
        ``trend``, or ``all`` trends and rankings."""
        rows = [row for row in found.rows if row.found is not None]
        return [self.row(row, place, charts) for place, row in enumerate(rows, 1)]

    def row(self, row: Row, place: int, charts: str = "") -> dict[str, Any]:
        """One target in words."""
        if row.found is None:
            raise ValueError("a row without a target")
        target, light = row.found.target, row.light or "grey"
        self.material.simulated |= row.simulated
        told = {
            "chinese": chinese_number(place),
            "name": _name(row),
            "article": row.article,
            "nature": "约束性" if row.is_binding else "预期性",
            "goal": demand_words(target),
            "deadline": plan_wording.deadline(target.deadline_year),
            "unit": _unit(row),
            "light": LIGHT_NAMES[light],
            "leads": "、".join(name for _, name in row.leads) or "未确定",
            "leads_words": "、".join(name for _, name in row.leads) or "责任单位（未确定）",
            "reason_words": sentence(_reason(row)),
            "need_words": _need(row),
            "left_words": _tight(row.left) if row.left is not None else "",
            "completion": _tight(row.completion),
            "outlook_words": _outlook(row),
            **self._value(row),
            **self._appraisal(row),
        }
        told["sentence"] = _sentence(told, row)
        told |= {"chart": "", "chart_name": "", "ranking": "", "ranking_name": "", "ranking_words": ""}
        if row.indicator is not None and (charts in ("all", "trend") or (charts == "behind" and light in BEHIND)):
            told |= self._pictures(row, told, with_ranking=charts == "all")
        return told

    def _value(self, row: Row) -> dict[str, str]:
        if row.number is None or not row.number.value:
            return {"value": UNKNOWN_VALUE, "period": "", "area": row.area_name}
        return {
            "value": self.figure(row.number),
            "period": row.number.period_name.zh,
            "area": row.number.area_name,
        }

    def figure(self, number: Number) -> str:
        """A figure with its unit and the mark of its note."""
        self.material.simulated |= number.simulated
        about = ("number", number.code, number.area, number.period)
        return f"{quantity(number)}{self.material.note(about, self.origin(number), href_of(number))}"

    def origin(self, number: Number) -> str:
        """Where a figure comes from, of which day, and by which form."""
        measure = self.book.measures.title(number.code).zh
        parts = [f"{measure}，{number.area_name}，{number.period_name.zh}：{quantity(number)}", number.basis.zh]
        if number.source is not None:
            parts.append(f"来源：{number.source.title}{number.source.number or ''}")
        else:
            forms = self._forms(number.code)
            parts.append(f"报表：{'、'.join(forms)}" if forms else "")
        parts.append(f"截至{day_words(self.day)}")
        if number.simulated:
            parts.append("模拟数据")
        return sentence(*(part.replace("；", "，") for part in parts))

    def _forms(self, code: str) -> list[str]:
        elements = {element.code for element in self.book.elements_of(code)} | {code}
        forms = (each for each in self.book.pack.of(ReportForm) if elements & set(each.elements))
        return list(dict.fromkeys(f"《{each.name}》" for each in forms))[:NAMED]

    def _appraisal(self, row: Row) -> dict[str, str]:
        found = row.appraisal
        told = {"class": "不评估", "class_code": "", "appraised": UNKNOWN_VALUE, "base": self._base(row)}
        told["appraisal_reason"] = row.found.standing.reason.zh if row.found is not None else ""
        if found is None:
            told["appraisal_sentence"] = sentence(_demand(row), "目前不能评估", told["appraisal_reason"])
            return told
        told |= {"class": found.name.zh, "class_code": found.word}
        if found.value is not None:
            told["appraised"] = self.figure(number_of(self.book, found.value, self.name_of))
        said = f"{_period(found.value)}为{told['appraised']}" if found.value is not None else "没有评估所需的数"
        done = f"完成进度{_tight(row.completion)}" if row.completion is not None else ""
        told["appraisal_sentence"] = sentence(_demand(row), said, done, f"评估结论：{found.name.zh}")
        return told

    def _base(self, row: Row) -> str:
        way = row.found.standing.schedule if row.found is not None else None
        if way is None or row.indicator is None or row.found is None:
            return "—"
        values = self.book.series(row.indicator.code, row.found.area)
        base = next((each for each in values if each.period.year == way.base_year), None)
        if base is None:
            return f"0（{way.base_year}年）"
        return self.figure(number_of(self.book, base, self.name_of))

    def _pictures(self, row: Row, told: dict[str, Any], *, with_ranking: bool) -> dict[str, str]:
        if row.indicator is None or row.found is None:
            return {}
        drawn: dict[str, str] = {}
        spec = trend_chart(self.book, row.indicator, row.found)
        if spec is not None:
            drawn["chart"] = self.material.chart(spec)
            drawn["chart_name"] = f"图{len(self.material.charts)}　{told['name']}（{row.area_name}）"
        if with_ranking:
            drawn |= self._ranking(row.indicator, row, told)
        return drawn

    def _ranking(self, indicator: PackIndicator, row: Row, told: dict[str, Any]) -> dict[str, str]:
        year, values = latest_side_by_side(self.book, indicator)
        if len(values) < 2:
            return {}
        short = short_naming()
        standing = row.found.standing if row.found is not None else None
        goal = standing.goal.value if standing is not None and standing.goal is not None else None
        chart = self.material.chart(ranking_chart(indicator, values, goal, short))
        first = [self.figure(number_of(self.book, each, self.name_of)) for each in values[:NAMED]]
        best = "、".join(f"{short(each.area)}{said}" for each, said in zip(values, first, strict=False))
        return {
            "ranking": chart,
            "ranking_name": f"图{len(self.material.charts)}　{told['name']}：各县（市）{year}年",
            "ranking_words": f"{year}年，{best}居前。",
        }


def quantity(number: Number) -> str:
    """86.2%, 193.05万亩, 2790.00公里."""
    return f"{number.value}{unit_words(number.unit)}"


def unit_words(unit: str) -> str:
    """A unit as a document writes it."""
    return _UNITS.get(unit, unit)


def demand_words(target: Any) -> str:
    """90%以上, 达到25%, 比2020年下降13%, 全覆盖."""
    written = _DEMANDS.get(target.comparator)
    if written is None:
        return plan_wording.demand(target).replace(" ", "")
    return written.format(plan_wording.quantity(target.value, target.unit).replace(" ", ""))


def _tight(text: Text | None) -> str:
    """Without the blanks that a page sets between a number and its unit, and with the unit in Chinese."""
    if text is None:
        return "—"
    return _WITH_UNIT.sub(lambda found: unit_words(found[1]), text.zh).replace(" ", "")


def _name(row: Row) -> str:
    """The indicator says what its figure is; the plan's own words where no indicator does."""
    if row.indicator is not None:
        return row.indicator.name
    return str(row.found.target.indicator.strip("“”")) if row.found is not None else ""


def _unit(row: Row) -> str:
    unit = (row.number.unit if row.number is not None else "") or (row.found.target.unit if row.found else "")
    return unit_words(unit) or "—"


def _reason(row: Row) -> str:
    """Why the light is what it is: by the schedule where there is one, else in the words of the rule."""
    standing = row.found.standing if row.found is not None else None
    if standing is None:
        return ""
    latest, way = standing.latest, standing.schedule
    if way is None or latest is None or row.indicator is None or row.light == "grey":
        return standing.reason.zh
    if latest.period.year >= way.target_year:
        return "期限已到"
    expected = quantity_text(way.expected(end_of(latest.period)), row.indicator.decimals, "").zh
    done = f"，完成进度{_tight(row.completion)}" if row.completion is not None else ""
    return f"按时序应达到{expected.strip()}{unit_words(row.indicator.unit)}{done}"


def _need(row: Row) -> str:
    """What still has to be done; past its deadline a target has to be made up for."""
    if row.need is not None:
        return _tight(row.need)
    if row.left is not None and row.left.zh != REACHED.zh:
        return f"期限已到，{_tight(row.left)}，须限期补齐。"
    return "确保按期达到方案要求。"


def _demand(row: Row) -> str:
    target = row.found.target if row.found is not None else None
    if target is None:
        return ""
    deadline = plan_wording.deadline(target.deadline_year) if target.deadline_year else ""
    return f"方案要求{deadline}{demand_words(target)}"


def _period(value: Any) -> str:
    return period_text(value.period).zh


def _outlook(row: Row) -> str:
    """The estimate of the deadline, told as an estimate."""
    ahead = row.expected
    if ahead is None or row.is_over:
        return ""
    chance = f"达到目标的可能性约{ahead.chance}%" if ahead.chance else ""
    return sentence(f"按现有趋势推算，{ahead.year}年约为{ahead.value}{ahead.unit}（推算值，不是统计数）", chance)


def _sentence(told: dict[str, Any], row: Row) -> str:
    if told["value"] == UNKNOWN_VALUE:
        return sentence(f"{told['name']}（{told['nature']}）", _demand(row), told["reason_words"])
    left = told["left_words"]
    return sentence(
        f"{told['name']}（{told['nature']}）",
        f"{told['period']}{_place(told['area'], row)}为{told['value']}",
        _demand(row),
        left,
        told["light"] if left in ("", "已达到") else f"{told['light']}（{told['reason_words'].strip('。')}）",
    )


def _place(area: str, row: Row) -> str:
    """Of several areas that each have to reach a target the one that is farthest behind is told."""
    return f"最靠后的{area}" if row.found is not None and row.found.is_of_several else area


def summary(rows: Sequence[dict[str, Any]]) -> str:
    """How many targets there are and what lights they have."""
    lights = counted([(name, sum(each["light"] == name for each in rows)) for name in LIGHT_NAMES.values()])
    binding = [each for each in rows if each["nature"] == "约束性"]
    red = sum(each["light"] == LIGHT_NAMES["red"] for each in binding)
    said = f"方案确定的量化目标共{len(rows)}项，其中{lights}" if rows else "方案尚未采纳，没有可以通报的目标"
    bound = f"约束性目标{len(binding)}项，亮红灯的{red}项" if binding else ""
    return "；".join(filter(None, (said, bound))) + "。"


def appraisal_summary(rows: Sequence[dict[str, Any]]) -> str:
    """How many targets are in each class."""
    order = ("完成", "基本完成", "未完成")
    classes = list(dict.fromkeys([*order, *(each["class"] for each in rows)]))
    parts = counted([(name, sum(each["class"] == name for each in rows)) for name in classes])
    return f"方案确定的量化目标共{len(rows)}项：{parts}。" if rows else "方案尚未采纳，没有可以评估的目标。"


def changes(rows: Sequence[dict[str, Any]], before: Overview, period: str) -> str:
    """Which lights changed since the end of the period before."""
    was = {_name(row): row.light or "grey" for row in before.rows if row.found is not None}
    told = [
        f"“{each['name']}”由{LIGHT_NAMES[was[each['name']]]}转为{each['light']}"
        for each in rows
        if each["name"] in was and LIGHT_NAMES[was[each["name"]]] != each["light"]
    ]
    return f"与{period}末相比，{'；'.join(told)}。" if told else f"与{period}末相比，亮灯没有变化。"
