"""What actions, roles of objects and facts are called. A name that is not here is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvheng.areas.models import Role

ACTIONS: dict[str, Promise] = {
    "login.succeeded": _("登录"),
    "login.failed": _("登录失败"),
    "login.locked": _("登录锁定"),
    "login.second_factor_failed": _("第二因素未通过"),
    "login.ended": _("退出登录"),
    "account.sign_up": _("注册账号"),
    "account.change_password": _("修改密码"),
    "account.add_second_factor": _("添加第二因素"),
    "account.remove_second_factor": _("移除第二因素"),
    "account.renew_recovery_codes": _("更换恢复代码"),
    "people.create": _("建立账号"),
    "people.deactivate": _("停用账号"),
    "people.reactivate": _("恢复账号"),
    "people.reset_password": _("重置密码"),
    "people.reset_second_factor": _("重置第二因素"),
    "people.appoint": _("任命"),
    "people.end_appointment": _("结束任职"),
    "people.make_demo_accounts": _("建立演示账号"),
    "people.remove_demo_accounts": _("停用演示账号"),
    "areas.load": _("载入区划"),
    "organisations.load": _("载入机构"),
    "plan.import": _("导入文件"),
    "plan.read": _("阅读文件"),
    "plan.read_again": _("重新阅读文件"),
    "plan.review": _("核对结果"),
    "plan.accept_rest": _("确认其余结果"),
    "plan.correct_metadata": _("更正文件信息"),
    "plan.correct_heading": _("更正标题"),
    "plan.match_names": _("对应机构名称"),
    "plan.adopt": _("采纳方案"),
    "plan.adopt_from_pack": _("从数据包采纳方案"),
    "plan.discard": _("放弃文件"),
    "plan.assign": _("确定责任分工"),
    "plan.compare_parent": _("与上级方案对照"),
}

OBJECTS: dict[str, Promise] = {
    "person": _("人员"),
    "area": _("区划"),
    "pack": _("数据包"),
    "plan": _("方案"),
    "document": _("文件"),
    "finding": _("识别结果"),
    "version": _("方案版本"),
    "target": _("目标"),
}

FACTS: dict[str, Promise] = {
    "address": _("网络地址"),
    "kind": _("类型"),
    "username": _("用户名"),
    "is_active": _("账号有效"),
    "organisation": _("机构"),
    "role": _("角色"),
    "from": _("自"),
    "until": _("至"),
    "removed": _("移除数"),
    "accounts": _("账号数"),
    "areas": _("区划数"),
    "organisations": _("机构数"),
    "source": _("来源"),
}


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
