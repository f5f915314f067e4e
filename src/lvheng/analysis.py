"""For analysts: the numbers of an installation as an Arrow table, from a notebook or a script."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def indicator_values(
    indicators: Iterable[str] = (),
    areas: Iterable[str] = (),
    since: int | None = None,
    until: int | None = None,
    *,
    data: Path | str | None = None,
) -> pa.Table:
    """The public numbers of an installation, one row per indicator, area and period.

    ``indicators`` and ``areas`` are codes (none: all), ``since`` and ``until`` years, both included. ``data`` is the
    data folder of the installation (default: ``LVHENG_DATA`` or ``./data``); its embedded database is started where it
    does not run. Columns: indicator, name, area, area_name, period, period_start, period_end (days), value
    (DECIMAL(38, 12)), unit, basis (computed, rolled_up, published), simulated. Raises Problems for codes or years that
    there are not, and SettingProblem for a data folder that was never set up.

    >>> table = indicator_values(["straw_utilisation_rate"], ["622900"], since=2020)  # doctest: +SKIP
    """
    _connect(data)
    from lvheng.indicators.opendata import to_arrow
    from lvheng.indicators.opendata_queries import public_values, selection

    return to_arrow(public_values(selection(indicators, areas, since, until)))


def _connect(data: Path | str | None) -> None:
    """Set Django up once in a process; a second call with another folder is refused."""
    from lvheng.errors import SettingProblem, Text

    wanted = str(Path(data).resolve()) if data is not None else None
    from django.apps import apps

    if apps.ready:
        from django.conf import settings

        used = str(Path(settings.CONFIGURATION.data_dir).resolve())
        if wanted not in (None, used):
            raise SettingProblem(
                "other_data_folder",
                Text(f"本进程已在使用数据文件夹 {used}。", f"this process already uses the data folder {used}."),
                where="data",
                to_do=Text("请另起一个进程。", "Start another process."),
            )
        return
    if wanted is not None:
        os.environ["LVHENG_DATA"] = wanted
    from lvheng.starting import start_django

    start_django()
