"""``lvheng people``: the first accounts of an installation, and the end of its demo accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from lvheng.areas.actions import NewPassword, appoint, create_person
from lvheng.areas.demo import remove_demo_accounts
from lvheng.areas.models import Role
from lvheng.areas.permissions import role_title
from lvheng.areas.places import likely_place, organisations_of
from lvheng.errors import SettingProblem, Text


def add_administrator_command(name: str) -> None:
    """Make an administrator and print the one-time password."""
    _print_account(_add(name, Role.ADMINISTRATOR), Role.ADMINISTRATOR)


def add_security_officer_command(name: str) -> None:
    """Make a security officer, who appoints everybody else, and print the one-time password."""
    _print_account(_add(name, Role.SECURITY_OFFICER), Role.SECURITY_OFFICER)


def remove_demo_command() -> None:
    """Close the demo accounts and say how many there were."""
    count = remove_demo_accounts()
    print(Text(f"已停用 {count} 个演示账号。", f"{count} demo accounts closed."))


def _add(name: str, role: Role) -> NewPassword:
    from lvheng.packs import load_pack

    organisation = likely_place(role, organisations_of(load_pack(settings.CONFIGURATION.pack).area_code))
    if organisation is None:
        raise SettingProblem(
            "no_organisation",
            Text("数据库中还没有机构。", "the database holds no organisations yet."),
            to_do=Text("请先运行一次 lvheng run，让它载入数据包。", "Run lvheng run once, so that it loads the pack."),
        )
    with transaction.atomic():
        made = create_person(None, name, name)
        appoint(None, made.person, organisation, role)
    return made


def _print_account(made: NewPassword, role: Role) -> None:
    title = role_title(role)
    print(
        Text(
            f"已建立{title.zh}账号 {made.person.username}。\n一次性密码：{made.password}\n"
            "首次登录时必须改为自己的密码。",
            f"Account {made.person.username} made ({title.en}).\nOne-time password: {made.password}\n"
            "It has to be changed at the first sign-in.",
        )
    )
