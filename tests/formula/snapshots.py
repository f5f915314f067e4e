"""The SQL of every conformance case as files: ``python -m tests.formula.snapshots`` writes them anew.

A change of the compiler then shows as a diff that a person can read.
"""

from __future__ import annotations

from pathlib import Path

from tests.formula.cases import GOOD, read_case

FOLDER = Path(__file__).parent / "snapshots"
# PostgreSQL and Spark differ from DuckDB in the same few places everywhere: these cases show all of them.
ALL_DIALECTS = frozenset({"energy_per_gdp", "groups", "long_division", "overflow", "yearly_cycle_tariff"})


def snapshots() -> dict[str, str]:
    """File name to SQL."""
    return {
        f"{path.stem}.{dialect}.sql": read_case(path).world.query(dialect).sql
        for path in GOOD
        for dialect in ("duckdb", "postgres", "spark")
        if dialect == "duckdb" or path.stem in ALL_DIALECTS
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.sql"):
        old.unlink()
    for name, sql in snapshots().items():
        (FOLDER / name).write_text(sql, encoding="utf-8")
