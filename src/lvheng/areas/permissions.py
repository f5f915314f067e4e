"""What each role may do: the one table of permissions. Whatever the table does not allow is denied.

A permission is named ``room.verb``. Its predicate looks at the capacity somebody acts in and, where it matters, at the
object; without an object it answers for the role alone, as navigation and buttons need it. A name that is not in the
table is a mistake of the program and raises ``LookupError``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from rules.predicates import Predicate, always_allow

from lvheng.areas.acting import Acting, Post
from lvheng.areas.models import Person, Role
from lvheng.errors import NotAllowed, Text


class SignInNeeded(NotAllowed):
    """Nobody is signed in, and the permission is not for everyone."""


class SecondFactorNeeded(NotAllowed):
    """The role may do it, but this person has to sign in with a second factor first."""


@dataclass(frozen=True)
class Permission:
    """One row of the table. ``weighty`` ones need a second factor where the installation says so."""

    name: str
    title: Text
    may: Predicate
    weighty: bool = False


def acts_as(*roles: Role) -> Predicate:
    """A predicate that holds for anybody who acts in one of ``roles``."""
    allowed = frozenset(role.value for role in roles)
    return Predicate(lambda acting: acting.role in allowed, name=f"acts_as:{','.join(sorted(allowed))}")


def signed_in(acting: Acting) -> bool:
    """Holds for anybody who has signed in."""
    return not acting.is_anonymous


def duties_are_joint(_acting: Acting) -> bool:
    """Holds where the installation does not separate administrator, security and audit duties (三权分立)."""
    return not settings.CONFIGURATION.separate_duties


def sees_register(acting: Acting, kind: Any = None) -> bool:
    """Holds where the pack lets everybody, or this role, see a register; without one for all: some are public."""
    return kind is None or kind.public or acting.role in kind.see


def changes_register(acting: Acting, kind: Any = None) -> bool:
    """Holds where the pack lets this role write a register; without one, for those who usually keep registers.

    Of the departments only the one that the pack names as the keeper writes; planners and counties work beside it.
    """
    keepers = (Role.PLANNER.value, Role.DEPARTMENT_OFFICER.value, Role.COUNTY_OFFICER.value)
    if kind is None or acting.role not in kind.change:
        return kind is None and acting.role in keepers
    is_department = acting.role == Role.DEPARTMENT_OFFICER
    return not is_department or kind.keeper is None or _acts_for(acting, kind.keeper)


def _acts_for(acting: Acting, department: str) -> bool:
    return acting.organisation is not None and acting.organisation.type == department


def uses_rule(acting: Acting, rule: Any = None) -> bool:
    """Holds for everybody where the pack says that the rule is public, else for whoever has signed in."""
    return rule is None or rule.public or not acting.is_anonymous


def owns_run(acting: Acting, run: Any = None) -> bool:
    """Holds for whoever has signed in, and of a table for who handed it in."""
    return acting.person is not None and (run is None or run.handed_in_by_id == acting.person.pk)


def sees_account(acting: Acting, account: Any = None) -> bool:
    """Holds for authorities, and for whom the account is of; without an account, for whoever may have one."""
    authorities = (Role.LEADER, Role.PLANNER, Role.DEPARTMENT_OFFICER, Role.COUNTY_OFFICER, Role.AUDITOR)
    if acting.role in {role.value for role in authorities}:
        return True
    return acting.person is not None and (account is None or account.owner in _owned_by(acting))


def surrenders(acting: Acting, account: Any = None) -> bool:
    """Holds for the authority that books it, and for an enterprise of its own account."""
    if acting.role in (Role.PLANNER.value, Role.DEPARTMENT_OFFICER.value):
        return True
    return acting.role == Role.ENTERPRISE.value and (account is None or account.owner in _owned_by(acting))


def _owned_by(acting: Acting) -> set[str]:
    """The owners, as accounts name them, that somebody acts for."""
    owners = {f"person:{acting.person.username}"} if acting.person else set()
    return owners | ({f"organisation:{acting.organisation.code}"} if acting.organisation else set())


def at_post(acting: Acting, post: Post | None) -> bool:
    """Holds for whom the post admits; without a post, for the role alone."""
    return post is None or post.admits(acting)


_AT_POST = Predicate(at_post)
_PLANNER = acts_as(Role.PLANNER)
_ADMINISTRATOR = acts_as(Role.ADMINISTRATOR)
_SECURITY = acts_as(Role.SECURITY_OFFICER)
_AUDITOR = acts_as(Role.AUDITOR)
_OFFICERS = acts_as(Role.COUNTY_OFFICER, Role.DEPARTMENT_OFFICER)
_HEADS = acts_as(Role.LEADER, Role.PLANNER)
# A company that serves all counties reports about them.
_RESPONDENTS = _OFFICERS | acts_as(Role.ENTERPRISE)

_ROWS = (
    Permission("areas.view", Text("查看区划和机构", "see areas and organisations"), always_allow),
    Permission("account.manage", Text("管理自己的账号", "manage one's own account"), Predicate(signed_in)),
    Permission("account.keys", Text("为系统建立接口密钥", "make API keys"), Predicate(signed_in), weighty=True),
    Permission("people.view", Text("查看人员", "see people"), _ADMINISTRATOR | _SECURITY),
    Permission("people.manage", Text("管理账号", "manage accounts"), _ADMINISTRATOR, weighty=True),
    Permission(
        "people.appoint",
        Text("任免角色", "appoint to roles"),
        _SECURITY | (_ADMINISTRATOR & Predicate(duties_are_joint)),
        weighty=True,
    ),
    Permission("audit.view", Text("查看操作日志", "read the action log"), _AUDITOR | _SECURITY),
    Permission("audit.view_all", Text("查看全部操作日志", "read the whole action log"), _AUDITOR),
    Permission("plan.read", Text("阅读方案", "read plans"), always_allow),
    Permission("plan.import", Text("导入方案文件", "import plan documents"), _PLANNER),
    Permission("plan.review", Text("核对识别结果", "review findings"), _PLANNER),
    Permission("plan.adopt", Text("采纳方案", "adopt plans"), acts_as(Role.PLANNER, Role.LEADER), weighty=True),
    Permission("plan.discard", Text("放弃文件", "discard documents"), _PLANNER),
    Permission("plan.assign", Text("确定责任分工", "assign responsibilities"), _PLANNER, weighty=True),
    Permission("registers.see", Text("查看登记", "see registers"), Predicate(sees_register)),
    Permission("registers.change", Text("登记和变更", "write registers"), Predicate(changes_register)),
    Permission("ledger.see", Text("查看资产账本", "see the ledger of assets"), always_allow),
    Permission("ledger.see_account", Text("查看账户", "see accounts"), Predicate(sees_account)),
    Permission(
        "ledger.allot",
        Text("分配配额", "allot quotas"),
        acts_as(Role.PLANNER, Role.DEPARTMENT_OFFICER),
        weighty=True,
    ),
    Permission(
        "ledger.freeze",
        Text("冻结和恢复", "freeze and release"),
        acts_as(Role.PLANNER, Role.DEPARTMENT_OFFICER),
        weighty=True,
    ),
    Permission("ledger.surrender", Text("清缴", "surrender"), Predicate(surrenders)),
    Permission("rules.use", Text("使用规则", "use rules"), Predicate(uses_rule)),
    Permission("rules.bulk", Text("批量计算", "compute in bulk"), Predicate(owns_run)),
    Permission("rules.draft", Text("试算改革", "try reforms"), _HEADS | acts_as(Role.DEPARTMENT_OFFICER)),
    Permission("rules.adopt", Text("采纳规则的新版本", "adopt versions of rules"), _PLANNER, weighty=True),
    Permission("markets.trade", Text("交易", "trade"), Predicate(signed_in)),
    Permission(
        "markets.run", Text("组织交易和审批", "run markets and consent"), _PLANNER | acts_as(Role.DEPARTMENT_OFFICER)
    ),
    Permission(
        "markets.admit", Text("批准交易开户", "admit participants"), _PLANNER | acts_as(Role.DEPARTMENT_OFFICER)
    ),
    Permission("points.give", Text("发放和核销积分", "give and take points"), _RESPONDENTS),
    Permission("points.redeem", Text("兑换积分", "redeem points"), Predicate(signed_in)),
    Permission("plan.compare_parent", Text("与上级方案比较", "compare with the parent plan"), _PLANNER),
    Permission("statistics.read_progress", Text("查看报送进度", "see who has reported"), _OFFICERS | _HEADS | _AUDITOR),
    Permission(
        "statistics.read_reports", Text("查看报表", "read reports"), (_RESPONDENTS | _HEADS | _AUDITOR) & _AT_POST
    ),
    Permission("statistics.fill", Text("填报", "fill in reports"), _RESPONDENTS & _AT_POST),
    Permission(
        "statistics.approve", Text("审核报表", "approve reports"), (_RESPONDENTS | _HEADS) & _AT_POST, weighty=True
    ),
    Permission(
        "statistics.publish",
        Text("公布数据", "publish figures"),
        (_HEADS | acts_as(Role.DEPARTMENT_OFFICER)) & _AT_POST,
        weighty=True,
    ),
    Permission("cases.see", Text("查看事项", "see cases"), _OFFICERS | _HEADS | _AUDITOR),
    Permission("cases.work", Text("办理事项", "work on cases"), _OFFICERS | _HEADS),
    Permission("public.handle", Text("办理公众举报", "deal with reports of the public"), _OFFICERS | _HEADS),
    Permission(
        "public.unseal",
        Text("查看举报人信息", "see who reported"),
        acts_as(Role.DEPARTMENT_OFFICER),
        weighty=True,
    ),
    Permission(
        "public.award",
        Text("决定举报奖励", "decide rewards of reports"),
        acts_as(Role.DEPARTMENT_OFFICER, Role.LEADER),
        weighty=True,
    ),
    Permission("public.fund", Text("管理举报奖励资金", "keep the fund for rewards"), _PLANNER, weighty=True),
    Permission("documents.see", Text("查看公文", "see official documents"), always_allow),
    Permission("documents.draft", Text("拟稿", "draft official documents"), (_PLANNER | _OFFICERS) & _AT_POST),
    Permission("documents.review", Text("审核公文", "review official documents"), (_HEADS | _OFFICERS) & _AT_POST),
    Permission("documents.issue", Text("签发公文", "issue official documents"), _HEADS & _AT_POST, weighty=True),
    Permission("documents.templates", Text("修改公文模板", "change templates of documents"), _PLANNER, weighty=True),
    Permission("statistics.issue", Text("制发报表", "issue forms"), _PLANNER, weighty=True),
)

TABLE: dict[str, Permission] = {row.name: row for row in _ROWS}


def allow(name: str, acting: Acting, obj: Any = None) -> bool:
    """Whether the role may do it (to ``obj``); what it still needs before doing so is up to :func:`require`."""
    return bool(TABLE[name].may.test(acting, obj))


def require(name: str, acting: Acting, obj: Any = None) -> None:
    """Return if it may be done now; raise SignInNeeded, SecondFactorNeeded or NotAllowed otherwise."""
    permission = TABLE[name]
    if not permission.may.test(acting, obj):
        raise _refusal(permission, acting)
    if permission.weighty and settings.CONFIGURATION.require_mfa and not acting.has_second_factor:
        raise SecondFactorNeeded(
            "second_factor_needed",
            Text(
                f"“{permission.title.zh}”需要用第二因素登录。",
                f"To {permission.title.en}, you have to sign in with a second factor.",
            ),
            to_do=Text("请先设置并使用第二因素，然后再办理。", "Set up and use a second factor first, then come back."),
        )


def roles_that_may(name: str) -> list[Role]:
    """The roles that a permission is given to; empty when it is for everyone, signed in or not."""
    if allow(name, Acting()):
        return []
    return [role for role in Role if TABLE[name].may.test(Acting(person=Person(), role=role.value), None)]


def role_title(role: str) -> Text:
    """The name of a role in both languages."""
    with translation.override("zh-hans"):
        chinese = str(Role(role).label)
    with translation.override("en"):
        return Text(chinese, str(Role(role).label))


def _refusal(permission: Permission, acting: Acting) -> NotAllowed:
    titles = [role_title(role) for role in roles_that_may(permission.name)]
    what = Text(
        f"“{permission.title.zh}”只限：{'、'.join(title.zh for title in titles) or '（无角色）'}。",
        f"Only these roles may {permission.title.en}: {', '.join(title.en for title in titles) or 'none'}.",
    )
    if acting.is_anonymous:
        return SignInNeeded("sign_in_needed", what, to_do=Text("请先登录。", "Please sign in first."))
    return NotAllowed(
        "not_allowed",
        what,
        to_do=Text(
            "如另有任职，请在页首切换；否则请与系统管理员联系。",
            "Switch at the top if you hold another appointment, or ask the administrator.",
        ),
    )
