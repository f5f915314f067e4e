"""The frame around every page, whose parts are put together once for all who see the same. Built in, as the others."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lvheng.portal.context import VERSION
from lvheng.portal.navigation import NavLink

register = template.Library()

_TOOLS = "portal-tools"


@register.simple_tag(takes_context=True)
def navigation_list(context: Context, flat: bool = False) -> SafeString:
    """``{% navigation_list %}``: the reader's navigation as a list; ``flat`` without groups that open."""
    return _navigation(tuple(context["navigation"]), flat, get_language() or "")


@lru_cache(maxsize=1024)
def _navigation(links: tuple[NavLink, ...], flat: bool, _language: str) -> SafeString:
    return render_to_string("portal/_navigation.html", {"navigation": links, "flat": flat})


@register.simple_tag(takes_context=True)
def reader_tools(context: Context) -> SafeString:
    """``{% reader_tools %}``: language, colours, messages and account, which stand on every page twice."""
    kept = context.render_context
    if _TOOLS not in kept:
        kept[_TOOLS] = Engine.get_default().get_template("portal/_tools.html").render(context)
    found: SafeString = kept[_TOOLS]
    return found


@register.simple_tag(takes_context=True)
def page_footer(context: Context) -> SafeString:
    """``{% page_footer %}``: what the site is, and where its data come from."""
    plan = context.get("plan_nav")
    return _footer(plan.code if plan else "", not settings.CONFIGURATION.production, get_language() or "")


@lru_cache(maxsize=64)
def _footer(plan_code: str, demo: bool, _language: str) -> SafeString:
    return render_to_string("portal/_footer.html", {"plan_code": plan_code, "demo": demo, "program_version": VERSION})
