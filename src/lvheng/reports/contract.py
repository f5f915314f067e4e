"""What a template may name: the names of each kind of document, what they mean, and values to try a template with."""

from __future__ import annotations

from typing import Any

from lvheng.errors import Text
from lvheng.packs.documents import DocumentTemplate
from lvheng.reports import marks

TARGET_NAMES = (
    "chinese", "name", "article", "nature", "goal", "deadline", "unit", "light", "leads", "leads_words", "reason_words",
    "need_words", "left_words", "completion", "outlook_words", "value", "period", "area", "class", "class_code",
    "appraised", "base", "appraisal_reason", "appraisal_sentence", "sentence", "chart", "chart_name", "ranking",
    "ranking_name", "ranking_words",
)  # fmt: skip
# What a template may name of a case; a fact that the case does not have is filled in by a person.
CASE_NAMES = (
    "type_name", "article", "opened_on", "state", "lead_organisation", "amount", "legal_review", "measures", "reply",
    "due_derivation",
    "number", "title", "recipient", "facts", "due_words", "cause", "origin", "party", "party_id", "party_address",
    "party_person", "evidence", "legal_basis", "decision", "decision_number", "heard", "reward",
)  # fmt: skip
COMMON: dict[str, Text] = {
    "head": Text("发文机关标志", "name of the issuing organ in red"),
    "number": Text("发文字号，签发时编定", "number, given when it is issued"),
    "signer": Text("签发人", "who signs"),
    "title": Text("标题", "title"),
    "to": Text("主送机关", "to whom"),
    "copy_to": Text("抄送机关", "copies to"),
    "organisation": Text("发文机关署名", "signature of the organ"),
    "date": Text("成文日期，签发时写入", "date, written when it is issued"),
    "warning": Text("用到模拟数据时的提示", "said where figures are simulated"),
    "as_of_words": Text("数据截至哪一天", "day of the data"),
    "period": Text("期间", "period"),
    "plan_title": Text("方案名称", "title of the plan"),
    "plan_number": Text("方案文号", "number of the plan"),
    "notes": Text("数据注释，自动编号", "notes of the figures, numbered"),
    "notes_used": Text("有没有数据注释", "whether there are notes"),
}
_ROW = dict.fromkeys(TARGET_NAMES, "甲")
_TARGETS: dict[str, tuple[Text, Any]] = {
    "targets": (Text("全部目标", "all targets"), [_ROW]),
    "behind": (Text("红、橙、黄灯的目标", "targets with a red, orange or yellow light"), [_ROW]),
    "on_schedule": (Text("绿灯的目标", "targets with a green light"), [_ROW]),
    "unknown": (Text("灰灯的目标", "targets with a grey light"), [_ROW]),
    "summary": (Text("总体情况一句话", "all in a sentence"), "甲"),
    "changes_words": (Text("与上期相比亮灯的变化", "lights that changed"), "甲"),
    "warnings": (
        Text("未解除的预警", "open warnings"),
        [dict.fromkeys(("title", "severity", "opened_on", "sentence"), "甲")],
    ),
    "warnings_summary": (Text("预警一句话", "warnings in a sentence"), "甲"),
    "tasks": (Text("任务", "tasks"), [dict.fromkeys(("title", "sentence"), "甲")]),
    "tasks_summary": (Text("任务一句话", "tasks in a sentence"), "甲"),
    "missing": (Text("缺少的数据", "missing data"), [{"sentence": "甲"}]),
    "missing_summary": (Text("缺少的数据一句话", "missing data in a sentence"), "甲"),
}
_OF_DATA: dict[str, dict[str, tuple[Text, Any]]] = {
    "targets": _TARGETS,
    "appraisal": {
        "targets": (Text("全部目标", "all targets"), [_ROW]),
        "not_met": (Text("未完成和基本完成的目标", "targets not or nearly met"), [_ROW]),
        "appraisal_summary": (Text("评估结论一句话", "the evaluation in a sentence"), "甲"),
    },
    "warning": {
        "target": (Text("预警的目标", "target of the warning"), _ROW),
        "cause": (Text("预警", "warning"), {"reason": "甲", "severity": "甲"}),
    },
    "case": {"case": (Text("事项", "case"), dict.fromkeys(CASE_NAMES, "甲"))},
    "none": {},
}


def names(template: DocumentTemplate) -> list[tuple[str, Text, list[str]]]:
    """Every name with its meaning and, of lists and records, what each entry has."""
    found = [(name, meaning, list[str]()) for name, meaning in COMMON.items()]
    found += [(each.code, each.title, []) for each in template.blanks]
    for name, (meaning, value) in _OF_DATA[template.data].items():
        inside = value[0] if isinstance(value, list) else value
        found.append((name, meaning, list(inside) if isinstance(inside, dict) else []))
    return found


def sample(template: DocumentTemplate) -> dict[str, Any]:
    """A value for every name, with nothing left out, so that a template is tried in all its parts."""
    values: dict[str, Any] = dict.fromkeys(COMMON, "甲")
    values["notes"] = marks.NOTES
    values |= {each.code: "甲" for each in template.blanks}
    return values | {name: value for name, (_, value) in _OF_DATA[template.data].items()}
