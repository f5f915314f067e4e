"""Pages of allocation runs: the list, the draft, the preview, approval by somebody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import Problem, Problems
from lvheng.indicators.wording import area_name
from lvheng.ledger import access, actions
from lvheng.ledger.act_views import checked, do
from lvheng.ledger.allocating import RunPlan
from lvheng.ledger.allotting import parts_of
from lvheng.ledger.catalogue import assets
from lvheng.ledger.forms import ReasonForm, RunForm, read_list, read_parts
from lvheng.ledger.models import AllocationRow, AllocationRun, Instalment
from lvheng.ledger.pages import ActingRequest, found, language, one_page
from lvheng.ledger.shown import AssetRow, asset_row, quantity
from lvheng.registers.lookups import area_choices


@require_safe
def runs(request: ActingRequest) -> HttpResponse:
    """All allocation runs that were approved; those who allot see drafts as well."""
    require(access.MAY_SEE, request.acting)
    may_allot = allow(access.MAY_ALLOT, request.acting)
    listed = AllocationRun.objects.select_related("asset").annotate(holders=Count("rows"), granted=Sum("rows__granted"))
    if not may_allot:
        listed = listed.filter(state=AllocationRun.State.APPROVED)
    page = one_page(request, listed.order_by("-made_at", "-id"))
    rows = [(run, asset := asset_row(run.asset), quantity(asset.declared, run.granted or 0)) for run in page]
    return render(request, "ledger/runs.html", {"page": page, "rows": rows, "may_allot": may_allot})


@require_http_methods(["GET", "POST"])
def new_run(request: ActingRequest) -> HttpResponse:
    """Draft an allocation from a list."""
    require(access.MAY_ALLOT, request.acting)
    choices = [
        (each.code, each.title.in_language(language())) for each in assets().values() if each.allocation is not None
    ]
    form = RunForm(*([request.POST] if request.method == "POST" else []), assets=choices, areas=area_choices())
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.draft_run(request.acting, _plan(form.cleaned_data), read_list(form.cleaned_data["rows"]))
        except Problems as error:
            problems = [each.in_language(language()) for each in error.problems]
        except Problem as error:
            problems = [error.in_language(language())]
        else:
            return redirect("ledger:run", run.pk)
    failed = bool(problems or form.errors)
    return render(request, "ledger/new_run.html", {"form": form, "problems": problems}, status=422 if failed else 200)


def _plan(typed: dict[str, Any]) -> RunPlan:
    return RunPlan(
        typed["code"],
        typed["vintage"] or 0,
        typed["title"],
        typed["area_code"],
        typed["basis"],
        typed["cap"],
        typed["rate"],
        parts=read_parts(typed["parts"]),
    )


@require_safe
def run(request: ActingRequest, run_id: int) -> HttpResponse:
    """One run: what each gets and why, before it is approved and after."""
    opened = found(AllocationRun.objects.select_related("asset", "made_by", "decided_by").filter(pk=run_id).first())
    require(access.MAY_SEE if opened.state == AllocationRun.State.APPROVED else access.MAY_ALLOT, request.acting)
    shown = asset_row(opened.asset)
    seen = opened.rows.all() if access.sees_all(request.acting) else opened.rows.exclude(owner__startswith="person:")
    page = one_page(request, seen)
    sums = opened.rows.aggregate(claimed=Sum("claimed"), granted=Sum("granted"), holders=Count("id"))

    def units(amount: int | None) -> str:
        return quantity(shown.declared, amount or 0)

    context = {
        "run": opened,
        "asset": shown,
        "area": area_name(opened.area_code),
        "page": page,
        "rows": [(row, units(row.computed), units(row.claimed), units(row.granted), row.permit is not None
                  and row.computed > row.permit, area_name(row.area_code), units(_given(opened, row))) for row in page],
        "cap": units(opened.cap),
        "outstanding": units(opened.outstanding),
        "claimed": units(sums["claimed"]),
        "granted": units(sums["granted"]),
        "linked": set(access.seen(request.acting, opened.asset).filter(owner__in=[row.owner for row in page])
                      .values_list("owner", flat=True)),
        "instalments": _instalments(opened, shown),
        "holders": sums["holders"],
        "is_cut": (sums["granted"] or 0) < (sums["claimed"] or 0),
        "may_allot": allow(access.MAY_ALLOT, request.acting),
        "is_own": request.acting.person is not None and opened.made_by_id == request.acting.person.pk,
    }  # fmt: skip
    return render(request, "ledger/run.html", context)


def _given(run: AllocationRun, row: AllocationRow) -> int:
    """What a holder has been given of its grant so far."""
    if run.state != AllocationRun.State.APPROVED:
        return 0
    parts = list(run.instalments.all())
    if not parts:
        return row.granted
    amounts = parts_of(row.granted, [part.share for part in parts])
    return sum(n for n, part in zip(amounts, parts, strict=True) if part.state == Instalment.State.PAID)


def _instalments(run: AllocationRun, shown: AssetRow) -> dict[str, Any] | None:
    """Each instalment with its sum over all holders, and how much is out, due and still to come; None without."""
    parts = list(run.instalments.all())
    if not parts:
        return None
    shares, totals = [part.share for part in parts], [0] * len(parts)
    for granted in run.rows.filter(granted__gt=0).values_list("granted", flat=True):
        totals = [total + part for total, part in zip(totals, parts_of(granted, shares), strict=True)]
    today, sums = timezone.localdate(), {"paid": 0, "due": 0, "later": 0, "stopped": 0}
    rows = []
    for part, total in zip(parts, totals, strict=True):
        status = part.state if part.state != Instalment.State.OPEN else "due" if part.due_on <= today else "later"
        sums[status] += total
        rows.append((part, f"{part.share * 100:.4f}".rstrip("0").rstrip("."), quantity(shown.declared, total), status))
    told = {name: quantity(shown.declared, amount) for name, amount in sums.items()}
    return {"rows": rows, "is_open": sums["due"] + sums["later"] > 0, **told, "stops": sums["stopped"] > 0}


@require_POST
def stop(request: ActingRequest, run_id: int) -> HttpResponse:
    """Give out no more instalments of a run."""
    require(access.MAY_ALLOT, request.acting)
    found(AllocationRun.objects.filter(pk=run_id).first())

    def act() -> None:
        actions.stop_instalments(request.acting, run_id, checked(request, ReasonForm)["reason"])

    do(request, act, _("已停止，余下各期不再发放。"))
    return redirect("ledger:run", run_id)


@require_POST
def decide(request: ActingRequest, run_id: int) -> HttpResponse:
    """Approve or discard a draft."""
    require(access.MAY_ALLOT, request.acting)
    found(AllocationRun.objects.filter(pk=run_id).first())
    if request.POST.get("decision") == "approve":
        do(request, lambda: actions.approve_run(request.acting, run_id), _("已批准，到期的配额已到账。"))
    elif request.POST.get("decision") == "discard":
        do(request, lambda: actions.discard_run(request.acting, run_id), _("已放弃。"))
    else:
        messages.error(request, _("请选择批准或放弃。"))
    return redirect("ledger:run", run_id)
