"""The pages of one's own messages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as site_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lvheng.areas.actions import change_email
from lvheng.areas.permissions import require
from lvheng.notifications import actions, queries
from lvheng.notifications.forms import PreferenceForm
from lvheng.notifications.kinds import KINDS
from lvheng.notifications.models import Notification


@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """One's messages, newest first."""
    acting = _acting(request)
    kind = request.GET.get("kind", "")
    wanted = queries.Wanted(kind if kind in KINDS else "", request.GET.get("unread") == "1")
    page = queries.messages_of(acting, wanted, request.GET.get("page"))
    for each in page:
        each.kind_title = KINDS.get(each.kind, each.kind)  # type: ignore[attr-defined]
    context = {"page": page, "wanted": wanted, "kinds": KINDS.items(), "unread": queries.unread_count(acting)}
    return render(request, "notifications/list.html", context)


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    acting = _acting(request)
    try:
        found = queries.message_of(acting, pk)
    except Notification.DoesNotExist as error:
        raise Http404 from error
    actions.mark_read(acting, [found.pk])
    return redirect(found.url)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_read(_acting(request))
    return redirect("notifications:list")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose how to be written to."""
    acting = _acting(request)
    require("account.manage", acting)
    kept = queries.preference_of(acting)
    about = [kind for kind in KINDS if kind not in kept.without]
    known = {"email": acting.person.email, "mail": kept.mail, "about": about}
    form = PreferenceForm(request.POST or None, initial=known)
    if form.is_valid():
        change_email(acting, form.cleaned_data["email"])
        actions.prefer(acting, form.cleaned_data["mail"], form.without())
        site_messages.success(request, _("通知方式已保存。"))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})


def _acting(request: HttpRequest) -> Any:
    return request.acting  # type: ignore[attr-defined]
