"""A version's targets beside those of its parent plan, with the pairings that planners decided."""

from __future__ import annotations

from dataclasses import dataclass

from lvheng.plan.comparison import Comparison, Promise, best_counterpart, compare
from lvheng.plan.models import Target, TargetPairing, Version


@dataclass(frozen=True)
class Pair:
    """One row of the comparison with the rows of the two plans."""

    comparison: Comparison
    child: Target | None
    parent: Target | None


def promise_of(target: Target) -> Promise:
    """A target as far as comparing needs it."""
    return Promise(
        key=target.pk,
        indicator=target.indicator,
        comparator=target.comparator,
        value=target.value,
        value_max=target.value_max,
        unit=target.unit,
        deadline_year=target.deadline_year,
        scope=target.scope,
        baseline_year=target.baseline_year,
    )


def parent_version(version: Version) -> Version | None:
    """The newest version of the plan that this plan carries out; None where none has been adopted."""
    if version.plan.parent_id is None:
        return None
    found = Version.objects.filter(plan=version.plan.parent_id).select_related("plan").defer("text", "metadata")
    return found.order_by("-number").first()


def targets_of(version: Version) -> list[Target]:
    """All targets in the order of the text, with sentence and provision."""
    return list(Target.objects.filter(version=version).select_related("sentence", "provision"))


def target_of(plan_code: str, target_id: int) -> Target:
    """A target of any version of a plan; raises Target.DoesNotExist."""
    found = Target.objects.select_related("version__plan", "provision").defer("version__text", "version__metadata")
    return found.get(pk=target_id, version__plan__code=plan_code)


def decided_pairings(version: Version) -> dict[int, int | None]:
    """What planners decided: target → target of the parent plan, or None for none; the newest decision counts."""
    rows = TargetPairing.objects.filter(target__version=version).order_by("target_id", "-id").distinct("target_id")
    return dict(rows.values_list("target_id", "parent_id"))


def pairs(version: Version, parent: Version) -> list[Pair]:
    """The whole comparison; three queries."""
    ours = {each.pk: each for each in targets_of(version)}
    theirs = {each.pk: each for each in targets_of(parent)}
    rows = compare(
        [promise_of(each) for each in ours.values()],
        [promise_of(each) for each in theirs.values()],
        decided_pairings(version),
    )
    return [
        Pair(
            row,
            ours[row.child.key] if row.child else None,
            theirs[row.parent.key] if row.parent else None,
        )
        for row in rows
    ]


def pair_of(target: Target, parent: Version) -> Pair:
    """The row of one target of the child."""
    return next(each for each in pairs(target.version, parent) if each.child == target)


def history(target: Target) -> list[tuple[Version, Target | None]]:
    """The same target through the versions of its plan, newest first; None where a version does not have it."""
    versions = list(Version.objects.filter(plan=target.version.plan_id).defer("text").order_by("-number"))
    if len(versions) == 1:
        return [(versions[0], target)]
    by_version: dict[int, list[Target]] = {version.pk: [] for version in versions}
    for each in Target.objects.filter(version__in=versions):
        by_version[each.version_id].append(each)
    return [(version, _same(target, by_version[version.pk])) for version in versions]


def _same(target: Target, others: list[Target]) -> Target | None:
    """By the pack's name, else by the indicator and scope that agree best."""
    if target in others:
        return target
    named = [each for each in others if target.code and each.code == target.code]
    if named:
        return named[0]
    in_scope = [each for each in others if each.scope == target.scope] or others
    best = best_counterpart(promise_of(target), [promise_of(each) for each in in_scope])
    return next((each for each in others if best and each.pk == best.key), None)
