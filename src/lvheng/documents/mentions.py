"""Areas, organisations and programmes that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvheng.documents.characters import CJK
from lvheng.documents.model import Mention
from lvheng.documents.organisations import IN_TEXT

_PROVINCES = (
    "北京市|天津市|上海市|重庆市|河北省|山西省|辽宁省|吉林省|黑龙江省|江苏省|浙江省|安徽省|福建省|江西省|山东省|河南省|湖北省|湖南省|广东省|海南省|"
    "四川省|贵州省|云南省|陕西省|甘肃省|青海省|台湾省|内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区"
)
_LEAD = (
    r"加强|支持|鼓励|指导|推动|推进|统筹|巩固|增强|充分|利用|加快|建设|打造|围绕|依托|推广|完成|实现|提升|优化|创建|申请|组织|开展|深化|深入|引导|"
    r"落实|健全|完善|做好|促进|培育|积极|全面|持续|大力|重点|继续|发挥|学习借鉴|将|把|在|以|于|与|和|及|对|为|向|到|由|从|如|含|至"
)
# What cannot stand in the name of a city, county or district.
_STEM = rf"(?:(?![的和与及在为对把将等到向从以各全我本其他有关该县区省旗])[{CJK}]){{1,4}}?"
_AREA = re.compile(
    rf"(?P<province>{_PROVINCES})|(?:(?<![{CJK}])|(?<=[和与及在以]))(?:{_LEAD})*(?P<area>[{CJK}]{{2,8}}?自治[州县旗]|"
    rf"{_STEM}(?:新区|经济开发区|经开区|高新区|开发区|市|县|州|区|盟))(?!场|政|委|直|级|域|长|民|容|镇|区|别|辖|内|外|研)"
)
_COMMON = re.compile(
    r"城市|超市|都市|门市|股市|夜市|集市|地级|县级|设区|城区|园区|社区|小区|景区|灌区|地区|牧区|山区|林区|库区|矿区|片区|校区|厂区|辖区|街区|湖区|"
    r"保护区|示范区|试验区|功能区|服务区|缓冲区|核心区|规划区|建成区|工业区|产业区|禁养区|聚集区|集聚区|开放区|合作区|贸易区|度假区|先行区|生态区|"
    r"^(?:经济|工业|高新|产业|循环|绿色|综合|保税|技术|贸易|海绵|智慧|无废|森林|卫生|文明|园林|低碳|示范|试点|沿|跨|辖|首批)|行业|企业|项目|重点|部门|政府|编制|已经|指导|鼓励|推动|驻|产学|^一|市州|^自治|直辖|^好|^发展|^川区|专区|分区|利用|美丽|独特|^[城都股直自全各本我该外首][市州县区]|国家|^[^市县州区]$"
)
_PROGRAMME = re.compile(
    rf"“(?P<quoted>[^“”，。]{{2,20}})”(?:工程|行动|计划|示范|试点|战略)|"
    rf"(?:实施|开展|推进|深入实施|启动|完成)(?P<named>[{CJK}\d]{{3,24}}?(?:行动|工程|计划))(?=[，。、；]|$)"
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
    for found in _AREA.finditer(text):
        name = "province" if found["province"] else "area"
        area = found[name]
        if len(area) >= 2 and not (name == "area" and _COMMON.search(area)):
            yield Mention("area", area, found.start(name), found.end(name))


def _organisations(text: str) -> Iterator[Mention]:
    for found in IN_TEXT.finditer(text):
        yield Mention("organisation", found[0], found.start(), found.end())


def _programmes(text: str) -> Iterator[Mention]:
    for found in _PROGRAMME.finditer(text):
        name = "quoted" if found["quoted"] else "named"
        yield Mention("programme", found[name], found.start(name), found.end(name))
