"""Green points: what earns them, what they are redeemed for, one's own, and the partner's desk."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.areas.queries import person_by_username
from lvheng.errors import Problem, Problems
from lvheng.ledger import owners
from lvheng.ledger.queries import holdings
from lvheng.markets import actions
from lvheng.markets.catalogue import point_actions
from lvheng.markets.models import Earning, Offer, Redemption
from lvheng.markets.pages import PAGE_LENGTH, ActingRequest, new_key, problems_of, shown
from lvheng.markets.point_forms import DeedForm, OfferForm
from lvheng.markets.points import ASSET, GIVE, REDEEM, Deed, owner_of_points


@require_safe
def points(request: ActingRequest) -> HttpResponse:
    """What earns points, and what they are good for."""
    today = timezone.localdate()
    offers = Offer.objects.filter(ended_at=None, from_day__lte=today, until_day__gte=today).select_related("partner")
    context = {
        "actions": point_actions().values(),
        "offers": offers,
        "available": _available(request),
        "may_redeem": allow(REDEEM, request.acting),
        "may_give": allow(GIVE, request.acting),
        "key": new_key(),
    }
    return render(request, "markets/points.html", context)


@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """One's own points: what they came from and where they went."""
    require(REDEEM, request.acting)
    owner = owner_of_points(request.acting)
    earned = Earning.objects.filter(owner=owner).select_related("partner")
    context = {
        "available": _available(request),
        "page": Paginator(earned, PAGE_LENGTH).get_page(request.GET.get("page")),
        "redemptions": Redemption.objects.filter(owner=owner).select_related("offer__partner")[:PAGE_LENGTH],
    }
    return render(request, "markets/my_points.html", context)


@require_POST
def redeem(request: ActingRequest, pk: int) -> HttpResponse:
    """Take an offer; its voucher is shown on the next page."""
    require(REDEEM, request.acting)
    get_object_or_404(Offer, pk=pk)
    taken = actions.redeem(request.acting, pk, request.POST.get("key", ""))
    messages.success(request, _("已兑换，领取码是 %(voucher)s。") % {"voucher": taken.voucher})
    return redirect("points:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: ActingRequest) -> HttpResponse:
    """A partner enters green actions."""
    require(GIVE, request.acting)
    form = DeedForm(request.POST or None, initial={"key": new_key()})
    if form.is_valid():
        try:
            earned = actions.earn(request.acting, _deed(form))
        except (Problem, Problems) as error:
            _tell(form, problems_of(error))
        else:
            said = _("已计 %(points)s 分。") % {"points": earned.points}
            messages.success(request, said)
            return redirect("points:desk")
    return render(request, "markets/points_desk.html", _desk(request) | {"form": form, "offer_form": OfferForm()})


@require_POST
def offer(request: ActingRequest) -> HttpResponse:
    """A partner makes an offer."""
    require(GIVE, request.acting)
    form = OfferForm(request.POST)
    if form.is_valid():
        try:
            actions.make_offer(request.acting, **form.cleaned_data)
        except (Problem, Problems) as error:
            _tell(form, problems_of(error))
        else:
            messages.success(request, _("兑换已上架。"))
            return redirect("points:desk")
    blank = DeedForm(initial={"key": new_key()})
    return render(request, "markets/points_desk.html", _desk(request) | {"form": blank, "offer_form": form})


@require_POST
def end_offer(request: ActingRequest, pk: int) -> HttpResponse:
    """A partner takes an offer off."""
    require(GIVE, request.acting)
    get_object_or_404(Offer, pk=pk)
    actions.end_offer(request.acting, pk)
    messages.success(request, _("兑换已下架。"))
    return redirect("points:desk")


@require_POST
def voucher(request: ActingRequest) -> HttpResponse:
    """A partner hands over what a voucher is for, or gives the points back."""
    require(GIVE, request.acting)
    code = request.POST.get("voucher", "").strip().upper()
    if request.POST.get("decision") == "back":
        actions.give_back(request.acting, code)
        messages.success(request, _("积分已退还。"))
    else:
        actions.hand_over(request.acting, code)
        messages.success(request, _("已核销。"))
    return redirect("points:desk")


def _available(request: ActingRequest) -> int | None:
    """Points that may be spent now; None for nobody."""
    if request.acting.person is None:
        return None
    held = holdings(owners.person(request.acting.person.username))
    return sum(each.available for each in held if each.asset.code == ASSET and each.purpose == "holding")


def _desk(request: ActingRequest) -> dict[str, object]:
    partner = request.acting.organisation
    return {
        "given": Earning.objects.filter(partner=partner)[:20],
        "offers": Offer.objects.filter(partner=partner, ended_at=None)[:PAGE_LENGTH],
        "waiting": Redemption.objects.filter(offer__partner=partner, state="reserved").select_related("offer")[:50],
    }


def _deed(form: DeedForm) -> Deed:
    given = form.cleaned_data
    person = person_by_username(given["username"])
    name = str(person) if person else ""
    owner = owners.person(person.username) if person else ""
    return Deed(given["key"], owner, name, given["action"], given["units"], given["day"], given["proof"].strip())


def _tell(form: forms.Form, problems: list[Problem]) -> None:
    places = {"owner": "username"}
    for problem in problems:
        (said,) = shown([problem])
        where = places.get(problem.where, problem.where)
        form.add_error(where if where in form.fields else None, f"{said['what']} {said['to_do']}".strip())
