"""Areas, organisations and programmes that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvheng.documents.characters import CJK
from lvheng.documents.model import Mention
from lvheng.documents.organisations import IN_TEXT

_NOT_IN_AREA = "的和与及在为对把将等、到向从以各全我本其他"
_PROGRAMME = re.compile(
    rf"“(?P<quoted>[^“”]{{2,20}})”(?:工程|行动|计划|示范|试点|战略)?|(?:实施|开展|推进|深入实施|启动)(?P<named>[{CJK}\d]{{3,24}}?(?:行动|工程|计划))(?=[，。、；]|$)"
)
_AREA_IN_LIST = re.compile(
    rf"(?:^|[，。；、（“和与在以]|加强|支持|加快|推进|将|把|指导|推动)(?P<area>[{CJK}]{{1,7}}?(?:自治区|自治州|自治县|省|市|州|县|盟|旗|新区|经开区|高新区|经济开发区))(?!场|政|委|直|级|内|区域|域|长|民|容|镇)"
)
_COMMON = re.compile(
    r"^(?:各|全|我|本|其他|有关|相关|该|城|县|市|省|地级|县级|设|所在|一|两|部分|重点|外|内|跨|大|中|小|首|新|老|辖|园|示范|试验|保护|功能|社|景|山|牧|农|林|矿|库|灌)"
)


def mentions_of(text: str) -> tuple[Mention, ...]:
    """Every mention in order of place; one stretch of text is mentioned once."""
    found = sorted([*_areas(text), *_organisations(text), *_programmes(text)], key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _areas(text: str) -> Iterator[Mention]:
    for found in _AREA_IN_LIST.finditer(text):
        area = found["area"]
        if len(area) >= 2 and not _COMMON.match(area) and not any(char in area[:-1] for char in _NOT_IN_AREA):
            yield Mention("area", area, found.start("area"), found.end("area"))


def _organisations(text: str) -> Iterator[Mention]:
    for found in IN_TEXT.finditer(text):
        yield Mention("organisation", found[0], found.start(), found.end())


def _programmes(text: str) -> Iterator[Mention]:
    for found in _PROGRAMME.finditer(text):
        name = "quoted" if found["quoted"] else "named"
        if name == "named" or found[0][-1] != "”":
            yield Mention("programme", found[name], found.start(name), found.end(name))
