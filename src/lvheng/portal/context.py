"""What every page knows: who is reading, which plan, where one can go."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lvheng.areas.permissions import allow
from lvheng.notifications.queries import unread_count
from lvheng.portal import navigation
from lvheng.portal.queries import plan_of_page

THEME_COOKIE = "theme"
THEMES = ("auto", "light", "dark")
VERSION = version("lvheng")


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html. Nothing is read from the database before a template asks for it."""
    acting = getattr(request, "acting", None)
    plan = SimpleLazyObject(lambda: plan_of_page(request))
    return {
        "acting": acting,
        "plan_nav": plan,
        "navigation": SimpleLazyObject(lambda: _navigation(request, plan, acting)),
        "unread_messages": SimpleLazyObject(lambda: unread_count(acting)),
        "theme": chosen_theme(request),
        "program_version": VERSION,
        "demo": not settings.CONFIGURATION.production,
    }


def chosen_theme(request: HttpRequest) -> str:
    """``light``, ``dark``, or ``auto`` for what the device prefers."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def _navigation(request: HttpRequest, plan: Any, acting: Any) -> tuple[navigation.NavLink, ...]:
    def allowed(permission: str) -> bool:
        return acting is not None and allow(permission, acting)

    return navigation.links(request.path, plan.code if plan else "", allowed)
