"""Everything that is written in this room: accounts, appointments, areas and organisations.

``acting`` None is the system itself: the command line of whoever runs the installation, and the loading of packs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.appointing import problems_of
from lvheng.areas.events import tell
from lvheng.areas.loading import load_areas, load_organisations
from lvheng.areas.models import Appointment, Organisation, Person
from lvheng.areas.passwords import one_time_password
from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text

__all__ = [
    "NewPassword",
    "appoint",
    "change_email",
    "create_person",
    "deactivate",
    "end_appointment",
    "load_areas",
    "load_organisations",
    "reactivate",
    "reset_password",
    "reset_second_factor",
]


@dataclass(frozen=True)
class NewPassword:
    """An account and its one-time password, which is kept nowhere and can be shown only now."""

    person: Person
    password: str


def create_person(acting: Acting | None, username: str, full_name: str) -> NewPassword:
    """Make an account with a one-time password; raises Problems naming every field that is wrong."""
    _require("people.manage", acting)
    username, full_name = username.strip(), full_name.strip()
    problems = [*_username_problems(username), *_name_problems(full_name)]
    if problems:
        raise Problems(problems)
    password = one_time_password()
    person = Person(username=username, full_name=full_name, must_change_password=True)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
            tell(acting, "people.create", "person", person.pk, str(person), {"username": username})
    except IntegrityError as error:
        raise Problems([_taken(username)]) from error
    return NewPassword(person, password)


def change_email(acting: Acting, email: str) -> None:
    """Set one's own address for letters, "" for none. Raises InputProblem for what is no address."""
    require("account.manage", acting)
    person, email = acting.person, email.strip()
    if person is None or email == person.email:
        return
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise InputProblem("email_invalid", Text("不是电子邮箱地址。", "is no e-mail address."), "email") from error
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(email=email)
        # The log says that it changed; the address itself is a personal matter.
        tell(acting, "account.change_email", "person", person.pk, str(person))
    person.email = email


def deactivate(acting: Acting | None, person: Person) -> None:
    """Close an account at once, with every session it has. Its appointments stay as they are."""
    _require("people.manage", acting)
    if acting is not None and acting.person == person:
        raise InputProblem("own_account", Text("不能停用自己的账号。", "you cannot close your own account."))
    _set_active(acting, person, False, "people.deactivate")


def reactivate(acting: Acting | None, person: Person) -> None:
    """Open a closed account again."""
    _require("people.manage", acting)
    _set_active(acting, person, True, "people.reactivate")


def _set_active(acting: Acting | None, person: Person, active: bool, action: str) -> None:
    with transaction.atomic():
        if not Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active):
            raise StateConflict(
                "account_changed",
                Text("账号状态已被他人更改。", "somebody has changed this account meanwhile."),
                where=str(person),
                to_do=Text("请刷新后再看。", "Look at it again."),
            )
        tell(acting, action, "person", person.pk, str(person), {"is_active": [not active, active]})
    person.is_active = active


def reset_password(acting: Acting | None, person: Person) -> NewPassword:
    """Give a new one-time password, which ends the person's sessions; a second factor stays in force."""
    _require("people.manage", acting)
    password = one_time_password()
    with transaction.atomic():
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        tell(acting, "people.reset_password", "person", person.pk, str(person))
    return NewPassword(person, password)


def reset_second_factor(acting: Acting | None, person: Person) -> None:
    """Remove a person's lost authenticators and recovery codes.

    It takes the right to appoint, not the right to manage accounts: whoever can reset passwords could otherwise sign
    in as anybody.
    """
    _require("people.appoint", acting)
    with transaction.atomic():
        removed, _ = Authenticator.objects.filter(user_id=person.pk).delete()
        if not removed:
            raise InputProblem(
                "no_second_factor",
                Text("此人没有设置第二因素。", "this person has no second factor."),
                where=str(person),
            )
        tell(acting, "people.reset_second_factor", "person", person.pk, str(person), {"removed": removed})


def appoint(
    acting: Acting | None, person: Person, organisation: Organisation, role: str, from_date: date | None = None
) -> Appointment:
    """Let a person act for an organisation in a role from a day (today) on; raises Problems with all that forbids it.

    With separated duties nobody appoints themselves, and nobody holds two of administrator, security officer and
    auditor.
    """
    _require("people.appoint", acting)
    with transaction.atomic():
        # The row is locked so that two appointments at the same moment see each other's duties.
        person = Person.objects.select_for_update().get(pk=person.pk)
        problems = problems_of(acting, person, organisation, role)
        if problems:
            raise Problems(problems)
        appointment = Appointment.objects.create(
            person=person, organisation=organisation, role=role, from_date=from_date or timezone.localdate()
        )
        tell(acting, "people.appoint", "person", person.pk, str(person), _facts(appointment))
    return appointment


def end_appointment(acting: Acting | None, appointment: Appointment) -> None:
    """End an appointment today; raises StateConflict when it has been ended already."""
    _require("people.appoint", acting)
    until = max(timezone.localdate(), appointment.from_date)
    with transaction.atomic():
        if not Appointment.objects.filter(pk=appointment.pk, until_date__isnull=True).update(until_date=until):
            raise StateConflict(
                "appointment_ended",
                Text("此任职已经结束。", "this appointment has ended already."),
                where=str(appointment),
            )
        appointment.until_date = until
        person = appointment.person
        tell(acting, "people.end_appointment", "person", person.pk, str(person), _facts(appointment))


def _require(permission: str, acting: Acting | None) -> None:
    if acting is not None:
        require(permission, acting)


def _facts(appointment: Appointment) -> dict[str, object]:
    return {
        "organisation": appointment.organisation.name,
        "role": appointment.role,
        "from": appointment.from_date,
        "until": appointment.until_date,
    }


def _username_problems(username: str) -> list[Problem]:
    try:
        get_adapter().clean_username(username)
        Person._meta.get_field("username").run_validators(username)
    except ValidationError:
        if Person.objects.filter(username__iexact=username).exists():
            return [_taken(username)]
        return [_unusable(username)]
    return []


def _unusable(username: str) -> Problem:
    return InputProblem(
        "username_unusable",
        Text(f"用户名“{username}”不能用。", f"the user name “{username}” cannot be used."),
        where="username",
        to_do=Text(
            "请用 1 至 150 个字母、数字或 @ . + - _，不能有空格。",
            "Use 1 to 150 letters, digits or @ . + - _, no spaces.",
        ),
    )


def _taken(username: str) -> Problem:
    return InputProblem(
        "username_taken",
        Text(f"用户名“{username}”已被使用。", f"the user name “{username}” is taken."),
        where="username",
        to_do=Text("请换一个。", "Choose another."),
    )


def _name_problems(full_name: str) -> list[Problem]:
    if 1 <= len(full_name) <= 60:
        return []
    return [
        InputProblem(
            "full_name_unusable",
            Text("请填写姓名，不超过 60 个字。", "give the person's name, at most 60 characters."),
            where="full_name",
        )
    ]
