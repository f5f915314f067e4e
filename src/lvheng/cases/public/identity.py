"""The reporter's name: opened by named roles only, for a reason, and the log tells of it before anything is shown."""

from __future__ import annotations

from django.db import transaction

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.cases.public import secrets
from lvheng.cases.public.access import MAY_UNSEAL, access_report, may_unseal
from lvheng.cases.public.models import SealedName
from lvheng.cases.public.naming import Reporter, plain
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict, Text

MAX_REASON = 300


def look_at_reporter(acting: Acting, report_id: int, reason: str) -> Reporter:
    """Who reported. Errors: NotAllowed, Report.DoesNotExist, Problems (no reason), StateConflict (no name)."""
    with transaction.atomic():
        report = access_report(acting, report_id, MAY_UNSEAL)
        if not may_unseal(acting, report):
            what = Text("举报人信息只限承办部门查看。", "Only the bureau in charge may see who reported.")
            raise NotAllowed("not_the_bureau", what, str(report))
        why = plain(reason, MAX_REASON)
        if not why:
            what = Text("请写明查看理由，理由记入日志。", "Say why you have to know; the log keeps it.")
            raise Problems([InputProblem("no_reason", what, "reason")])
        sealed = SealedName.objects.filter(report=report).first()
        if sealed is None:
            raise StateConflict("anonymous", Text("这是匿名举报。", "This report is anonymous."), str(report))
        record(acting, "public.look_at_reporter", "case", report.case_id, str(report), {"reason": why})
    return Reporter.of(secrets.unseal(bytes(sealed.sealed)))
