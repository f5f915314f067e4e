"""Mid-term and final evaluation of a target: classes with the number that puts a target into its class."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from lvheng.errors import Text
from lvheng.indicators.schedule import Schedule

MidTerm = Literal["done", "on_schedule", "behind", "out_of_reach", "no_data"]
Final = Literal["met", "nearly_met", "not_met", "no_data"]
MID_TERM_NAMES: dict[MidTerm, Text] = {
    "done": Text("提前完成", "done early"),
    "on_schedule": Text("进度符合预期", "on schedule"),
    "behind": Text("进度滞后", "behind schedule"),
    "out_of_reach": Text("难以完成", "out of reach"),
    "no_data": Text("没有数据", "no data"),
}
FINAL_NAMES: dict[Final, Text] = {
    "met": Text("完成", "met"),
    "nearly_met": Text("基本完成", "nearly met"),
    "not_met": Text("未完成", "not met"),
    "no_data": Text("没有数据", "no data"),
}


def mid_term(
    schedule: Schedule, points: Sequence[tuple[Fraction, Fraction]], time: Fraction, out_of_reach: Fraction
) -> MidTerm:
    """The class of a target by what is known of it at a time.

    ``points`` are (time, value) up to then. A target that is behind is out of reach where the pace that is still needed
    exceeds the best yearly pace so far ``out_of_reach`` times.
    """
    known = sorted(point for point in points if point[0] <= time)
    if not known:
        return "no_data"
    latest, value = known[-1]
    if schedule.met_by(value):
        return "done"
    done = schedule.completion(value)
    if done is None:
        return "behind"
    if done >= schedule.time_share(latest):
        return "on_schedule"
    best, needed = _best_pace(schedule, known), schedule.needed_pace(value, latest)
    if needed is None or (best is not None and abs(needed) > max(best, Fraction(0)) * out_of_reach):
        return "out_of_reach"
    return "behind"


def _best_pace(schedule: Schedule, known: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The greatest change a year towards the target between two neighbouring points, the base among them."""
    points = sorted({(Fraction(schedule.base_year), schedule.base), *known})
    sign = 1 if schedule.target >= schedule.base else -1
    paces = [
        sign * (later[1] - earlier[1]) / (later[0] - earlier[0])
        for earlier, later in pairwise(points)
        if later[0] > earlier[0]
    ]
    return max(paces, default=None)


def final(schedule: Schedule, value: Fraction | None, nearly_met: Fraction) -> Final:
    """The class of a target after its deadline; ``nearly_met``: the least completion that counts as nearly."""
    if value is None:
        return "no_data"
    if schedule.met_by(value):
        return "met"
    done = schedule.completion(value)
    return "nearly_met" if done is not None and done >= nearly_met else "not_met"
