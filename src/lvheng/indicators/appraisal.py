"""How a target is evaluated: at mid-term by its pace, after its deadline by the deadline's own value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lvheng.errors import Text
from lvheng.indicators.computing import Valued
from lvheng.indicators.evaluation import FINAL_NAMES, MID_TERM_NAMES, Final, MidTerm, final, mid_term
from lvheng.indicators.schedule import HUNDRED, Schedule, end_of
from lvheng.packs.programs import Measures

Tone = Literal["ok", "warn", "bad", "none"]
_TONES: dict[MidTerm | Final, Tone] = {
    "done": "ok",
    "on_schedule": "ok",
    "behind": "warn",
    "out_of_reach": "bad",
    "met": "ok",
    "nearly_met": "warn",
    "not_met": "bad",
    "no_data": "none",
}


@dataclass(frozen=True)
class Appraisal:
    """The class of a target. ``is_final`` once the deadline is over; ``value`` is the one that it rests on, if any."""

    is_final: bool
    word: MidTerm | Final
    name: Text
    value: Valued | None
    completion: Fraction | None

    @property
    def tone(self) -> Tone:
        """How a badge shows it."""
        return _TONES[self.word]


def appraise(
    measures: Measures,
    schedule: Schedule | None,
    reached: bool | None,
    deadline: int | None,
    values: Sequence[Valued],
    today: date,
) -> Appraisal | None:
    """The class by the values after the base year, the oldest first; None where there is no way to tell one.

    ``reached`` says of the deciding (last) value whether it is as good as the target; None where there is no value.

    1. After the deadline only the deadline's own value counts: a later or an earlier one says nothing of it.
    2. Before it the pace decides, which needs a schedule; without one it can only be told that a target is reached.
    """
    if deadline is not None and today > date(deadline, 12, 31):
        return _final(measures, schedule, reached, deadline, values)
    latest = values[-1] if values else None
    if schedule is None:
        if reached and latest is not None:
            return Appraisal(False, "done", MID_TERM_NAMES["done"], latest, None)
        return None
    points = [(end_of(each.period), Fraction(each.value)) for each in values if isinstance(each.value, Decimal)]
    word = (
        mid_term(schedule, points, points[-1][0], _share(measures, "evaluation_out_of_reach")) if points else "no_data"
    )
    return Appraisal(False, word, MID_TERM_NAMES[word], latest, _completion(schedule, latest))


def _final(
    measures: Measures, schedule: Schedule | None, reached: bool | None, deadline: int, values: Sequence[Valued]
) -> Appraisal:
    found = next((each for each in values if each.period.year == deadline), None)
    if found is None or not isinstance(found.value, Decimal):
        return Appraisal(True, "no_data", FINAL_NAMES["no_data"], None, None)
    if schedule is None:
        word: Final = "met" if reached else "not_met"
    else:
        word = final(schedule, Fraction(found.value), _share(measures, "evaluation_nearly_met") / HUNDRED)
    return Appraisal(True, word, FINAL_NAMES[word], found, _completion(schedule, found))


def _completion(schedule: Schedule | None, found: Valued | None) -> Fraction | None:
    if schedule is None or found is None or not isinstance(found.value, Decimal):
        return None
    return schedule.completion(Fraction(found.value))


def _share(measures: Measures, code: str) -> Fraction:
    value = measures.parameters[code].value
    if value is None:
        raise ValueError(f"{code} has no value")
    return Fraction(value)
