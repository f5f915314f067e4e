"""Making and removing the world of demonstration."""

from __future__ import annotations

import hashlib
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.errors import SettingProblem, Text
from lvheng.packs.forms import ReportForm
from lvheng.packs.measures import DataElement, PackParameter, PublishedFigure
from lvheng.packs.model import Pack
from lvheng.statistics.simulated import (
    Counts,
    issued_forms,
    load_simulated,
    really_owed,
    remove_simulated,
    simulated_counts,
)
from lvheng.world.assumptions import YEARS, data_files
from lvheng.world.checking import broken_rules, explanations
from lvheng.world.figures import SEED, Figures, make_figures
from lvheng.world.histories import histories
from lvheng.world.loose import batches_alone
from lvheng.world.models import Made
from lvheng.world.reporting import PlannedReport, planned_reports

# Changes with the way in which figures and histories are made.
GENERATION = 2


def make_world(pack: Pack, seed: int = SEED, day: date | None = None) -> Counts | None:
    """Make the simulated reports and figures of the pack's area, in one transaction, and tell the action log.

    1. Where the world of this pack, seed and set of issued forms is already here, nothing happens (None).
    2. Another one is removed first.
    3. Of the latest period before ``day`` (today) some reports are on their way; a later day leaves them as they are.
    4. Figures of forms that are not issued, and of reports that somebody really owes, are recorded without reports.

    Raises SettingProblem in production: nobody may take simulated figures for real ones.
    """
    _refuse_in_production()
    with transaction.atomic():
        forms = issued_forms()
        mark = _mark(pack, seed, forms)
        if Made.objects.filter(mark=mark).exists():
            return None
        _remove()
        counts = _load(pack, make_figures(pack, seed), forms, day or timezone.localdate())
        Made.objects.create(pack=pack.name, seed=seed, mark=mark, first_year=YEARS[0], last_year=YEARS[-1])
        record(None, "world.make", "pack", pack.name, pack.title.zh, _facts(counts, seed))
    return counts


def _facts(counts: Counts, seed: int | None = None) -> dict[str, int]:
    made = {} if seed is None else {"seed": seed}
    return {**made, "reports": counts.reports, "observations": counts.observations}


def _load(pack: Pack, figures: Figures, forms: set[str], day: date) -> Counts:
    owed = really_owed()
    reports: list[PlannedReport] = []
    alone: list[PlannedReport] = []
    for each in planned_reports(pack, figures):
        is_free = each.form in forms and (each.form, each.unit, each.period.code) not in owed
        (reports if is_free else alone).append(each)
    told = explanations(broken_rules(pack, figures, reports, "soft"))
    stories = histories(pack, figures, reports, told, day)
    free = (each for each in stories if (each.form, each.area, each.period.code) not in owed)
    return load_simulated(free, batches_alone(pack, figures, alone))


def remove_world() -> Counts:
    """Remove every simulated row and nothing else; tell the action log if there was any. Returns what there was."""
    with transaction.atomic():
        counts = _remove()
        if counts.total:
            record(None, "world.remove", "world", "world", "演示数据", _facts(counts))
    return counts


def _remove() -> Counts:
    counts = simulated_counts()
    if counts.total:
        remove_simulated()
    Made.objects.all().delete()
    return counts


def _refuse_in_production() -> None:
    if settings.CONFIGURATION.production:
        raise SettingProblem(
            "world_refused",
            Text("正式运行不能生成演示数据。", "production makes no demonstration data."),
            where="LVHENG_WORLD",
            to_do=Text("设为 no。", "Set it to no."),
        )


def _mark(pack: Pack, seed: int, forms: set[str]) -> str:
    """The same for everything that the world is made from."""
    digest = hashlib.sha256(f"{GENERATION}/{seed}/{pack.area_code}/{sorted(forms)}".encode())
    for kind in (DataElement, PackParameter, PublishedFigure, ReportForm):
        for item in pack.of(kind):
            digest.update(item.model_dump_json().encode())
    for name in data_files():
        digest.update(name)
    return digest.hexdigest()
