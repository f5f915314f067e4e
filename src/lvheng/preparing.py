"""What a site needs before the first page: the pack's areas, organisations and plan, and the demo accounts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lvheng.errors import Problem, SettingProblem, Text, terminal_language

if TYPE_CHECKING:
    from lvheng.configuration import Configuration
    from lvheng.packs import Pack


def configured_pack(configuration: Configuration) -> Pack:
    """The pack to run, checked whole; errors: Problems of the pack, SettingProblem for a pack of no area."""
    from lvheng.packs import load_pack

    pack = load_pack(configuration.pack)
    if pack.area_code is None:
        raise SettingProblem(
            "pack_without_area",
            Text(f"数据包 {pack.name} 没有行政区划代码。", f"the pack {pack.name} names no area."),
            where="LVHENG_PACK",
            to_do=Text("请选择一个地区的数据包。", "Choose the pack of an area."),
        )
    return pack


def load_into_database(pack: Pack, *, world: bool = False) -> None:
    """Load the pack's area, organisations and plan, issue its forms, open the reports that are owed.

    With ``world`` the demonstration data are made, before anybody owes the same reports really. Doing it again changes
    nothing. The worker then reviews the warnings.
    """
    from lvheng.areas.actions import load_areas, load_organisations
    from lvheng.cases.jobs import queue_daily
    from lvheng.indicators.jobs import queue_review
    from lvheng.plan.actions import load_pack_plan
    from lvheng.registers.indexes import ensure_indexes

    load_areas(pack.area_code or "")
    load_organisations(pack)
    ensure_indexes()
    load_pack_plan(pack)
    _issue_forms(pack)
    if world:
        from lvheng.world.actions import make_world

        make_world(pack)
    _open_reports()
    queue_review()
    queue_daily()


def _issue_forms(pack: Pack) -> None:
    """Forms that may not be issued keep nobody from starting; the log of the site names them with what to do.

    A new place has issued none of thirty yet: each reason is told once, with all forms that it holds back.
    """
    from lvheng.statistics.actions import issue_forms

    held_back: dict[str, list[Problem]] = {}
    for problem in issue_forms(None, pack).refused:
        held_back.setdefault(problem.code, []).append(problem)
    for first, *others in held_back.values():
        logging.getLogger(__name__).warning("%s%s", first, _also(others))


def _also(others: Sequence[Problem]) -> str:
    """The other forms with the same problem, by their codes."""
    if not others:
        return ""
    codes = "、".join(each.where for each in others)
    told = Text(f"另有{len(others)}张表同此：{codes}。", f" So have {len(others)} others: {codes.replace('、', ', ')}.")
    return told.in_language(terminal_language())


def _open_reports() -> None:
    from django.utils import timezone

    from lvheng.statistics.actions import open_due_reports

    open_due_reports(timezone.localdate())


def refuse_world_in_production(configuration: Configuration) -> None:
    """SettingProblem where production finds demonstration data: nobody may take them for real."""
    from lvheng.world.queries import exists

    if configuration.production and exists():
        raise SettingProblem(
            "world_present",
            Text(
                "数据库中有演示数据，正式运行不能启动。",
                "the database holds demonstration data; production does not start.",
            ),
            where="LVHENG_WORLD",
            to_do=Text(
                "请使用新的数据库，或先运行 lvheng world remove。",
                "Use a new database, or run lvheng world remove first.",
            ),
        )


def make_or_refuse_demo_accounts(configuration: Configuration, pack: Pack) -> list[tuple[str, str, str]]:
    """(user name, password, role) of the demo accounts; refuse to go on where production finds any."""
    from lvheng.areas.demo import make_demo_accounts
    from lvheng.areas.queries import demo_accounts_exist

    if configuration.production and demo_accounts_exist():
        raise SettingProblem(
            "demo_accounts_present",
            Text(
                "数据库中有演示账号，正式运行不能启动。", "the database holds demo accounts; production does not start."
            ),
            where="LVHENG_DEMO_ACCOUNTS",
            to_do=Text(
                "请使用新的数据库，或先运行 lvheng people remove-demo。",
                "Use a new database, or run lvheng people remove-demo first.",
            ),
        )
    if not configuration.demo_accounts:
        return []
    return [(account.username, account.password, account.description) for account in make_demo_accounts(pack)]
