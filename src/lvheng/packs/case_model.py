"""Models of case types: what a duty consists of, who takes which step, by when, and what the public is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Text
from lvheng.packs.model import Bilingual, Closed, Code, CodedItem, Source, Words
from lvheng.packs.registers import RegisterField

Capacity = Literal[
    "owner",
    "owner_head",
    "supervisor",
    "county",
    "legal_reviewer",
    "planner",
    "leader",
    "assignee",
    "signed_in",
    "public",
    "system",
]
Outcome = Literal["done", "ended", "lapsed"]
CauseKind = Literal["warning", "rule", "report_overdue", "plan_task"]
EscalationTo = Literal["supervisor", "government"]
CaseGroup = Literal["plan", "supervision", "enterprises", "enforcement", "public", "cooperation"]
StartWord = Annotated[
    str, StringConstraints(pattern=r"^(opening|milestone|(step|field|met):[a-z][a-z0-9]*(_[a-z0-9]+)*)$")
]
GROUPS: Mapping[str, Text] = {
    "plan": Text("方案任务和目标", "Tasks and targets of the plan"),
    "supervision": Text("督办和考核", "Supervision"),
    "enterprises": Text("企业和项目", "Enterprises and projects"),
    "enforcement": Text("执法和损害赔偿", "Enforcement and compensation"),
    "public": Text("公众参与", "The public"),
    "cooperation": Text("科研和合作", "Research and cooperation"),
}
CAPACITIES: Mapping[str, Text] = {
    "owner": Text("承办单位", "the organisation in charge"),
    "owner_head": Text("承办单位负责人", "the head of the organisation in charge"),
    "supervisor": Text("督办单位", "the supervising organisation"),
    "county": Text("所在县（市、区）", "the county"),
    "legal_reviewer": Text("法制审核人员", "the legal reviewer"),
    "planner": Text("规划员（发展改革）", "a planner"),
    "leader": Text("州级领导", "a leader of the prefecture"),
    "assignee": Text("承办人", "whom it is assigned to"),
    "signed_in": Text("登录用户", "whoever has signed in"),
    "public": Text("任何人", "anybody"),
    "system": Text("系统", "the program"),
}
UNITS = ("days", "months", "years", "working_days")
MAX_STATES, MAX_STEPS, MAX_DEADLINES = 24, 60, 24


def _misfit(zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("field_misfit", "{en}", {"zh": zh, "en": en})


class Named(Closed):
    """A part of a type with a code and a name in both languages."""

    code: Code
    name: Words
    name_en: Words

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class CaseState(Named):
    """A state. ``outcome`` makes it final; ``public`` is what the public is told of a case in it, where it is told."""

    outcome: Outcome | None = None
    public: Bilingual | None = None

    @property
    def is_final(self) -> bool:
        return self.outcome is not None


class CaseStep(Named):
    """Something that somebody can do with a case.

    ``from`` none: in every state that is not final; ``to`` none: the state stays. ``needs`` are fields that must be
    filled in with it, ``asks`` fields that may. ``evidence``: so many files. ``opinion``: words are needed. ``after``:
    steps that must have been taken, ``after_any``: one of them; ``not_by``: steps whose taker may not take this one
    (four eyes). ``when``: only where a field has one of these values. ``day``: the date field that is the day of the
    step. ``hands_to``: the field that names the organisation which is in charge from then on. ``through``: the page
    beside the case that works out what is written and takes the step; nobody types it in by hand.
    """

    from_states: tuple[Code, ...] = Field(default=(), alias="from")
    to: Code | None = None
    by: tuple[Capacity, ...] = Field(min_length=1)
    needs: tuple[Code, ...] = ()
    asks: tuple[Code, ...] = ()
    evidence: int = Field(default=0, ge=0, le=10)
    opinion: bool = False
    after: tuple[Code, ...] = ()
    after_any: tuple[Code, ...] = ()
    not_by: tuple[Code, ...] = ()
    when: dict[Code, tuple[str | bool, ...]] = Field(default_factory=dict)
    day: Code | None = None
    hands_to: Code | None = None
    through: Code | None = None
    publishes: Code | None = None
    withdraws: tuple[Code, ...] = ()
    documents: tuple[Code, ...] = ()
    advice: Bilingual | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """All fields of its form."""
        return (*self.needs, *self.asks)


class Escalation(Closed):
    """Whom an overdue case goes up to, so many days after the last day; ``opens`` a case of that type about it."""

    after_days: int = Field(ge=1, le=365)
    to: EscalationTo
    opens: Code | None = None


class DeadlineRule(Named):
    """By when something has to be done: so many of one unit after ``start`` (``before`` it).

    ``roll``: a last day that is no working day moves to the next one. ``start`` ``milestone``: of each milestone that
    somebody sets; ``met:<deadline>``: the last day of another deadline's term. ``remind``: days before the last day.
    ``lapse``: the step that follows by itself on the day after. ``period``: a time that somebody has or that is waited
    for; its end is nobody's fault.
    """

    days: int | None = Field(default=None, ge=0, le=3660)
    months: int | None = Field(default=None, ge=1, le=120)
    years: int | None = Field(default=None, ge=1, le=20)
    working_days: int | None = Field(default=None, ge=1, le=365)
    before: bool = False
    roll: bool = False
    start: StartWord
    met_by: tuple[Code, ...] = ()
    stopped_by: tuple[Code, ...] = ()
    suspended_by: tuple[Code, ...] = ()
    resumed_by: tuple[Code, ...] = ()
    remind: tuple[Annotated[int, Field(ge=1, le=180)], ...] = (5, 1)
    escalate: tuple[Escalation, ...] = ()
    lapse: Code | None = None
    period: bool = False
    law: Source

    @property
    def count_and_unit(self) -> tuple[int, str]:
        """``(7, "working_days")``."""
        return next((getattr(self, unit), unit) for unit in UNITS if getattr(self, unit) is not None)

    @model_validator(mode="after")
    def _has_one_term(self) -> Self:
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            raise _misfit(
                "要写 days、months、years、working_days 之一", "write exactly one of days, months, years, working_days"
            )
        return self


class PublicationRule(Named):
    """What everybody may read, from the step that publishes it for ``days`` days (without end where none).

    ``kind`` says on which public page it stands. ``masks`` are fields of which only the first character is shown.
    """

    kind: Literal["decision", "good_example", "bad_case", "result"]
    fields: tuple[Code, ...] = Field(min_length=1)
    masks: tuple[Code, ...] = ()
    days: int | None = Field(default=None, ge=1, le=3660)


class Opening(Closed):
    """By itself a case is opened on such a cause; ``close`` is the step that the program takes when it is gone.

    ``codes``: which rules of warnings, rules or forms (all where none). ``verdict``: what a rule must have found.
    ``after_days``: for a report, so many days after it was due.
    """

    cause: CauseKind
    codes: tuple[Code, ...] = ()
    verdict: Code | None = None
    after_days: int = Field(default=1, ge=1, le=90)
    close: Code | None = None


class Party(Closed):
    """Which organisation: a ``department`` by its type, the ``county`` of the case, the ``government``, or ``chosen``.

    With ``chosen`` and another one, the other is what is proposed.
    """

    department: Code | None = None
    county: bool = False
    government: bool = False
    chosen: bool = False

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        named = (self.department is not None) + self.county + self.government
        if named > 1 or not (named or self.chosen):
            raise _misfit(
                "要写 department、county、government 之一，或 chosen",
                "name one of `department`, `county`, `government`, or `chosen`",
            )
        return self


class CaseType(CodedItem):
    """A kind of duty with its workflow. The first state is that of a case that was just opened.

    ``mark`` stands in its number: 督办〔2026〕3号. ``opening`` and ``opening_needs``: fields asked for, and needed,
    when it is opened. ``subject``: the kind of register that it is about. ``open_by``: who opens one by hand.
    ``confidential``: seen by those in charge only.
    ``milestones``: whoever is in charge may set days of their own for it.
    """

    name: Words
    name_en: Words
    group: CaseGroup
    about: Words
    about_en: Words
    mark: Words
    owner: Party
    supervisor: Party | None = None
    legal_review: Code = "justice"
    open_by: tuple[Capacity, ...] = ("owner",)
    confidential: bool = False
    milestones: bool = False
    subject: Code | None = None
    opening: tuple[Code, ...] = ()
    opening_needs: tuple[Code, ...] = ()
    fields: tuple[RegisterField, ...] = Field(default=(), max_length=40)
    states: tuple[CaseState, ...] = Field(min_length=2, max_length=MAX_STATES)
    steps: tuple[CaseStep, ...] = Field(min_length=1, max_length=MAX_STEPS)
    deadlines: tuple[DeadlineRule, ...] = Field(default=(), max_length=MAX_DEADLINES)
    publications: tuple[PublicationRule, ...] = ()
    opens_on: tuple[Opening, ...] = ()

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)

    @property
    def initial(self) -> CaseState:
        """The state in which a case begins."""
        return self.states[0]

    @cached_property
    def field_of(self) -> dict[str, RegisterField]:
        return {each.code: each for each in self.fields}

    @cached_property
    def state_of(self) -> dict[str, CaseState]:
        return {each.code: each for each in self.states}

    @cached_property
    def step_of(self) -> dict[str, CaseStep]:
        return {each.code: each for each in self.steps}

    @cached_property
    def deadline_of(self) -> dict[str, DeadlineRule]:
        return {each.code: each for each in self.deadlines}

    @cached_property
    def publication_of(self) -> dict[str, PublicationRule]:
        return {each.code: each for each in self.publications}

    def steps_from(self, state: str) -> Iterator[CaseStep]:
        """The steps that lead on from a state, in the order of the pack."""
        final = self.state_of[state].is_final
        for step in self.steps:
            if state in step.from_states or (not step.from_states and not final):
                yield step
