"""The command ``lvheng``. Every command imports what it needs when it runs, so that help and reading start at once."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvheng import __version__
from lvheng.collecting import collect_seldom
from lvheng.starting import start_django

if TYPE_CHECKING:
    from lvheng.indicators import Inputs

app = typer.Typer(
    name="lvheng",
    help="绿衡 Lüheng: run a government's green economy plan. Documentation: docs/README.md",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
audit_app = typer.Typer(help="The action log.", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
people_app = typer.Typer(help="Accounts, from the command line.", no_args_is_help=True)
app.add_typer(people_app, name="people")
air_app = typer.Typer(help="Air quality: import monitor data, compute the daily index.", no_args_is_help=True)
app.add_typer(air_app, name="air")
world_app = typer.Typer(help="The demonstration data: simulated, marked, removable.", no_args_is_help=True)
app.add_typer(world_app, name="world")

ledger_app = typer.Typer(help="The ledger of rights, quotas, points and funds.", no_args_is_help=True)
app.add_typer(ledger_app, name="ledger")
case_app = typer.Typer(help="Duties and their terms.", no_args_is_help=True)
app.add_typer(case_app, name="case")
simulate_app = typer.Typer(help="Simulations that try to break the program.", no_args_is_help=True)
app.add_typer(simulate_app, name="simulate")
rule_app = typer.Typer(help="Rules of law: list them, see what follows and why.", no_args_is_help=True)
app.add_typer(rule_app, name="rule")

report_app = typer.Typer(help="Official documents, written to files.", no_args_is_help=True)
app.add_typer(report_app, name="report")


class OutputFormat(StrEnum):
    """How a command shows what it found."""

    TABLE = "table"
    JSON = "json"


RulePackOption = Annotated[
    str | None,
    typer.Option(help="Only what this pack (name or folder) publishes; without, with what was adopted here."),
]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder (default: LVHENG_DATA or ./data).", show_default=False)
]


@app.command()
def run(
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="Port of the web site (default: LVHENG_PORT or 8000).")] = None,
    address: Annotated[str | None, typer.Option(help="Address to listen on (default: 127.0.0.1).")] = None,
) -> None:
    """Start everything: database, web site and job worker; print the address and the demo accounts."""
    _use(data)
    if port is not None:
        os.environ["LVHENG_PORT"] = str(port)
    if address is not None:
        os.environ["LVHENG_ADDRESS"] = address
    from lvheng.running import run_site

    raise typer.Exit(run_site())


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A policy document: .txt, .docx, .pdf or .html.")],
    output_format: Annotated[OutputFormat, typer.Option("--format", help="table or json")] = OutputFormat.TABLE,
) -> None:
    """Read a policy document: structure, targets, tasks and responsibilities."""
    from lvheng.documents.command import read_command

    read_command(file, output_format.value)


@app.command()
def check(
    pack: Annotated[str, typer.Argument(help="A pack's name or folder.")],
    sentences: Annotated[bool, typer.Option("--sentences", help="List the sentences not yet operated.")] = False,
) -> None:
    """Check a pack as a whole and show what of its plan is operated so far."""
    from lvheng.packs.command import check_command

    code_of_exit = check_command(pack, sentences)
    if code_of_exit == 0:
        from lvheng.indicators.command import print_contradictions
        from lvheng.reports.checking import print_broken_documents
        from lvheng.rules.command import print_failed_examples

        print_contradictions(pack)
        code_of_exit = 2 if print_failed_examples(pack) + print_broken_documents(pack) else 0
    raise typer.Exit(code_of_exit)


@app.command()
def compute(
    code: Annotated[str, typer.Argument(help="Code of an indicator or element, such as straw_utilisation_rate.")],
    area: Annotated[str, typer.Option(help="Area code, such as 622900.")],
    period: Annotated[str, typer.Option(help="2025, 2025-H1, 2025-Q3, 2025-07.")],
    explain: Annotated[bool, typer.Option("--explain", help="Show how the number came about.")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it was known on this day, 2024-06-30.")] = None,
    pack: Annotated[str | None, typer.Option(help="A pack's name or folder (default: LVHENG_PACK).")] = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="table or json")] = OutputFormat.TABLE,
    data: Annotated[
        Path | None, typer.Option(help="Data folder of a site: what was reported there counts too.")
    ] = None,
) -> None:
    """Compute an indicator of an area and period, or say what is missing and who reports it."""
    from lvheng.indicators.command import compute_command, day

    known = day(as_of) if as_of is not None else None
    name, inputs = (pack or _pack_name(), None) if data is None else _site(data, known)
    code_of_exit = compute_command(
        name, code, area, period, as_of=known, explained=explain, output_format=output_format.value, inputs=inputs
    )
    raise typer.Exit(code_of_exit)


def _pack_name() -> str:
    from lvheng.configuration import Configuration

    return Configuration.from_environment().pack


def _site(data: Path, as_of: date | None) -> tuple[str, Inputs]:
    """The pack of the site in a data folder, and what its office knew on a day."""
    _use(data)
    start_django()
    from lvheng.indicators.snapshots import inputs_known

    return _pack_name(), inputs_known(as_of)


@app.command()
def parent(
    file: Annotated[Path, typer.Argument(help="The parent plan's document: .txt, .docx, .pdf or .html.")],
    data: DataOption = None,
) -> None:
    """Load the parent plan that the pack names, and say how the own plan stands beside it."""
    _use(data)
    start_django()
    from lvheng.plan.command import parent_command

    parent_command(file)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The backup file to write.")],
    data: DataOption = None,
) -> None:
    """Write everything into one file: database, uploaded files, series and settings without secrets."""
    _use(data)
    from lvheng.backup import backup_command

    backup_command(file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup file.")],
    data: DataOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace what the data folder holds now.")] = False,
) -> None:
    """Bring everything back from a backup file."""
    _use(data)
    from lvheng.backup import restore_command

    restore_command(file, replace=replace)


@audit_app.command("verify")
def audit_verify(data: DataOption = None) -> None:
    """Check the chain of the action log and name the first broken entry."""
    _use(data)
    start_django()
    from lvheng.audit.command import verify_command

    raise typer.Exit(verify_command())


@people_app.command("add-administrator")
def people_add_administrator(
    name: Annotated[str, typer.Argument(help="User name of the new account.")], data: DataOption = None
) -> None:
    """Make an administrator's account and print a password for the first sign-in."""
    _use(data)
    start_django()
    from lvheng.areas.command import add_administrator_command

    add_administrator_command(name)


@people_app.command("add-security-officer")
def people_add_security_officer(
    name: Annotated[str, typer.Argument(help="User name of the new account.")], data: DataOption = None
) -> None:
    """Make the account of a security officer, who appoints to roles, and print a password for the first sign-in."""
    _use(data)
    start_django()
    from lvheng.areas.command import add_security_officer_command

    add_security_officer_command(name)


@people_app.command("remove-demo")
def people_remove_demo(data: DataOption = None) -> None:
    """Close the demo accounts; the action log keeps what they did."""
    _use(data)
    start_django()
    from lvheng.areas.command import remove_demo_command

    remove_demo_command()


@air_app.command("import")
def air_import(
    file: Annotated[Path, typer.Argument(help="A CSV file of hourly or daily monitor data in a public layout.")],
    area: Annotated[
        str | None, typer.Option(help="Area code of the sites, where the file names none (default: the pack's).")
    ] = None,
    utc: Annotated[bool, typer.Option("--utc", help="The times of the file are in UTC.")] = False,
    show_all: Annotated[bool, typer.Option("--all", help="List the first 10,000 problems, not only 50.")] = False,
    data: DataOption = None,
) -> None:
    """Import monitor data: what came in, what was flagged, what was refused."""
    _use(data)
    from lvheng.statistics.command import import_command

    raise typer.Exit(import_command(file, area, utc, show_all))


@air_app.command("days")
def air_days(
    area: Annotated[str, typer.Option(help="Area code, such as 622900.")],
    year: Annotated[int, typer.Option(min=1980, max=2100, help="Calendar year.")],
    edition: Annotated[
        str, typer.Option(help="Edition of the index, such as hj633-2012 (default: in force at the end of the year).")
    ] = "",
    dust: Annotated[
        Path | None, typer.Option(help="CSV file with a column date: the days affected by sand-dust.")
    ] = None,
    not_monitored: Annotated[
        list[str] | None, typer.Option(help="A quantity that the monitoring plan leaves out, such as o3_8h_max.")
    ] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Beside the published daily AQI.")] = False,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="table or json")] = OutputFormat.TABLE,
    data: DataOption = None,
) -> None:
    """Compute the daily AQI of an area and its ratio of good days."""
    _use(data)
    from lvheng.indicators.air_command import Request, days_command

    request = Request(area, year, edition, dust, tuple(not_monitored or ()), compare)
    raise typer.Exit(days_command(request, output_format.value))


@world_app.command("make")
def world_make(
    seed: Annotated[int | None, typer.Option(help="Another seed makes other figures (default: 2021).")] = None,
    data: DataOption = None,
) -> None:
    """Make the simulated reports of the pack's areas; where they are already, nothing happens."""
    _use(data)
    start_django()
    from lvheng.world.command import make_command

    make_command(seed)


@world_app.command("show")
def world_show(data: DataOption = None) -> None:
    """Say what on this site is simulated."""
    _use(data)
    start_django()
    from lvheng.world.command import show_command

    show_command()


@world_app.command("remove")
def world_remove(data: DataOption = None) -> None:
    """Remove everything simulated, and nothing else."""
    _use(data)
    start_django()
    from lvheng.world.command import remove_command

    remove_command()


@ledger_app.command("verify")
def ledger_verify(data: DataOption = None) -> None:
    """Compute every balance and every chain again from the first transfer; exit code 1 where one does not hold."""
    _use(data)
    start_django()
    from lvheng.ledger.command import verify_command

    raise typer.Exit(verify_command())


@case_app.command("deadlines")
def case_deadlines(
    day: Annotated[str | None, typer.Option(help="As of this day, 2026-01-31 (default: today).")] = None,
    days: Annotated[int, typer.Option(min=0, max=365, help="List what is due within so many days.")] = 7,
    data: DataOption = None,
) -> None:
    """Open and close what has a cause, remind, escalate; list what is overdue and what is due soon."""
    _use(data)
    start_django()
    from lvheng.cases.command import deadlines_command

    raise typer.Exit(deadlines_command(day, days))


@simulate_app.command("market")
def simulate_market(
    seed: Annotated[int, typer.Option(help="The same seed does the same, whatever is killed when.")] = 7,
    steps: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many steps.")] = 200,
    kills: Annotated[bool, typer.Option(help="Kill the worker and the database now and then.")] = True,
) -> None:
    """Let good and bad participants trade on a database of its own, kill it now and then, and check every step."""
    from lvheng.markets.simulation.command import simulate_command

    raise typer.Exit(simulate_command(seed, steps, kills))


@report_app.command("briefing")
def report_briefing(
    period: Annotated[str, typer.Option(help="2025-12, 2025-Q4, 2025-H1 or 2025.")],
    output: Annotated[Path, typer.Option(help="Folder for the files.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it was known on this day (default: today).")] = None,
    data: DataOption = None,
) -> None:
    """Write the briefing or report of a period as .docx and PDF, with the notes of its figures."""
    _use(data)
    start_django()
    from lvheng.indicators.command import day
    from lvheng.reports.command import briefing_command

    briefing_command(period, output, day(as_of) if as_of is not None else None)


@rule_app.command("list")
def rule_list(
    pack: RulePackOption = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="table or json")] = OutputFormat.TABLE,
) -> None:
    """List the rules with their articles of the plan, sources and certainty."""
    from lvheng.rules.adopted import rulebook
    from lvheng.rules.command import list_command

    raise typer.Exit(list_command(rulebook(pack), output_format.value))


@rule_app.command("explain")
def rule_explain(
    code: Annotated[str, typer.Argument(help="Code of a rule, such as residential_electricity.")],
    on: Annotated[str, typer.Option(help="The day or period of the conduct: 2025-07-15, 2025-07, 2025.")],
    values: Annotated[
        list[str] | None, typer.Option("--set", help="An input or parameter, use=300; of earlier, use@2025-01=200.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="Whose local values count, such as 620722.")] = None,
    pack: RulePackOption = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="table or json")] = OutputFormat.TABLE,
) -> None:
    """Apply a rule to one thing and show what follows, clause by clause, or what is still to be said."""
    from lvheng.rules.adopted import rulebook
    from lvheng.rules.command import explain_command

    raise typer.Exit(explain_command(rulebook(pack, area), code, values or [], on, output_format.value))


@app.command()
def apply(
    code: Annotated[str, typer.Argument(help="Code of a rule, such as residential_electricity.")],
    source: Annotated[Path, typer.Option("--input", help="A table: .csv, .xlsx or .parquet.")],
    target: Annotated[Path, typer.Option("--output", help="The file to write: .csv, .xlsx or .parquet.")],
    values: Annotated[
        list[str] | None, typer.Option("--set", help="An input or parameter that is the same for all rows.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The period of all rows, where the table has none.")] = None,
    area: Annotated[str | None, typer.Option(help="Whose local values count, such as 620722.")] = None,
    pack: RulePackOption = None,
) -> None:
    """Apply a rule to every row of a table; a column says what could not be computed."""
    from lvheng.rules.adopted import rulebook
    from lvheng.rules.command import apply_command

    raise typer.Exit(apply_command(rulebook(pack, area), code, source, target, values or [], on))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def bench(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="A benchmark; without it all are listed.")] = None,
) -> None:
    """Measure a benchmark beside its peer, in one run. A benchmark's own options follow its name."""
    from lvheng.benchmarks import bench_command

    raise typer.Exit(bench_command(name, context.args))


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"lvheng {__version__}")
        raise typer.Exit


def _use(data: Path | None) -> None:
    if data is not None:
        os.environ["LVHENG_DATA"] = str(data.resolve())


def main() -> None:
    """Entry point: a problem is one clear message and its exit code, never a traceback."""
    from lvheng.errors import Problem, Problems

    collect_seldom()
    try:
        app()
    except (Problem, Problems) as problem:
        typer.echo(str(problem), err=True)
        sys.exit(problem.exit_code)


if __name__ == "__main__":
    main()
