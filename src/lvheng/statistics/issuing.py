"""Issuing the forms of a pack: lawful ones only, each change as a new edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Text
from lvheng.packs.forms import FormApproval, ReportForm
from lvheng.statistics.definitions import content_of, fingerprint_of
from lvheng.statistics.models import Form, Report

if TYPE_CHECKING:
    from lvheng.packs import Pack


@dataclass(frozen=True)
class Issued:
    """What issuing did: forms that are new or changed, how many closed, and why others were refused."""

    forms: tuple[Form, ...]
    closed: int
    refused: tuple[Problem, ...]


def issue_forms(acting: Acting | None, pack: Pack, day: date | None = None) -> Issued:
    """Issue every form of the pack that is new or has changed since; ``acting`` None is the system at set-up.

    A form without an approval in force is refused, and so is one whose approval is pending where the installation is
    in production. Reports that nobody has begun are asked with the new edition. Doing it again changes nothing.
    """
    if acting is not None:
        require("statistics.issue", acting)
    today = day or timezone.localdate()
    refused: list[Problem] = []
    lawful = {}
    for form in pack.of(ReportForm):
        approval = _approval(pack, form, today)
        if isinstance(approval, FormApproval):
            lawful[form.code] = (form, approval)
        else:
            refused.append(approval)
    with transaction.atomic():
        forms = _issue(acting, pack, lawful)
        closed = _close(acting, set(lawful))
    return Issued(forms, closed, tuple(refused))


def _approval(pack: Pack, form: ReportForm, today: date) -> FormApproval | Problem:
    """The approval in force, or why there is none."""
    known = [each for each in pack.of(FormApproval) if each.form == form.code]
    begun = [each for each in known if (each.valid_from or date.min) <= today]
    found = next((each for each in begun if today <= each.expires), None)
    if found is None:
        return _expired(form, max(each.expires for each in begun)) if begun else _without_approval(form)
    if found.is_pending and settings.CONFIGURATION.production:
        return _pending(form, found)
    return found


def _without_approval(form: ReportForm) -> Problem:
    return InputProblem(
        "form_not_approved",
        Text(
            f"报表“{form.name}”没有表号、制定机关、批准文号和有效期，不能制发。",
            f"The form “{form.name_en}” has no number, authority, approval and validity, so it cannot be issued.",
        ),
        where=form.code,
        to_do=Text(
            "经统计部门批准后写入 form_approvals.csv。", "Enter them in form_approvals.csv once it is approved."
        ),
    )


def _expired(form: ReportForm, day: date) -> Problem:
    return InputProblem(
        "form_expired",
        Text(
            f"报表“{form.name}”的有效期至 {day}，已过期，不能制发。",
            f"The form “{form.name_en}” was valid until {day} and cannot be issued any more.",
        ),
        where=form.code,
        to_do=Text("重新报批，再写入新的批准文号和有效期。", "Have it approved again and enter the new approval."),
    )


def _pending(form: ReportForm, approval: FormApproval) -> Problem:
    return InputProblem(
        "form_approval_pending",
        Text(
            f"报表“{form.name}”（{approval.number}）尚未批准，正式运行不能制发。",
            f"The form “{form.name_en}” ({approval.number}) is not approved yet; production does not issue it.",
        ),
        where=form.code,
        to_do=Text(
            "取得批准文号后写入 form_approvals.csv，并写明来源（certainty 不再是 to_verify）。",
            "Enter the number of the approval in form_approvals.csv with a source that is no longer to_verify.",
        ),
    )


def _issue(
    acting: Acting | None, pack: Pack, lawful: Mapping[str, tuple[ReportForm, FormApproval]]
) -> tuple[Form, ...]:
    in_force = {form.code: form for form in Form.objects.select_for_update().filter(closed_at=None).order_by("pk")}
    editions = dict(Form.objects.order_by().values_list("code").annotate(Max("edition")))
    now, issued = timezone.now(), []
    for code, (form, approval) in lawful.items():
        content = content_of(pack, form, approval)
        old = in_force.get(code)
        if old is None or old.fingerprint != fingerprint_of(content):
            issued.append(_edition(acting, form, content, editions.get(code, 0) + 1, now))
            _replace(old, issued[-1], now)
    for each in issued:
        changes = {"number": each.edition, "form": each.number, "until": each.valid_until, "pack": pack.name}
        record(acting, "statistics.issue_form", "form", each.pk, each.title, changes)
    return tuple(issued)


def _edition(acting: Acting | None, form: ReportForm, content: Mapping[str, Any], edition: int, now: datetime) -> Form:
    return Form(
        code=form.code,
        edition=edition,
        number=content["head"]["number"],
        title=form.name,
        title_en=form.name_en,
        definition=content,
        fingerprint=fingerprint_of(content),
        valid_until=content["head"]["valid_until"],
        issued_at=now,
        issued_by=acting.person if acting else None,
    )


def _replace(old: Form | None, new: Form, now: datetime) -> None:
    """The old edition closes first: only one may be in force."""
    if old is not None:
        Form.objects.filter(pk=old.pk, closed_at=None).update(closed_at=now)
    new.save(force_insert=True)
    new.refresh_from_db(fields=["valid_until"])
    untouched = Report.objects.filter(form__code=new.code, state=Report.State.EXPECTED, current=0, simulated=False)
    untouched.update(form=new)


def _close(acting: Acting | None, lawful: set[str]) -> int:
    """Close what the pack no longer has, or what is no longer lawful."""
    gone = list(Form.objects.filter(closed_at=None).exclude(code__in=lawful).order_by("pk"))
    Form.objects.filter(pk__in=[form.pk for form in gone], closed_at=None).update(closed_at=timezone.now())
    for form in gone:
        record(acting, "statistics.close_form", "form", form.pk, form.title, {"number": form.edition})
    return len(gone)
