"""A small plan and its parent, written straight into the database: tests of pages need no reader and no pack."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from django.utils import timezone

from lvheng.areas.models import Area, Organisation
from lvheng.plan.models import (
    Document,
    Operation,
    Plan,
    Provision,
    Responsibility,
    Sentence,
    Target,
    Task,
    Version,
)

TEXT = """为贯彻落实《关于加快建立健全绿色低碳循环发展经济体系的通知》（试政发〔2021〕1号），制定本方案。
一、总体目标
到2025年，优良天数比率达到90%以上，单位地区生产总值能耗较2020年下降13%。
二、重点任务
（一）发展循环农业。推进秸秆利用，2025年农作物秸秆综合利用率达到86%以上。鼓励企业开展绿色认证。新建高标准农田193.05万亩。
（二）建设绿色设施。2023年底前试验市城区生活垃圾分类全覆盖。2021年底前编制完成国土空间规划。全力推进有关工作。
"""

PARENT_TEXT = """一、总体目标
到2025年，单位地区生产总值能耗较2020年下降14%。
二、重点任务
（一）发展循环农业。到2025年，农作物秸秆综合利用率达85%以上。非化石能源消费比重达到30%。
"""

# quote | indicator | comparator | value | unit | year | scope | baseline
TARGETS = """
优良天数比率达到90%以上 | 优良天数比率 | >= | 90 | % | 2025 | |
单位地区生产总值能耗较2020年下降13% | 单位地区生产总值能耗 | decrease_by | 13 | % | 2025 | | 2020
2025年农作物秸秆综合利用率达到86%以上 | 农作物秸秆综合利用率 | >= | 86 | % | 2025 | |
新建高标准农田193.05万亩 | 新建高标准农田 | = | 193.05 | 万亩 | | |
2023年底前试验市城区生活垃圾分类全覆盖 | 生活垃圾分类覆盖 | reach_full_coverage | | | 2023 | 试验市城区 |
"""

PARENT_TARGETS = """
单位地区生产总值能耗较2020年下降14% | 单位地区生产总值能耗 | decrease_by | 14 | % | 2025 | | 2020
农作物秸秆综合利用率达85%以上 | 农作物秸秆综合利用率 | >= | 85 | % | 2025 | |
非化石能源消费比重达到30% | 非化石能源消费比重 | = | 30 | % | 2025 | |
"""

# text | modality | deadline | year | named
TASKS = """
推进秸秆利用 | must | | |
鼓励企业开展绿色认证 | encourage | | | 企业
2021年底前编制完成国土空间规划 | must | 2021年底前 | 2021 |
"""

_HEADING = re.compile(r"(?P<number>[一二三]、|（[一二三]）)(?P<heading>[^。\n]+)")
_SENTENCE = re.compile(r"[^。\n]+[。\n]?")


def area() -> Area:
    """The area of the samples."""
    found, _ = Area.objects.get_or_create(code="999900", defaults={"name": "试验州", "level": Area.Level.PREFECTURE})
    return found


def organisation(code: str, name: str, kind: str = "department") -> Organisation:
    """A department of the sample area."""
    return Organisation.objects.create(code=code, name=name, name_en=f"{code} office", kind=kind, area=area())


def sample(code: str = "sample", number: int = 1, extra_tasks: int = 0) -> Version:
    """The plan with five targets, three tasks (or more), two responsibilities and an operated sentence."""
    plan, _ = Plan.objects.get_or_create(code=code, defaults={"title": "试验方案", "area": area()})
    version = _version(plan, number, TEXT)
    _write(version, TARGETS, TASKS)
    _add_tasks(version, extra_tasks)
    farming = version.provisions.get(reference="二（一）")
    if not Organisation.objects.filter(code="agriculture").exists():
        organisation("agriculture", "试验州农业农村局")
        organisation("development", "试验州发展和改革委员会")
    _responsible(version, farming, "agriculture", "lead", "proposed")
    _responsible(version, farming, "development", "participant", "stated")
    operated = version.sentences.get(text__startswith="推进秸秆利用")
    Operation.objects.create(version=version, sentence=operated, kind="target", code="straw_use")
    return version


def sample_with_parent() -> tuple[Version, Version]:
    """The sample and the version of its parent plan."""
    parent = Plan.objects.create(code="above", title="上级试验方案", kind=Plan.Kind.PARENT, area=area())
    above = _version(parent, 1, PARENT_TEXT)
    _write(above, PARENT_TARGETS, "")
    version = sample()
    Plan.objects.filter(pk=version.plan_id).update(parent=parent)
    return Version.objects.select_related("plan").get(pk=version.pk), above


def _version(plan: Plan, number: int, text: str) -> Version:
    start = text.find("《")
    citation = {"kind": "document", "title": text[start + 1 : text.find("》")], "start": start, "end": start + 2}
    document = Document.objects.create(
        plan=plan,
        state=Document.State.ADOPTED,
        file_name=f"{plan.code}.txt",
        sha256=f"{plan.code}{number}".ljust(64, "0"),
        size_bytes=len(text),
        uploaded_at=timezone.now(),
        progress_at=timezone.now(),
        text=text,
        reading={"citations": [citation] if start >= 0 else []},
    )
    return Version.objects.create(
        plan=plan,
        number=number,
        origin=Version.Origin.REVIEW,
        document=document,
        title=plan.title,
        issuer="试验州人民政府",
        document_number="试府发〔2021〕9号",
        issued_on=datetime.date(2021, 11, 9),
        adopted_at=timezone.now(),
        text=text,
    )


def _write(version: Version, targets: str, tasks: str) -> None:
    _provisions(version)
    _sentences(version)
    for line in filter(None, targets.splitlines()):
        _target(version, [cell.strip() for cell in line.split("|")])
    for line in filter(None, tasks.splitlines()):
        _task(version, [cell.strip() for cell in line.split("|")])


def _provisions(version: Version) -> None:
    section = None
    found = list(_HEADING.finditer(version.text))
    for order, match in enumerate(found):
        top = match["number"].endswith("、")
        until = next((each for each in found[order + 1 :] if not top or each["number"].endswith("、")), None)
        provision = Provision.objects.create(
            version=version,
            reference=match["number"].strip("、") if top or section is None else section.reference + match["number"],
            number=match["number"],
            heading=match["heading"],
            level=1 if top else 2,
            order=order,
            parent=None if top else section,
            start=match.start(),
            end=until.start() if until else len(version.text),
        )
        section = provision if top else section


def _sentences(version: Version) -> None:
    provisions = list(version.provisions.order_by("-level", "order"))
    for order, match in enumerate(_SENTENCE.finditer(version.text)):
        inner = next((each for each in provisions if each.start <= match.start() < each.end), None)
        Sentence.objects.create(
            version=version,
            provision=inner,
            order=order,
            start=match.start(),
            end=match.end(),
            text=match[0],
        )


def _sentence(version: Version, place: int) -> Sentence:
    return version.sentences.get(start__lte=place, end__gt=place)


def _target(version: Version, cells: list[str]) -> None:
    quote, indicator, comparator, value, unit, year, scope, baseline = cells
    start = version.text.index(quote)
    sentence = _sentence(version, start)
    Target.objects.create(
        version=version,
        sentence=sentence,
        provision=sentence.provision,
        quote=quote,
        start=start,
        end=start + len(quote),
        indicator=indicator,
        comparator=comparator,
        value=Decimal(value) if value else None,
        unit=unit,
        deadline_year=int(year) if year else None,
        scope=scope,
        baseline_year=int(baseline) if baseline else None,
    )


def _task(version: Version, cells: list[str]) -> None:
    text, modality, deadline, year, named = cells
    start = version.text.index(text)
    sentence = _sentence(version, start)
    Task.objects.create(
        version=version,
        sentence=sentence,
        provision=sentence.provision,
        text=text,
        start=start,
        end=start + len(text),
        modality=modality,
        deadline=deadline,
        deadline_year=int(year) if year else None,
        named=[named] if named else [],
    )


def _add_tasks(version: Version, count: int) -> None:
    sentence = version.sentences.get(text__startswith="鼓励企业")
    Task.objects.bulk_create(
        Task(
            version=version,
            sentence=sentence,
            provision=sentence.provision,
            text=f"第{number}项工作",
            start=sentence.start,
            end=sentence.end,
            modality="must",
        )
        for number in range(count)
    )


def _responsible(version: Version, provision: Provision, code: str, part: str, state: str) -> None:
    found = Organisation.objects.get(code=code)
    Responsibility.objects.create(
        version=version,
        provision=provision,
        organisation=found,
        name=found.name,
        part=part,
        state=state,
        source="按部门职责建议" if state == "proposed" else "",
        source_en="proposed by its duties" if state == "proposed" else "",
    )
