"""Tasks: clauses that order something, with what kind of order it is and whom it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvheng.documents.clauses import MAX_STATEMENT, Clause, clauses_of
from lvheng.documents.deadlines import deadline_text, years_of
from lvheng.documents.model import Modality, Sentence, Task
from lvheng.documents.organisations import split_names

_ADVERB = (
    r"(?:要|应当?|应该|必须|须|需|将|可|一律|不断|继续|进一步|持续|全面|深入|扎实|大力|积极|加快|稳步|有序|逐步|认真|切实|严格|坚决|依法|依规|"
    r"科学|合理|着力|努力|充分|统筹|协同|重点|率先|优先|因地制宜|高标准|高质量|高水平|同步|及时|定期|适时|主动|组织|力争|争取|确保|同时|并|深化|分类|分级|分步|分批|"
    r"集中|联合|共同|推行|有效|加大力度|多渠道|多途径|尽快|尽早|常态化|探索|协调|支持|鼓励|引导|按时|如期|带头|广泛|普遍|稳妥|审慎|坚持|自觉|从严|从快)"
)
_VERB = (
    r"(?:加强|推进|推动|加快|实施|开展|完善|建立|健全|落实|强化|提升|提高|优化|构建|建设|打造|培育|发展|推广|推行|促进|支持|鼓励|引导|探索|倡导|严格|严禁|禁止|"
    r"不得|杜绝|遏制|限制|控制|严控|减少|降低|压减|淘汰|退出|整治|治理|修复|保护|扩大|增加|拓展|深化|创新|巩固|规范|制定|编制|修订|出台|发布|印发|组织|"
    r"统筹|协调|指导|督促|监督|检查|严查|查处|打击|惩治|曝光|宣传|普及|培训|培养|引进|吸引|设立|成立|搭建|布局|谋划|争取|申请|申报|创建|争创|完成|实现|"
    r"形成|达到|确保|保障|保证|做好|抓好|做大|做强|做优|壮大|盘活|利用|运用|应用|使用|采用|采取|执行|贯彻|遵守|履行|压实|明确|纳入|列入|加大|放开|开放|"
    r"融入|参与|对接|衔接|协作|合作|共享|整合|集聚|延伸|补齐|改造|改建|新建|扩建|续建|升级|更新|替代|置换|回收|处置|处理|收集|排查|清理|清零|关停|取缔|"
    r"搬迁|转型|转移|转化|评估|考核|评价|审核|审批|核查|认证|认定|监测|统计|报告|总结|梳理|公开|通报|表彰|奖励|给予|安排|投入|筹集|发行|征收|减免|免征|"
    r"研究|研发|攻关|突破|试点|示范|选择|遴选|选取|激发|增强|改善|美化|绿化|营造|讲好|弘扬|树立|引领|带动|服务|满足|维护|防范|化解|应对|调整|启动|建成|"
    r"新增|保持|坚持|把|将|对|以|围绕|依托|聚焦|立足|瞄准|突出|发挥|抢抓|积极|大力|深入|全面|持续|有序|杜绝|谁|责令|约谈|问责|追究|适时|按照|根据|结合|面向|充分|定期|每年|培优|提质|节约|厉行|挖掘|补充|配备|配套|建好|用好|管好|牵头|会同|负责|细化|分解|跟踪|调度|解决|破解|畅通|打通|疏通|织密|筑牢|守住|严守|划定|统一|试行|推荐|推介|开发|开拓|开通|开辟|优先|简化|取消|下放|承接|承担|挂牌|入驻|创造|激励|约束|缩短|拓宽|搞好|办好|塑造|提供|协同|联动|走访|普查|摸清|摸排|登记|备案|建档|种植|养护|封育|造林|退耕|还林|还草|禁用|禁牧|休牧|轮作|休耕)"
)
_MAIN_VERB = re.compile(
    r"加强|推进|推动|加快|实施|开展|完善|建立|健全|落实|强化|提升|提高|优化|构建|建设|打造|培育|推广|促进|支持|鼓励|实行|给予|进行|严格|纳入|列入|制定|"
    r"组织|做好|作用|优势"
)
_SUBJECT = re.compile(r"^(?P<who>[^，。；]{2,40}?)(?P<order>要|应当|应|必须|须|负责|不得|严禁)(?=[^求素点因有])")
_STARTS = re.compile(rf"^(?:{_ADVERB})*{_VERB}")
_WHO_ENDS = re.compile(
    r"(?:政府|部门|单位|委|局|厅|办|地|县区|县（市）|市州|县|市|区|州|机构|企业|院校|高校|媒体|各地|各级|协会|组织|公司|银行|园区|管委会|村|乡镇|街道|党组织|机关|干部|负责人|主体)$"
)
_MODALITIES: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        "forbid",
        re.compile(
            r"^[^，]{0,12}?(?:严禁|禁止|不得|杜绝|坚决遏制|遏制|坚决制止|制止|禁用|不准|不再(?!二次)|严控|限制|取缔|从严控制|禁限)"
        ),
    ),
    ("explore", re.compile(r"^[^，]{0,8}?(?:探索|研究(?!中心|院)|试点|试行|先行先试)")),
    ("encourage", re.compile(r"^[^，]{0,8}?(?:鼓励|倡导|提倡|引导|号召|激励)")),
    ("support", re.compile(r"^[^，]{0,8}?(?:支持|扶持|资助|奖励|补贴|帮助)")),
)
_PREFIX = re.compile(
    r"^(?:对于?|以|围绕|依托|聚焦|立足|瞄准|按照?|根据|依据|结合|面向|针对|通过|充分利用|突出|抓住|在|着眼于?|坚持以|发挥|将|把)"
)
_NO_TASK = re.compile(
    r"^(?:(?:牵头|责任|配合|参与|负责|主办|协办)(?:单位|部门)|为|为了|以.{0,20}为指导|现将|根据|按照|依据|结合.{0,12}实际|制定本|提出如下|特制定|《)"
)
# 利用率达85%以上 states a target and orders nothing.
_RATE = re.compile(r"[^，的]{1,6}率(?:均|总体)?(?:达|为|稳定|保持|不低于|超过|提高|提升|控制)")
# Characters that may stand before the date that an order begins with: 力争到.
_BEFORE_DATE = 3
_STATE = re.compile(
    r"(?:明显|显著|大幅|稳步|持续|不断|更加|基本|初步|进一步)(?:优化|提升|提高|改善|减少|下降|增强|形成|完善|好转|实现|降低|有效|合理|加强|扩大|凸显|丰富|健全|成熟)$|迈上新台阶$|取得.{0,8}(?:成效|进展|突破)$"
)

# 力争到2030年前后 says little besides its date.
_AROUND_A_DATE = 5


def tasks_of(sentences: Sequence[Sentence]) -> tuple[Task, ...]:
    """The tasks of the sentences in order."""
    return tuple(task for sentence in sentences for task in _tasks(sentence))


def _tasks(sentence: Sentence) -> Iterator[Task]:
    if (
        len(sentence.text) > MAX_STATEMENT
        or "|" in sentence.text
        or sentence.text.startswith(("（", "〔"))
        or _NO_TASK.match(sentence.text)
    ):
        return
    organisations: tuple[str, ...] = ()
    for group in _groups(sentence.text):
        start, end = group[0].start, group[-1].end
        text = sentence.text[start:end]
        if _STATE.search(text.rstrip("。；！")):
            continue
        organisations = _named(text) or organisations
        yield Task(
            text,
            modality_of(_order_in(text)),
            _object(text),
            deadline_text(text) or _deadline_before(sentence.text[:start]),
            organisations,
            sentence.article,
            sentence.start + start,
            sentence.start + end,
        )


def _deadline_before(text: str) -> str | None:
    """The deadline that a sentence sets for all that follows: 到2025年，…; one inside a clause is that clause's own."""
    dates = [clause.text for clause in clauses_of(text) if _is_date(clause.text)]
    return deadline_text(dates[-1]) if dates else None


def _groups(text: str) -> Iterator[list[Clause]]:
    """Clauses that order something, each with the clauses after it that order nothing of their own."""
    group: list[Clause] = []
    leading: list[Clause] = []
    clauses = clauses_of(text)
    for index, clause in enumerate(clauses):
        if _leads_on(clause.text) and index + 1 < len(clauses):
            leading.append(clause)
        elif leading or _orders(clause.text):
            ordered = _orders(clause.text)
            if group and ordered:
                yield group
                group = []
            group = [*group, *leading, clause] if group or ordered else []
            leading = []
        elif group:
            group.append(clause)
    if group:
        yield group


def _leads_on(clause: str) -> bool:
    """A date, or 以烤烟种植为重点, 对污染严重的企业: it belongs to the order in the clause after it."""
    return _is_date(clause) or (_PREFIX.match(clause) is not None and _MAIN_VERB.search(clause[2:]) is None)


def _is_date(clause: str) -> bool:
    date = deadline_text(clause)
    return date is not None and len(clause) - len(date) <= _AROUND_A_DATE and not _STARTS.match(clause)


def _orders(clause: str) -> bool:
    if _NO_TASK.match(clause) or _RATE.match(clause):
        return False
    if _STARTS.match(clause):
        return True
    named = _SUBJECT.match(clause)
    if named and _WHO_ENDS.search(named["who"]):
        return True
    dates = [year for year in years_of(clause, None) if year.start <= _BEFORE_DATE and year.role != "baseline"]
    return bool(dates and _STARTS.match(clause[dates[0].end :]))


def modality_of(clause: str) -> Modality:
    """What kind of order the clause gives; an order without a softening word is a must."""
    found = [(match.end(), modality) for modality, pattern in _MODALITIES if (match := pattern.search(clause))]
    if any(modality == "forbid" for _, modality in found):
        return "forbid"
    return min(found, key=lambda one: one[0])[1] if found else "must"


def _order_in(text: str) -> str:
    """The text from the clause that gives the order, without its date: 以…为重点，鼓励… gives 鼓励…."""
    clauses = text.split("，")
    number = next((i for i, clause in enumerate(clauses) if not _leads_on(clause)), 0)
    order = "，".join(clauses[number:])
    dates = [year for year in years_of(order.split("，")[0], None) if year.start <= _BEFORE_DATE]
    return order[dates[0].end :] if dates and _STARTS.match(order[dates[0].end :]) else order


def _object(text: str) -> str:
    """What the order is about: the first clause without its subject, adverbs and verb."""
    first = _order_in(text).split("，")[0].strip("。；！？")
    named = _SUBJECT.match(first)
    if named and _WHO_ENDS.search(named["who"]):
        first = first[named.end() :]
    bare = re.sub(rf"^(?:{_ADVERB})*{_VERB}(?:[、和]{_VERB})*", "", first)
    return bare or first


def _named(text: str) -> tuple[str, ...]:
    found = _SUBJECT.match(text)
    if found is None or not _WHO_ENDS.search(found["who"]):
        return ()
    return tuple(split_names(found["who"]))
