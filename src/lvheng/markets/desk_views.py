"""The authority's desk: sessions, consents, deliveries, flags and participants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.areas.roles import Role
from lvheng.errors import InputProblem, Problem, Problems
from lvheng.markets import actions, queries
from lvheng.markets.access import ADMIT, RUN
from lvheng.markets.catalogue import market_of, markets
from lvheng.markets.desk_forms import AdmitForm, AnnounceForm, WeighForm
from lvheng.markets.models import Consent, Flag, MarketSession, MarketTrade, Participant
from lvheng.markets.pages import PAGE_LENGTH, ActingRequest, asset_of, open_market, problems_of, shown
from lvheng.markets.quoting import lots_of, price_of
from lvheng.packs.markets import Market

_MOST = 100


@require_safe
def desk(request: ActingRequest) -> HttpResponse:
    """What waits for the authority."""
    require(RUN, request.acting)
    planner = request.acting.role == Role.PLANNER
    organisation = request.acting.organisation
    departments = None if planner or organisation is None else [organisation.type]
    own = [
        each for each in markets().values() if not each.view_only and (planner or each.authority in (departments or ()))
    ]
    under_way = (MarketSession.State.SCHEDULED, MarketSession.State.OPEN)
    context = {
        "markets": own,
        "sessions": queries.sessions(states=under_way).order_by("opens_at", "pk")[:_MOST],
        "consents": queries.waiting_consents(departments)[:_MOST],
        "deliveries": queries.awaiting_delivery()[:_MOST],
        "flags": queries.new_flags()[:_MOST],
    }
    return render(request, "markets/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: ActingRequest, code: str) -> HttpResponse:
    """Announce a session."""
    require(RUN, request.acting)
    market = open_market(code)
    if market.view_only:
        raise Http404
    form = AnnounceForm(market, request.POST or None)
    if form.is_valid():
        try:
            made = actions.announce(request.acting, _announcement(market, form.cleaned_data))
        except (Problem, Problems) as error:
            _tell(form, problems_of(error))
        else:
            messages.success(request, _("场次已公告，到时自动开市和收市。"))
            return redirect("markets:session", made.code)
    return render(request, "markets/announce.html", {"form": form, "market": market})


@require_POST
def consent(request: ActingRequest, pk: int) -> HttpResponse:
    """Grant or refuse."""
    require(RUN, request.acting)
    get_object_or_404(Consent, pk=pk)
    granted = request.POST.get("decision") == "granted"
    actions.decide_consent(request.acting, pk, granted, request.POST.get("reason", ""))
    messages.success(request, _("已同意。") if granted else _("已不予同意，锁定的已经退回。"))
    return redirect("markets:desk")


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: ActingRequest, pk: int) -> HttpResponse:
    """Record what was weighed; the trade settles on the dry weight of its grade."""
    require(RUN, request.acting)
    trade = get_object_or_404(MarketTrade.objects.select_related("session", "buyer", "seller", "sell"), pk=pk)
    market = market_of(trade.session.market)
    form = WeighForm(market, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        moisture = int(given["moisture"].scaleb(1))
        try:
            actions.record_delivery(
                request.acting, pk, slip=given["slip"], grade=given["grade"], wet_kg=given["wet_kg"], moisture=moisture
            )
        except (Problem, Problems) as error:
            _tell(form, problems_of(error))
        else:
            messages.success(request, _("已过磅交割。"))
            return redirect("markets:desk")
    return render(request, "markets/weigh.html", {"form": form, "trade": trade, "market": market})


@require_POST
def flag(request: ActingRequest, pk: int) -> HttpResponse:
    """Say what a look at a flag found."""
    require(RUN, request.acting)
    get_object_or_404(Flag, pk=pk)
    actions.decide_flag(request.acting, pk, request.POST.get("decision") == "confirmed", request.POST.get("reason", ""))
    messages.success(request, _("核查结论已记录。"))
    return redirect("markets:desk")


@require_safe
def participants(request: ActingRequest) -> HttpResponse:
    """Who was admitted."""
    require(ADMIT, request.acting)
    text = request.GET.get("q", "").strip()
    rows = Participant.objects.select_related("area").defer("area__boundary")
    found = rows.filter(name__icontains=text) if text else rows
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(request, "markets/participants.html", {"page": page, "q": text})


@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: ActingRequest) -> HttpResponse:
    """Admit somebody, or change what is written."""
    require(ADMIT, request.acting)
    form = AdmitForm(request.POST or None)
    if form.is_valid():
        try:
            actions.admit(request.acting, actions.Admission(**form.cleaned_data))
        except (Problem, Problems) as error:
            _tell(form, problems_of(error))
        else:
            messages.success(request, _("已批准开户。"))
            return redirect("markets:participants")
    return render(request, "markets/admit.html", {"form": form})


@require_POST
def suspend(request: ActingRequest, pk: int) -> HttpResponse:
    """Suspend a participant; without a reason, let it trade again."""
    require(ADMIT, request.acting)
    get_object_or_404(Participant, pk=pk)
    actions.suspend(request.acting, pk, request.POST.get("reason", "").strip())
    messages.success(request, _("已办理。"))
    return redirect("markets:participants")


def _announcement(market: Market, given: dict[str, Any]) -> actions.Announcement:
    """Raises Problems with every number that cannot be read."""
    asset, problems = asset_of(market), []

    def read(name: str, reader: Any) -> int | None:
        text = given.get(name) or ""
        if not text:
            return None
        try:
            return int(reader(text, market, asset))
        except InputProblem as error:
            problems.append(InputProblem(error.code, error.what, name, error.to_do))
            return None

    reference, supply = read("reference", price_of), read("supply", lots_of)
    reserve_price = read("reserve_price", price_of)
    if problems:
        raise Problems(problems)
    like, supplier = given.get("like"), given.get("supplier")
    chosen = supplier or like
    return actions.Announcement(
        market=market.code,
        mechanism=given["mechanism"],
        opens_at=given["opens_at"],
        closes_at=given["closes_at"],
        vintage=given.get("vintage") or 0,
        like=like.pk if like else None,
        reference=reference,
        supplier=supplier.pk if supplier else None,
        supply=supply or 0,
        reserve_price=reserve_price or 0,
        note=given.get("note", ""),
        simulated=bool(chosen and chosen.simulated),
    )


def _tell(form: forms.Form, problems: list[Problem]) -> None:
    """Each problem beside its field, or above all where the form has no such field."""
    for problem in problems:
        (said,) = shown([problem])
        form.add_error(
            problem.where if problem.where in form.fields else None, f"{said['what']} {said['to_do']}".strip()
        )
