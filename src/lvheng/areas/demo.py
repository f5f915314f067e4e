"""Accounts for a first look, with a password that everybody knows. Production refuses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from lvheng.areas.duties import fits
from lvheng.areas.events import tell
from lvheng.areas.models import Appointment, Organisation, Person, Role
from lvheng.areas.places import likely_place, organisations_of
from lvheng.errors import SettingProblem, Text
from lvheng.packs.forms import ReportForm

if TYPE_CHECKING:
    from lvheng.packs import Pack

PASSWORD = "lvheng-demo-2021"  # noqa: S105  published on purpose

# Roles that have something to do, and what their holders are called.
_NAMES = {
    Role.LEADER: "演示领导",
    Role.PLANNER: "演示规划员",
    Role.DEPARTMENT_OFFICER: "演示部门人员",
    Role.COUNTY_OFFICER: "演示县市人员",
    Role.AUDITOR: "演示审计员",
    Role.SECURITY_OFFICER: "演示安全员",
    Role.ADMINISTRATOR: "演示管理员",
}
# Whoever fills in a report does not approve it, and whoever handles a penalty does not review it, so that their ways
# take more people than there are roles.
REVIEWER, STATISTICIAN = "county_reviewer", "statistician"
DEPARTMENT_HEAD, LEGAL_REVIEWER = "department_head", "legal_reviewer"
# People without an office; the world of demonstration lets them act for simulated irrigators and a simulated factory.
CITIZENS = {"irrigator": "演示用水户", "irrigator_2": "演示用水户二", "factory": "演示企业人员"}
_STATISTICS, _JUSTICE = "statistics", "justice"


@dataclass(frozen=True)
class _Wanted:
    """An account to make."""

    username: str
    full_name: str
    role: Role
    organisation: Organisation


@dataclass(frozen=True)
class DemoAccount:
    """What a person needs to sign in for a first look."""

    username: str
    password: str
    person: Person
    organisation: Organisation | None
    role: str

    @property
    def description(self) -> str:
        """The organisation and the role, for the list that is printed at the start."""
        if self.organisation is None:
            return f"{self.person.full_name} · {Role(self.role).label}"
        return f"{self.organisation} · {Role(self.role).label}"


def make_demo_accounts(pack: Pack) -> list[DemoAccount]:
    """One account for each role that has something to do in the pack, four more for second looks, and some citizens.

    The second of a county looks over what the first filled in, the statistician approves; the head of the department
    decides what its officer prepared, the bureau of justice reviews it; the department's officer is appointed to every
    department that reports go to.

    Raises SettingProblem in production. Doing it again repairs what was changed (the password, a closed account) and is
    recorded only when something was.
    """
    if settings.CONFIGURATION.production:
        raise SettingProblem(
            "demo_accounts_refused",
            Text("正式运行不能建立演示账号。", "production makes no demo accounts."),
            where="LVHENG_DEMO_ACCOUNTS",
            to_do=Text("设为 no。", "Set it to no."),
        )
    organisations = organisations_of(pack.area_code)
    with transaction.atomic():
        hashed = _kept_hash() or make_password(PASSWORD)
        accounts, changed = [], 0
        for each in [*_of_roles(organisations), *_for_reports(organisations), *_for_penalties(organisations)]:
            person, did_change = _account(each, hashed)
            accounts.append(DemoAccount(person.username, PASSWORD, person, each.organisation, each.role.value))
            changed += did_change
        for username, name in CITIZENS.items():
            person, did_change = _person(username, name, hashed)
            accounts.append(DemoAccount(username, PASSWORD, person, None, Role.CITIZEN.value))
            changed += did_change
        changed += _appoint_to_departments(pack, organisations)
        if changed:
            tell(None, "people.make_demo_accounts", "pack", pack.name, pack.title.zh, {"accounts": changed})
    return accounts


def remove_demo_accounts() -> int:
    """Close every demo account and end its appointments; return how many there were. The log still names them."""
    today = timezone.localdate()
    with transaction.atomic():
        people = Person.objects.filter(is_demo=True, is_active=True)
        count = people.count()
        Appointment.objects.filter(person__is_demo=True, until_date__isnull=True).update(until_date=today)
        people.update(is_active=False, password=make_password(None))
        if count:
            tell(None, "people.remove_demo_accounts", "person", "demo", "演示账号", {"accounts": count})
    return count


def _kept_hash() -> str | None:
    """The hash that the demo accounts have already, if it still fits: hashing is slow on purpose."""
    kept = Person.objects.filter(is_demo=True, is_active=True).values_list("password", flat=True).first()
    return kept if kept and check_password(PASSWORD, kept) else None


def _of_roles(organisations: list[Organisation]) -> Iterator[_Wanted]:
    for role, name in _NAMES.items():
        organisation = likely_place(role, organisations)
        if organisation is not None:
            yield _Wanted(role.value, name, role, organisation)


def _for_reports(organisations: list[Organisation]) -> Iterator[_Wanted]:
    county = likely_place(Role.COUNTY_OFFICER, organisations)
    if county is not None:
        yield _Wanted(REVIEWER, "演示县市审核人", Role.LEADER, county)
    bureau = _bureau(_STATISTICS, organisations)
    if bureau is not None:
        yield _Wanted(STATISTICIAN, "演示统计人员", Role.DEPARTMENT_OFFICER, bureau)


def _for_penalties(organisations: list[Organisation]) -> Iterator[_Wanted]:
    department = likely_place(Role.DEPARTMENT_OFFICER, organisations)
    if department is not None:
        yield _Wanted(DEPARTMENT_HEAD, "演示部门负责人", Role.LEADER, department)
    bureau = _bureau(_JUSTICE, organisations)
    if bureau is not None:
        yield _Wanted(LEGAL_REVIEWER, "演示法制审核人", Role.DEPARTMENT_OFFICER, bureau)


def _bureau(kind: str, organisations: list[Organisation]) -> Organisation | None:
    """The first organisation of a department type: that of the area itself."""
    return next((each for each in organisations if each.type == kind), None)


def _person(username: str, full_name: str, hashed: str) -> tuple[Person, bool]:
    """The account, and whether anything about it was new or had changed."""
    kept = {
        "full_name": full_name,
        "password": hashed,
        "is_demo": True,
        "is_active": True,
        "must_change_password": False,
    }
    person, is_new = Person.objects.get_or_create(username=username, defaults=kept)
    return person, is_new or _bring_to(person, kept)


def _account(wanted: _Wanted, hashed: str) -> tuple[Person, bool]:
    person, changed = _person(wanted.username, wanted.full_name, hashed)
    if not Appointment.objects.filter(person=person, role=wanted.role, until_date__isnull=True).exists():
        _appoint(person, wanted.organisation, wanted.role)
        changed = True
    return person, changed


def _appoint_to_departments(pack: Pack, organisations: list[Organisation]) -> int:
    """Let the demo officer act for each department that reports go to; returns how many appointments are new."""
    role = Role.DEPARTMENT_OFFICER
    types = {form.respondent.department for form in pack.of(ReportForm)} - {_STATISTICS}
    person = Person.objects.filter(username=role.value, is_demo=True).first()
    if person is None:
        return 0
    held = set(person.appointments.filter(until_date__isnull=True).values_list("organisation_id", flat=True))
    missing = [each for each in organisations if each.type in types and fits(role, each.kind) and each.pk not in held]
    for organisation in missing:
        _appoint(person, organisation, role)
    return len(missing)


def _appoint(person: Person, organisation: Organisation, role: Role) -> None:
    Appointment.objects.create(person=person, organisation=organisation, role=role, from_date=timezone.localdate())


def _bring_to(person: Person, wanted: dict[str, object]) -> bool:
    different = [name for name, value in wanted.items() if getattr(person, name) != value]
    for name in different:
        setattr(person, name, wanted[name])
    if different:
        person.save(update_fields=different)
    return bool(different)
