"""``lvheng people``."""

from __future__ import annotations

import re

import pytest

from lvheng.areas.command import add_administrator_command, add_security_officer_command, remove_demo_command
from lvheng.areas.demo import make_demo_accounts
from lvheng.areas.models import Person
from lvheng.areas.queries import acting_of, demo_accounts_exist
from lvheng.audit.models import Entry
from lvheng.errors import Problems, SettingProblem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("command", "role"),
    [(add_administrator_command, "administrator"), (add_security_officer_command, "security_officer")],
)
def test_the_first_accounts_are_made_with_a_one_time_password(places, configure, capsys, command, role):
    configure(separate_duties=True, require_mfa=True)
    command("first")
    person = Person.objects.get(username="first")
    assert acting_of(person).role == role
    password = re.search(r"一次性密码：(\S+)", capsys.readouterr().out)
    assert password is not None
    assert person.check_password(password[1])
    assert person.must_change_password
    assert list(Entry.objects.values_list("action", "actor_name")[:2]) == [
        ("people.appoint", "系统"),
        ("people.create", "系统"),
    ]


def test_a_name_that_is_taken_makes_no_account(places):
    add_administrator_command("first")
    with pytest.raises(Problems):
        add_security_officer_command("first")
    assert Person.objects.count() == 1


def test_without_organisations_it_says_what_to_run_first(db):
    with pytest.raises(SettingProblem) as caught:
        add_administrator_command("first")
    assert "lvheng run" in str(caught.value)
    assert not Person.objects.exists()


def test_demo_accounts_are_removed_and_counted(places, linxia_pack, capsys):
    make_demo_accounts(linxia_pack)
    remove_demo_command()
    assert "14 个演示账号" in capsys.readouterr().out
    assert not demo_accounts_exist()
