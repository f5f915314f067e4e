"""Models of rules: what they ask, what they compute, what follows, by which law, with worked examples."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Text
from lvheng.formula.declarations import MAX_DIGITS, Effect, Rounding
from lvheng.formula.periods import PeriodKind
from lvheng.packs.measures import SAFE_DIGITS, Bracket, DatedFormula, Exact, MeasureCode, Pool
from lvheng.packs.model import AreaCode, Bilingual, Closed, Code, CodedItem, Item, Source, Words

Follows = Literal["charge", "incentive", "duty", "verdict", "score", "risk"]
RuleGroup = Literal["price", "tax", "incentive", "trigger", "liability", "contract", "evaluation", "market"]
InputKind = Literal["number", "boolean", "code", "date"]
OutputRole = Literal["amount", "quantity", "verdict", "duty", "score"]
MAX_REPEAT = 20
PERIOD_END = "period_end"
P = TypeVar("P", bound="Part")


def _written(value: Any) -> Any:
    """A value as a person writes it: text, so that no digit is lost, or a truth value."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        written = repr(float(value))
        if len(Decimal(written).as_tuple().digits) > SAFE_DIGITS:
            raise PydanticCustomError("number_not_exact", "has more digits than YAML keeps")
        return written
    return str(value)


Written = Annotated[str | bool, BeforeValidator(_written)]
PeriodCode = Annotated[str, BeforeValidator(_written)]


class Choice(Closed):
    """One of the values of an input or output of kind ``code``."""

    code: Words
    name: Words
    name_en: Words

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class Part(Closed):
    """A named quantity of a rule.

    ``repeat`` makes so many of it: ``{n}`` in ``code``, ``name``, ``name_en`` and the formula becomes 1, 2, 3 …
    """

    code: Words
    name: Words
    name_en: Words
    unit: Words = "1"
    decimals: int = Field(default=0, ge=0, le=MAX_DIGITS)
    digits: int = Field(default=18, ge=1, le=MAX_DIGITS)
    choices: tuple[Choice, ...] = ()
    repeat: int | None = Field(default=None, ge=1, le=MAX_REPEAT)
    note: Bilingual | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    def choice(self, code: str) -> Choice | None:
        """The choice of that code."""
        return next((each for each in self.choices if each.code == code), None)

    def numbered(self, number: int) -> dict[str, Any]:
        """What changes in the copy of that number."""
        put = {name: getattr(self, name).replace("{n}", str(number)) for name in ("code", "name", "name_en")}
        return {**put, "repeat": None}


class RuleInput(Part):
    """What a rule has to be told.

    ``default``: what holds where nothing is said; of a date it may be ``period_end``, the last day of the period.
    ``required``: false where the formulas ask ``known(...)`` themselves.
    ``of``: the kind of register in which it is kept, as the field ``field`` (its own code unless said otherwise); where
    that is another kind than the rule's, a thing that belongs to the rule's, or the one that the field ``via`` names.
    ``element``: the data element that reports it; it then belongs to that element's pool.
    """

    kind: InputKind = "number"
    required: bool = True
    default: Written | None = None
    pool: Pool = "administrative"
    of: Code | None = None
    field: Code | None = None
    via: Code | None = None
    element: Code | None = None

    @model_validator(mode="after")
    def _choices_are_of_codes(self) -> RuleInput:
        if self.choices and self.kind != "code":
            raise PydanticCustomError("choices_without_codes", "only an input of kind `code` has choices")
        return self

    def on(self, day: datetime.date | None) -> RuleInput:
        """The input as it is on a day: a default that is the last day of the period is that day, or none at all."""
        if self.kind != "date" or self.default != PERIOD_END:
            return self
        return self.model_copy(update={"default": day.isoformat() if day else None})


class RuleStep(Part):
    """What a rule computes on its way. ``formula`` is one text, or a list of dated ones."""

    kind: Literal["number", "boolean", "code"] = "number"
    rounding: Rounding = Rounding.HALF_EVEN
    formulas: tuple[DatedFormula, ...] = Field(min_length=1, alias="formula")

    @field_validator("formulas", mode="before")
    @classmethod
    def _one_formula(cls, value: Any) -> Any:
        return [{"formula": value}] if isinstance(value, str) else value

    def numbered(self, number: int) -> dict[str, Any]:
        formulas = tuple(
            each.model_copy(update={"formula": each.formula.replace("{n}", str(number))}) for each in self.formulas
        )
        return {**super().numbered(number), "formulas": formulas}


class RuleOutput(RuleStep):
    """What a rule gives: an amount, a verdict, a duty, a score."""

    role: OutputRole = "amount"


Count = Annotated[int, Field(ge=-4000, le=4000)] | MeasureCode


class RuleDeadline(Closed):
    """A day by which something has to be done: ``years``, ``months``, ``days`` and ``working_days`` after ``after``.

    Each is a number, negative before the day, or the code of a parameter that has it. ``after`` is an input of kind
    ``date`` or ``period_end``, ``quarter_end``, ``year_end`` of the rule's period; ``when`` is the truth value on which
    the duty depends. A month later is the day of the same number, or the last day of a shorter month.
    """

    code: MeasureCode
    name: Words
    name_en: Words
    after: Words
    years: Count = 0
    months: Count = 0
    days: Count = 0
    working_days: Count = 0
    when: MeasureCode | None = None
    law: Bilingual | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def counts(self) -> dict[str, int | str]:
        """How many years, months, days and working days, those that are not nought."""
        every = {"years": self.years, "months": self.months, "days": self.days, "working_days": self.working_days}
        return {unit: count for unit, count in every.items() if count != 0}

    @property
    def parameters(self) -> list[str]:
        """The codes of parameters that say how many."""
        return [count for count in self.counts.values() if isinstance(count, str)]


class LegalText(Source):
    """A law or standard that the rule carries out, with the days (both included) on which it is in force."""

    valid_from: datetime.date | None = Field(default=None, alias="from")
    valid_until: datetime.date | None = Field(default=None, alias="until")

    def in_force_on(self, day: datetime.date) -> bool:
        """Whether it holds for conduct on that day."""
        first, last = self.valid_from or datetime.date.min, self.valid_until or datetime.date.max
        return first <= day <= last


class Amounts(Closed):
    """The value of a parameter in one of its three forms."""

    value: Exact | None = None
    brackets: tuple[Bracket, ...] = ()
    entries: dict[str, Exact] = Field(default_factory=dict)


class Example(Closed):
    """A worked example: what is given, on which day or in which period, and what must come out.

    ``gives`` names outputs and deadlines; ``asks`` the inputs and parameters that the rule has to ask for instead.
    ``history`` holds what is given of earlier periods; ``area`` chooses the local values.
    """

    name: Words
    on: PeriodCode
    area: AreaCode | None = None
    given: dict[str, Written] = Field(default_factory=dict)
    history: dict[PeriodCode, dict[str, Written]] = Field(default_factory=dict)
    parameters: dict[str, Amounts] = Field(default_factory=dict)
    gives: dict[str, Written] = Field(default_factory=dict)
    asks: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _expects_something(self) -> Example:
        if not self.gives and not self.asks:
            raise PydanticCustomError("expects_nothing", "an example needs `gives` or `asks`")
        return self


class PackRule(CodedItem):
    """A rule of law as data: what it asks, what it computes and what follows.

    ``group``: where the library lists it. ``follows``: what kind of thing comes out. ``effect``: whether it is the
    ground of a permit or a penalty. ``of``: what it is applied to (a household, an enterprise). ``frequency``: the
    length of the period of one application. ``public``: whether anybody may use it without login. ``caution``: what a
    reader must know before relying on it.
    """

    code: MeasureCode
    name: Words
    name_en: Words
    group: RuleGroup
    follows: Follows
    effect: Effect = Effect.NONE
    public: bool = True
    of: Code
    frequency: PeriodKind
    text: Bilingual
    caution: Bilingual | None = None
    law: tuple[LegalText, ...] = ()
    inputs: tuple[RuleInput, ...] = Field(min_length=1)
    steps: tuple[RuleStep, ...] = ()
    outputs: tuple[RuleOutput, ...] = Field(min_length=1)
    deadlines: tuple[RuleDeadline, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    def on(self, day: datetime.date | None) -> PackRule:
        """The rule as it is in a period that ends on ``day``; None where each row has a period of its own."""
        if all(each.default != PERIOD_END for each in self.inputs):
            return self
        return self.model_copy(update={"inputs": tuple(each.on(day) for each in self.inputs)})

    @property
    def all_inputs(self) -> tuple[RuleInput, ...]:
        """The inputs, each repetition by itself."""
        return tuple(_repeated(self.inputs))

    @property
    def all_steps(self) -> tuple[RuleStep, ...]:
        """The steps, each repetition by itself."""
        return tuple(_repeated(self.steps))

    @property
    def all_outputs(self) -> tuple[RuleOutput, ...]:
        """The outputs, each repetition by itself."""
        return tuple(_repeated(self.outputs))


class LocalValue(Item):
    """What a parameter is in one area, where the law leaves it to the province, the prefecture or the county."""

    parameter: Code
    area: AreaCode
    value: Exact | None = None
    brackets: tuple[Bracket, ...] = ()
    entries: dict[str, Exact] = Field(default_factory=dict)
    note: Words | None = None

    @property
    def key(self) -> str:
        return f"{self.parameter} · {self.area}"


def _repeated(parts: tuple[P, ...]) -> Iterator[P]:
    for part in parts:
        if part.repeat is None:
            yield part
        else:
            yield from (part.model_copy(update=part.numbered(number + 1)) for number in range(part.repeat))
