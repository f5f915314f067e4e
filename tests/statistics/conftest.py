"""Files of air monitor data written by the tests, and a store to import them into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.statistics.samples import NOW, PLAUSIBLE

from lvheng.statistics import Options, Register, Report, Resolution, Site, Store, import_file


@pytest.fixture
def configure(settings: Any) -> Callable[..., None]:
    """``configure(production=True)``: the installation with other settings."""

    def change(**changes: Any) -> None:
        settings.CONFIGURATION = replace(settings.CONFIGURATION, **changes)

    return change


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.of_air(tmp_path / "data")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file with a heading and rows."""

    def write(heading: str, rows: Sequence[str], name: str = "file.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([heading, *rows]) + "\n", encoding=encoding)
        return path

    return write


@pytest.fixture
def imported(store: Store, written: Callable[..., Path]) -> Callable[..., Report]:
    """Imports a heading and rows."""

    def take(heading: str, rows: Sequence[str], options: Options | None = None, name: str = "file.csv") -> Report:
        return import_file(written(heading, rows, name), store, PLAUSIBLE, options or Options("622900"), NOW)

    return take


@pytest.fixture
def values(store: Store) -> Callable[..., list[tuple[str, str, str, str]]]:
    """The values in force of a series: site, local time, value, flag."""

    def read(code: str, resolution: Resolution = Resolution.HOURLY) -> list[tuple[str, str, str, str]]:
        query = (
            "SELECT site, strftime(make_timestamp((hour + 8) * 3600000000), '%Y-%m-%d %H'), value::VARCHAR, flag "
            f"FROM {store.scan(resolution, code)} ORDER BY ALL"
        )
        return duckdb.sql(query).fetchall()

    return read


@pytest.fixture
def registered(store: Store) -> Callable[[], tuple[Site, ...]]:
    """The sites in the register."""
    return lambda: Register.load(store.folder).sites
