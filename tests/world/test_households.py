"""The files of simulated households: the same for the same seed, exact, and fit for the rules of tariffs."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from lvheng.rules.book import Rulebook
from lvheng.rules.bulk import apply_bulk
from lvheng.world import households

if TYPE_CHECKING:
    from lvheng.packs import Pack

AREAS = ("622901", "622923", "622926")
COUNT = 3000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("households")
    households.write_households(made, AREAS, 7, COUNT)
    return made


def rows_of(folder: Path, rule: str) -> dict[str, list[object]]:
    path = households.population_file(folder, rule)
    assert path is not None
    return parquet.read_table(path).to_pydict()


def test_there_are_twelve_months_of_every_household_that_has_it(folder: Path) -> None:
    for rule, least in (("residential_electricity", COUNT), ("residential_water", 2000), ("residential_gas", 500)):
        rows = rows_of(folder, rule)
        assert len(rows["unit"]) == 12 * len(set(rows["unit"]))
        assert len(set(rows["unit"])) >= least
        assert len(set(rows["period"])) == 12
        assert set(rows["simulated"]) == {True}
        assert set(rows["area"]) == set(AREAS)
    assert households.household_months(folder) == sum(
        len(rows_of(folder, rule)["unit"]) for rule in households.QUANTITIES
    )


def test_four_fifths_of_households_stay_below_a_usual_first_tier(folder: Path) -> None:
    rows = rows_of(folder, "residential_electricity")
    yearly: dict[object, Decimal] = {}
    for unit, use in zip(rows["unit"], rows["use"], strict=True):
        assert isinstance(use, Decimal)
        yearly[unit] = yearly.get(unit, Decimal(0)) + use
    below = sum(total <= 12 * 160 for total in yearly.values())
    assert 0.76 < below / len(yearly) < 0.84


def test_another_seed_makes_other_households_and_the_same_seed_the_same(folder: Path, tmp_path: Path) -> None:
    for name, seed in (("same", 7), ("other", 8)):
        households.write_households(tmp_path / name, AREAS, seed, COUNT)
    known = rows_of(folder, "residential_gas")
    assert rows_of(tmp_path / "same", "residential_gas") == known
    assert rows_of(tmp_path / "other", "residential_gas") != known


def test_the_files_are_kept_while_they_are_of_the_same_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(households.write_households, "__defaults__", (200,))
    households.keep_households(tmp_path, AREAS, 7)
    path = households.population_file(tmp_path, "residential_water")
    assert path is not None
    written = path.stat().st_mtime_ns
    households.keep_households(tmp_path, AREAS, 7)
    assert path.stat().st_mtime_ns == written
    households.keep_households(tmp_path, AREAS, 8)
    assert path.stat().st_mtime_ns > written
    households.remove_households(tmp_path)
    assert households.population_file(tmp_path, "residential_water") is None


def test_a_tariff_is_applied_to_them_as_they_are(folder: Path, linxia_pack: Pack) -> None:
    rule = Rulebook.of(linxia_pack, "620100").rule("residential_electricity")
    path = households.population_file(folder, "residential_electricity")
    assert path is not None
    found = apply_bulk(rule, path, None, fixed={"cycle": "year"})
    assert found.rows == 12 * COUNT
