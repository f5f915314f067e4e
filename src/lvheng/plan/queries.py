"""Plans, versions and their figures: what other rooms and every page of this room ask first.

A plan is known to readers once it has a version; a plan whose first document is still being reviewed is not.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lvheng.packs.coverage import State, headings_of, is_heading, state_of
from lvheng.plan.models import Operation, Plan, Provision, Responsibility, Sentence, Target, Task, Version

# The document's words and head: read only where they are shown.
_HEAVY = ("text", "metadata")


@dataclass(frozen=True)
class Coverage:
    """Sentences of a version by what becomes of them; the three add up to all."""

    operated: int
    recorded: int
    open: int

    @property
    def total(self) -> int:
        return self.operated + self.recorded + self.open


@dataclass(frozen=True)
class PlanFigures:
    """What a version holds. ``articles`` are its innermost provisions below a section, as a plan counts itself."""

    articles: int
    targets: int
    tasks: int
    organisations: int
    coverage: Coverage


def plans() -> QuerySet[Plan]:
    """The plans that have been adopted, own before parent, each with its newest version in ``newest``."""
    newest = Version.objects.distinct("plan_id").order_by("plan_id", "-number").defer(*_HEAVY)
    found = adopted_plans().prefetch_related(Prefetch("versions", newest, to_attr="newest"))
    return found.annotate(version_count=Count("versions"))


def adopted_plans() -> QuerySet[Plan]:
    """The plans that have been adopted, own before parent, with their areas (but not the areas' boundaries)."""
    adopted = Exists(Version.objects.filter(plan=OuterRef("pk")))
    found = Plan.objects.filter(adopted).select_related("area").defer("area__boundary")
    return found.order_by("kind", "code")


def adopted_now() -> list[Plan]:
    """The adopted plans as a list, read again only when one of their rows, or of their areas' rows, is another one."""
    global _adopted
    with connection.cursor() as cursor:
        # Every change of a row gives it another place and another writer, even within one transaction.
        cursor.execute(
            "SELECT p.id, p.xmin::text, p.ctid::text, a.xmin::text, a.ctid::text"
            " FROM plan_plan p JOIN areas_area a ON a.code = p.area_id"
            " WHERE EXISTS (SELECT FROM plan_version v WHERE v.plan_id = p.id)"
        )
        rows = tuple(sorted(cursor.fetchall()))
    state, found = _adopted
    if rows != state:
        found = list(adopted_plans())
        _adopted = (rows, found)
    return [copy(plan) for plan in found]


# What the last look found: the rows, and the plans made of them. Replaced as a whole.
_adopted: tuple[tuple[Any, ...], list[Plan]] = ((), [])


def current_plan() -> Plan | None:
    """The plan that the site opens with: the first own plan that has been adopted, else the first of all."""
    return next(iter(adopted_now()), None)


def current_version(plan_code: str) -> Version:
    """The version in force, with its plan; raises Version.DoesNotExist where nothing has been adopted."""
    return version_of(plan_code)


def version_of(plan_code: str, number: int | None = None) -> Version:
    """A version by its number, the newest without one; its text is read when it is first asked for."""
    found = Version.objects.filter(plan__code=plan_code).select_related("plan").defer(*_HEAVY)
    if number is not None:
        return found.get(number=number)
    newest = found.order_by("-number").first()
    if newest is None:
        raise Version.DoesNotExist(plan_code)
    return newest


def version_holding(model: type[Sentence] | type[Target] | type[Task], plan_code: str, row_id: int) -> Version:
    """The version that a sentence, target or task of a plan belongs to; raises Version.DoesNotExist."""
    found = Version.objects.filter(plan__code=plan_code).select_related("plan").defer(*_HEAVY)
    return found.get(pk__in=model.objects.filter(pk=row_id).values_list("version_id", flat=True))


def versions_of(plan: Plan) -> QuerySet[Version]:
    """All versions, newest first, with who adopted them and how much each holds."""
    found = Version.objects.filter(plan=plan).select_related("adopted_by").defer(*_HEAVY).order_by("-number")
    return found.annotate(target_count=_count_of(Target), task_count=_count_of(Task))


def _count_of(model: type[Target] | type[Task]) -> Coalesce:
    """How many rows of ``model`` a version has, counted on their own: joining both would multiply them."""
    rows = model.objects.filter(version=OuterRef("pk")).order_by().values("version").annotate(count=Count("pk"))
    return Coalesce(Subquery(rows.values("count")), 0)


def plan_figures(version: Version) -> PlanFigures:
    """Count what a version holds. A section without articles is not an article, unless the plan has sections only."""
    innermost = Provision.objects.filter(version=version, children__isnull=True)
    articles = innermost.filter(parent__isnull=False).count() or innermost.count()
    organisations = (
        standing_responsibilities(version).filter(organisation__isnull=False).values("organisation").distinct().count()
    )
    return PlanFigures(
        articles=articles,
        targets=Target.objects.filter(version=version).count(),
        tasks=Task.objects.filter(version=version).count(),
        organisations=organisations,
        coverage=coverage_figures(version),
    )


def coverage_figures(version: Version) -> Coverage:
    """How many sentences are operated, recorded or open."""
    states = Counter(state for _, state in covered_sentences(version))
    return Coverage(states["operated"], states["recorded"], states["open"])


def covered_sentences(version: Version) -> list[tuple[Sentence, State]]:
    """The sentences that count for coverage, with their states: those of articles, without mere headings."""
    headings = headings_of(Provision.objects.filter(version=version))
    rows = with_states(Sentence.objects.filter(version=version, provision__isnull=False))
    return [(each, state_of_sentence(each)) for each in rows if not is_heading(each.text, headings)]


def with_states(sentences: QuerySet[Sentence]) -> QuerySet[Sentence]:
    """Mark each sentence: ``is_operated`` (something runs it), ``is_recorded`` (a target or task was found in it)."""
    return sentences.annotate(
        is_operated=Exists(Operation.objects.filter(sentence=OuterRef("pk"))),
        is_recorded=Exists(Target.objects.filter(sentence=OuterRef("pk")))
        | Exists(Task.objects.filter(sentence=OuterRef("pk"))),
    )


def state_of_sentence(sentence: Sentence) -> State:
    """The state of a sentence that :func:`with_states` has marked."""
    return state_of(sentence.is_operated, sentence.is_recorded)  # type: ignore[attr-defined]


def standing_responsibilities(version: Version) -> QuerySet[Responsibility]:
    """The responsibilities that count: all but the withdrawn ones, leads first, with their organisations."""
    return (
        Responsibility.objects.filter(version=version)
        .exclude(state=Responsibility.State.WITHDRAWN)
        .select_related("organisation", "provision")
        .order_by("provision__order", "part", "id")
    )


def revision(version: Version) -> str:
    """A text that changes with everything that may still change about an adopted version.

    The version itself never does, but responsibilities are decided, operators start, planners pair targets, and newer
    versions of this plan and of its parent are adopted.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT
              (SELECT concat_ws('-', max(id), count(*), max(decided_at))
                 FROM plan_responsibility WHERE version_id = %(v)s),
              (SELECT concat_ws('-', max(id), count(*)) FROM plan_operation WHERE version_id = %(v)s),
              (SELECT max(p.id) FROM plan_targetpairing p JOIN plan_target t ON t.id = p.target_id
                WHERE t.version_id = %(v)s),
              (SELECT max(id) FROM plan_version)
            """,
            {"v": version.pk},
        )
        row: tuple[Any, ...] = cursor.fetchone() or ()
    return ":".join(str(part) for part in (version.pk, *row))
