"""What a figure is in its clause: the value of a target, and of which form, or something else.

A clause is the text between commas. ``left`` is what stands before the figure since the figure before it, ``right``
what follows up to the next figure or the end of the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lvheng.documents import wording
from lvheng.documents.quantities import Quantity

Form = Literal["reach", "rise", "fall", "count", "counted", "share", "measure"]
"""How the figure is bound: 达到N; 提高N; 下降N; 建成园区N个; 建成N个园区; N%的单位达到…; 占比N%."""

_LIST_GOES_ON = re.compile(r"^(?:、|）|以及|或|的?同时|（|/)")
_GOAL_NOUN = re.compile(
    r"^的?[^，、]{0,6}(?:目标|任务|指标)|^的?(?:水平|要求|规模)(?:$|[，、。；])|^的?(?:速度|增速|幅度|比例)(?:递增|增长|下降|提高|递减)|^[左右]"
)
_PROMISE = re.compile(r"完成|实现|确保|达到")
_OF_NOUN = re.compile(r"^的")
_GRADE = re.compile(
    r"^(?:级(?!以上$)|型|制(?!造)|式|版|号|次方|轮|期工程|周年|连|以上级|高速|强|佳|优|届|线城|里|街|路)"
)
_SHARE_PREDICATE = re.compile(
    r"达到|达标|实现|完成|建成|创建|覆盖|通过|符合|普及|建立|纳入|接入|得到|具备|参加|成为|落实|使用|采用|实行|实施|配备|开展|为|成功|基本"
)
# 80%的园区和60%的企业完成改造: what both are to do stands behind the second.
_SHARES_LISTED = re.compile(rf"^的[^，、\d]{{2,20}}(?:和|、|及|与)\d[\d.]*%[^，]*(?:{_SHARE_PREDICATE.pattern})")
_WHOLLY = re.compile(
    r"(?:实现|达到|完成|更换|更新|使用|采用|建成|覆盖|执行|落实|纳入|实施|达标|收集|处理|推广|接入|配建|具备|安装|应用|签订|普及|回收|处置|利用|为|按时|按期|足额|公开|到位|参加|不(?:主动)?(?:提供|使用))"
)
_FREQUENCY = re.compile(
    r"每(?:月|季度|季|周|日|半年|天|旬)|召开|报送|调度|通报|会商|督导|督查|巡查|巡检|检查|会议|例会|报告|评估|更新一?次|抽查|研判"
)
_FROM = re.compile(r"(?:由|从|自)[^，]{0,12}$")
_PER_UNIT_PRICE = re.compile(
    r"每(?:千瓦时|立方米|吨|方|度|亩|户|人|平方米|辆|台|公里|头|千克|公斤|套|个|座)[^，]{0,6}$"
)
_INVESTED = re.compile(
    r"(?:总投资|计划投资|估算投资|投资估算|总造价|概算|预计投资|项目投资|投资额|资金|经费|注册资本|建设资金|补助资金|造价)(?:约|达|为|达到|共|总额|在|"
    + wording.BOUND_WORD
    + r")*$"
)
_BUDGET = re.compile(r"(?:财政|预算)[^，]*(?:安排|列支|拨付|拿出|统筹|预算)[^，]*$")
# 实现200人以上村庄通达率100%: the first figure says of which villages.
_OF_THOSE = re.compile(r"^[^，、\d]{2,20}(?:率|比例|占比|比重)[^，、\d]{0,8}\d")
_CHANGES = re.compile(r"^(?:(?P<down>减少|降低|压减|削减)|提高|提升|增加)(?=.{2})")
_FUNDS = re.compile(r"(?:以上|以内)?的?(?:[^，]{0,8})(?:资金|基金|经费|补助|贷款|债券|奖金|预算)|用于|支持")
_DONE_INVESTMENT = re.compile(
    r"(?:完成|实现|新增|年均|年度|固定资产|引进|到位|撬动|带动|拉动|争取|吸引|投入|落实)[^，]{0,12}$"
)
_PLANNED_SIZE = re.compile(
    r"(?:规划|设计|总建筑|占地|建筑|用地|总占地|年产|年处理|日处理|年加工|年生产|日产|单机|单台|单体|单站|总装机|年发电|库容|一次性)(?:处理|加工|生产)?(?:面积|能力|规模|产能|容量|装机|装机容量|量)?(?:约|为|达|达到|共|合计|总计)*$"
)
_THRESHOLDS = re.compile(r"^(?:或者?|、|和|及|且)[^，\d]{0,20}\d[\d.,]*[^，\d]{0,14}(?:以上|以下|以内)的")
_ONCE_BUILT = re.compile(r"(?:建成|投产|达产|投运|竣工|完工|并网|投用|投入使用)后[^，]*$")
_OF_A_PLANT = re.compile(r"(?:期工程|项目|生产线)[^，]{0,6}[年日](?:处理|产|加工|生产|消纳)[^，]{0,8}$")
_WEIGHT = re.compile(r"(?<!消纳)(?<!责任)权重[^，]{0,6}$")
_ABLE = re.compile(r"(?:具备|形成|拥有|预留)(?:不低于|不少于|至少)?$")
_ABILITY = re.compile(r"^的[^，]{0,16}能力")
_BASED = re.compile(r"(?:按照?|依照|参照|以|依据|符合|满足|按不)[^，]{0,20}$")
_BASED_NOUN = re.compile(r"^的?(?:标准|比例|原则|要求|方式|规定|幅度|时限|范围|额度|费率|系数|单价|价格|档次)")
_SIZE_ONLY = re.compile(r"(?:总?装机|装机容量|装机规模|库容|总库容|占地|占地面积|建筑面积)(?:约|共)?")
_PROJECT_NAMED = re.compile(r"项目|工程|电站|生产线|装置|机组|水库|基地")
_ENLARGED = re.compile(r"(?:厂|站|场|项目|工程|水库|电站|装置|生产线)[^，]{0,4}(?:扩建|改建|扩容|扩能|提标)[^，]{0,2}$")
_REMOVAL = re.compile(r"关停|淘汰|退出|关闭|改造|拆除|替代")
_COVERED = re.compile(r"(?:覆盖|惠及)(?:到|全[省市州县区]|了)?$")
_SHARE_OF = re.compile(rf"(?:占|{wording.REACH}|{wording.BOUND_WORD})[^，]{{2,20}}的$")
_RATED = {"area", "length", "mass", "volume", "power", "money", "composite", "rating", "time"}


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with its surroundings."""

    quantity: Quantity
    left: str
    right: str
    rest: str
    """What follows the figure up to the end of its clause, the figures after it included."""
    clause: str
    may_lean: bool
    """Whether the figure before it in the sentence is a target, so that a bare 、12个绿色机场 may go on with it."""
    expected: bool
    """Whether the sentence speaks of a future state: a deadline, 力争, or an article of goals."""


def form_of(place: Place) -> Form | None:
    """The form of target that the figure is part of, ``None`` if it is none."""
    if _is_attribute(place) or _is_payment(place) or _is_condition(place):
        return None
    after = place.right
    if _ends(after):
        return _form_at_end(place)
    if _OF_NOUN.match(after):
        return _form_before_of(place)
    return _form_before_noun(place)


def _ends(after: str) -> bool:
    return not after or bool(_LIST_GOES_ON.match(after) or _GOAL_NOUN.match(after))


def _is_attribute(place: Place) -> bool:
    """A grade, a rating of equipment, a time limit, or the old value in 由60%提高到80%."""
    quantity, left, right = place.quantity, place.left, place.right
    if _GRADE.match(right) or left.endswith(("第", "No", "NO", "“", "V", "PM", "top", "TOP")):
        return True
    if _FROM.search(left) and re.match(
        rf"(?:左右)?[（）\d.%\w]{{0,8}}?(?:{wording.REACH}|{wording.BOUND_WORD})", right
    ):
        return True
    if quantity.kind in {"rating", "time"}:
        return not (wording.REACH_AT_END.search(left) or wording.CHANGE_AT_END.search(left)) or not _ends(right)
    return quantity.unit in {"次", "场", "期", "场次"} and _FREQUENCY.search(place.clause) is not None


def _is_payment(place: Place) -> bool:
    quantity, left = place.quantity, place.left
    if quantity.kind not in {"money", "percent", "composite", "factor"}:
        return False
    if quantity.kind == "money" and _FUNDS.match(place.right):
        return True
    if wording.PAYMENT.search(left) or (wording.PAYMENT.search(place.right) and quantity.kind == "money"):
        return True
    if quantity.kind == "money" and _BUDGET.search(left):
        return True
    if _PER_UNIT_PRICE.search(left) and quantity.kind == "money":
        return True
    return bool(_INVESTED.search(left)) and not _DONE_INVESTMENT.search(left)


def _is_condition(place: Place) -> bool:
    """按照不低于10%的比例, 对超过5000吨的企业, 达到100万元的."""
    if _BASED.search(place.left) and _BASED_NOUN.match(place.right):
        return True
    if place.quantity.bound and (_THRESHOLDS.match(place.rest) or _OF_THOSE.match(place.rest)):
        return True
    if any(sign.search(place.left) for sign in (_ONCE_BUILT, _OF_A_PLANT, _WEIGHT)):
        return True
    if place.right.rstrip("，").endswith("的") and len(place.right) <= 12 and not _GOAL_NOUN.match(place.right):
        return True
    return place.quantity.kind in _RATED and _is_planned_size(place)


def _is_planned_size(place: Place) -> bool:
    """设计规模500吨 is one always, 年产500吨 unless the sentence speaks of a future state."""
    named = _PLANNED_SIZE.search(place.left)
    return named is not None and "达" not in named[0] and ("设计" in named[0] or not place.expected)


def _form_at_end(place: Place) -> Form | None:
    left, quantity = place.left, place.quantity
    if quantity.doubling:
        return "rise"
    if _SIZE_ONLY.fullmatch(left) or _ENLARGED.search(left) or _is_size_of_project(place):
        return None
    reach = wording.REACH_AT_END.search(left)
    change = wording.CHANGE_AT_END.search(left)
    if change and not (reach and reach["verb"] and re.search(r"[到至为在]$", reach["verb"])):
        return _improved(place, left[: change.start()]) or ("rise" if change["up"] else "fall")
    if reach or (_GOAL_NOUN.match(place.right) and _PROMISE.search(left)):
        return "reach" if quantity.unit or _is_pure_number(place) else None
    if wording.DO.search(left) and quantity.kind != "percent":
        return None if _is_project_size(place) else "count"
    if quantity.unit is None and quantity.bound is None:
        return None
    return _form_without_verb(place)


def _improved(place: Place, before: str) -> Form | None:
    """森林质量提升4万亩 counts what is improved; 森林面积提升4万亩 is a rise."""
    improves = re.search(rf"提升(?:{wording.SOFT})*$", place.left) is not None
    measured = wording.MEASURE_AT_END.search(re.sub(rf"(?:{wording.SOFT})+$", "", before))
    return "count" if improves and place.quantity.kind in {"area", "count"} and measured is None else None


def _is_size_of_project(place: Place) -> bool:
    """设计日处理能力500吨 beside a project; a total that must be reached by a year is none."""
    named = _PLANNED_SIZE.search(place.left)
    if named is None or ("达" in named[0] and place.expected):
        return False
    return _PROJECT_NAMED.search(place.clause) is not None


def _is_pure_number(place: Place) -> bool:
    """A figure without unit is a value only where a measure without unit is named: 系数达到0.6, PUE降至1.2."""
    return (
        "." in str(place.quantity.value)
        or place.quantity.bound is not None
        or bool(re.search(r"系数|指数|PUE|比值|比例|得分|评分|效率|位次", place.left))
    )


def _is_project_size(place: Place) -> bool:
    """总投资, 100万千瓦光伏项目: physical sizes that stand with a project."""
    if place.quantity.kind not in {"power", "mass", "volume", "composite"}:
        return False
    if place.expected or _REMOVAL.search(place.left):
        return False
    return re.search(r"(?:项目|工程|电站|机组|生产线|装置|水库)[^，]{0,4}$", place.left) is not None


def _form_without_verb(place: Place) -> Form | None:
    """占比85%以上; 绿色工厂100家以上 after another target."""
    bare = re.sub(rf"(?:{wording.SOFT})+$", "", place.left)
    if place.may_lean and place.left in {"", "、", "和", "及", "以及", "与"}:
        return "counted" if place.quantity.kind != "percent" else "measure"
    if not bare.strip("、和及与"):
        return None
    change = _CHANGES.match(bare)
    if place.quantity.kind == "percent" and change:
        return "fall" if change["down"] else "rise"
    if place.may_lean or (place.expected and (place.quantity.bound or wording.MEASURE_AT_END.search(bare))):
        return "measure"
    is_rate = place.quantity.kind == "percent" and (
        wording.MEASURE_AT_END.search(bare) or ((place.expected or place.quantity.bound) and _SHARE_OF.search(bare))
    )
    return "measure" if is_rate else None


def _form_before_of(place: Place) -> Form | None:
    """80%左右的机关达到创建要求 is a share; 打造3个以上的园区 is a count; the rest are conditions."""
    share = _SHARE_PREDICATE.search(place.right) or _SHARES_LISTED.match(place.rest)
    if place.quantity.kind == "percent" and _opens_clause(place.left) and share:
        return "share"
    if place.quantity.kind == "percent" and (_COVERED.search(place.left) or _gives_ability(place)):
        return "measure"
    if place.quantity.kind == "count" and wording.DO_AT_END.search(place.left):
        return "counted"
    return None


def _gives_ability(place: Place) -> bool:
    """具备5%以上的响应能力."""
    return bool(_ABLE.search(place.left) and _ABILITY.match(place.right))


def _form_before_noun(place: Place) -> Form | None:
    quantity, left, right = place.quantity, place.left, place.right
    if wording.NOT_COUNTED.match(right):
        return None
    if quantity.kind == "percent":
        if not _opens_clause(left):
            certain = quantity.value == 100 or quantity.bound is not None
            return "measure" if certain and _WHOLLY.match(right) else None
        return "share" if _SHARE_PREDICATE.search(right) else None
    if quantity.unit is None:
        return None
    leans = place.may_lean and re.fullmatch(rf"(?:、|和|及|以及|与)?(?:{wording.SOFT})*", left) is not None
    if not (wording.DO_AT_END.search(left) or leans or _counted_after_bound(left)):
        return None
    if quantity.kind != "count" and (quantity.bound or wording.PROJECT.search(right)):
        return None
    return "counted"


def _counted_after_bound(left: str) -> bool:
    """每个县至少1座设施."""
    return bool(re.search(r"(?:至少|不少于|不低于)$", left))


def _opens_clause(left: str) -> bool:
    return wording.SOFT_ONLY.match(left) is not None
