"""What waits for somebody: documents under way, proposals without a decision, duties of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from lvheng.plan.models import Document, Finding, Responsibility, Version
from lvheng.plan.queries import standing_responsibilities
from lvheng.plan.search_queries import newest_versions

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation

_UNDER_WAY = (Document.State.WAITING, Document.State.READING, Document.State.REVIEW, Document.State.FAILED)


def documents_under_way() -> QuerySet[Document]:
    """Documents that are neither adopted nor discarded, newest first, with ``found`` and ``undecided`` findings."""
    undecided = Q(findings__decision=Finding.Decision.OPEN)
    return (
        Document.objects.filter(state__in=_UNDER_WAY)
        .select_related("plan")
        .defer("text", "reading")
        .annotate(found=Count("findings"), undecided=Count("findings", filter=undecided))
    )


def proposals_by_version() -> QuerySet[Version]:
    """Versions in force of our own plans with responsibilities that nobody has confirmed; ``proposed`` counts them."""
    proposed = Count("responsibilities", filter=Q(responsibilities__state=Responsibility.State.PROPOSED))
    return (
        Version.objects.filter(pk__in=newest_versions().values("pk"), plan__kind="own")
        .select_related("plan")
        .defer("text")
        .annotate(proposed=proposed)
        .filter(proposed__gt=0)
    )


def duties_of_organisation(organisation: Organisation, version: Version) -> dict[str, int]:
    """In how many provisions of a version the organisation leads and takes part: ``{"lead": 3, "participant": 5}``."""
    rows = standing_responsibilities(version).filter(organisation=organisation).order_by()
    counts = dict(rows.values_list("part").annotate(count=Count("provision", distinct=True)))
    return {part: counts.get(part, 0) for part in Responsibility.Part.values}
