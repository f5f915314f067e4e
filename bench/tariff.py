"""Tariff: 12 million residential electricity bills (1 million households, 12 months), beside OpenFisca 46 and numpy.

The tariff is ``residential_electricity`` by the calendar year: three tiers over the use since January, with new prices
from July. The rows of a month come in the order in which meters were read, another one every month, with two decimals.
Timed is the way from one Parquet file to another. The promise is at least three times the speed of OpenFisca on the
same rows in the same run, and every bill exact; OpenFisca computes in 32-bit floats: how many of its bills are off, is
printed.

OpenFisca takes one array a month, so its rows are first put in the order of the households (numpy), and the bills back
in the order of the rows; it is written as its users write it: a variable of the use so far, a marginal rate scale.
The bare step is the tariff alone, from columns in memory to the sum of all bills: ours as SQL on whole numbers, the
peers on arrays of floats; of three turns each the best. It is not quite the same work: ours is given the use before a
row, finds the price of each row by its date, tells apart what is missing or outside the scale, and has two cores; numpy
is given the rows in the order of the households, adds up the use by itself, looks at the price once a month, and has
one core.

Beside wall-clock seconds those of the processor are printed, which other programs on the machine disturb less. Growth:
250,000, 500,000 and 1,000,000 households.

Do not compare runs on different machines, nor runs while something else uses the processor. Needs 1 GB in the folder
for temporary files.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from rich.console import Console
from rich.table import Table

from lvheng.formula import Program, Relations, compile_query
from lvheng.packs import load_pack
from lvheng.packs.local_values import Resolved
from lvheng.packs.measures import Bracket
from lvheng.packs.rules import rule_program
from lvheng.rules import Rule, Rulebook
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.specialising import pure_parameters, specialise

HOUSEHOLDS = (250_000, 500_000, 1_000_000)
MONTHS = 12
THREADS = 2
TURNS = 3
YEAR = 2025
CHANGE = dt.date(YEAR, 7, 1)
LIMITS = (1920, 2880)
PRICES = (("0.51", "0.56", "0.81"), ("0.53", "0.58", "0.83"))


@dataclass(frozen=True)
class Run:
    """One program over all rows: seconds, the total of the bills in yuan, and seconds of all processors together."""

    seconds: float
    total: Decimal
    processor: float


def run() -> dict[str, Any]:
    """Measure all sizes and the peers; print the tables; return the line of JSON as a dictionary."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    rule = _rule()
    try:
        runs = {}
        for households in HOUSEHOLDS:
            _write(folder / f"{households}.parquet", households)
            runs[households] = _ours(rule, folder, households)
        rss_mib = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        peer = _openfisca(folder, HOUSEHOLDS[-1])
        _print(runs, peer)
        _print_differences(folder)
        _print_bare(rule, folder)
        _print_one(rule)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    largest = runs[HOUSEHOLDS[-1]]
    return {
        "bench": "tariff",
        "work": f"{HOUSEHOLDS[-1] * MONTHS} residential bills, Parquet to Parquet, exact",
        "seconds": round(largest.seconds, 2),
        "peer": "openfisca-core 46",
        "peer_seconds": round(peer.seconds, 2),
        "ratio": round(peer.seconds / largest.seconds, 2),
        "processor_seconds": round(largest.processor, 2),
        "peer_processor_seconds": round(peer.processor, 2),
        "processor_ratio": round(peer.processor / largest.processor, 2),
        "max_rss_mib": rss_mib,
        "growth": {
            name: round(runs[households].seconds, 2)
            for name, households in zip(("1x", "2x", "4x"), HOUSEHOLDS, strict=True)
        },
    }


def _rule() -> Rule:
    """The rule with prices that change in July."""
    rule = Rulebook.of(load_pack("linxia")).rule("residential_electricity")
    first = rule.parameters["electricity_tiers"][0].item
    days = ((None, CHANGE - dt.timedelta(days=1)), (CHANGE, None))
    versions = tuple(
        Resolved(first.model_copy(update={"brackets": _brackets(prices), "valid_from": begin, "valid_until": end}))
        for prices, (begin, end) in zip(PRICES, days, strict=True)
    )
    return replace(rule, parameters={**rule.parameters, "electricity_tiers": versions})


def _brackets(prices: tuple[str, ...]) -> tuple[Bracket, ...]:
    return tuple(
        Bracket.model_validate({"upto": upto, "rate": rate}) for upto, rate in zip((*LIMITS, None), prices, strict=True)
    )


def _write(path: Path, households: int) -> None:
    """Use to the hundredth of a kWh; the same seed gives the same rows, two households in three use twice or thrice."""
    with duckdb.connect() as connection:
        connection.execute(f"""
            COPY (
                SELECT 100000000 + h AS household, make_date({YEAR}, m::INT, 1) AS month,
                    (hash(h, m) % 40000 * (1 + hash(h) % 3) * 0.01)::DECIMAL(9, 2) AS use
                FROM range({households}) AS t(h), range(1, {MONTHS + 1}) AS s(m) ORDER BY m, hash(h, m, 7)
            ) TO '{path}' (FORMAT parquet)
        """)


def _ours(rule: Rule, folder: Path, households: int) -> Run:
    started, used = time.perf_counter(), time.process_time()
    found = apply_bulk(
        rule,
        folder / f"{households}.parquet",
        folder / "bills.parquet",
        fixed={"cycle": "year"},
        threads=THREADS,
    )
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    assert (found.rows, found.incomplete) == (households * MONTHS, 0)
    return Run(seconds, found.totals["amount"], processor)


# Peers ------------------------------------------------------------------------------------------------------------


def _system() -> Any:
    """The same tariff in OpenFisca."""
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    household = build_entity(key="household", plural="households", label="Household", is_person=True)

    class use(Variable):  # noqa: N801
        value_type = float
        entity = household
        definition_period = MONTH
        label = "Use of the month"

    class use_before(Variable):  # noqa: N801
        value_type = float
        entity = household
        definition_period = MONTH
        label = "Use since January before the month"

        def formula(households: Any, period: Any) -> Any:  # noqa: N805
            if period.start.month == 1:
                return np.zeros(households.count)
            last = period.last_month
            return households("use_before", last) + households("use", last)

    class bill(Variable):  # noqa: N801
        value_type = float
        entity = household
        definition_period = MONTH
        label = "Bill of the month"

        def formula(households: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
            tiers = parameters(period).tiers
            before = households("use_before", period)
            return tiers.calc(before + households("use", period)) - tiers.calc(before)

    system = TaxBenefitSystem([household])
    system.add_variables(use, use_before, bill)
    begin, change = f"{YEAR}-01-01", CHANGE.isoformat()
    brackets = [
        {
            "threshold": {begin: {"value": threshold}},
            "rate": {begin: {"value": float(old)}, change: {"value": float(new)}},
        }
        for threshold, old, new in zip((0, *LIMITS), *PRICES, strict=True)
    ]
    tiers = {"description": "Tiers", "metadata": {"type": "marginal_rate"}, "brackets": brackets}
    system.parameters = ParameterNode("", data={"tiers": tiers})
    return system


def _openfisca(folder: Path, households: int) -> Run:
    from openfisca_core.simulations import SimulationBuilder

    system = _system()
    started, used = time.perf_counter(), time.process_time()
    table = parquet.read_table(folder / f"{households}.parquet")
    names, uses = table["household"].to_numpy(), table["use"].cast(pa.float64()).to_numpy()
    simulation = SimulationBuilder().build_default_simulation(system, count=households)
    orders = []
    for month in range(MONTHS):
        rows = slice(month * households, (month + 1) * households)
        orders.append(np.argsort(names[rows]))
        simulation.set_input("use", f"{YEAR}-{month + 1:02}", uses[rows][orders[-1]])
    bills = np.empty(households * MONTHS, np.float32)
    for month in range(MONTHS):
        bills[month * households + orders[month]] = simulation.calculate("bill", f"{YEAR}-{month + 1:02}")
    found = pa.table({"household": table["household"], "month": table["month"], "use": table["use"], "amount": bills})
    parquet.write_table(found, folder / "openfisca.parquet")
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    return Run(seconds, Decimal(str(np.round(np.sum(bills, dtype=np.float64), 2))), processor)


def _print_differences(folder: Path) -> None:
    """Which of OpenFisca's bills, rounded to the fen, are not the exact ones."""
    ((rows, off, most, sums),) = duckdb.sql(f"""
        SELECT count(*), count(*) FILTER (round(peer.amount::DOUBLE, 2) <> ours.amount),
            max(abs(round(peer.amount::DOUBLE, 2) - ours.amount)),
            sum(round(peer.amount::DOUBLE, 2)) - sum(ours.amount)::DOUBLE
        FROM '{folder}/bills.parquet' AS ours JOIN '{folder}/openfisca.parquet' AS peer USING (household, month)
    """).fetchall()
    assert rows == HOUSEHOLDS[-1] * MONTHS
    share = off / rows * 100
    print(f"OpenFisca's bills that are not exact: {off:,} of {rows:,} ({share:.2f} %), by up to {most:.2f} yuan;")
    print(f"their sum differs by {sums:,.2f} yuan. Ours are whole numbers of fen throughout.\n")


def _bare_ours(rule: Rule, folder: Path) -> Run:
    """The tariff alone, as SQL on whole numbers, from columns in memory."""
    constants = {
        code: each[0].item for code, each in rule.parameters.items() if len(each) == 1 and not each[0].item.valid_from
    }
    fixed = {"cycle": "year", "people": Decimal(1), "low_income": False}
    versions = pure_parameters(each.item for several in rule.parameters.values() for each in several)
    known = rule.with_formulas({"before": "earlier_use"}).item
    program = rule_program(specialise(known, fixed, (), constants), versions)
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {THREADS}")
        connection.execute(f"""
            CREATE TABLE rows AS SELECT household AS unit, month AS period_start, (use * 100)::BIGINT AS use,
                ((sum(use) OVER (PARTITION BY household ORDER BY month) - use) * 100)::BIGINT AS earlier_use
            FROM '{folder}/{HOUSEHOLDS[-1]}.parquet'
        """)
        return _best(lambda: _sql_sum(connection, program, rule))


def _sql_sum(connection: duckdb.DuckDBPyConnection, program: Program, rule: Rule) -> Decimal:
    """What the figures reach is found out first, as in bulk; then one query."""
    (reached,) = connection.execute("SELECT max(abs(use)), max(abs(earlier_use)) FROM rows").fetchall()
    relations = Relations(scaled=True, bounds=dict(zip(("use", "earlier_use"), reached, strict=True)))
    query = compile_query(program, ["amount"], rule.item.frequency, "duckdb", relations)
    ((fen,),) = connection.execute(f"SELECT sum(amount) FROM ({query.sql})").fetchall()
    return Decimal(fen) / 100


def _best(turn: Callable[[], Decimal]) -> Run:
    """The fastest of three turns."""
    runs = []
    for _ in range(TURNS):
        started, used = time.perf_counter(), time.process_time()
        total = turn()
        runs.append(Run(time.perf_counter() - started, total, time.process_time() - used))
    return min(runs, key=lambda run: run.seconds)


def _arrays(folder: Path) -> list[Any]:
    path = f"'{folder}/{HOUSEHOLDS[-1]}.parquet'"
    table = duckdb.sql(f"SELECT use::DOUBLE AS use FROM {path} ORDER BY month, household").fetchnumpy()
    return np.split(table["use"], MONTHS)


def _bare_numpy(uses: list[Any]) -> Decimal:
    total, before = 0.0, np.zeros(len(uses[0]))
    for month, use in enumerate(uses, start=1):
        low, middle, high = map(float, PRICES[month >= CHANGE.month])

        def cost(x: Any, low: float = low, middle: float = middle, high: float = high) -> Any:
            parts = np.clip(x - LIMITS[0], 0, LIMITS[1] - LIMITS[0]) * middle + np.maximum(x - LIMITS[1], 0) * high
            return np.minimum(x, LIMITS[0]) * low + parts

        after = before + use
        total += float(np.sum(np.round(cost(after) - cost(before), 2)))
        before = after
    return Decimal(str(round(total, 2)))


def _bare_openfisca(system: Any, uses: list[Any]) -> Decimal:
    total, before = 0.0, np.zeros(len(uses[0]))
    for month, use in enumerate(uses, start=1):
        tiers = system.get_parameters_at_instant(f"{YEAR}-{month:02}-01").tiers
        after = before + use
        total += float(np.sum(np.round(tiers.calc(after) - tiers.calc(before), 2)))
        before = after
    return Decimal(str(round(total, 2)))


# What is shown ----------------------------------------------------------------------------------------------------


def _print(runs: dict[int, Run], peer: Run) -> None:
    table = Table(title="Bills from Parquet to Parquet", box=None, pad_edge=False)
    for head in ("program", "households", "bills", "seconds", "cpu s", "ns/bill", "total, yuan"):
        table.add_column(head, justify="left" if head == "program" else "right", no_wrap=True)
    rows = [("lvheng", households, each) for households, each in runs.items()]
    for name, households, each in [*rows, ("openfisca", HOUSEHOLDS[-1], peer)]:
        bills = households * MONTHS
        speed = f"{each.seconds / bills * 1e9:.0f}"
        times = (f"{each.seconds:.2f}", f"{each.processor:.2f}", speed)
        table.add_row(name, f"{households:,}", f"{bills:,}", *times, f"{each.total:,.2f}")
    Console().print(table)


def _print_bare(rule: Rule, folder: Path) -> None:
    uses = _arrays(folder)
    system = _system()
    table = Table(title="The bare tariff step, in memory", box=None, pad_edge=False)
    for head in ("program", "seconds", "cpu s", "total, yuan"):
        table.add_column(head, justify="left" if head == "program" else "right", no_wrap=True)
    runs = {
        "lvheng, whole numbers": _bare_ours(rule, folder),
        "numpy, 64-bit floats": _best(lambda: _bare_numpy(uses)),
        "openfisca-core's scale": _best(lambda: _bare_openfisca(system, uses)),
    }
    for name, each in runs.items():
        table.add_row(name, f"{each.seconds:.2f}", f"{each.processor:.2f}", f"{each.total:,.2f}")
    Console().print(table)


def _print_one(rule: Rule) -> None:
    started = time.perf_counter()
    outcome = rule.apply({"use": 300, "cycle": "year", "earlier_use": 2000}, f"{YEAR}-08")
    assert outcome["amount"] == Decimal("174.00")
    print(f"One result with its explanation: {(time.perf_counter() - started) * 1000:.1f} ms (less than 50 promised)\n")


if __name__ == "__main__":
    result = run()
    print(json.dumps(result))
