"""Pages of funds: the tree with what each has, the grants with their progress, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.indicators.snapshots import site_pack
from lvheng.ledger import access, actions, owners
from lvheng.ledger.act_views import checked, do
from lvheng.ledger.allotting import drawable
from lvheng.ledger.catalogue import declared
from lvheng.ledger.forms import FundAmountForm, FundForm, GrantForm, ProgressForm
from lvheng.ledger.funding import ASSET, paid, proven
from lvheng.ledger.models import Fund, Grant
from lvheng.ledger.pages import ActingRequest, found
from lvheng.ledger.shown import quantity


@require_safe
def funds(request: ActingRequest) -> HttpResponse:
    """All funds, parts under the fund that they are of."""
    require(access.MAY_SEE, request.acting)
    listed = list(Fund.objects.select_related("account__asset"))
    rows = [
        (fund, depth, _money(fund.account.available), _money(fund.account.reserved)) for fund, depth in tree(listed)
    ]
    may_allot = allow(access.MAY_ALLOT, request.acting)
    return render(request, "ledger/funds.html", {"rows": rows, "may_allot": may_allot, "form": FundForm()})


def tree(listed: list[Fund]) -> list[tuple[Fund, int]]:
    """The funds with how deep each lies, parts after their whole."""
    below: dict[int | None, list[Fund]] = {}
    for each in listed:
        below.setdefault(each.parent_id, []).append(each)

    def walk(parent: int | None, depth: int) -> list[tuple[Fund, int]]:
        return [row for each in below.get(parent, []) for row in ((each, depth), *walk(each.pk, depth + 1))]

    return walk(None, 0)


def _money(fen: int) -> str:
    return quantity(declared(ASSET), fen)


@require_safe
def fund(request: ActingRequest, fund_id: int) -> HttpResponse:
    """One fund: what it is for, what it has, what was granted and paid of it."""
    require(access.MAY_SEE, request.acting)
    opened = found(Fund.objects.select_related("account__asset", "parent").filter(pk=fund_id).first())
    grants = [_grant(each) for each in opened.grants.select_related("recipient").prefetch_related("progress")]
    context = {
        "fund": opened,
        "free": _money(opened.account.available),
        "reserved": _money(opened.account.reserved),
        "parts": opened.children.all(),
        "grants": grants,
        "may_allot": allow(access.MAY_ALLOT, request.acting),
        "amount_form": FundAmountForm(auto_id="in_%s"),
        "part_form": FundForm(auto_id="part_%s"),
        "grant_form": GrantForm(auto_id="grant_%s"),
    }
    return render(request, "ledger/fund.html", context)


def _grant(grant: Grant) -> dict[str, Any]:
    share, done = proven(grant), paid(grant)
    return {
        "grant": grant,
        "amount": _money(grant.amount),
        "paid": _money(done),
        "open": drawable(grant.amount, share, done),
        "drawable": _money(drawable(grant.amount, share, done)),
        "percent": f"{share * 100:.2f}",
        "bar": [(_("已拨付"), done // 100, "ok"), (_("未拨付"), (grant.amount - done) // 100, "none")],
        "history": list(grant.progress.all()),
        "form": ProgressForm(auto_id=f"progress-{grant.pk}-%s"),
    }


@require_POST
def open_fund(request: ActingRequest) -> HttpResponse:
    """Keep money apart for a purpose; a part of another fund where ``parent`` is posted."""
    require(access.MAY_ALLOT, request.acting)
    number = request.POST.get("parent", "")
    parent = found(Fund.objects.filter(pk=int(number)).first()) if number.isdecimal() else None

    def act() -> None:
        typed = checked(request, FundForm)
        area = site_pack().area_code or ""
        simulated = parent.account.asset.simulated if parent else False
        actions.open_fund(
            request.acting, typed["code"], typed["name"], typed["earmark"], area, parent, simulated=simulated
        )

    do(request, act, _("已设立。"))
    return redirect("ledger:fund", parent.pk) if parent else redirect("ledger:funds")


@require_POST
def fund_act(request: ActingRequest, fund_id: int, act: str) -> HttpResponse:
    """Money in, money from above, a grant, progress or payment."""
    require(access.MAY_ALLOT, request.acting)
    opened: Fund = found(Fund.objects.select_related("account", "parent").filter(pk=fund_id).first())
    acts: dict[str, tuple[Callable[[ActingRequest, Fund], object], str]] = {
        "pay-in": (_pay_in, _("资金已到账。")),
        "fill": (_fill, _("资金已下达。")),
        "grant": (_new_grant, _("已安排，资金已锁定。")),
        "progress": (_progress, _("进度已记录。")),
        "draw-down": (_draw_down, _("已拨付。")),
    }
    if act not in acts:
        raise Http404(act)
    work, done = acts[act]
    do(request, lambda: work(request, opened), done)
    return redirect("ledger:fund", fund_id)


def _fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def _pay_in(request: ActingRequest, opened: Fund) -> object:
    typed = checked(request, FundAmountForm)
    return actions.pay_in(request.acting, opened, _fen(typed["amount"]), typed["basis"])


def _fill(request: ActingRequest, opened: Fund) -> object:
    typed = checked(request, FundAmountForm)
    return actions.fill(request.acting, opened, _fen(typed["amount"]), typed["basis"])


def _new_grant(request: ActingRequest, opened: Fund) -> object:
    typed = checked(request, GrantForm)
    recipient = actions.open_account(
        opened.account.asset_id, owners.organisation(typed["recipient"]), owner_name=typed["recipient_name"]
    )
    return actions.grant(request.acting, opened, typed["project"], recipient, _fen(typed["amount"]))


def _grant_of(request: ActingRequest, opened: Fund) -> Grant:
    number = request.POST.get("grant", "")
    grant: Grant = found(opened.grants.filter(pk=int(number) if number.isdecimal() else 0).first())
    return grant


def _progress(request: ActingRequest, opened: Fund) -> object:
    typed = checked(request, ProgressForm)
    return actions.report_progress(
        request.acting, _grant_of(request, opened), typed["percent"] / 100, typed["evidence"]
    )


def _draw_down(request: ActingRequest, opened: Fund) -> object:
    return actions.draw_down(request.acting, _grant_of(request, opened))
