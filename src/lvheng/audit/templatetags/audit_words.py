"""Names of actions, objects and roles in templates."""

from __future__ import annotations

from django import template

from lvheng.audit.titles import action_title, actor_title, object_title, role_title

register = template.Library()
register.filter("actor_title", actor_title)
register.filter("action_title", action_title)
register.filter("object_title", object_title)
register.filter("role_title", role_title)
