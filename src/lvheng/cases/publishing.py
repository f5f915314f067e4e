"""What everybody may read of a case: written once, masked already, withdrawn with a reason."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import translation

from lvheng.cases.models import Case, Publication
from lvheng.cases.showing import shown_data
from lvheng.packs.case_model import CaseType
from lvheng.registers.values import masked


def publish(case: Case, kind: CaseType, code: str, day: datetime.date) -> Publication:
    """Write down what the public is told. One that was shown before is replaced by being withdrawn."""
    rule = kind.publication_of[code]
    withdraw(case, code, day, "由新的公开内容替代")
    until = day + datetime.timedelta(days=rule.days) if rule.days else None
    content = _content(case, kind, rule.fields, frozenset(rule.masks))
    return Publication.objects.create(
        case=case,
        code=code,
        kind=rule.kind,
        title=f"{rule.name}：{case.title}"[:300],
        content=content,
        published_on=day,
        until=until,
        simulated=case.simulated,
    )


def _content(case: Case, kind: CaseType, fields: tuple[str, ...], masks: frozenset[str]) -> list[dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for language, key in (("zh-hans", "value"), ("en", "value_en")):
        with translation.override(language):
            for each in shown_data(kind, case.data, fields, personal=True):
                if not each.words:
                    continue
                words = masked(each.words) if each.field.code in masks else each.words
                named = {"name": each.field.name, "name_en": each.field.name_en}
                told.setdefault(each.field.code, named)[key] = words
    return list(told.values())


def withdraw(case: Case, code: str, day: datetime.date, reason: str) -> int:
    """Show it no longer; returns how many publications that were."""
    shown = Publication.objects.filter(case=case, code=code, withdrawn_on__isnull=True)
    return shown.update(withdrawn_on=day, withdrawn_reason=reason[:300])
