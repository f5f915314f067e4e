"""Short and English names of administrative divisions: 临夏回族自治州 → 临夏州, Linxia Hui Autonomous Prefecture."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_PEOPLES = """
蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族
傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族
毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族
塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 蒙古
""".split()  # noqa: SIM905  one name to a line would bury the rest
# Longest first, so that 土家族 is found before a shorter ending.
_BY_LENGTH = sorted(set(_PEOPLES), key=len, reverse=True)
_PROVINCES = ("特别行政区", "自治区", "省", "市")


def short_name(name: str, level: str) -> str:
    """The name as people say it; provinces lose their kind (甘肃), others keep it in one character (临夏州)."""
    if level == "nation":
        return "中国"
    if level == "province":
        kind = next((each for each in _PROVINCES if name.endswith(each)), "")
        base = name.removesuffix(kind)
        return _without_peoples(base) if kind == "自治区" and base != "内蒙古" else base
    base, autonomous, kind = name.rpartition("自治")
    return f"{_without_peoples(base)}{kind}" if autonomous and kind in ("州", "县", "旗") else name


def _without_peoples(base: str) -> str:
    """东乡族 keeps its own name: a division called only after a people is called 东乡."""
    rest = base
    while people := next((each for each in _BY_LENGTH if rest.endswith(each) and len(rest) > len(each)), None):
        rest = rest.removesuffix(people)
    return rest.removesuffix("族") if rest in _PEOPLES else rest


@cache
def english_names() -> dict[str, str]:
    """English names by code, as far as names_en.csv has them; elsewhere the Chinese name is shown."""
    with (Path(__file__).parent / "names_en.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_en"] for row in csv.DictReader(file)}
