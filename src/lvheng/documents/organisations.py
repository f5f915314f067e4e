"""Names of organisations as plans write them."""

from __future__ import annotations

import re

from lvheng.documents.characters import CJK

_LEVEL = r"(?:国家|省|自治区|自治州|市|州|县|区|盟|旗|中央)直?各?级?(?:有关|相关)?"
_DEPARTMENT = (
    r"(?:发展改革委|发展和改革委|工业和信息化[厅局委]|财政[厅局]|生态环境[厅局]|住房城乡建设[厅局委]|农业农村[厅局委]|水利[厅局]|"
    r"自然资源[厅局]|交通运输[厅局委]|商务[厅局]|科技[厅局]|教育[厅局委]|市场监管[厅局]|统计局|林草局|林业和草原局|能源局|"
    r"机关事务管理局|国资委|卫生健康委|司法[厅局]|公安[厅局]|部门|单位|政府)"
)
_EVERY_PLACE = r"各(?:市州|市县|县区|县（市、区）|县（市）|市（州）|地区|[市州县区地])(?:人民)?(?:政府)?"
_EVERY_DEPARTMENT = r"(?:、各(?:有关|相关)?部门(?:和单位)?|各(?:有关|相关)部门(?:和单位)?)?"
_TOLD = r"(?=要|负责|应|须|可|建设|根据|结合|、)"
IN_TEXT = re.compile(
    rf"(?<![{CJK}]){_LEVEL}{_DEPARTMENT}|{_EVERY_PLACE}{_EVERY_DEPARTMENT}{_TOLD}|"
    r"[省市州县区](?:人民)?政府各?(?:有关|相关)?部门"
)
_KIND = r"(?:乡镇|街道|[省市州县区旗盟乡镇])(?:（[^（）]*）)?"
_EVERY_AREA = re.compile(rf"各{_KIND}(?:、{_KIND})*")
_AREA_GOES_ON = re.compile(rf"{_KIND}(?:(?:人民)?政府|办事处|管委会)?")
_BETWEEN = re.compile(
    r"(?<=[局厅委办部会府门位司院行社等）])(?:部门|单位)?(?:以及|及|和|与)(?=[各省市县区州国中人有经高开])"
)


def split_names(text: str) -> list[str]:
    """The names in a list such as 市发展改革委、各县（市、区）人民政府; brackets are not cut."""
    names, depth, current = [], 0, ""
    for char in text:
        depth += (char in "（〔(") - (char in "）〕)")
        if depth <= 0 and char in "、，；,;|":
            names.append(current)
            current = ""
        else:
            current += char
    names.append(current)
    parted = [part for name in names for part in _BETWEEN.split(name)]
    return _with_whole_areas([name for name in (_bare(name) for name in parted) if name])


def _with_whole_areas(names: list[str]) -> list[str]:
    """各市、县（市、区）人民政府 is one name: the second half has no 各 of its own."""
    whole: list[str] = []
    for name in names:
        if whole and _EVERY_AREA.fullmatch(whole[-1]) and _AREA_GOES_ON.fullmatch(name):
            whole[-1] += "、" + name
        else:
            whole.append(name)
    return whole


def _bare(name: str) -> str:
    return re.sub(r"^(?:由|并|和|及|以及|会同|或)(?=.{2})|(?:等|等部门|等单位)$", "", name.strip(" 。：；")).strip()
