"""What is still needed a year to reach a target, beside what was achieved so far. Exact, without floats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lvheng.errors import Text
from lvheng.formula import Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.schedule import HUNDRED, Schedule, Shape, power


@dataclass(frozen=True)
class Need:
    """What is left of the way at a time.

    ``remaining`` is what is missing of the target, in its unit; 0 where it is met. ``pace`` is the change a year that
    still leads there (of a geometric schedule the yearly rate of fall in %); None once the deadline has passed.
    ``so_far`` is the same of the time since the base year; None at the very beginning. ``text`` says all this.
    """

    shape: Shape
    met: bool
    remaining: Fraction
    years_left: Fraction
    pace: Fraction | None
    so_far: Fraction | None
    text: Text


@dataclass(frozen=True)
class GoalCheck:
    """Whether a yearly goal, kept from the base year on, leads to the target; ``reached``: where it leads."""

    enough: bool
    constant: Fraction
    reached: Fraction
    text: Text


def needed(schedule: Schedule, value: Fraction, time: Fraction, *, unit: str, decimals: int) -> Need:
    """What the value at a time leaves to be done. Paces are shown rounded up, so that they suffice."""
    met = schedule.met_by(value)
    remaining = Fraction(0) if met else abs(schedule.target - value)
    left = max(schedule.target_year - time, Fraction(0))
    pace = Fraction(0) if met else schedule.needed_pace(value, time)
    so_far = pace_so_far(schedule, value, time)
    text = _Sentence(schedule, unit, decimals).of(met, remaining, left, pace, so_far)
    return Need(schedule.shape, met, remaining, left, pace, so_far, text)


def constant_pace(schedule: Schedule) -> Fraction:
    """The change a year that leads from the base to the target; of a geometric schedule the yearly rate of fall, %."""
    pace = schedule.needed_pace(schedule.base, Fraction(schedule.base_year))
    if pace is None:
        raise ValueError("a schedule ends after it begins")
    return pace


def pace_so_far(schedule: Schedule, value: Fraction, time: Fraction) -> Fraction | None:
    """The mean change a year since the base; None where no time has passed or a rate cannot be told."""
    years = time - schedule.base_year
    if years <= 0:
        return None
    if schedule.shape != "geometric":
        return (value - schedule.base) / years
    # What has risen has a rate of fall below zero; the root of its reciprocal gives it.
    left = 1 - value / HUNDRED
    if left <= 0:
        return None
    return HUNDRED * (1 - power(left, 1 / years)) if left <= 1 else HUNDRED * (1 - 1 / power(1 / left, 1 / years))


def goal_check(schedule: Schedule, yearly: Fraction, *, unit: str, decimals: int) -> GoalCheck:
    """Whether a change of ``yearly`` (geometric: a rate of fall in %) is enough, if kept from the base year on."""
    years = schedule.target_year - schedule.base_year
    if schedule.shape == "geometric":
        reached = HUNDRED * (1 - power(1 - yearly / HUNDRED, Fraction(years)))
    else:
        reached = schedule.base + yearly * years
    constant, enough = constant_pace(schedule), schedule.met_by(reached)
    shown = [_plain(abs(each), decimals, Rounding.HALF_EVEN) for each in (yearly, constant, reached)]
    goal = _plain(schedule.target, decimals, Rounding.HALF_EVEN)
    by = schedule.target_year
    text = Text(
        f"每年{shown[0]} {unit}{'够' if enough else '不够'}：所需的年均进度为{shown[1]} {unit}；"
        f"照此到{by}年为{shown[2]} {unit}，目标是{goal} {unit}。",
        f"{shown[0]} {unit} a year is {'enough' if enough else 'not enough'}: the constant pace is {shown[1]} {unit}; "
        f"by {by} it leads to {shown[2]} {unit}, the target is {goal} {unit}.",
    )
    return GoalCheck(enough, constant, reached, text)


@dataclass(frozen=True)
class _Sentence:
    """How a need is told: in points where the unit is a percentage, as a rate where the schedule is geometric."""

    schedule: Schedule
    unit: str
    decimals: int

    def of(
        self, met: bool, remaining: Fraction, left: Fraction, pace: Fraction | None, so_far: Fraction | None
    ) -> Text:
        if met:
            return Text("已达到目标，须保持。", "The target is reached and is to be kept.")
        gap = self._amount(remaining, points=True)
        if pace is None:
            return Text(f"期限已过，还差{gap.zh}。", f"The deadline has passed; {gap.en} are missing.")
        year, beside = self._paced(pace), self._history(so_far)
        zh_years, en_years = _years(left)
        return Text(
            f"还差{gap.zh}，剩余{zh_years}，平均每年须{year.zh}{beside.zh}。",
            f"{gap.en} are missing with {en_years} left: {year.en} a year is needed{beside.en}.",
        )

    def _history(self, so_far: Fraction | None) -> Text:
        if so_far is None:
            return Text("", "")
        done = self._paced(so_far, Rounding.HALF_EVEN)
        return Text(f"；此前平均每年{done.zh}", f", against {done.en} a year so far")

    def _paced(self, pace: Fraction, rounding: Rounding = Rounding.UP) -> Text:
        geometric = self.schedule.shape == "geometric"
        amount = self._amount(abs(pace), points=not geometric, rounding=rounding)
        if (pace < 0) != geometric:
            return Text(f"下降{amount.zh}", f"a fall of {amount.en}")
        return Text(f"提高{amount.zh}", f"a rise of {amount.en}")

    def _amount(self, value: Fraction, *, points: bool, rounding: Rounding = Rounding.UP) -> Text:
        number = _plain(value, self.decimals, rounding)
        if self.unit == "%" and points:
            return Text(f"{number}个百分点", f"{number} percentage points")
        return Text(f"{number} {self.unit}", f"{number} {self.unit}")


def _plain(value: Fraction, decimals: int, rounding: Rounding) -> str:
    return format(to_decimal(round_to(value, decimals, rounding), decimals), "f")


def _years(left: Fraction) -> tuple[str, str]:
    number = _plain(left, 0 if left.denominator == 1 else 2, Rounding.HALF_EVEN)
    return f"{number}年", f"{number} year{'' if left == 1 else 's'}"
