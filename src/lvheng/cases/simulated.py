"""Made-up cases of every type in every state, for the world of demonstration; marked, and removable as a whole."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.cases.catalogue import area_code, types
from lvheng.cases.models import Case
from lvheng.cases.opening import Wanted, open_wanted
from lvheng.cases.stepping import write_step
from lvheng.cases.writing import By
from lvheng.packs.case_model import CaseStep, CaseType
from lvheng.packs.registers import RegisterField
from lvheng.registers.catalogue import registers
from lvheng.registers.lookups import area_choices

# By themselves such cases are opened from what is really there.
_BY_THEMSELVES = frozenset({"report_chase"})
_DAYS_A_STEP = 6
_TITLES: Mapping[str, tuple[str, ...]] = {
    "plan_task": ("建设县城再生资源分拣中心", "推广可循环快递包装", "完善乡镇污水收集管网"),
    "rectification": ("单位地区生产总值能耗进度滞后整改", "空气质量优良天数比率整改"),
    "supervision": ("秸秆综合利用台账督办", "建筑垃圾处置设施进度督办", "农膜回收网点督办"),
    "enforcement": ("水泥企业颗粒物超标排放案", "危险废物未按规定贮存案", "无证排放水污染物案"),
    "public_report": ("河道边倾倒建筑垃圾", "夜间烟囱冒黑烟", "小作坊焚烧废塑料"),
    "eco_damage": ("非法倾倒废渣造成土壤损害", "废水泄漏造成水体损害"),
    "cleaner_production_audit": ("水泥熟料生产线清洁生产审核", "皮革加工企业清洁生产审核"),
    "grid_inspection": ("无手续小散塑料加工点", "露天堆放煤炭未覆盖"),
    "example": ("整县推进秸秆饲料化利用", "违规新上高耗能项目"),
    "water_clearing": ("城郊沟渠黑臭水体", "老城区排水沟返黑"),
    "project_review": ("水泥熟料生产线技术改造项目", "屠宰加工园区项目"),
    "irregularity": ("超范围使用绿色食品标志", "空调采购未核验节能证书"),
    "research_call": ("牛羊粪污高值化利用技术", "低温地区沼气稳定产气技术"),
    "cooperation": ("循环经济人才培训班", "东西部绿色产业合作对接"),
    "objection": ("对秸秆综合利用率数字的异议", "建议公开各县垃圾分类进度"),
    "major_matter": ("污水处理厂提标改造资金缺口", "固废处置能力不足"),
}


def make_simulated(day: datetime.date | None = None) -> int:
    """Make a case for each state of each type; where there are some already, nothing happens. Returns how many."""
    today = day or timezone.localdate()
    with transaction.atomic():
        if Case.objects.filter(simulated=True, cause__startswith="simulated:").exists():
            return 0
        made = sum(_make(kind, today) for kind in types().values() if kind.code not in _BY_THEMSELVES)
        record(None, "cases.load_simulated", "case", "all", "", {"cases": made})
    return made


def _make(kind: CaseType, today: datetime.date) -> int:
    ways = ways_to(kind)
    for number, (state, way) in enumerate(ways.items()):
        _case(kind, number, state, way, today)
    return len(ways)


def ways_to(kind: CaseType) -> dict[str, list[CaseStep]]:
    """The shortest way of steps to each state."""
    ways: dict[str, list[CaseStep]] = {kind.initial.code: []}
    waiting = deque([kind.initial.code])
    while waiting:
        state = waiting.popleft()
        for step in kind.steps_from(state):
            if step.to and step.to not in ways:
                ways[step.to] = [*ways[state], step]
                waiting.append(step.to)
    return ways


def _case(kind: CaseType, number: int, state: str, way: list[CaseStep], today: datetime.date) -> None:
    counties = [code for code, _name in area_choices() if code != area_code()]
    begun = today - datetime.timedelta(days=_DAYS_A_STEP * (len(way) + 1) + number % 3)
    titles = _TITLES.get(kind.code, (kind.name,))
    case = open_wanted(
        None,
        Wanted(
            kind.code,
            titles[number % len(titles)],
            counties[number % len(counties)],
            written=_written(kind, (*kind.opening_needs, *kind.opening), begun),
            owner=_owner(kind, counties[number % len(counties)]),
            cause=f"simulated:{kind.code}:{state}",
            on=begun,
            words="演示用的模拟事项。",
            simulated=True,
        ),
    )
    case = Case.objects.select_related("owner", "area").get(pk=case.pk)
    for place, step in enumerate(way, 1):
        on = begun + datetime.timedelta(days=_DAYS_A_STEP * place)
        data = {**case.data, **_data(kind, step.asked, on), **_conditions(step)}
        writer = By(organisation=case.owner, capacity=step.by[0]) if step.by[0] != "system" else By()
        write_step(case, kind, step, data, (), writer, f"模拟：{step.name}。", on)


def _owner(kind: CaseType, area: str) -> str:
    """Who is in charge where the type leaves the choice and proposes nobody: the county, else the whole place."""
    from lvheng.areas.queries import governments_of

    governments = governments_of([area, area_code()])
    found = governments.get(area, governments.get(area_code()))
    leaves_it = kind.owner.chosen and kind.owner.department is None
    return found.code if leaves_it and found is not None else ""


def _conditions(step: CaseStep) -> dict[str, Any]:
    return {code: values[0] for code, values in step.when.items()}


def _written(kind: CaseType, codes: tuple[str, ...], day: datetime.date) -> dict[str, Any]:
    """What is filled in, as people write it."""
    data = _data(kind, codes, day)
    return {code: "是" if value is True else value for code, value in data.items() if value is not None}


def _data(kind: CaseType, codes: tuple[str, ...], day: datetime.date) -> dict[str, Any]:
    """Values for the fields, of the form in which they are kept; a day to come for terms that somebody sets."""
    found = ((code, _value(kind.field_of[code], day)) for code in codes)
    return {code: value for code, value in found if value is not None}


def _value(field: RegisterField, day: datetime.date) -> Any:
    match field.type:
        case "date":
            later = field.code in _LATER
            return (day + datetime.timedelta(days=20 if later else 0)).isoformat()
        case "boolean":
            return True
        case "code":
            return registers().options(field)[0].code
        case "money":
            return "20000.00"
        case "integer":
            return 3
        case "number":
            return f"{min(Decimal(80), field.maximum or Decimal(80)):f}"
        case "text" | "long_text":
            return f"{field.name}（模拟）"
        case _:
            return None


_LATER = frozenset(
    {"finish_by", "reply_by", "promised_on", "restore_by", "due", "hearing_on", "follow_up_by", "bids_until"}
)


def simulated_counts() -> int:
    """How many made-up cases there are."""
    return Case.objects.filter(simulated=True).count()


def remove_simulated() -> int:
    """Delete every made-up case with everything that belongs to it, and nothing else; returns how many there were."""
    with transaction.atomic():
        count = simulated_counts()
        with connection.cursor() as cursor:
            for table in ("attachment", "publication", "deadline", "event"):
                cursor.execute(f"DELETE FROM cases_{table} WHERE simulated")
            cursor.execute("DELETE FROM cases_case WHERE simulated")
        if count:
            record(None, "cases.remove_simulated", "case", "all", "", {"cases": count})
    return count
