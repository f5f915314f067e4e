"""Who has to do what: confirm, change, add and withdraw responsibilities of the version in force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.plan.access import lock_responsibilities, refuse_replaced
from lvheng.plan.models import Provision, Responsibility, Target, TargetPairing, Version

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation

_ACTIVE = (Responsibility.State.STATED, Responsibility.State.PROPOSED, Responsibility.State.CONFIRMED)


def confirm_responsibilities(acting: Acting, version: Version, ids: Iterable[int]) -> int:
    """Turn proposals into confirmed responsibilities; all of them or none. Returns how many."""
    require("plan.assign", acting, version)
    with transaction.atomic():
        rows = lock_responsibilities(version, ids, (Responsibility.State.PROPOSED,))
        _set_state(acting, rows, Responsibility.State.CONFIRMED)
        _log(acting, version, "plan.confirm_responsibilities", {"confirmed": _names(rows)})
    return len(rows)


def withdraw_responsibilities(acting: Acting, version: Version, ids: Iterable[int]) -> int:
    """Take responsibilities back; the rows stay as history. Returns how many."""
    require("plan.assign", acting, version)
    with transaction.atomic():
        rows = lock_responsibilities(version, ids, _ACTIVE)
        _set_state(acting, rows, Responsibility.State.WITHDRAWN)
        _log(acting, version, "plan.withdraw_responsibilities", {"withdrawn": _names(rows)})
    return len(rows)


def change_responsibilities(
    acting: Acting,
    version: Version,
    ids: Iterable[int],
    part: str | None = None,
    organisation: Organisation | None = None,
) -> int:
    """Give responsibilities another part or organisation: each row is withdrawn and replaced by a confirmed one.

    Errors: Problems naming every provision where the organisation already has a part.
    """
    require("plan.assign", acting, version)
    with transaction.atomic():
        rows = lock_responsibilities(version, ids, _ACTIVE)
        _set_state(acting, rows, Responsibility.State.WITHDRAWN)
        successors = [_successor(acting, row, part, organisation) for row in rows]
        _refuse_doubles(version, successors)
        Responsibility.objects.bulk_create(successors)
        changed = [[before, after] for before, after in zip(_names(rows), _names(successors), strict=True)]
        _log(acting, version, "plan.change_responsibilities", {"changed": changed})
    return len(rows)


def add_responsibility(
    acting: Acting, provision: Provision, organisation: Organisation, part: str, source: str = ""
) -> Responsibility:
    """Make an organisation responsible for a provision, confirmed at once.

    Errors: Problems when it already has a part in this provision.
    """
    version = provision.version
    require("plan.assign", acting, version)
    row = Responsibility(
        version=version,
        provision=provision,
        organisation=organisation,
        name=organisation.name,
        part=Responsibility.Part(part),
        source=source,
        state=Responsibility.State.CONFIRMED,
        decided_by=acting.person,
        decided_at=timezone.now(),
    )
    with transaction.atomic():
        refuse_replaced(version)
        _refuse_doubles(version, [row])
        row.save()
        _log(acting, version, "plan.add_responsibility", {"added": _names([row])})
    return row


def pair_targets(acting: Acting, target: Target, parent: Target | None) -> TargetPairing:
    """Judge that ``target`` answers to ``parent`` of the parent plan, or to none. The newest judgement counts."""
    require("plan.compare_parent", acting, target)
    with transaction.atomic():
        pairing = TargetPairing.objects.create(
            target=target, parent=parent, decided_by=acting.person, decided_at=timezone.now()
        )
        changes = {"target": target.quote, "parent": parent.quote if parent else None}
        record(acting, "plan.compare_parent", "target", str(target.pk), target.indicator, changes)
    return pairing


def _set_state(acting: Acting, rows: list[Responsibility], state: Responsibility.State) -> None:
    Responsibility.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, decided_by=acting.person, decided_at=timezone.now()
    )


def _successor(
    acting: Acting, row: Responsibility, part: str | None, organisation: Organisation | None
) -> Responsibility:
    return Responsibility(
        version_id=row.version_id,
        provision=row.provision,
        organisation=organisation or row.organisation,
        name=organisation.name if organisation else row.name,
        part=Responsibility.Part(part) if part else row.part,
        quote=row.quote,
        source=row.source,
        source_en=row.source_en,
        state=Responsibility.State.CONFIRMED,
        decided_by=acting.person,
        decided_at=timezone.now(),
        replaces=row,
    )


def _refuse_doubles(version: Version, rows: list[Responsibility]) -> None:
    """An organisation has one part in a provision: either it leads or it takes part."""
    active = Responsibility.objects.filter(version=version).exclude(state=Responsibility.State.WITHDRAWN)
    taken = {key for row in active for key in _keys(row)}
    problems: list[Problem] = []
    for row in rows:
        keys = _keys(row)
        if taken & keys:
            problems.append(_double(row))
        taken |= keys
    if problems:
        raise Problems(problems)


def _keys(row: Responsibility) -> set[tuple[int, str | int]]:
    keys: set[tuple[int, str | int]] = {(row.provision_id, row.name)}
    if row.organisation_id is not None:
        keys.add((row.provision_id, row.organisation_id))
    return keys


def _double(row: Responsibility) -> Problem:
    return InputProblem(
        "responsible_already",
        Text(f"{row.name}在这一条中已有分工。", f"{row.name} already has a part in this provision."),
        where=row.provision.reference,
        to_do=Text("请改动已有的一行，或先撤销它。", "Change the existing row, or withdraw it first."),
    )


def _names(rows: list[Responsibility]) -> list[str]:
    return [f"{row.provision.reference} {row.name} ({row.part})" for row in rows]


def _log(acting: Acting, version: Version, action: str, changes: dict[str, Any]) -> None:
    record(acting, action, "version", str(version.pk), str(version), changes)
