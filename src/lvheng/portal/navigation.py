"""The site's navigation, declared once: who may not open a page does not see its link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy


# Compared as objects: they are made once, and looked up by the hundred.
@dataclass(frozen=True, eq=False)
class NavItem:
    """A link, or with ``children`` a group. A ``plan:`` page of one plan needs a plan to be shown at all."""

    label: Promise
    url_name: str
    permission: str | None = None
    of_plan: bool = False
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, eq=False)
class NavLink:
    """A navigation item for one reader: ``current`` is the page itself, ``inside`` a page below it or in its group."""

    label: str
    url: str
    current: bool = False
    inside: bool = False
    children: tuple[NavLink, ...] = ()
    # Whether pages whose address begins with this one lie below it.
    prefix: bool = False


# One group for each kind of thing that the plan asks for, in the order of DESIGN: number, rule, thing, quantity, duty.
NAVIGATION: tuple[NavItem, ...] = (
    NavItem(pgettext_lazy("navigation", "首页"), "portal:home"),
    NavItem(
        pgettext_lazy("navigation", "方案"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "阅读方案"), "plan:home", of_plan=True),
            NavItem(pgettext_lazy("navigation", "目标"), "plan:targets", of_plan=True),
            NavItem(pgettext_lazy("navigation", "任务"), "plan:tasks", of_plan=True),
            NavItem(pgettext_lazy("navigation", "责任"), "plan:responsibilities", of_plan=True),
            NavItem(pgettext_lazy("navigation", "时间表"), "plan:timeline", of_plan=True),
            NavItem(pgettext_lazy("navigation", "进展"), "plan:progress", of_plan=True),
            NavItem(pgettext_lazy("navigation", "落实情况"), "plan:coverage", of_plan=True),
            NavItem(pgettext_lazy("navigation", "与上级方案对照"), "plan:compare", of_plan=True),
            NavItem(pgettext_lazy("navigation", "历次版本"), "plan:versions", of_plan=True),
            NavItem(pgettext_lazy("navigation", "全部方案"), "plan:list"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "指标"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "指标总览"), "indicators:list", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "预警"), "indicators:warnings", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "开放数据"), "indicators:data", permission="plan.read"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "报表"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "填报"), "statistics:mine", permission="statistics.fill"),
            NavItem(pgettext_lazy("navigation", "审核"), "statistics:approvals", permission="statistics.approve"),
            NavItem(pgettext_lazy("navigation", "报送进度"), "statistics:board", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "公布"), "statistics:publications", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "报表制度"), "statistics:forms", permission="plan.read"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "规则"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "规则库"), "rules:list", permission="rules.use"),
            NavItem(pgettext_lazy("navigation", "法律要求我们做什么"), "rules:duties", permission="rules.use"),
            NavItem(pgettext_lazy("navigation", "批量计算"), "rules:runs", permission="rules.bulk"),
            NavItem(pgettext_lazy("navigation", "改革试算"), "rules:reforms", permission="rules.draft"),
        ),
    ),
    NavItem(pgettext_lazy("navigation", "登记"), "registers:index", permission="registers.see"),
    NavItem(
        pgettext_lazy("navigation", "权益与交易"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "权益账本"), "ledger:index", permission="ledger.see"),
            NavItem(pgettext_lazy("navigation", "市场"), "markets:index", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "我的持有和委托"), "markets:mine", permission="markets.trade"),
            NavItem(pgettext_lazy("navigation", "组织交易"), "markets:desk", permission="markets.run"),
            NavItem(pgettext_lazy("navigation", "绿色积分"), "points:list", permission="plan.read"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "事项"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "办理事项"), "cases:list", permission="cases.see"),
            NavItem(pgettext_lazy("navigation", "期限"), "cases:deadlines", permission="cases.see"),
            NavItem(pgettext_lazy("navigation", "考核"), "cases:scores", permission="cases.see"),
            NavItem(pgettext_lazy("navigation", "事项类型"), "cases:types", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "工作日历"), "cases:calendar", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "各条进展"), "cases:progress", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "典型和公开"), "cases:examples", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "公开的决定"), "public:decisions", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "举报污染"), "report:new", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "举报统计"), "public:statistics", permission="plan.read"),
            NavItem(pgettext_lazy("navigation", "公众举报"), "public:desk", permission="public.handle"),
            NavItem(pgettext_lazy("navigation", "公文"), "reports:list", permission="documents.see"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "工作"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "工作台"), "portal:desk", permission="account.manage"),
            NavItem(pgettext_lazy("navigation", "导入与核对"), "plan:imports", permission="plan.import"),
            NavItem(pgettext_lazy("navigation", "人员与任职"), "areas:people", permission="people.view"),
            NavItem(pgettext_lazy("navigation", "操作日志"), "audit:log", permission="audit.view"),
        ),
    ),
    NavItem(
        pgettext_lazy("navigation", "更多"),
        "",
        children=(
            NavItem(pgettext_lazy("navigation", "机构"), "areas:organisations", permission="areas.view"),
            NavItem(pgettext_lazy("navigation", "接口说明"), "portal:api"),
        ),
    ),
)

Allowed = Callable[[str], bool]

# How many different readers (by what they may open, their language and place) the links are kept for.
_READERS = 1024

# These are prefixes of other pages, so only the page itself counts there.
_PREFIXES_OF_OTHERS = (
    "portal:home",
    "plan:home",
    "plan:list",
    "statistics:board",
    "indicators:list",
    "markets:index",
    "cases:list",
)


def links(path: str, plan_code: str, allowed: Allowed, items: Iterable[NavItem] = NAVIGATION) -> tuple[NavLink, ...]:
    """The navigation for a reader at ``path``; ``plan_code`` is "" while there is no plan.

    What is allowed is asked every time; the links that come of it are put together once.
    """
    asked = tuple(items)
    may = frozenset(name for name in _permissions(asked) if allowed(name))
    found = _all_links(plan_code, may, get_language() or "", asked)
    here = frozenset(url for url, prefix in _urls(found) if path == url or (prefix and path.startswith(url)))
    return _marked(found, path if path in here else "", here)


@lru_cache(maxsize=64)
def _permissions(items: tuple[NavItem, ...]) -> tuple[str, ...]:
    named = (name for item in items for name in (item.permission, *_permissions(item.children)) if name)
    return tuple(dict.fromkeys(named))


@lru_cache(maxsize=_READERS)
def _all_links(plan_code: str, may: frozenset[str], language: str, items: tuple[NavItem, ...]) -> tuple[NavLink, ...]:
    """The links that these permissions open, none of them marked. ``language`` is that of the labels."""
    found = []
    for item in items:
        if (item.permission and item.permission not in may) or (item.of_plan and not plan_code):
            continue
        children = _all_links(plan_code, may, language, item.children)
        url = reverse(item.url_name, args=[plan_code] if item.of_plan else []) if item.url_name else ""
        if url or children:
            prefix = bool(url) and item.url_name not in _PREFIXES_OF_OTHERS
            found.append(NavLink(str(item.label), url, children=children, prefix=prefix))
    return tuple(found)


@lru_cache(maxsize=_READERS)
def _urls(found: tuple[NavLink, ...]) -> tuple[tuple[str, bool], ...]:
    return tuple((each.url, each.prefix) for link in found for each in (link, *link.children) if each.url)


@lru_cache(maxsize=_READERS)
def _marked(found: tuple[NavLink, ...], current: str, here: frozenset[str]) -> tuple[NavLink, ...]:
    """The links with the page that is shown, and the groups and pages above it, marked."""
    marked = []
    for link in found:
        children = _marked(link.children, current, here)
        inside = link.url in here if link.url else any(child.inside for child in children)
        marked.append(replace(link, current=bool(link.url) and link.url == current, inside=inside, children=children))
    return tuple(marked)
