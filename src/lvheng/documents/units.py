"""Units that plans count in, longest first, so that 吨标准煤 is not read as 吨."""

from __future__ import annotations

import re

PERCENT = ("个百分点", "百分点", "%", "‰")
AREA = ("平方公里", "平方千米", "平方米", "平米", "公顷", "亩")
LENGTH = ("公里", "千米", "km", "厘米", "毫米", "微米", "米")
MASS = (
    *(
        "克标准煤",
        "千克标准煤",
        "公斤标准煤",
        "吨标准煤",
        "吨标煤",
        "吨二氧化碳当量",
        "吨二氧化碳",
        "吨油当量",
        "吨",
        "公斤",
        "千克",
        "毫克",
        "微克",
        "克",
    ),
    *("斤", "标准煤"),
)
VOLUME = ("标准立方米", "标立方米", "立方米", "标方", "方", "升", "桶", "标准箱", "标箱", "TEU")
POWER = (
    "千瓦时",
    "千瓦",
    "兆瓦时",
    "兆瓦",
    "吉瓦",
    "度电",
    "瓦",
    "kWh",
    "kW",
    "KW",
    "MWh",
    "MW",
    "GWh",
    "GW",
    "吉瓦时",
    "TWh",
)
MONEY = ("元人民币", "美元", "元")
RATING = (
    "蒸吨/小时",
    "蒸吨",
    "千伏安",
    "千伏",
    "伏",
    "℃",
    "摄氏度",
    "kV",
    "KV",
    "马力",
    "层",
    "岁",
    "级",
    "周岁",
    "分贝",
)
TIME = ("个工作日", "工作日", "个月", "小时", "分钟", "周年", "天", "日", "年", "月", "秒", "季度", "周")
FACTOR = ("倍", "番", "成", "分")
COUNT = (
    *(
        "个",
        "家",
        "座",
        "处",
        "所",
        "条",
        "项",
        "套",
        "标台",
        "台套",
        "台",
        "辆",
        "艘",
        "架",
        "户",
        "人次",
        "人",
        "名",
        "位",
    ),
    *(
        "件",
        "头",
        "只",
        "羽",
        "株",
        "棵",
        "种",
        "类",
        "批",
        "场次",
        "场",
        "次",
        "期",
        "块",
        "片",
        "组",
        "支",
        "张",
        "份",
        "例",
    ),
    *(
        "宗",
        "起",
        "间",
        "栋",
        "幢",
        "口",
        "眼",
        "孔",
        "对",
        "盏",
        "部",
        "枚",
        "单",
        "箱",
        "床",
        "车次",
        "列",
        "班",
        "篇",
    ),
    *("门", "笔", "款", "册", "本", "尾", "匹", "亩次", "标段", "村", "镇", "街道", "社区"),
)
_MAGNITUDE = r"[十百千万亿]{0,2}?"
_ALL = sorted(
    {*PERCENT, *AREA, *LENGTH, *MASS, *VOLUME, *POWER, *MONEY, *RATING, *TIME, *FACTOR, *COUNT}, key=len, reverse=True
)
_BASE = "|".join(re.escape(unit) for unit in _ALL)
_PER = (
    r"(?:(?:[/／]|每(?=立方米|平方公里|公里|千瓦时|小时|日))(?:百万|百|千|万|亿)?(?:平方公里|平方千米|平方米|立方米|公里|公顷|小时|千瓦时|吨标准煤|人次|人|户|亩|"
    r"日|天|年|吨|元|辆|度|升|个|床|米|克|次|d|h|a|m3|m³|m2|m²))*"
)
UNIT = re.compile(rf"(?P<magnitude>{_MAGNITUDE})(?P<base>{_BASE}|(?:mg|μg|ug|g|kg|t)(?=[/／]))(?P<per>{_PER})")
# 人均, 项目, 级别 …: the first character of another word, not a unit.
_NOT_UNIT = re.compile(
    r"人(?=均|工|口|民|才|员|居|力)|处(?=理|置|罚|于)|部(?=门|分|署)|级(?=别)|方(?=面|式|案|向|法|米)|位(?=于|居|列)|只(?=有|能|要)"
    r"|成(?=为|立|功|效)|单(?=位|个)|口(?=径|岸)|对(?=于|全|各)|期(?=间|末)|米(?=粮)|场(?=所|景)|起(?=步|到)|组(?=织|建)|日(?=常|均|前|益)|月(?=度)"
    r"|分(?!及?以[上下]|左右|[，。；、）的]|$)|度(?=假)|本(?=地|市|省|县|级)|所(?=有|在|属)|村(?=级|庄|民)|层(?=次|级|面)|间(?=接)|张(?=掖|家)|头(?=部)"
)


def unit_at(text: str, position: int) -> str | None:
    """The unit that stands at the position, with its magnitude (``万亩``) and divisor (``微克/立方米``)."""
    found = UNIT.match(text, position)
    if found is None:
        return None
    if _NOT_UNIT.match(text, found.start("base")) and not found["per"]:
        return None
    return found[0]


def kind_of(unit: str | None) -> str:
    """``percent``, ``area``, ``count`` … of a unit as written; ``none`` without one."""
    if unit is None:
        return "none"
    found = UNIT.fullmatch(unit)
    base = found["base"] if found else unit
    return next((name for name, members in _KINDS.items() if base in members), "composite" if "/" in unit else "count")


_KINDS = {
    "percent": PERCENT,
    "area": AREA,
    "length": LENGTH,
    "power": POWER,
    "rating": RATING,
    "mass": MASS,
    "volume": VOLUME,
    "money": MONEY,
    "time": TIME,
    "factor": FACTOR,
    "count": COUNT,
}
