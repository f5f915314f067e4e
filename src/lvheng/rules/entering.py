"""A parameter that the pack leaves open, entered for this place from a day on, by the document that set it.

Unlike a reform it changes nothing that held before, so that it needs no comparison and may begin on a past day.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs.local_values import Resolved
from lvheng.packs.model import Source
from lvheng.rules import queries
from lvheng.rules.applying import amounts_text
from lvheng.rules.book import Rule
from lvheng.rules.catalogue import book
from lvheng.rules.models import RuleVersion
from lvheng.rules.overlay import Amendment, amended
from lvheng.rules.reform_actions import MAY_ADOPT
from lvheng.rules.values import read_amounts


def enter_parameter(
    acting: Acting, rule: str, code: str, written: str, begin: datetime.date, title: str, number: str = ""
) -> RuleVersion:
    """Enter the value of a parameter, as it is typed, from ``begin`` on.

    Errors: NotAllowed, SecondFactorNeeded; Problems (where: ``value``, ``begin``, ``source_title``).
    """
    require(MAY_ADOPT, acting)
    found = queries.rule_of(rule)
    problems = [*_of_value(found, code, written), *_of_begin(found, code, begin)]
    if not title.strip():
        what = Text("没有写依据的文件。", "The document that it rests on is missing.")
        problems.append(InputProblem("no_source", what, "source_title", Text("写文件名称。", "Write its title.")))
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        version = RuleVersion(
            rule=rule,
            area=queries.own_area(),
            effective_from=begin,
            parameters={code: written},
            source_title=title.strip()[:200],
            source_number=number.strip()[:120],
            adopted_by=acting.person,
            adopted_at=timezone.now(),
        )
        _check(version)
        version.save()
        facts = {"rule": rule, "from": begin, "parameters": version.parameters, "source": version.source_title}
        record(acting, "rules.adopt", "rule", rule, found.item.name, facts)
    return version


def _of_value(rule: Rule, code: str, written: str) -> list[Problem]:
    try:
        read_amounts(rule.parameters[code][0].item, written)
    except InputProblem as problem:
        return [InputProblem(problem.code, problem.what, "value", problem.to_do)]
    return []


def _of_begin(rule: Rule, code: str, begin: datetime.date) -> list[Problem]:
    """What was known on a past day stays: only days without a value may still be given one."""
    last = max((_end(each) for each in rule.parameters[code] if amounts_text(each.item)), default=None)
    if last is None or begin > min(last, timezone.localdate()):
        return []
    what = Text("这一天已经有在用的数值，过去的计算不改变。", "A value holds then; what is past stays.")
    return [InputProblem("not_later", what, "begin", Text("改为今天以后的日期。", "Choose a day after today."))]


def _end(version: Resolved) -> datetime.date:
    return version.item.valid_until or datetime.date.max


def _check(version: RuleVersion) -> None:
    """The rule still holds together with the value. Raises Problems."""
    source = Source(title=version.source_title, certainty="original")
    one = Amendment(version.rule, version.area, version.effective_from, version.parameters, {}, source)
    for rule in amended(book(), [one]).versions[version.rule]:
        _ = rule.program
