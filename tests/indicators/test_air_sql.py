"""The SQL of the air quality index is kept as files, so that a change of compiler or edition shows as a diff."""

from __future__ import annotations

from tests.indicators.air_snapshots import FOLDER, air_snapshots


def test_the_sql_of_every_edition_is_the_one_in_the_snapshot() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("air_*.sql")}
    assert kept == air_snapshots(), "look at the difference; if it is wanted: python -m tests.indicators.air_snapshots"
