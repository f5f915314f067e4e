"""When two plans mean the same indicator: names taken apart into subject, measure and the place they are about.

``畜禽粪污资源化综合利用率`` is the subject ``畜禽粪污`` and the measure ``综合利用``; ``城市污水处理率`` is
the subject ``污水``, the measure ``处理`` and an urban setting. Two names agree when their subjects and measures do.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

AGREES = Fraction(3, 5)
_SUBJECT_AGREES = Fraction(3, 4)
_DIFFERENT = Fraction(0)

_SYNONYMS = (
    ("国内生产总值", "地区生产总值"),
    ("GDP", "地区生产总值"),
    ("万元地区", "单位地区"),
    ("能源消耗", "能耗"),
    ("CO2", "二氧化碳"),
    ("PM2.5", "细颗粒物"),
    ("处置", "处理"),
    ("生活污水", "污水"),
    ("废弃农膜", "废旧农膜"),
    ("残膜", "农膜"),
    ("粪便", "粪污"),
    ("清运率", "收集率"),
)
_RATIO = re.compile(r"(?:比率|比例|比重|占比|率|程度|水平)$")
_EMPTY_WORDS = re.compile(r"资源化(?=综合利用|利用)|主要(?=污染物)|基本|全面|总体|平均|年均")
_SETTINGS = {"urban": re.compile(r"城市|城镇|城区|县城|建成区"), "rural": re.compile(r"农村|乡村|行政村|村庄")}
_MEASURES = (
    *("综合利用", "回收利用", "循环利用", "无害化处理", "资源化处理", "焚烧处理", "集中处理", "安全处理"),
    *("集中收集", "利用", "回收", "处理", "收集", "覆盖", "普及", "达标", "可靠", "收运", "治理", "填埋"),
)
_WHOLE = re.compile(
    r"全(?:国|省|区|州|市|县|域)|我(?:省|区|州|市|县)|本(?:省|区|州|市|县)|所有|各|县\(?市\)?|市州|地级|及以上|范围内|县(?=城)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator's name taken apart."""

    subject: str
    pairs: frozenset[str]
    measures: frozenset[str]
    setting: str | None


def plain(text: str) -> str:
    """Half-width, without spaces and quotation marks, and with the field's synonyms written one way."""
    text = re.sub(r"[\s“”\"'《》]", "", unicodedata.normalize("NFKC", text))
    for word, standard in _SYNONYMS:
        text = text.replace(word, standard)
    return text


def setting_of(text: str) -> str | None:
    """``urban`` or ``rural`` where the words say so; None for both or neither."""
    found = [name for name, words in _SETTINGS.items() if words.search(plain(text))]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def parse(indicator: str) -> Name:
    """Take an indicator's name apart."""
    text = plain(indicator)
    setting = setting_of(text)
    stem = _EMPTY_WORDS.sub("", _RATIO.sub("", text))
    for words in _SETTINGS.values():
        stem = words.sub("", stem)
    measures: list[str] = []
    while measure := next((word for word in _MEASURES if stem.endswith(word) and stem != word), None):
        measures.append(measure)
        stem = stem.removesuffix(measure).rstrip("、和与及")
    pairs = frozenset(stem[i : i + 2] for i in range(len(stem) - 1))
    return Name(stem, pairs, frozenset(measures), setting)


def similarity(first: str, second: str) -> Fraction:
    """0 (another thing) to 1 (the same indicator); from ``AGREES`` on the two names mean one indicator."""
    a, b = parse(first), parse(second)
    if a.setting and b.setting and a.setting != b.setting:
        return _DIFFERENT
    subject = _subjects_agree(a, b)
    return subject * _measures_agree(a.measures, b.measures) if subject else _DIFFERENT


def _subjects_agree(a: Name, b: Name) -> Fraction:
    """Twice the common pairs of characters over the pairs of both (Dice), zero below the limit."""
    if a.subject == b.subject:
        return Fraction(1)
    common, total = 2 * len(a.pairs & b.pairs), len(a.pairs) + len(b.pairs)
    # In whole numbers first: nearly all pairs of names end here.
    if common * _SUBJECT_AGREES.denominator < total * _SUBJECT_AGREES.numerator or not total:
        return _DIFFERENT
    return Fraction(common, total)


def _measures_agree(first: frozenset[str], second: frozenset[str]) -> Fraction:
    if first == second:
        return Fraction(1)
    pairs = [(a, b) for a in first for b in second]
    if any(a == b for a, b in pairs):
        return Fraction(9, 10)
    # 集中收集 is a collecting, 综合利用 a use; 焚烧处理 and 无害化处理 are two different treatments.
    if any(a.endswith(b) or b.endswith(a) or a.startswith(b) or b.startswith(a) for a, b in pairs):
        return Fraction(4, 5)
    return _DIFFERENT


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where a target holds: ``named`` is a part of the area that is called by name, else it is the whole area."""

    named: str
    setting: str | None

    def includes(self, other: Coverage) -> bool:
        """Whether reaching the target here means that it is reached there, so that the two can be compared."""
        if self.named:
            return self.named == other.named and self.setting == other.setting
        return self.setting is None or self.setting == other.setting


def coverage(indicator: str, scope: str) -> Coverage:
    """What a target covers, from its scope and the setting that its name may carry (城市…, 农村…)."""
    text = plain(scope)
    setting = setting_of(text) or setting_of(indicator)
    named = _WHOLE.sub("", text)
    for words in _SETTINGS.values():
        named = words.sub("", named)
    return Coverage(named.strip("()、，"), setting)
