"""The SQL of every edition of the air quality index: ``python -m tests.indicators.air_snapshots`` writes it anew."""

from __future__ import annotations

from pathlib import Path

from lvheng.indicators.air_index import IndexQuery
from lvheng.indicators.air_program import quantities
from lvheng.indicators.air_rules import AirRules
from lvheng.packs import load_pack

FOLDER = Path(__file__).parent / "snapshots"


def air_snapshots() -> dict[str, str]:
    """File name to SQL."""
    rules = AirRules.of(load_pack("china"))
    return {f"air_{each.edition}.sql": IndexQuery.of(each, quantities(each)).sql for each in rules.editions}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("air_*.sql"):
        old.unlink()
    for name, sql in air_snapshots().items():
        (FOLDER / name).write_text(sql, encoding="utf-8")
