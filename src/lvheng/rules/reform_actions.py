"""Reforms: tried on a population first, adopted as a dated version by whoever has the right."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from lvheng.areas import boundaries
from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.formula import Period
from lvheng.indicators.wording import area_name
from lvheng.packs.model import Source
from lvheng.rules import queries
from lvheng.rules.applying import amounts_text
from lvheng.rules.book import Rule
from lvheng.rules.bulk_actions import no_file, problems_of_file, problems_of_fixed
from lvheng.rules.calculator import Typed
from lvheng.rules.catalogue import book
from lvheng.rules.households import GROUPS, households_file, load_households
from lvheng.rules.models import Reform, RuleVersion
from lvheng.rules.overlay import Amendment, amended
from lvheng.rules.reform_report import MAX_USERS, Simulated, can_be_simulated, compare, compared_output, load_population
from lvheng.rules.values import read_amounts
from lvheng.rules.working import is_silent, keep_file, new, while_telling, work_on

MAY_DRAFT, MAY_ADOPT = "rules.draft", "rules.adopt"
FORMULA, CHANGED = "formula.", "new."
MAX_FORMULA = 4000
_Stage = Reform.Stage


@dataclass(frozen=True)
class Draft:
    """What somebody typed of a reform. Names of fields: ``new.<parameter>``, ``formula.<step>``, and those below."""

    typed: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.typed.get(name, "").strip()

    def parameters(self, rule: Rule, day: datetime.date) -> dict[str, str]:
        """The parameters that differ from those in force on a day."""
        found = {code: self.get(f"{CHANGED}{code}") for code in rule.parameters}
        return {code: text for code, text in found.items() if text and text != in_force(rule, code, day)}

    def formulas(self, rule: Rule) -> dict[str, str]:
        """The formulas that differ from the latest ones."""
        parts = (*rule.item.steps, *rule.item.outputs)
        found = {part.code: " ".join(self.get(f"{FORMULA}{part.code}").split())[:MAX_FORMULA] for part in parts}
        now = {part.code: " ".join(part.formulas[-1].formula.split()) for part in parts}
        return {code: text for code, text in found.items() if text and text != now[code]}


def in_force(rule: Rule, code: str, day: datetime.date) -> str:
    """A parameter's value on a day as it is typed; empty where it has none."""
    for version in rule.parameters[code]:
        first, last = version.item.valid_from or datetime.date.min, version.item.valid_until or datetime.date.max
        if first <= day <= last:
            return amounts_text(version.item)
    return ""


def try_reform(acting: Acting, code: str, typed: Mapping[str, str], file: File[bytes] | None, language: str) -> Reform:
    """Keep a draft and queue its comparison. Errors: NotAllowed; Problems with every field that cannot be used."""
    rule = queries.rule_of(code)
    require(MAY_DRAFT, acting)
    draft = Draft(typed)
    said = Typed.of(rule, {name: value for name, value in typed.items() if name not in rule.parameters})
    problems: list[Problem] = []
    day = _read(problems, lambda: _day(draft.get("effective_from"))) or timezone.localdate()
    parameters, formulas = draft.parameters(rule, day), draft.formulas(rule)
    problems += _problems_of_draft(rule, draft, parameters, formulas)
    problems += problems_of_fixed(rule, said)
    simulated: dict[str, str] = {}
    population, group_by = _population(draft), draft.get("group_by")[:120]
    if population == Reform.Population.SIMULATED:
        simulated = _read(problems, lambda: _simulated_words(rule, draft)) or {}
        group_by = ""
    elif population == Reform.Population.HOUSEHOLDS:
        group_by = draft.get("households_by") if draft.get("households_by") in GROUPS else ""
        _read(problems, lambda: households_of(rule, rule.period(said.on) if said.on else None))
    else:
        problems += [no_file()] if file is None else problems_of_file(file)
    if problems:
        raise Problems(problems)
    reform = new(
        Reform,
        acting,
        rule=code,
        on=rule.period(said.on or timezone.localdate()).code if simulated or said.on else "",
        fixed=dict(said.given),
        language=language or "zh-hans",
        title=draft.get("title")[:120],
        effective_from=day,
        parameters=parameters,
        formulas=formulas,
        population=population,
        simulated=simulated,
        group_by=group_by,
    )
    with transaction.atomic():
        if file is not None and population == Reform.Population.TABLE:
            keep_file(reform, file)
        reform.save()
        facts = {"rule": code, "parameters": parameters, "formulas": formulas, "population": reform.population}
        record(acting, "rules.try_reform", "reform", reform.pk, reform.title, facts)
        _queue(reform)
    return reform


def _read(problems: list[Problem], read: Callable[[], Any]) -> Any:
    """What was read; None and one or more problems more where it cannot be."""
    try:
        return read()
    except Problem as problem:
        problems.append(problem)
    except Problems as error:
        problems += error.problems
    return None


def _problems_of_draft(
    rule: Rule, draft: Draft, parameters: Mapping[str, str], formulas: Mapping[str, str]
) -> list[Problem]:
    problems: list[Problem] = []
    if not draft.get("title"):
        what = Text("没有写名称。", "It has no title.")
        problems.append(InputProblem("no_title", what, "title", Text("写一个名称。", "Write a title.")))
    if not parameters and not formulas:
        what = Text("草案和现行的一样。", "The draft is the same as the law in force.")
        to_do = Text("至少改一个价格、标准或公式。", "Change at least one price, standard or formula.")
        problems.append(InputProblem("nothing_changed", what, "draft", to_do))
    for code, written in parameters.items():
        try:
            read_amounts(rule.parameters[code][0].item, written)
        except Problem as problem:
            problems.append(InputProblem(problem.code, problem.what, f"{CHANGED}{code}", problem.to_do))
    for code, formula in formulas.items():
        _read(problems, lambda code=code, formula=formula: _check_formula(rule, code, formula))  # type: ignore[misc]
    _read(problems, lambda: compared_output(rule))
    return problems


def _check_formula(rule: Rule, code: str, formula: str) -> None:
    try:
        _ = rule.with_formulas({code: formula}).program
    except (Problem, Problems) as error:
        found = error.problems if isinstance(error, Problems) else (error,)
        told = [InputProblem(each.code, each.what, f"{FORMULA}{code}", each.to_do) for each in found]
        raise Problems(told) from error


def _day(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        what = Text("生效日期不对。", "The day from which it holds is not a date.")
        to_do = Text("写成 2027-01-01。", "Write it as 2027-01-01.")
        raise InputProblem("invalid_date", what, "effective_from", to_do) from None


def _population(draft: Draft) -> Reform.Population:
    wanted = draft.get("population")
    return Reform.Population(wanted) if wanted in Reform.Population.values else Reform.Population.TABLE


def households_of(rule: Rule, on: Period | None) -> pa.Table:
    """The simulated households with what they use of what a rule prices. Raises InputProblem where there are none."""
    path = households_file(settings.CONFIGURATION.data_dir, rule.code)
    if path is None:
        what = Text("没有这条规则的模拟住户。", "There are no simulated households for this rule.")
        to_do = Text("用模拟的用户或上传表格。", "Use made-up users, or hand in a table.")
        raise InputProblem("no_households", what, "population", to_do)
    names = {each.code: area_name(each.code) for each in boundaries.children(queries.own_area())}
    return load_households(path, on, names)


def _simulated_words(rule: Rule, draft: Draft) -> dict[str, str]:
    words = {name: draft.get(name) for name in ("users", "input", "median", "high")}
    simulated_of(rule, words)
    return words


def simulated_of(rule: Rule, words: Mapping[str, str]) -> Simulated:
    """The simulated users that were described. Raises Problems."""
    problems: list[Problem] = []
    if words["input"] not in {each.code for each in can_be_simulated(rule)}:
        what = Text("没有选择用户之间不同的那一项。", "It is not said in which input the users differ.")
        problems.append(InputProblem("no_input", what, "input", Text("请选择一项。", "Choose one.")))
    numbers: dict[str, Decimal] = {}
    for name, most in (("users", Decimal(MAX_USERS)), ("median", Decimal(10**9)), ("high", Decimal(10**9))):
        written = words[name].replace(",", "")
        number = Decimal(written) if written.replace(".", "", 1).isdecimal() else Decimal(0)
        if not 0 < number <= most:
            what = Text(f"应是大于零、不超过 {most} 的数。", f"It must be a number above zero, up to {most}.")
            problems.append(InputProblem("invalid_value", what, name, Text("请改正。", "Correct it.")))
        numbers[name] = number
    if not problems and numbers["high"] <= numbers["median"]:
        what = Text("应大于中间的用户。", "It must be greater than that of the middle user.")
        problems.append(InputProblem("invalid_value", what, "high", Text("请改正。", "Correct it.")))
    if problems:
        raise Problems(problems)
    return Simulated(int(numbers["users"]), words["input"], numbers["median"], numbers["high"])


def drafted(reform: Reform, rule: Rule) -> Rule:
    """The rule as the reform would have it."""
    return rule.with_parameters(reform.parameters).with_formulas(reform.formulas)


def compare_now(reform_id: int) -> bool:
    """Compare a waiting draft with the law in force. Returns False if there was nothing to do."""
    return work_on(Reform, reform_id, _compare)


def _compare(reform: Reform) -> dict[str, Any]:
    law = queries.rule_of(reform.rule, reform.area, reform.on or None)
    on = reform.on or None
    if reform.population == Reform.Population.SIMULATED:
        population = simulated_of(law, reform.simulated).table(law)
    elif reform.population == Reform.Population.HOUSEHOLDS:
        population = households_of(law, law.period(on) if on else None)
    else:
        population = load_population(Path(reform.file.path), reform.group_by)
    report = while_telling(
        reform,
        lambda progress: compare(
            law,
            drafted(reform, law),
            population,
            on=on,
            fixed=reform.fixed,
            group_by=reform.group_by,
            progress=progress,
        ),
    )
    # What was in force then: once the draft is adopted, it is what is in force.
    was = written_of(law, reform)
    return {"report": {**report, "was": was}, "rows": population.num_rows}


def written_of(rule: Rule, reform: Reform) -> dict[str, str]:
    """What the reform changes, as it is written in the rule today, by its code."""
    parts = {part.code: part for part in (*rule.item.steps, *rule.item.outputs)}
    formulas = {code: " ".join(parts[code].formulas[-1].formula.split()) for code in reform.formulas}
    return {code: in_force(rule, code, timezone.localdate()) for code in reform.parameters} | formulas


def again(acting: Acting, reform: Reform) -> None:
    """Start anew what fell silent or failed. Errors: NotAllowed, StateConflict."""
    require(MAY_DRAFT, acting)
    with transaction.atomic():
        stages = [_Stage.FAILED, *([reform.stage] if is_silent(reform) else [])]
        rows = Reform.objects.filter(pk=reform.pk, stage__in=stages)
        if not rows.update(stage=_Stage.WAITING, percent=0, problems=[], sign_of_life_at=timezone.now()):
            what = Text("这次试算正在进行或已经算完。", "This comparison is under way, or has been done.")
            raise StateConflict("reform_moved_on", what, reform.title, Text("请刷新页面。", "Reload the page."))
        _queue(reform)


def adopt(acting: Acting, reform: Reform, day: str, title: str, number: str = "") -> RuleVersion:
    """Make the draft the law of this place from a day on, by a document. Past days keep what held on them.

    Errors: NotAllowed, SecondFactorNeeded; Problems; StateConflict while it has not been compared or was adopted.
    """
    require(MAY_ADOPT, acting)
    problems: list[Problem] = []
    begin = _read(problems, lambda: _day(day))
    if begin is not None and begin <= timezone.localdate():
        what = Text("生效日期应在今天以后。", "It has to hold from a day after today.")
        to_do = Text("改为以后的日期；过去的计算不改变。", "Choose a later day; what is past stays as it was.")
        problems.append(InputProblem("not_later", what, "effective_from", to_do))
    if not title.strip():
        what = Text("没有写依据的文件。", "The document that it rests on is missing.")
        problems.append(InputProblem("no_source", what, "source_title", Text("写文件名称。", "Write its title.")))
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        held = Reform.objects.select_for_update().get(pk=reform.pk)
        if held.stage != _Stage.DONE or held.versions.exists():
            what = Text("还没有算完，或已经采纳。", "It has not been compared yet, or was adopted already.")
            raise StateConflict("not_to_be_adopted", what, held.title, Text("请刷新页面。", "Reload the page."))
        version = RuleVersion(
            rule=held.rule,
            area=held.area or queries.own_area(),
            effective_from=begin,
            parameters=held.parameters,
            formulas=held.formulas,
            source_title=title.strip()[:200],
            source_number=number.strip()[:120],
            reform=held,
            adopted_by=acting.person,
            adopted_at=timezone.now(),
        )
        _check(version)
        version.save()
        facts = {"rule": held.rule, "from": begin, "parameters": held.parameters, "formulas": held.formulas}
        record(acting, "rules.adopt", "reform", held.pk, held.title, {**facts, "source": version.source_title})
    return version


def _check(version: RuleVersion) -> None:
    """The rule still holds together with the version added. Raises Problems."""
    source = Source(title=version.source_title, certainty="original")
    one = Amendment(version.rule, version.area, version.effective_from, version.parameters, version.formulas, source)
    for rule in amended(book(), [one]).versions[version.rule]:
        _ = rule.program


def _queue(reform: Reform) -> None:
    from lvheng.rules.jobs import compare_reform_job

    compare_reform_job.defer(reform_id=reform.pk)
