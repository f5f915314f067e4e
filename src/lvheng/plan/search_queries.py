"""Rows of the adopted plans that contain every one of some words; only the newest version of each plan counts.

Chinese is written without spaces, so words are found as parts of the text (ILIKE), not through a dictionary. A plan has
some hundred sentences: scanning them takes a few milliseconds and needs no extension of PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from lvheng.plan.models import Sentence, Target, Task, Version

# What a page of results does not show; a version's text alone is larger than all its results.
_HEAVY = ("version__text", "version__metadata")


def newest_versions() -> QuerySet[Version]:
    """The version in force of every plan."""
    return Version.objects.distinct("plan_id").order_by("plan_id", "-number")


def sentences(words: Sequence[str]) -> QuerySet[Sentence]:
    """Sentences by their text or the heading that they stand under, in the order of the plans and their text."""
    found = Sentence.objects.filter(_in_force(), _all_of(words, "text"))
    return found.select_related("provision", "version__plan").defer(*_HEAVY).order_by("version__plan__kind", "order")


def targets(words: Sequence[str]) -> QuerySet[Target]:
    """Targets by their indicator, their words or whom they are for."""
    found = Target.objects.filter(_in_force(), _all_of(words, "indicator", "quote", "scope"))
    return found.select_related("provision", "version__plan").defer(*_HEAVY).order_by("version__plan__kind", "start")


def tasks(words: Sequence[str]) -> QuerySet[Task]:
    """Tasks by their words."""
    found = Task.objects.filter(_in_force(), _all_of(words, "text"))
    return found.select_related("provision", "version__plan").defer(*_HEAVY).order_by("version__plan__kind", "start")


def _in_force() -> Q:
    return Q(version__in=newest_versions().values("pk"))


def _all_of(words: Sequence[str], *fields: str) -> Q:
    """Every word in at least one of the fields."""
    found = Q()
    for word in words:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found &= anywhere
    return found
