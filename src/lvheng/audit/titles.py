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
    "account.make_key": pgettext_lazy("action", "建立接口密钥"),
    "account.revoke_key": pgettext_lazy("action", "停用接口密钥"),
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
    "plan.accept_finding": pgettext_lazy("action", "确认识别结果"),
    "plan.reject_finding": pgettext_lazy("action", "不采用识别结果"),
    "plan.correct_finding": pgettext_lazy("action", "更正识别结果"),
    "plan.split_finding": pgettext_lazy("action", "拆分识别结果"),
    "plan.add_finding": pgettext_lazy("action", "添加识别结果"),
    "plan.undo_finding": pgettext_lazy("action", "撤回对识别结果的决定"),
    "plan.accept_rest": pgettext_lazy("action", "确认其余结果"),
    "plan.correct_metadata": pgettext_lazy("action", "更正文件信息"),
    "plan.correct_heading": pgettext_lazy("action", "更正标题"),
    "plan.match_names": pgettext_lazy("action", "对应机构名称"),
    "plan.adopt": pgettext_lazy("action", "采纳方案"),
    "plan.adopt_from_pack": pgettext_lazy("action", "从数据包采纳方案"),
    "plan.discard": pgettext_lazy("action", "放弃文件"),
    "plan.confirm_responsibilities": pgettext_lazy("action", "确认责任分工"),
    "plan.change_responsibilities": pgettext_lazy("action", "更改责任分工"),
    "plan.add_responsibility": pgettext_lazy("action", "增加责任分工"),
    "plan.withdraw_responsibilities": pgettext_lazy("action", "撤销责任分工"),
    "plan.compare_parent": pgettext_lazy("action", "与上级方案对照"),
    "registers.register": pgettext_lazy("action", "登记"),
    "registers.change": pgettext_lazy("action", "变更登记"),
    "registers.end": pgettext_lazy("action", "注销登记"),
    "registers.revoke": pgettext_lazy("action", "撤销登记"),
    "registers.reinstate": pgettext_lazy("action", "恢复登记"),
    "registers.hand_in": pgettext_lazy("action", "交来登记表格"),
    "registers.import": pgettext_lazy("action", "导入登记"),
    "registers.discard_import": pgettext_lazy("action", "放弃登记表格"),
    "registers.load_simulated": pgettext_lazy("action", "载入模拟登记"),
    "registers.remove_simulated": pgettext_lazy("action", "移除模拟登记"),
    "rules.hand_in": pgettext_lazy("action", "交来表格计算"),
    "rules.try_reform": pgettext_lazy("action", "试算改革"),
    "rules.adopt": pgettext_lazy("action", "采纳规则的新版本"),
    "rules.forget_run": pgettext_lazy("action", "删除批量计算"),
    "indicators.review_warnings": pgettext_lazy("action", "审查预警"),
    "statistics.issue_form": pgettext_lazy("action", "制发报表"),
    "statistics.close_form": pgettext_lazy("action", "停用报表"),
    "statistics.open_reports": pgettext_lazy("action", "下达报送任务"),
    "statistics.start_report": pgettext_lazy("action", "开始填报"),
    "statistics.save_draft": pgettext_lazy("action", "保存报表"),
    "statistics.submit": pgettext_lazy("action", "提交报表"),
    "statistics.withdraw": pgettext_lazy("action", "撤回报表"),
    "statistics.correct": pgettext_lazy("action", "开始更正"),
    "statistics.drop_correction": pgettext_lazy("action", "放弃更正"),
    "statistics.approve": pgettext_lazy("action", "审核报表"),
    "statistics.return": pgettext_lazy("action", "退回报表"),
    "statistics.save_upload": pgettext_lazy("action", "存入 Excel 报表"),
    "statistics.discard_upload": pgettext_lazy("action", "放弃上传的文件"),
    "statistics.publish": pgettext_lazy("action", "公布数据"),
    "statistics.remind": pgettext_lazy("action", "催报"),
    "world.make": pgettext_lazy("action", "生成演示数据"),
    "world.remove": pgettext_lazy("action", "移除演示数据"),
}

OBJECTS: dict[str, Promise] = {
    "api_key": pgettext_lazy("object", "接口密钥"),
    "person": pgettext_lazy("object", "人员"),
    "area": pgettext_lazy("object", "区划"),
    "pack": pgettext_lazy("object", "数据包"),
    "plan": pgettext_lazy("object", "方案"),
    "document": pgettext_lazy("object", "文件"),
    "finding": pgettext_lazy("object", "识别结果"),
    "version": pgettext_lazy("object", "方案版本"),
    "target": pgettext_lazy("object", "目标"),
    "thing": pgettext_lazy("object", "登记内容"),
    "register": pgettext_lazy("object", "登记种类"),
    "reform": pgettext_lazy("object", "改革试算"),
    "rule_run": pgettext_lazy("object", "批量计算"),
    "register_import": pgettext_lazy("object", "登记表格"),
    "warning": pgettext_lazy("object", "预警"),
    "form": pgettext_lazy("object", "报表"),
    "report": pgettext_lazy("object", "报送"),
    "upload": pgettext_lazy("object", "上传的文件"),
    "world": pgettext_lazy("object", "演示数据"),
}

FACTS: dict[str, Promise] = {
    "day": pgettext_lazy("fact", "日期"),
    "warnings_opened": pgettext_lazy("fact", "开出的预警"),
    "warnings_kept": pgettext_lazy("fact", "保持的预警"),
    "warnings_closed": pgettext_lazy("fact", "关闭的预警"),
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
    "sha256": pgettext_lazy("fact", "文件摘要（SHA-256）"),
    "carried_over": pgettext_lazy("fact", "沿用上一版决定数"),
    "confirmed": pgettext_lazy("fact", "已确认"),
    "withdrawn": pgettext_lazy("fact", "已撤销"),
    "changed": pgettext_lazy("fact", "更改前后"),
    "added": pgettext_lazy("fact", "增加"),
    "parts": pgettext_lazy("fact", "拆分结果"),
    "data": pgettext_lazy("fact", "内容"),
    "article": pgettext_lazy("fact", "条款"),
    "removed_finding": pgettext_lazy("fact", "移除的识别结果"),
    "title": pgettext_lazy("fact", "标题"),
    "issuer": pgettext_lazy("fact", "发文机关"),
    "document_number": pgettext_lazy("fact", "文号"),
    "date": pgettext_lazy("fact", "成文日期"),
    "based_on": pgettext_lazy("fact", "依据文件"),
    "attachments": pgettext_lazy("fact", "附件"),
    "quote": pgettext_lazy("fact", "原文"),
    "indicator": pgettext_lazy("fact", "指标"),
    "comparator": pgettext_lazy("fact", "比较方式"),
    "value": pgettext_lazy("fact", "数值"),
    "value_max": pgettext_lazy("fact", "上限"),
    "unit": pgettext_lazy("fact", "计量单位"),
    "deadline_year": pgettext_lazy("fact", "期限（年）"),
    "deadline": pgettext_lazy("fact", "期限"),
    "scope": pgettext_lazy("fact", "范围"),
    "baseline_year": pgettext_lazy("fact", "基期（年）"),
    "text": pgettext_lazy("fact", "文字"),
    "modality": pgettext_lazy("fact", "语气"),
    "object": pgettext_lazy("fact", "对象"),
    "lead": pgettext_lazy("fact", "牵头单位"),
    "participants": pgettext_lazy("fact", "参与单位"),
    "start": pgettext_lazy("fact", "起点"),
    "end": pgettext_lazy("fact", "终点"),
    "values": pgettext_lazy("fact", "登记内容"),
    "things": pgettext_lazy("fact", "登记条数"),
    "rows": pgettext_lazy("fact", "行"),
    "form": pgettext_lazy("fact", "表号"),
    "period": pgettext_lazy("fact", "报告期"),
    "periods": pgettext_lazy("fact", "报告期"),
    "area": pgettext_lazy("fact", "地区"),
    "version": pgettext_lazy("fact", "稿次"),
    "entries": pgettext_lazy("fact", "填报内容"),
    "explained": pgettext_lazy("fact", "已说明的疑点数"),
    "step": pgettext_lazy("fact", "审核环节"),
    "reports": pgettext_lazy("fact", "报送"),
    "letters": pgettext_lazy("fact", "邮件数"),
    "seed": pgettext_lazy("fact", "种子"),
    "observations": pgettext_lazy("fact", "数据个数"),
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
