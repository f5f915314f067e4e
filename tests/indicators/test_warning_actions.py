"""The daily review in the database: opens, keeps, closes, tells the log, and rewrites nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from lvheng.audit.models import Entry
from lvheng.errors import Text
from lvheng.indicators.jobs import review_warnings_job
from lvheng.indicators.models import IndicatorWarning
from lvheng.indicators.warning_actions import Outcome, review_warnings
from lvheng.indicators.warning_queries import Filters, count_by_severity, open_for, open_warnings, warnings
from lvheng.plan.models import Version
from lvheng.statistics.recording import record_batch, release

EARLY = datetime.date(2021, 10, 1)
LATE = datetime.date(2026, 11, 22)


def warning(**changes: Any) -> IndicatorWarning:
    """A warning as a review would write it."""
    made: dict[str, Any] = {
        "rule": "red_binding",
        "name_zh": "约束性目标亮红灯",
        "name_en": "Red light on a binding target",
        "severity": "high",
        "follows": "task",
        "plan": "linxia_2021_53",
        "target": "energy_per_gdp",
        "indicator": "energy_per_gdp_decline",
        "area": "622900",
        "title_zh": "单位地区生产总值能耗",
        "title_en": "Energy per unit of GDP",
        "period": "2023",
        "facts": {"light": "red"},
        "reason_zh": "亮红灯",
        "reason_en": "red",
        "opened_on": EARLY,
        **changes,
    }
    return IndicatorWarning.objects.create(**made)


def test_a_review_before_any_plan_is_adopted_finds_nothing(places: None) -> None:
    assert review_warnings(LATE) == Outcome(0, 0, 0)
    assert not Entry.objects.filter(action="indicators.review_warnings").exists()


def test_figures_that_never_came_are_warned_of_with_the_reason(linxia: Version) -> None:
    found = review_warnings(LATE)
    silent = IndicatorWarning.objects.filter(rule="never_reported", indicator="eco_industry_share")
    assert found.opened == IndicatorWarning.objects.count() > 0
    assert [each.reason.zh for each in silent] == [
        f"起点年结束70个月以来，“{silent[0].title_zh}”还没有任何一期数据，应催报。"
    ]
    assert (silent[0].follows, silent[0].severity, silent[0].opened_on) == ("data_check", "low", LATE)
    assert silent[0].facts["months_stale"] == "70"


def test_the_same_day_again_changes_nothing(linxia: Version) -> None:
    first = review_warnings(LATE)
    again = review_warnings(LATE)
    assert again == Outcome(0, first.opened, 0)
    assert Entry.objects.filter(action="indicators.review_warnings").count() == 1


def test_a_warning_closes_when_its_cause_is_gone_and_comes_back_as_a_new_one(linxia: Version) -> None:
    """The clock is turned back: in 2021 no figure was late yet."""
    review_warnings(LATE)
    silent = IndicatorWarning.objects.filter(rule="never_reported")
    before = silent.count()
    review_warnings(EARLY)
    assert not silent.filter(closed_on__isnull=True).exists()
    assert all("已有数据" in each.closed_reason.zh for each in silent.all())
    review_warnings(LATE)
    assert silent.count() == 2 * before
    assert silent.filter(closed_on__isnull=True).count() == before


def test_one_entry_of_the_log_tells_what_changed(linxia: Version) -> None:
    review_warnings(LATE)
    entry = Entry.objects.get(action="indicators.review_warnings")
    assert entry.changes["day"] == "2026-11-22"
    assert "never_reported: eco_industry_share 622900" in entry.changes["warnings_opened"]
    assert entry.changes["warnings_closed"] == []


def test_a_warning_of_a_target_that_is_gone_is_closed(linxia: Version) -> None:
    warning(target="abolished")
    review_warnings(EARLY)
    assert IndicatorWarning.objects.get(target="abolished").closed_reason.zh == "现行方案中已没有这一目标。"


def test_a_target_that_several_indicators_judge_names_the_indicator(linxia: Version) -> None:
    review_warnings(LATE)
    titles = {each.title_zh for each in IndicatorWarning.objects.filter(target__contains="medical_waste")}
    assert len(titles) == 2
    assert all(title.startswith("医疗废物") and title.endswith("）") for title in titles)


def test_figures_that_become_public_have_the_warnings_reviewed_once(
    linxia: Version, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    now = timezone.now()
    batch = record_batch("series", Text("报表", "a form"), [], at=now)
    with django_capture_on_commit_callbacks(execute=True):
        release(batch, at=now)
    assert ProcrastinateJob.objects.filter(task_name="indicators.review_warnings", status="todo").count() == 1


def test_the_job_reviews_by_the_day_of_the_site(linxia: Version) -> None:
    review_warnings_job()
    assert open_warnings().exists()


@pytest.mark.parametrize(
    "change",
    [{"reason_zh": "别的原因"}, {"severity": "low"}, {"opened_on": LATE}, {"facts": {}}, {"plan": "another"}],
)
def test_what_was_warned_of_is_never_rewritten(db: None, change: dict[str, Any]) -> None:
    made = warning()
    with pytest.raises(Error, match="pgtrigger"), transaction.atomic():
        IndicatorWarning.objects.filter(pk=made.pk).update(**change)


def test_a_warning_cannot_be_deleted(db: None) -> None:
    made = warning()
    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        made.delete()


def test_a_closed_warning_stays_closed(db: None) -> None:
    made = warning(closed_on=LATE, closed_reason_zh="好转", closed_reason_en="better")
    with pytest.raises(Error, match="pgtrigger"), transaction.atomic():
        IndicatorWarning.objects.filter(pk=made.pk).update(closed_on=None)


def test_one_cause_has_one_open_warning(db: None) -> None:
    warning()
    with pytest.raises(IntegrityError), transaction.atomic():
        warning()
    warning(area="622901")
    warning(closed_on=LATE)


def test_a_warning_cannot_close_before_it_opens(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        warning(opened_on=LATE, closed_on=EARLY)


def test_open_warnings_come_the_heaviest_first(db: None) -> None:
    for severity in ("low", "high", "medium"):
        warning(rule=severity, severity=severity)
    assert [each.severity for each in open_warnings()] == ["high", "medium", "low"]
    assert count_by_severity() == {"high": 1, "medium": 1, "low": 1}


def test_a_page_finds_the_warnings_of_its_indicator_or_target(db: None) -> None:
    made = warning()
    warning(rule="other", target="t", indicator="i", closed_on=LATE)
    assert list(open_for(indicator="energy_per_gdp_decline")) == [made]
    assert list(open_for(target="energy_per_gdp")) == [made]
    assert list(open_for(indicator="i")) == []


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({}, ["a", "b"]),
        ({"state": "closed"}, ["c"]),
        ({"state": "all"}, ["a", "b", "c"]),
        ({"severity": "low"}, ["b"]),
        ({"follows": "notice"}, ["b"]),
        ({"q": "生态"}, ["a"]),
        ({"q": "Red light"}, ["a", "b"]),
        ({"q": "nothing such", "state": "all"}, []),
        ({"severity": "no such"}, []),
    ],
)
def test_the_list_is_narrowed_as_asked(db: None, query: dict[str, str], rules: list[str]) -> None:
    warning(rule="a", title_zh="绿色生态产业增加值")
    warning(rule="b", severity="low", follows="notice")
    warning(rule="c", closed_on=LATE, closed_reason_zh="好转")
    assert sorted(each.rule for each in warnings(Filters.of(query))) == rules


def test_the_page_shows_the_reason_and_leads_to_the_number(linxia: Version, client: Client) -> None:
    warning()
    page = client.get("/indicators/warnings/").content.decode()
    assert "约束性目标亮红灯" in page
    assert "/indicators/energy_per_gdp_decline/622900/2023/" in page
    assert "整改" in page
    assert "重 1，中 0，轻 0" in page


def test_a_warning_without_a_number_leads_to_its_indicator(linxia: Version, client: Client) -> None:
    warning(period="")
    assert 'href="/indicators/energy_per_gdp_decline/"' in client.get("/indicators/warnings/").content.decode()


def test_the_page_tells_why_a_warning_was_closed_and_what_was_simulated(linxia: Version, client: Client) -> None:
    warning(closed_on=LATE, closed_reason_zh="好转", closed_reason_en="better", simulated=True)
    client.cookies["django_language"] = "en"
    page = client.get("/indicators/warnings/?state=closed").content.decode()
    assert "Closed because: better" in page
    assert "simulated data" in page
    assert "closed on 2026-11-22" in page


def test_an_empty_list_says_so_and_an_empty_search_offers_the_way_back(linxia: Version, client: Client) -> None:
    assert "现在没有预警。" in client.get("/indicators/warnings/").content.decode()
    page = client.get("/indicators/warnings/?q=x").content.decode()
    assert "没有符合条件的预警。" in page
    assert "清除筛选" in page


def test_a_thousand_warnings_are_shown_page_by_page_with_few_queries(
    linxia: Version, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    one = warning()
    IndicatorWarning.objects.bulk_create(
        IndicatorWarning(**{**_fields(one), "area": str(100000 + place), "period": ""}) for place in range(1000)
    )
    with django_assert_max_num_queries(12):
        page = client.get("/indicators/warnings/?page=2").content.decode()
    assert page.count("<tr>") == 51


def _fields(row: IndicatorWarning) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
