"""Making and removing the world of demonstration."""

from __future__ import annotations

import hashlib
import logging
from datetime import date
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lvheng.audit.actions import record
from lvheng.errors import Problems, SettingProblem, Text
from lvheng.packs.forms import ReportForm
from lvheng.packs.measures import DataElement, PackParameter, PublishedFigure
from lvheng.packs.model import Pack
from lvheng.packs.registers import CodeList, RegisterKind
from lvheng.registers.simulated import remove_simulated as remove_things
from lvheng.registers.simulated import simulated_count
from lvheng.statistics.simulated import (
    Counts,
    answerable,
    load_simulated,
    really_owed,
    remove_simulated,
    simulated_counts,
)
from lvheng.world.assumptions import YEARS, data_files
from lvheng.world.checking import broken_rules, explanations
from lvheng.world.counting import WorldCounts, world_counts
from lvheng.world.extras import count_extras, make_extras, remove_extras
from lvheng.world.figures import SEED, Figures, make_figures
from lvheng.world.histories import histories
from lvheng.world.households import keep_households, remove_households
from lvheng.world.loose import batches_alone
from lvheng.world.models import Made
from lvheng.world.registering import areas_below, register_things
from lvheng.world.reporting import PlannedReport, planned_reports

logger = logging.getLogger(__name__)

# Changes with the way in which figures, histories and things are made.
GENERATION = 4


def make_world(pack: Pack, seed: int = SEED, day: date | None = None) -> WorldCounts | None:
    """Make the simulated reports, figures and things of the pack's area, in one transaction, and tell the action log.

    1. Where the world of this pack, seed, issued forms and organisations is already here, nothing happens (None).
    2. Another one is removed first. Things to which something real refers stay, and no others are made.
    3. Of the latest period before ``day`` (today) some reports are on their way; a later day leaves them as they are.
    4. Figures of forms that are not issued or that no organisation answers, and of reports that somebody really
       owes, are recorded without reports.
    5. The files of the households are written after the transaction, unless they are there.

    Raises SettingProblem in production: nobody may take simulated figures for real ones.
    """
    _refuse_in_production()
    areas = [code for code, _ in areas_below(pack.area_code or "")]
    with transaction.atomic():
        transaction.on_commit(partial(keep_households, settings.CONFIGURATION.data_dir, areas, seed))
        answered = answerable()
        mark = _mark(pack, seed, answered)
        if Made.objects.filter(mark=mark).exists():
            return None
        _remove_statistics()
        things = _replace_things(pack, seed)
        loaded = _load(pack, make_figures(pack, seed), answered, day or timezone.localdate())
        counts = WorldCounts.of(loaded, things=things, others=make_extras(pack, seed) if things else count_extras())
        Made.objects.create(pack=pack.name, seed=seed, mark=mark, first_year=YEARS[0], last_year=YEARS[-1])
        record(None, "world.make", "pack", pack.name, pack.title.zh, _facts(counts, seed))
    return counts


def _replace_things(pack: Pack, seed: int) -> int:
    """Make the things anew; returns how many were made. A start is not stopped by somebody who uses the old ones."""
    try:
        with transaction.atomic():
            remove_extras()
            remove_things()
    except Problems as problems:
        logger.warning("the simulated things stay as they are: %s", problems)
        return 0
    return register_things(pack, seed)


def _facts(counts: WorldCounts, seed: int | None = None) -> dict[str, int]:
    made = {} if seed is None else {"seed": seed}
    return {**made, "reports": counts.reports, "observations": counts.observations, "things": counts.things}


def _load(pack: Pack, figures: Figures, answered: set[tuple[str, str]], day: date) -> Counts:
    owed = really_owed()
    reports: list[PlannedReport] = []
    alone: list[PlannedReport] = []
    for each in planned_reports(pack, figures):
        is_free = (each.form, each.unit) in answered and (each.form, each.unit, each.period.code) not in owed
        (reports if is_free else alone).append(each)
    told = explanations(broken_rules(pack, figures, reports, "soft"))
    stories = histories(pack, figures, reports, told, day)
    free = (each for each in stories if (each.form, each.area, each.period.code) not in owed)
    return load_simulated(free, batches_alone(pack, figures, alone))


def remove_world() -> WorldCounts:
    """Remove every simulated row and file and nothing else; tell the log if there was any. Returns what there was.

    Raises Problems naming what is real and refers to something simulated; nothing is removed then.
    """
    counts = world_counts()
    with transaction.atomic():
        remove_extras()
        if simulated_count():
            remove_things()
        _remove_statistics()
        transaction.on_commit(partial(remove_households, settings.CONFIGURATION.data_dir))
        if counts.total:
            record(None, "world.remove", "world", "world", "演示数据", _facts(counts))
    return counts


def _remove_statistics() -> None:
    if simulated_counts().total:
        remove_simulated()
    Made.objects.all().delete()


def _refuse_in_production() -> None:
    if settings.CONFIGURATION.production:
        raise SettingProblem(
            "world_refused",
            Text("正式运行不能生成演示数据。", "production makes no demonstration data."),
            where="LVHENG_WORLD",
            to_do=Text("设为 no。", "Set it to no."),
        )


def _mark(pack: Pack, seed: int, answered: set[tuple[str, str]]) -> str:
    """The same for everything that the world is made from."""
    digest = hashlib.sha256(f"{GENERATION}/{seed}/{pack.area_code}/{sorted(answered)}".encode())
    for kind in (DataElement, PackParameter, PublishedFigure, ReportForm, RegisterKind, CodeList):
        for item in pack.of(kind):
            digest.update(item.model_dump_json().encode())
    for name in data_files():
        digest.update(name)
    return digest.hexdigest()
