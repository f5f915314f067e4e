"""How counties and departments are scored (考核): parts with points, each by a measure between worst and best."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.case_model import Named
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.model import Bilingual, CodedItem, Pack, Words

Measure = Literal[
    "terms_in_time",
    "tasks_begun",
    "tasks_done",
    "supervised",
    "overdue_now",
    "reports_chased",
    "warnings_rectified",
]
MEASURES: dict[str, Text] = {
    "terms_in_time": Text("按时完成的期限占已到期期限的比例（%）", "terms met in time among those that have ended (%)"),
    "tasks_begun": Text("已启动的方案任务占牵头任务的比例（%）", "tasks begun among those that it leads (%)"),
    "tasks_done": Text("已完成的方案任务占牵头任务的比例（%）", "tasks done among those that it leads (%)"),
    "supervised": Text("被督办的件数", "times that it was supervised"),
    "overdue_now": Text("未办结且已逾期的件数", "open cases that are overdue"),
    "reports_chased": Text("报表被催报的件数", "reports that were asked for"),
    "warnings_rectified": Text("预警整改完成的比例（%）", "rectifications that are done (%)"),
}


def _exact(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Exact = Annotated[Decimal, BeforeValidator(_exact)]


class ScorePart(Named):
    """A part of a score: ``points`` at ``best``, none at ``worst``, in proportion between them."""

    measure: Measure
    points: Exact = Field(gt=0, le=100)
    best: Exact
    worst: Exact
    note: Bilingual | None = None


class Scorecard(CodedItem):
    """How organisations of a kind are scored for a year."""

    name: Words
    name_en: Words
    about: Words
    about_en: Words
    scores: Literal["counties", "departments"]
    parts: tuple[ScorePart, ...] = Field(min_length=1, max_length=20)

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)


def _check(draft: Draft) -> Iterator[Problem]:
    for entry in draft.own(Scorecard):
        total = sum(part.points for part in entry.item.parts)
        if total != 100:
            zh, en = f"各部分合计 {total} 分，应为100分", f"the parts add up to {total} points, not to 100"
            yield mistakes.contradiction(entry.place.at("parts"), zh, en)
        for number, part in enumerate(entry.item.parts):
            if part.best == part.worst:
                zh, en = "best 和 worst 不能相同", "`best` and `worst` must differ"
                yield mistakes.contradiction(entry.place.at("parts", number), zh, en)


def scorecards_of(pack: Pack, day: datetime.date) -> list[Scorecard]:
    """The scorecards in force on a day."""
    return [each for each in pack.of(Scorecard) if (each.valid_from or day) <= day <= (each.valid_until or day)]


SCORECARDS = ItemKind("scorecards", Text("考核办法", "scorecard"), Scorecard, check=_check)
