"""What a figure measures, and for which area or population."""

from __future__ import annotations

import re

from lvheng.documents import wording
from lvheng.documents.characters import CJK

_OPENING = re.compile(
    rf"^(?:[一二三四五六七八九十\d]{{1,2}}年内|其中|力争|争取|确保|努力|使得?|让|推动|推进|促进|实现|保持|保证|同时|并|且|也|将|把|到|至|在|全面|进一步|大力|积极|不断|持续|稳步|"
    rf"逐步|加快|有序|重点|计划|预计|预期|要|应|需|须|按照?|做到|{wording.SOFT})+"
)
_LEADING = re.compile(r"^[、，；：（和及与的\s]+")
_PLACE = (
    rf"(?:全[省市州县区盟旗域乡镇国]|我[省市州县区盟旗]|自治[区州县]|各[县市区州地乡镇]+(?:（[^（）]{{1,12}}）)?(?:城区|城市|中心城区|建成区)?(?:范围内)?|"
    rf"(?:[{CJK}]{{2,7}}?(?:自治州|自治县|省|市|州|县|区|盟|旗|新区|开发区|高新区|经开区)))"
)
_SCOPE = re.compile(
    rf"^(?P<scope>(?:全[省市州县区盟旗]所有[县市区、]+(?:城区)?|其他[县市区城地级各]+|{_PLACE}(?:、{_PLACE})*(?:城区|主城区|中心城区|建成区|规划区|农村|城镇)?|"
    r"(?:地级及以上|县级及以上|设区|地级|县级|中心|重点)城市(?:建成区)?|农村地区|农村|城镇|城市建成区|城市|县城|乡村|沿黄[各县市区]*|规模以上工业|规上工业))"
    r"(?P<rest>.{3,})$"
)
_LOOSE_SCOPES = {"农村", "城镇", "城市", "县城", "乡村", "规上工业", "规模以上工业"}
_TRAILING = re.compile(rf"(?:{wording.SOFT}|[，、：的])+$")


_FROM_OLD_VALUE = re.compile(r"(?:由|从)[^，]{0,10}?的?[\d.,]+[^\d，]{0,4}$")


def without_lead(text: str) -> str:
    """The phrase without connecting words at its start."""
    while True:
        shorter = _OPENING.sub("", _LEADING.sub("", text), count=1)
        if shorter == text or len(shorter) < 2:
            return text if len(shorter) < 2 else shorter
        text = shorter


def scope_and_rest(phrase: str) -> tuple[str | None, str]:
    """The area or population at the start of an indicator, and the indicator without it."""
    found = _SCOPE.match(phrase)
    if found is None or re.match(r"^(?:内|外|域|级|间|场|位|政|长)", found["rest"]):
        return None, phrase
    if found["scope"] in _LOOSE_SCOPES:
        return None, phrase
    rest = found["rest"].removeprefix("范围内").removeprefix("的").lstrip("，、")
    return found["scope"].removesuffix("范围内"), rest


def measured(left: str) -> str:
    """The noun before 达到, 提高, 下降 …: without comparison, verbs and adverbs at its end."""
    return _TRAILING.sub("", _FROM_OLD_VALUE.sub("", left))


def members(subject: str, count: int) -> list[str]:
    """The ``count`` things of a subject such as 非化石能源装机和消费比重; the subject itself for each if they do not fit.

    What the members share at their end (比重) is given to all of them, and so is what they share at their start.
    """
    for marks in (r"、|以及|和|及|与", r"、|以及", r"、|以及|和|与"):
        parts = [part for part in re.split(marks, subject) if part]
        if len(parts) == count:
            return _completed(parts)
    return [subject] * count


_SHARED_END = re.compile(
    r"(?:综合利用率|回收利用率|处理率|利用率|覆盖率|达标率|普及率|回收率|装机容量|装机规模|装机|比重|占比|比例|面积|规模|总量|总产值|产值|排放量|浓度|数量|能力|增加值|率)$"
)
_SHARED_START = re.compile(
    rf"^(?:单位[{CJK}A-Z]{{2,9}}?(?:生产总值|增加值|GDP|产品)|非化石能源|规模以上工业|城镇|农村|全[省市州县区])"
)


def _completed(parts: list[str]) -> list[str]:
    end = _SHARED_END.search(parts[-1])
    start = _SHARED_START.match(parts[0])
    completed = []
    for part in parts:
        if end and not _SHARED_END.search(part) and not re.search(r"[率量值度数]$|能耗|水耗|排放$", part):
            part += end[0]
        if (
            start
            and part is not parts[0]
            and not part.startswith(start[0])
            and len(part) <= 8
            and not _SHARED_START.match(part)
        ):
            part = start[0] + part
        completed.append(part)
    return completed


_RATE_END = re.compile(r"(?:率|比重|占比|比例|能耗|水耗|电耗|浓度|强度|GDP能源消耗|覆盖度|达标度)$")


def rates(subject: str, all_of_them: object) -> list[str]:
    """The rates of a subject such as 秸秆利用率、农膜回收率, which share one figure; one that is none stays whole."""
    parts = [part for part in re.split(r"、|以及|和(?!谐|平|田|政|林)|及(?!其|时)|与", subject) if part]
    if all_of_them:
        parts = _completed(parts)
    if len(parts) > 1 and all(_RATE_END.search(part) and len(part) >= 3 for part in parts):
        return parts
    return [subject]
