"""Scores of counties and departments, by worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lvheng.cases.models import Case
from lvheng.cases.scoring import Measured, score
from lvheng.packs import Pack
from lvheng.packs.scorecards import Scorecard, ScorePart

PART = ScorePart(code="in_time", name="按时", name_en="In time", measure="terms_in_time", points=50, best=100, worst=60)


def _card(pack: Pack) -> Scorecard:
    return next(card for card in pack.of(Scorecard) if card.code == "county_duties")


@pytest.mark.parametrize(
    ("measured", "points"),
    [
        (Measured(20, 20), "50.00"),
        (Measured(12, 20), "0.00"),
        (Measured(5, 20), "0.00"),
        (Measured(17, 20), "31.25"),
        (Measured(2, 3), "8.33"),
        (Measured(0, 0), None),
    ],
)
def test_points_lie_in_proportion_between_worst_and_best(
    measured: Measured, points: str | None, linxia_pack: Pack
) -> None:
    found = score(_card(linxia_pack).model_copy(update={"parts": (PART,)}), {"terms_in_time": measured})
    assert found.points == (Decimal(points) if points else None)


def test_what_cannot_be_measured_neither_gives_nor_costs_points(linxia_pack: Pack) -> None:
    found = score(_card(linxia_pack), {"supervised": Measured(1), "overdue_now": Measured(0)})
    assert (found.points, found.possible) == (Decimal("32.00"), Decimal(35))


@pytest.mark.django_db
def test_the_page_shows_the_points_with_what_was_counted(supervision: Case, client_as: type[Client]) -> None:
    answer = client_as("planner").get(reverse("cases:scores") + "?card=county_duties")
    row = next(each for each in answer.context["rows"] if each.organisation == supervision.owner)
    counted = {each.part.code: each.measured.count for each in row.score.parts}
    assert counted["supervised"] == 1
    assert row.score.points == Decimal("47.00")
