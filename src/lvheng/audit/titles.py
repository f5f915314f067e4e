"""What actions, roles of objects and facts are called. A name that is not here is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from lvheng.areas.roles import Role
from lvheng.audit.models import Entry

ACTIONS: dict[str, Promise] = {
    "login.succeeded": pgettext_lazy("action", "登录"),
    "login.failed": pgettext_lazy("action", "登录失败"),
    "login.locked": pgettext_lazy("action", "登录锁定"),
    "login.second_factor_failed": pgettext_lazy("action", "第二因素未通过"),
    "login.ended": pgettext_lazy("action", "退出登录"),
    "account.sign_up": pgettext_lazy("action", "注册账号"),
    "account.change_password": pgettext_lazy("action", "修改密码"),
    "account.add_second_factor": pgettext_lazy("action", "添加第二因素"),
    "account.remove_second_factor": pgettext_lazy("action", "移除第二因素"),
    "account.renew_recovery_codes": pgettext_lazy("action", "更换恢复代码"),
    "people.create": pgettext_lazy("action", "建立账号"),
    "people.deactivate": pgettext_lazy("action", "停用账号"),
    "people.reactivate": pgettext_lazy("action", "恢复账号"),
    "people.reset_password": pgettext_lazy("action", "重置密码"),
    "people.reset_second_factor": pgettext_lazy("action", "重置第二因素"),
    "people.appoint": pgettext_lazy("action", "任命"),
    "people.end_appointment": pgettext_lazy("action", "结束任职"),
    "people.make_demo_accounts": pgettext_lazy("action", "建立演示账号"),
    "people.remove_demo_accounts": pgettext_lazy("action", "停用演示账号"),
    "areas.load": pgettext_lazy("action", "载入区划"),
    "organisations.load": pgettext_lazy("action", "载入机构"),
    "plan.import": pgettext_lazy("action", "导入文件"),
    "plan.read": pgettext_lazy("action", "阅读文件"),
    "plan.read_again": pgettext_lazy("action", "重新阅读文件"),
    "plan.review": pgettext_lazy("action", "核对结果"),
    "plan.accept_rest": pgettext_lazy("action", "确认其余结果"),
    "plan.correct_metadata": pgettext_lazy("action", "更正文件信息"),
    "plan.correct_heading": pgettext_lazy("action", "更正标题"),
    "plan.match_names": pgettext_lazy("action", "对应机构名称"),
    "plan.adopt": pgettext_lazy("action", "采纳方案"),
    "plan.adopt_from_pack": pgettext_lazy("action", "从数据包采纳方案"),
    "plan.discard": pgettext_lazy("action", "放弃文件"),
    "plan.assign": pgettext_lazy("action", "确定责任分工"),
    "plan.compare_parent": pgettext_lazy("action", "与上级方案对照"),
}

OBJECTS: dict[str, Promise] = {
    "person": pgettext_lazy("object", "人员"),
    "area": pgettext_lazy("object", "区划"),
    "pack": pgettext_lazy("object", "数据包"),
    "plan": pgettext_lazy("object", "方案"),
    "document": pgettext_lazy("object", "文件"),
    "finding": pgettext_lazy("object", "识别结果"),
    "version": pgettext_lazy("object", "方案版本"),
    "target": pgettext_lazy("object", "目标"),
}

FACTS: dict[str, Promise] = {
    "number": pgettext_lazy("fact", "版本"),
    "accepted_in_bulk": pgettext_lazy("fact", "一并确认数"),
    "findings": pgettext_lazy("fact", "识别结果"),
    "state": pgettext_lazy("fact", "状态"),
    "reason": pgettext_lazy("fact", "理由"),
    "file": pgettext_lazy("fact", "文件"),
    "bytes": pgettext_lazy("fact", "字节数"),
    "plan": pgettext_lazy("fact", "方案"),
    "document": pgettext_lazy("fact", "文件"),
    "heading": pgettext_lazy("fact", "标题"),
    "target": pgettext_lazy("fact", "目标"),
    "parent": pgettext_lazy("fact", "上级目标"),
    "accepted": pgettext_lazy("fact", "确认数"),
    "articles": pgettext_lazy("fact", "条文"),
    "problem": pgettext_lazy("fact", "问题"),
    "decision": pgettext_lazy("fact", "决定"),
    "pack": pgettext_lazy("fact", "数据包"),
    "findings_not_reviewed": pgettext_lazy("fact", "未核对结果数"),
    "proposed_responsibilities": pgettext_lazy("fact", "建议责任数"),
    "operations": pgettext_lazy("fact", "落实方式数"),
    "address": pgettext_lazy("fact", "网络地址"),
    "kind": pgettext_lazy("fact", "类型"),
    "username": pgettext_lazy("fact", "用户名"),
    "is_active": pgettext_lazy("fact", "账号有效"),
    "organisation": pgettext_lazy("fact", "机构"),
    "role": pgettext_lazy("fact", "角色"),
    "from": pgettext_lazy("fact", "自"),
    "until": pgettext_lazy("fact", "至"),
    "removed": pgettext_lazy("fact", "移除数"),
    "accounts": pgettext_lazy("fact", "账号数"),
    "areas": pgettext_lazy("fact", "区划数"),
    "organisations": pgettext_lazy("fact", "机构数"),
    "source": pgettext_lazy("fact", "来源"),
}


def actor_title(entry: Entry) -> str:
    """Who it was; the system itself in the reader's language, somebody who never signed in as a dash."""
    if entry.actor_id is None:
        return pgettext("actor", "系统") if entry.actor_name else "—"
    return entry.actor_name


def action_title(action: str) -> str:
    """The action in the reader's language."""
    return str(ACTIONS.get(action, action))


def object_title(object_type: str) -> str:
    """The kind of object in the reader's language."""
    return str(OBJECTS.get(object_type, object_type))


def fact_title(name: str) -> str:
    """A field of ``changes`` in the reader's language."""
    return str(FACTS.get(name, name))


def role_title(role: str) -> str:
    """A role in the reader's language; "" for none."""
    return str(Role(role).label) if role in Role.values else role
