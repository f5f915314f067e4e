"""What stands against an appointment, all of it at once."""

from __future__ import annotations

from django.conf import settings

from lvheng.areas.acting import Acting
from lvheng.areas.duties import conflicting, fits
from lvheng.areas.models import Organisation, Person, Role
from lvheng.areas.permissions import role_title
from lvheng.areas.queries import open_appointments
from lvheng.errors import InputProblem, NotAllowed, Problem, Text


def problems_of(acting: Acting | None, person: Person, organisation: Organisation, role: str) -> list[Problem]:
    """Empty when ``person`` may be appointed; ``where`` of a problem is the field of the form that it concerns."""
    if role not in Role.values:
        return [InputProblem("role_unknown", Text(f"没有角色“{role}”。", f"there is no role {role}."), where="role")]
    found = (
        _own(acting, person),
        _closed_account(person),
        _closed_organisation(organisation),
        _unfitting(Role(role), organisation),
        _held_already(person, organisation, role),
        _separate(person, Role(role)),
    )
    return [problem for problem in found if problem is not None]


def _own(acting: Acting | None, person: Person) -> Problem | None:
    if not settings.CONFIGURATION.separate_duties or acting is None or acting.person != person:
        return None
    return NotAllowed("own_appointment", Text("不能任命自己。", "you cannot appoint yourself."), where="person")


def _closed_account(person: Person) -> Problem | None:
    if person.is_active:
        return None
    return InputProblem("account_closed", Text("此账号已停用。", "this account is closed."), where="person")


def _closed_organisation(organisation: Organisation) -> Problem | None:
    if organisation.closed_on is None:
        return None
    return InputProblem(
        "organisation_closed", Text("此机构已撤销。", "this organisation is closed."), where="organisation"
    )


def _unfitting(role: Role, organisation: Organisation) -> Problem | None:
    if fits(role, organisation.kind):
        return None
    title = role_title(role)
    return InputProblem(
        "role_does_not_fit",
        Text(f"“{title.zh}”不能在这类机构任职。", f"nobody acts as {title.en} for this kind of organisation."),
        where="role",
        to_do=Text("请选择其他角色或机构。", "Choose another role or organisation."),
    )


def _held_already(person: Person, organisation: Organisation, role: str) -> Problem | None:
    if not person.appointments.filter(organisation=organisation, role=role, until_date__isnull=True).exists():
        return None
    return InputProblem("appointed_already", Text("已在任。", "this person holds it already."), where="role")


def _separate(person: Person, role: Role) -> Problem | None:
    """Duties to come count as well: two appointments for later days must not meet either."""
    held = set(person.appointments.filter(until_date__isnull=True).values_list("role", flat=True))
    held |= set(open_appointments(person).values_list("role", flat=True))
    against = conflicting(role, held) if settings.CONFIGURATION.separate_duties else set()
    if not against:
        return None
    titles = [role_title(other) for other in sorted(against)]
    return InputProblem(
        "duties_separate",
        Text(
            f"三权分立：此人已担任{'、'.join(title.zh for title in titles)}。",
            f"duties are separated, and this person already is {', '.join(title.en for title in titles)}.",
        ),
        where="role",
        to_do=Text("请选择其他人，或先结束该任职。", "Choose somebody else, or end that appointment first."),
    )
