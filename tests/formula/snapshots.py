"""The SQL of every conformance case as files: ``python -m tests.formula.snapshots`` writes them anew.

A change of the compiler then shows as a diff that a person can read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.formula.cases import GOOD, read_case

from lvheng.formula import FormulaVersion, PeriodKind, Program, Variable, compile_query

FOLDER = Path(__file__).parent / "snapshots"
PACKS = FOLDER / "packs"
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


@cache
def pack_program() -> Program:
    """The program of the packs that come with the software: linxia, which extends china."""
    from lvheng.packs import load_pack
    from lvheng.packs.programs import Measures

    return Measures.of(load_pack("linxia")).program


def pack_snapshots() -> dict[str, str]:
    """File name to SQL, one file for each computed variable; the variables in its formula are read as inputs."""
    program = pack_program()
    found = {}
    for code, variable in program.variables.items():
        if variable.versions:
            alone = _alone(program, variable)
            found[f"{code}.sql"] = compile_query(alone, [code], PeriodKind.YEAR).sql
    return found


def _alone(program: Program, variable: Variable) -> Program:
    names = program.names(variable.code)
    inputs = [program.variables[name] for name in sorted(names) if name in program.variables]
    inputs = [item.model_copy(update={"versions": tuple[FormulaVersion, ...]()}) for item in inputs]
    parameters = [program.parameters[name] for name in sorted(names) if name in program.parameters]
    return Program.build([*inputs, variable], parameters)


if __name__ == "__main__":
    for folder, files in ((FOLDER, snapshots()), (PACKS, pack_snapshots())):
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.sql"):
            old.unlink()
        for name, sql in files.items():
            (folder / name).write_text(sql, encoding="utf-8")
