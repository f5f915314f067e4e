"""The desk counts what the lists that it links to show, whoever's work it is."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.cases import actions, listing, queries
from lvheng.cases.models import Case, Delegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(planner: Acting, ecology: Acting, ecology_colleague: Acting, county: Acting) -> list[Case]:
    """Eight cases of three offices: overdue, due today, soon, later and without a term; some given to people."""
    today = timezone.localdate()
    made = []
    for number, (days, assignee) in enumerate([(-3, ecology), (0, None), (7, ecology_colleague), (8, county)] * 2):
        owner = "linxia_ecology_environment" if number < 4 else "linxia_city_government"
        written = {"matter": f"事项{number}", "demand": "上报"}
        case = actions.open_case(
            planner, "supervision", title=f"督办{number}", area="622901", owner=owner, written=written
        )
        due = today + datetime.timedelta(days=days) if number != 3 else None
        person = assignee.person if assignee else None
        Case.objects.filter(pk=case.pk).update(next_due_on=due, assignee=person, is_open=number != 5)
        made.append(case)
    return made


def counted(acting: Acting, **asked: str) -> int:
    return listing.cases(acting, listing.Filters(**asked), timezone.localdate()).count()


def assert_the_lists_agree(acting: Acting) -> queries.Desk:
    found = queries.desk(acting)
    assert found.mine == counted(acting, mine="1")
    assert found.overdue == counted(acting, mine="1", due="overdue")
    assert found.soon == counted(acting, mine="1", due="soon")
    assert found.supervised == counted(acting, supervised="1")
    assert found.supervised_overdue == counted(acting, supervised="1", due="overdue")
    first = listing.cases(acting, listing.Filters(mine="1", sort="due"), timezone.localdate())
    assert found.first_due == first.filter(next_due_on__isnull=False).values_list("next_due_on", flat=True).first()
    return found


def test_every_count_of_the_desk_is_that_of_the_list_behind_it(
    many: list[Case], planner: Acting, ecology: Acting, ecology_colleague: Acting, county: Acting, other_county: Acting
) -> None:
    found = {name: assert_the_lists_agree(acting) for name, acting in {
        "planner": planner, "ecology": ecology, "colleague": ecology_colleague, "county": county,
        "other county": other_county,
    }.items()}  # fmt: skip
    assert (found["planner"].supervised, found["planner"].supervised_overdue) == (7, 2)
    assert (found["ecology"].mine, found["ecology"].overdue, found["ecology"].soon) == (5, 2, 2)
    assert (found["ecology"].assigned, found["colleague"].assigned, found["county"].assigned) == (2, 2, 2)
    assert found["other county"] == queries.Desk()


def test_who_stands_in_for_somebody_has_their_work_on_the_desk_for_these_days(
    many: list[Case], ecology: Acting, other_county: Acting
) -> None:
    today, day = timezone.localdate(), datetime.timedelta(days=1)
    given = {"person": ecology.person, "to": other_county.person, "reason": "出差", "made_at": timezone.now()}
    over = Delegation.objects.create(**given, from_date=today - 9 * day, until_date=today - day)
    assert assert_the_lists_agree(other_county).mine == 0
    Delegation.objects.filter(pk=over.pk).update(until_date=today)
    assert queries.desk(other_county).mine == 2
    Delegation.objects.filter(pk=over.pk).update(ended_at=timezone.now())
    assert assert_the_lists_agree(other_county).mine == 0
