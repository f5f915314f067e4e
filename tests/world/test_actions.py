"""The world in the database: complete, marked, made once, gone without a trace."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from lvheng.areas.actions import load_areas, load_organisations
from lvheng.areas.models import Organisation
from lvheng.audit.models import Entry
from lvheng.errors import Problems, SettingProblem, Text
from lvheng.formula import Period
from lvheng.registers.models import Thing
from lvheng.statistics.actions import issue_forms, open_reports
from lvheng.statistics.models import Batch, Form, Observation, Release, Report, Step, Version
from lvheng.statistics.observed import Knowledge, observations
from lvheng.statistics.recording import Figure, record_batch
from lvheng.world import extras, households, queries, registering
from lvheng.world.actions import make_world, remove_world
from lvheng.world.figures import Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 20)
TABLES = (Report, Version, Step, Batch, Release, Observation)


@pytest.fixture(autouse=True)
def _few_things(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that is made anew in a test has one small kind of things and nothing of the rooms that stand on it.

    The promises of all kinds are held by test_things.py, those of each room by its own tests.
    """
    monkeypatch.setattr(registering, "MAKERS", registering.MAKERS[:1])
    monkeypatch.setattr(extras, "extras", [])


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, linxia_pack: Pack) -> Iterator[Any]:
    """Made once: every test starts from it, and its own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_areas(linxia_pack.area_code or "")
        load_organisations(linxia_pack)
        issue_forms(None, linxia_pack)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(registering, "MAKERS", registering.MAKERS[:1])
            patch.setattr(extras, "extras", [])
            made = make_world(linxia_pack, day=DAY)
        yield made
        transaction.set_rollback(True)


def _known(knowledge: Knowledge, element: str) -> dict[tuple[str, str], Decimal]:
    rows = observations(knowledge, [element]).to_pylist()
    return {(row["unit"], row["period"]): row["value"] for row in rows}


def test_it_writes_reports_with_their_history_and_figures(world: Any, figures: Figures) -> None:
    assert world.reports > 6000
    assert world.observations > 30000
    assert Report.objects.exclude(simulated=True).count() == 0
    assert Batch.objects.exclude(simulated=True).count() == 0
    assert Observation.objects.exclude(simulated=True).count() == 0
    assert Release.objects.exclude(simulated=True).count() == 0
    assert set(Version.objects.values_list("source", flat=True)) == {"world"}
    known = _known(Knowledge(public=True), "straw_utilised")
    assert known[("622921", "2024")] == figures.value("straw_utilised", "622921", Period.parse("2024"))


def test_the_public_knows_every_figure_of_the_world(world: Any, figures: Figures) -> None:
    table = observations(Knowledge(public=True))
    known = set(zip(*(table.column(name).to_pylist() for name in ("element", "unit", "period")), strict=True))
    asked = {key for key in figures.values if key[0] != "gdp_growth" and key[0] != "energy_per_gdp_published_fall"}
    assert asked <= known


def test_figures_that_were_published_are_not_among_them(world: Any, figures: Figures) -> None:
    table = observations(Knowledge(public=False))
    known = set(zip(*(table.column(name).to_pylist() for name in ("element", "unit", "period")), strict=True))
    assert not known & figures.published.keys()


def test_reports_have_the_states_steps_and_moments_that_belong_together(world: Any) -> None:
    states = Counter(Report.objects.values_list("state", flat=True))
    assert {"published", "expected", "draft", "submitted", "returned"} <= states.keys()
    for report in Report.objects.filter(state="published").prefetch_related("steps", "versions")[:400]:
        steps = sorted(report.steps.all(), key=lambda step: (step.at, step.pk))
        assert [step.kind for step in steps if step.version == report.current][-1] == "published"
        assert [step.pk for step in steps] == sorted(step.pk for step in steps)
        newest = max(report.versions.all(), key=lambda version: version.number)
        assert newest.number == report.current
        assert newest.submitted_at is not None
        assert newest.started_at < newest.submitted_at
        assert all(step.organisation_id for step in steps)
        assert steps[0].at.date() > report.period_end


def test_of_the_latest_period_some_are_on_their_way_and_nothing_is_known(world: Any) -> None:
    found = Report.objects.filter(period="2026-07")
    states = Counter(found.values_list("state", flat=True))
    assert {"expected", "draft", "submitted", "returned"} == states.keys()
    assert found.count() == 8 * 8
    assert not Step.objects.filter(at__date__gt=DAY, report__in=found).exists()
    assert not Observation.objects.filter(period__startswith="2026").exists()
    assert set(Report.objects.filter(period__startswith="2026").values_list("period", flat=True)) == {
        "2026-07",
        "2026-Q2",
        "2026-H1",
    }


def test_some_reports_are_late_some_come_back_and_some_are_corrected(world: Any) -> None:
    first = {step.report_id: step.at for step in Step.objects.filter(kind="submitted").order_by("-at")}
    due = dict(Report.objects.values_list("pk", "due_on"))
    late = sum(at.date() > due[pk] for pk, at in first.items())
    assert 0.02 < late / len(first) < 0.3
    assert Step.objects.filter(kind="returned").count() > 100
    corrected = Version.objects.exclude(reason="").filter(batch__isnull=False)
    assert corrected.count() > 20
    version = corrected.select_related("report")[0]
    before = Version.objects.get(report=version.report, number=version.number - 1)
    assert before.entries != version.entries
    assert before.batch.recorded_at < version.batch.recorded_at


def test_what_was_known_before_a_correction_can_be_asked_for(world: Any) -> None:
    version = Version.objects.exclude(reason="").filter(batch__isnull=False).select_related("report").first()
    assert version is not None
    before = Version.objects.get(report=version.report, number=version.number - 1)
    changed = next(name for name, text in version.entries.items() if before.entries[name] != text)
    key = (version.report.unit, version.report.period)
    day = before.batch.release.released_at.date()
    assert _known(Knowledge(public=True, as_of=day), changed)[key] == Decimal(before.entries[changed])
    assert _known(Knowledge(public=True), changed)[key] == Decimal(version.entries[changed])


def test_nothing_was_known_before_it_could_be(world: Any) -> None:
    assert observations(Knowledge(public=False, as_of=date(2019, 12, 31))).num_rows == 0
    for version in Version.objects.filter(batch__isnull=False).select_related("report", "batch")[:300]:
        assert version.batch.recorded_at.date() > version.report.period_end


def test_making_it_again_does_nothing(world: Any, linxia_pack: Pack) -> None:
    made = queries.made()
    assert make_world(linxia_pack) is None
    assert queries.made() == made
    assert Entry.objects.filter(action="world.make").count() == 1


def test_another_seed_or_a_changed_pack_replaces_it(world: Any, linxia_pack: Pack) -> None:
    last = Observation.objects.order_by("-pk").values_list("pk", flat=True)[0]
    fewer = {kind: items for kind, items in linxia_pack.items.items() if kind != "figures"}
    other = make_world(replace(linxia_pack, items=fewer), seed=7)
    assert other is not None
    assert other.observations > world.observations
    assert not Observation.objects.filter(pk__lte=last).exists()
    assert queries.counts() == other
    assert Entry.objects.filter(action="world.make").count() == 2


def test_removing_takes_every_simulated_row_and_nothing_else(world: Any) -> None:
    simulated = {table: set(table.objects.values_list("pk", flat=True)) for table in TABLES}
    real = open_reports(Form.objects.get(code="straw_year", closed_at=None), "2026")
    figure = Figure("straw_utilised", "622921", Period.parse("2019"), Decimal("5"))
    record_batch("series", Text("真", "real"), [figure], at=datetime(2020, 5, 1, tzinfo=UTC))
    kept = {table: set(table.objects.values_list("pk", flat=True)) - simulated[table] for table in TABLES}
    assert queries.exists()

    assert remove_world() == world
    assert not Thing.objects.exists()

    assert {table: set(table.objects.values_list("pk", flat=True)) for table in TABLES} == kept
    assert len(kept[Report]) == len(real) == 8
    assert not queries.exists()
    assert queries.made() is None
    assert Entry.objects.filter(action="world.remove").count() == 1
    assert remove_world().total == 0
    assert Entry.objects.filter(action="world.remove").count() == 1


def test_the_files_of_households_come_after_the_world_and_go_with_it(
    world: Any, linxia_pack: Pack, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(households.write_households, "__defaults__", (200,))
    with django_capture_on_commit_callbacks(execute=True):
        assert make_world(linxia_pack) is None
    assert queries.counts().household_months > 200 * 12
    with django_capture_on_commit_callbacks(execute=True):
        remove_world()
    assert queries.counts().total == 0


def test_things_that_somebody_uses_stay_when_the_world_is_made_anew(world: Any, linxia_pack: Pack) -> None:
    park = Thing.objects.filter(kind="park")[0]
    real = Thing.objects.create(
        kind="enterprise", identifier="E", identifier_key="E", title="真", version_number=1, versions_count=1,
        created_at=park.created_at, changed_at=park.changed_at,
    )  # fmt: skip
    real.links.create(field="park", target=park)
    other = make_world(linxia_pack, seed=8)
    assert other is not None
    assert other.things == 0
    assert Thing.objects.filter(simulated=True).count() == world.things
    with pytest.raises(Problems, match="引用了模拟"):
        remove_world()
    assert queries.counts().reports == other.reports


def test_other_rooms_add_to_the_world_and_take_it_away_first(
    world: Any, linxia_pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int]] = []

    def make(pack: Pack, seed: int) -> dict[str, int]:
        told.append(("make", Thing.objects.count()))
        return {"accounts": 3}

    def remove() -> dict[str, int]:
        told.append(("remove", Thing.objects.count()))
        return {"accounts": 3}

    monkeypatch.setattr(extras, "extras", [extras.Extra("ledger", Text("账户", "Accounts"), make, remove, lambda: 3)])
    made = make_world(linxia_pack, seed=9)
    assert made is not None
    assert made.others == 3
    remove_world()
    assert told == [("remove", world.things), ("make", world.things), ("remove", world.things)]


def test_what_somebody_really_owes_stays_theirs_and_its_figures_come_without_a_report(
    world: Any, linxia_pack: Pack, figures: Figures
) -> None:
    remove_world()
    real = open_reports(Form.objects.get(code="straw_year", closed_at=None), "2025")
    make_world(linxia_pack)
    found = Report.objects.filter(form__code="straw_year", period="2025")
    assert {report.pk for report in found} == {report.pk for report in real}
    known = _known(Knowledge(public=True), "straw_utilised")
    assert known[("622921", "2025")] == figures.value("straw_utilised", "622921", Period.parse("2025"))


def test_where_no_form_is_issued_or_no_office_answers_there_are_figures_but_no_reports(
    world: Any, linxia_pack: Pack
) -> None:
    remove_world()
    Form.objects.exclude(code="straw_year").update(closed_at=timezone.now())
    Organisation.objects.filter(area_id="622927").update(closed_on=timezone.localdate())
    counts = make_world(linxia_pack)
    assert counts is not None
    reporting = set(Report.objects.values_list("form__code", "area_id"))
    assert {form for form, _ in reporting} == {"straw_year"}
    assert len(reporting) == 7
    assert ("straw_year", "622927") not in reporting
    assert counts.observations > 30000
    assert ("622927", "2024") in _known(Knowledge(public=True), "straw_utilised")


def test_the_database_lets_only_simulated_reports_go(world: Any) -> None:
    Report.objects.filter(pk=Report.objects.values_list("pk", flat=True)[0]).update(simulated=False)
    with pytest.raises(DatabaseError, match=r"kept|Cannot delete"), transaction.atomic():
        Report.objects.filter(simulated=False)._raw_delete("default")


def test_production_makes_none(world: Any, linxia_pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "CONFIGURATION", replace(settings.CONFIGURATION, production=True))
    with pytest.raises(SettingProblem) as refused:
        make_world(linxia_pack)
    assert refused.value.where == "LVHENG_WORLD"
