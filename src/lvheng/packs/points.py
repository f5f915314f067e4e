"""Declares what earns green points: actions with their points, caps for a day, and what is believed without proof."""

from __future__ import annotations

import datetime

from pydantic import Field

from lvheng.errors import Text
from lvheng.packs.draft import ItemKind
from lvheng.packs.markets import in_force
from lvheng.packs.model import CodedItem, Pack, Words


class PointAction(CodedItem):
    """A green action: ``points`` for each ``unit`` of it.

    One person is given at most ``per_day`` points for it in a day, in at most ``times_per_day`` entries of at most
    ``most_units`` each. ``needs_proof``: the number of a receipt, ticket or weighing slip, which counts once, whoever
    shows it. Points run out after ``valid_months``.
    """

    name: Words
    name_en: Words
    about: Words
    about_en: Words
    unit: Words
    unit_en: Words
    points: int = Field(ge=1, le=10_000)
    per_day: int = Field(ge=1, le=100_000)
    times_per_day: int = Field(ge=1, le=100)
    most_units: int = Field(default=1, ge=1, le=100_000)
    needs_proof: bool = False
    valid_months: int = Field(default=24, ge=1, le=120)

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)


def point_actions_of(pack: Pack, day: datetime.date) -> dict[str, PointAction]:
    """The actions in force on ``day`` by their codes; a pack's own before those it inherits."""
    return {each.code: each for each in reversed(pack.of(PointAction)) if in_force(each, day)}


POINT_ACTIONS = ItemKind("point_actions", Text("积分行动", "green action"), PointAction)
