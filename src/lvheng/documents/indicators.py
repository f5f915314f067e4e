"""What a figure measures, and for which area or population."""

from __future__ import annotations

import re

from lvheng.documents import wording
from lvheng.documents.characters import CJK

_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,2}年内|其中|力争|争取|确保|努力|使得|让|推动|推进|促进|实现|保持|保证|同时|并且|将|把|全面|进一步|大力|积极|"
    r"不断|持续|稳步|逐步|加快|有序|计划|预计|预期|做到|基本|累计|每年|至少|到|至|(?<!使)使(?!用))+"
)
_LEADING = re.compile(r"^[、，；：（和及与的\s]+")
_NAMED_AREA = (
    rf"(?:[{CJK}]{{2,8}}?(?:自治州|自治县|自治旗)|[{CJK}]{{2,4}}?(?:省|市|州|县|盟|旗)|"
    rf"[{CJK}]{{2,3}}?(?:新区|区|开发区|高新区|经开区))"
)
_WHOLE = r"(?:全[省市州县区盟旗域]|我[省市州县区盟旗]|自治[区州县])"
_EVERY = (
    r"(?:每个?[县市区州乡镇村]+(?:（[^（）]{1,12}）)?|各[县市区州地乡镇级]+(?:（[^（）]{1,12}）)?(?:、[县市区州]+(?:（[^（）]{1,12}）)?)*|"
    r"其他[各县市区城地级]+|(?:全[省市州县区])?所有[县市区乡镇村、]+)"
)
_CITIES = r"(?:(?:地级|县级)(?:及以上)?城市|设区(?:的)?(?:城)?市|中心城市|重点城市|设市城市)"
_PART = r"(?:(?:城市|县城)?(?:主|中心)?城区|建成区|规划区|中心城区)?(?:范围内)?"
_PLACE = rf"(?:{_EVERY}|{_WHOLE}|{_CITIES}|{_NAMED_AREA})"
_SCOPE = re.compile(
    rf"^(?P<scope>{_PLACE}(?:[、和]{_PLACE})*{_PART}|县城区|城市建成区|农村地区|沿黄[各县市区]*|规模以上工业)(?P<rest>.{{2,}})$"
)
_NO_AREA = re.compile(
    r"单位|地区生|普通|选择|遴选|选取|园区|社区|小区|景区|灌区|牧区|山区|林区|库区|矿区|示范|试验|保护区|功能区|服务区|校区|厂区|片区|街区|超市|上市|都市|城市[群化]|海绵|智慧|"
    r"绿色|产业|工业园|新增|建成|人均|年均|重点|达到|完成|实现|新建|推动|培育|打造|市场|股市|门市|生态"
)
_TRAILING = re.compile(rf"(?:{wording.SOFT}|[，、：的各])+$")


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
    if found is None or re.match(r"^(?:内|外|域|级|间|场|位|政|长|区|生产|乡|企业)", found["rest"]):
        return None, phrase
    if _NO_AREA.search(found["scope"] + found["rest"][:1]):
        return None, phrase
    rest = found["rest"].removeprefix("的").lstrip("，、")
    return found["scope"].removesuffix("范围内"), without_lead(rest)


def measured(left: str) -> str:
    """The noun before 达到, 提高, 下降 …: without comparison, verbs and adverbs at its end."""
    return _TRAILING.sub("", _FROM_OLD_VALUE.sub("", left))


def members(subject: str, count: int) -> list[str]:
    """The ``count`` things of a subject such as 非化石能源装机和消费比重; or it itself for each if they do not fit.

    What the members share at their end (比重) is given to all of them, and so is what they share at their start.
    """
    for marks in (r"、|以及|和|及|与", r"、|以及", r"、|以及|和|与"):
        parts = [part for part in re.split(marks, subject) if part]
        if len(parts) == count:
            return _completed(parts)
    return [subject] * count


_SHARED_END = re.compile(
    r"(?:平均[\u4e00-\u9fff]{2,6}率|热效率|节能率|重点工程减排量|煤炭消费量|使用比例|使用量|减排量|消费量|装机容量|总装机|综合利用率|回收利用率|处理率|利用率|覆盖率|达标率|普及率|回收率|装机容量|装机规模|装机|比重|占比|比例|面积|规模|总量|总产值|产值|排放量|浓度|数量|能力|增加值|率)$"
)
_SHARED_START = re.compile(
    rf"^(?:单位[{CJK}A-Z]{{0,9}}?(?:生产总值|增加值|GDP|产品)|非化石能源|规模以上工业|城镇|农村|全[省市州县区])"
)


def _completed(parts: list[str]) -> list[str]:
    places = _PLACE_AND_MEASURE.match(parts[-1])
    if places and all(len(part) <= _LONGEST_PLACE for part in parts[:-1]):
        return [*(part + places["what"] for part in parts[:-1]), parts[-1]]
    end = _SHARED_END.search(parts[-1])
    start = _SHARED_START.match(parts[0])
    completed = []
    for part in parts:
        if end and not (_RATIO_END if _RATIO_END.search(end[0]) else _MEASURE_END).search(part):
            part += end[0]
        if start and part is not parts[0] and len(part) <= 8 and not _SHARED_START.match(part):
            part = start[0] + part
        completed.append(part)
    return completed


_LONGEST_PLACE = 4
_PLACE_AND_MEASURE = re.compile(
    rf"^[{CJK}]{{2,4}}?[市县区州](?P<what>(?!域|内|级)[{CJK}]{{3,}}(?:率|比重|占比|比例|量|面积|浓度))$"
)
_RATIO_END = re.compile(r"(?:率|比重|占比|比例)$")
_MEASURE_END = re.compile(r"(?:(?<!需氧)量|[率值度数比]|比重|比例|面积|规模|装机|能力|能耗|水耗|排放)$")
_RATE_END = re.compile(r"(?:率|比重|占比|比例|能耗|水耗|电耗|浓度|强度|GDP能源消耗|覆盖度|达标度)$")


def rates(subject: str, all_of_them: object) -> list[str]:
    """The rates of a subject such as 秸秆利用率、农膜回收率, which share one figure; one that is none stays whole."""
    parts = [part for part in re.split(r"、|以及|和(?!谐|平|田|政|林)|及(?!其|时)|与", subject) if part]
    if all_of_them:
        parts = _completed(parts)
    if len(parts) > 1 and all(_RATE_END.search(part) and len(part) >= 3 for part in parts):
        return parts
    return [subject]
