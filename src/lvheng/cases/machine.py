"""What somebody can do with a case: the steps of its type against where it stands. Knows no database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lvheng.errors import InputProblem, NotAllowed, Problem, StateConflict, Text
from lvheng.packs.case_model import CAPACITIES, CaseStep, CaseType

SYSTEM = 0


@dataclass(frozen=True)
class Standing:
    """Where a case stands: its state, data, and by whom each step was taken (numbers of persons; 0 the program)."""

    state: str
    data: Mapping[str, Any] = field(default_factory=dict)
    taken: Mapping[str, Sequence[int]] = field(default_factory=dict)
    suspended: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts: the number of the person (0 the program), and in which capacities towards this case."""

    person: int
    capacities: Collection[str]


def possible(kind: CaseType, standing: Standing, actor: Actor) -> list[CaseStep]:
    """The steps that ``actor`` can take now."""
    return [step for step in kind.steps_from(standing.state) if obstacle(kind, standing, step, actor) is None]


def obstacle(kind: CaseType, standing: Standing, step: CaseStep, actor: Actor) -> Problem | None:
    """Why ``actor`` cannot take a step now; None where they can."""
    if step not in kind.steps_from(standing.state):
        return wrong_state(kind, standing, step)
    if not set(step.by) & set(actor.capacities):
        return _not_yours(step)
    missing = [code for code in step.after if code not in standing.taken]
    if step.after_any and not any(code in standing.taken for code in step.after_any):
        missing += step.after_any
    if missing:
        return _not_yet(kind, step, missing)
    if not _applies(step, standing.data):
        return _does_not_apply(step)
    if actor.person and any(actor.person in standing.taken.get(code, ()) for code in step.not_by):
        return _four_eyes(kind, step)
    return None


def worked_out_elsewhere(step: CaseStep, through: str) -> Problem | None:
    """Why a step is refused that another page works out, when it does not come ``through`` that page."""
    if not step.through or step.through == through:
        return None
    return StateConflict(
        "worked_out_elsewhere",
        Text(
            f"“{step.name}”的内容由程序按规则算出，不能手工填写。",
            f"What “{step.name_en}” says is worked out by rule; it cannot be typed in.",
        ),
        to_do=Text("请从事项页右侧的链接进入办理。", "Follow the link beside the case."),
    )


def _applies(step: CaseStep, data: Mapping[str, Any]) -> bool:
    return all(data.get(code) in values for code, values in step.when.items())


def capacity_used(step: CaseStep, actor: Actor) -> str:
    """The first of the capacities of a step in which ``actor`` acts."""
    return next((each for each in step.by if each in actor.capacities), "")


def demands(kind: CaseType, step: CaseStep, data: Mapping[str, Any], words: str, files: int) -> list[Problem]:
    """What a step still lacks: fields of ``data``, words, files."""
    problems: list[Problem] = []
    for code in step.needs:
        if data.get(code) in (None, ""):
            named = kind.field_of[code]
            problems.append(
                InputProblem(
                    "missing_value",
                    Text(f"{named.name}必须填写。", f"{named.name_en} must be filled in."),
                    where=code,
                    to_do=named.advice,
                )
            )
    if step.opinion and not words.strip():
        problems.append(InputProblem("words_missing", Text("请写明意见。", "Say what you think of it."), where="words"))
    if files < step.evidence:
        problems.append(_evidence(step, files))
    return problems


def _evidence(step: CaseStep, files: int) -> InputProblem:
    return InputProblem(
        "evidence_missing",
        Text(
            f"“{step.name}”需要{step.evidence}个证明材料，现有{files}个。",
            f"“{step.name_en}” needs {step.evidence} file(s) as evidence, there are {files}.",
        ),
        where="files",
        to_do=Text("请附上照片、文件或清单。", "Attach pictures, documents or lists."),
    )


def wrong_state(kind: CaseType, standing: Standing, step: CaseStep) -> StateConflict:
    """The case is not in a state in which that step can be taken."""
    state = kind.state_of[standing.state]
    return StateConflict(
        "case_in_another_state",
        Text(
            f"事项现在是“{state.name}”，不能办理“{step.name}”。",
            f"The case is “{state.name_en}” now; “{step.name_en}” cannot be done.",
        ),
        to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
    )


def _not_yours(step: CaseStep) -> NotAllowed:
    zh = "、".join(CAPACITIES[each].zh for each in step.by)
    en = ", ".join(CAPACITIES[each].en for each in step.by)
    return NotAllowed(
        "step_not_yours",
        Text(f"“{step.name}”由以下人员办理：{zh}。", f"“{step.name_en}” is done by: {en}."),
        to_do=Text("如另有任职，请在页首切换。", "Switch at the top if you hold another appointment."),
    )


def _not_yet(kind: CaseType, step: CaseStep, missing: Sequence[str]) -> InputProblem:
    zh = "、".join(kind.step_of[code].name for code in missing)
    en = ", ".join(kind.step_of[code].name_en for code in missing)
    return InputProblem(
        "step_before_is_missing",
        Text(f"“{step.name}”之前要先办：{zh}。", f"Before “{step.name_en}” comes: {en}."),
    )


def _does_not_apply(step: CaseStep) -> InputProblem:
    return InputProblem(
        "step_does_not_apply",
        Text(f"按已填内容，不适用“{step.name}”。", f"By what was filled in, “{step.name_en}” does not apply."),
    )


def _four_eyes(kind: CaseType, step: CaseStep) -> NotAllowed:
    zh = "、".join(kind.step_of[code].name for code in step.not_by)
    en = ", ".join(kind.step_of[code].name_en for code in step.not_by)
    return NotAllowed(
        "four_eyes",
        Text(
            f"办理过“{zh}”的人不能办理“{step.name}”。",
            f"Whoever did “{en}” cannot do “{step.name_en}” as well.",
        ),
        to_do=Text("请由另一位同事办理。", "Let a colleague do it."),
    )
