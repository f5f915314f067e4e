"""Air quality as packs hold it: editions of the air quality index (HJ 633) and the rules of evaluation (HJ 663)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import InputProblem, Problem, Text
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.model import Bilingual, Closed, Code, CodedItem

Edition = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Above = Literal["cap", "none"]


def _exact(value: object) -> object:
    if isinstance(value, float):
        raise PydanticCustomError("inexact_number", "a number with decimals is written in quotes, so that it is exact")
    return value


Exact = Annotated[Decimal, BeforeValidator(_exact), Field(allow_inf_nan=False)]


class AirLevel(Closed):
    """One level of air quality: the index up to and including ``upto`` (``None``: without end)."""

    code: Code
    name: Bilingual
    upto: int | None = None
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]


class AirIndex(CodedItem):
    """One edition of the air quality index.

    ``steps`` are the values of the index at the breakpoints; a quantity may have fewer breakpoints than steps.
    ``breakpoints`` are concentrations in µg/m³ (CO: mg/m³) by quantity, such as ``pm2_5_24h``. ``daily`` lists the
    quantities of the daily report. ``decimals`` says to how many decimals a concentration is rounded (GB/T 8170)
    before the index; without an entry it is not rounded. ``above`` says what holds above a quantity's last breakpoint:
    ``cap`` (the last step), ``none`` (no index), or the value of the index; without an entry ``cap``.
    ``missing_pollutant``: with ``others`` the rest makes the index; with ``exceeding_only`` it is published only above
    ``exceeding``.
    """

    edition: Edition
    title: Bilingual
    steps: tuple[int, ...] = Field(min_length=2)
    breakpoints: dict[Code, tuple[int, ...]]
    daily: tuple[Code, ...] = Field(min_length=1)
    decimals: dict[Code, int] = Field(default_factory=dict)
    above: dict[Code, Above | int] = Field(default_factory=dict)
    missing_pollutant: Literal["others", "exceeding_only"]
    exceeding: int
    primary_above: int
    lowest: int
    levels: tuple[AirLevel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for name, points in {"steps": self.steps, **self.breakpoints}.items():
            if list(points) != sorted(set(points)) or not 2 <= len(points) <= len(self.steps):
                raise PydanticCustomError(
                    "breakpoints_do_not_rise",
                    "{name} must rise and have 2 to {count} values",
                    {"name": name, "count": len(self.steps)},
                )
        return self

    @model_validator(mode="after")
    def _knows_its_quantities(self) -> Self:
        unknown = [name for name in (*self.daily, *self.decimals, *self.above) if name not in self.breakpoints]
        if unknown:
            raise PydanticCustomError("no_breakpoints", "no breakpoints for {names}", {"names": ", ".join(unknown)})
        return self

    @model_validator(mode="after")
    def _levels_rise_without_end(self) -> Self:
        limits = [level.upto for level in self.levels[:-1]]
        rises = None not in limits and limits == sorted(set(limits), key=lambda limit: limit or 0)
        if not rises or self.levels[-1].upto is not None:
            raise PydanticCustomError("levels_have_gaps", "levels must rise, and only the last one has no `upto`")
        return self


class AirRule(CodedItem):
    """One number of the rules of evaluation, with its own source: hours that make a day, days that make a year."""

    name: Bilingual
    value: Exact


def _check_editions(draft: Draft) -> Iterator[Problem]:
    """Editions are asked for by name, whatever the day: a name may stand once."""
    seen: set[str] = {item.edition for item in (draft.base.of(AirIndex) if draft.base else ())}
    for entry in draft.own(AirIndex):
        if entry.item.edition in seen:
            yield InputProblem(
                "duplicate_edition",
                Text(
                    f"版本“{entry.item.edition}”写了不止一次。", f"The edition `{entry.item.edition}` is written twice."
                ),
                entry.place.at("edition"),
                Text("给其中一个换个名称。", "Give one of them another name."),
            )
        seen.add(entry.item.edition)


def in_force(items: tuple[AirIndex, ...], day: datetime.date) -> AirIndex | None:
    """The edition in force on a day."""
    first, last = datetime.date.min, datetime.date.max
    return next((item for item in items if (item.valid_from or first) <= day <= (item.valid_until or last)), None)


AIR_INDEXES = ItemKind("air_indexes", Text("空气质量指数版本", "air quality index"), AirIndex, check=_check_editions)
AIR_RULES = ItemKind("air_rules", Text("空气质量评价规则", "rule of air quality"), AirRule)
