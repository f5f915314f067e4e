"""What a pack brings along: its plans, who it proposes to answer for their articles, and what operates their sentences.

The system adopts a pack's plan as the reader found it; the log and the version say so (``Version.Origin.PACK``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from lvheng.areas.queries import area as area_by_code
from lvheng.areas.queries import organisations_by_code
from lvheng.audit.actions import record
from lvheng.plan.adopt_actions import adopt_document, name_in_log
from lvheng.plan.import_actions import keep_file, lay_out, refuse_unusable
from lvheng.plan.models import (
    Document,
    Finding,
    Operation,
    Plan,
    Provision,
    Responsibility,
    Sentence,
    Target,
    Version,
)

if TYPE_CHECKING:
    from lvheng.areas.models import Area, Organisation
    from lvheng.documents import Reading
    from lvheng.packs import Pack
    from lvheng.packs.model import Binding, PackPlan, ProposedResponsibility


def load_pack_plan(pack: Pack) -> Version | None:
    """Adopt the pack's plans that are not there yet, as the system; return the newest version of its own plan.

    Doing it again changes nothing: a plan that has a version is left alone, whatever people made of it since.
    Errors: whatever the reader says about the pack's document; the pack's check finds that first.
    """
    for plan in pack.plans:
        file = pack.plan_file(plan)
        if file is not None:
            adopt_as_system(pack, plan, file, pack.readings.get(plan.code))
    own = next((plan.code for plan in pack.plans if plan.role == "own"), None)
    return Version.objects.filter(plan__code=own).order_by("-number").first()


def adopt_as_system(pack: Pack, described: PackPlan, file: Path, reading: Reading | None) -> Version:
    """Adopt one of the pack's plans as read, unless it has a version; return the newest. No checks of its words."""
    with transaction.atomic():
        plan = _plan(pack, described)
        known = plan.versions.order_by("-number").first()
        if known is not None:
            return known
        data = file.read_bytes()
        refuse_unusable(data, file.name)
        document = keep_file(plan, data, file.name, None)
        lay_out(document, reading or read(data, file.name), Finding.Decision.UNCHECKED)
        _fill_metadata(document, described)
        version = adopt_document(document, Version.Origin.PACK, None)
        _name_parent(pack, plan, described)
        proposed = _propose(pack, described, version)
        bound = _bind(pack, described, version)
        changes = {
            "number": 1,
            "pack": pack.name,
            "file": file.name,
            "findings_not_reviewed": document.findings.count(),
        }
        changes |= {"proposed_responsibilities": proposed, "operations": bound}
        record(None, "plan.adopt_from_pack", "plan", plan.pk, name_in_log(plan), changes)
    return version


def read(data: bytes, name: str) -> Reading:
    """Read a file; the reader brings PDF and Word libraries along, which no page needs."""
    from lvheng.documents import read_bytes

    return read_bytes(data, name)


def _plan(pack: Pack, described: PackPlan) -> Plan:
    """The plan's row, locked, so that two processes that start at once load it once."""
    Plan.objects.get_or_create(
        code=described.code,
        defaults={
            "title": described.title[:200],
            "title_en": described.title_en[:300],
            "kind": Plan.Kind.OWN if described.role == "own" else Plan.Kind.PARENT,
            "area": _area(pack, described),
        },
    )
    return Plan.objects.select_for_update(of=("self",)).select_related("area").get(code=described.code)


def _area(pack: Pack, described: PackPlan) -> Area:
    """The pack's area, or the one above it that a parent plan is for."""
    area = area_by_code(pack.area_code or "")
    level = "nation" if described.level == "national" else described.level
    above: Area | None = area
    while above is not None and above.level != level:
        above = above.parent
    return above or area


def _fill_metadata(document: Document, described: PackPlan) -> None:
    """The pack knows what the reader could not find in the document's head; what was found stays."""
    known = {
        "title": described.title,
        "issuer": described.issuer,
        "document_number": described.document_number,
        "date": described.date.isoformat(),
    }
    missing = {name: value for name, value in known.items() if not document.metadata.get(name)}
    document.metadata = {**document.metadata, **missing}
    document.save(update_fields=["metadata"])


def _name_parent(pack: Pack, plan: Plan, described: PackPlan) -> None:
    """Tie plan and parent together, whichever of the two is loaded first."""
    if described.parent:
        parent = Plan.objects.filter(code=described.parent).first()
        Plan.objects.filter(pk=plan.pk, parent=None).update(parent=parent)
    children = [each.code for each in pack.plans if each.parent == described.code]
    Plan.objects.filter(code__in=children, parent=None).update(parent=plan)
    if plan.kind == Plan.Kind.PARENT:
        number = plan.versions.values_list("document_number", flat=True).first()
        for child in Plan.objects.filter(kind=Plan.Kind.OWN, parent=None):
            latest = child.versions.order_by("-number").first()
            based_on = latest.metadata.get("based_on", []) if latest else []
            if any(each.get("document_number") == number for each in based_on):
                Plan.objects.filter(pk=child.pk).update(parent=plan)


def _propose(pack: Pack, described: PackPlan, version: Version) -> int:
    """Who should answer for which article, for a planner to confirm; what the text itself states comes first."""
    provisions = {each.reference: each for each in version.provisions.all()}
    organisations = organisations_by_code()
    taken = {(row.provision_id, row.organisation_id) for row in version.responsibilities.all()}
    rows = []
    for proposal in pack.responsibilities:
        provision = provisions.get(proposal.article)
        if proposal.plan != described.code or provision is None:
            continue
        for part, codes in (("lead", proposal.lead), ("participant", proposal.participants)):
            for code in codes:
                key = (provision.pk, organisations[code].pk)
                if key not in taken:
                    taken.add(key)
                    rows.append(_proposed(version, provision, organisations[code], part, proposal))
    Responsibility.objects.bulk_create(rows)
    return len(rows)


def _proposed(
    version: Version, provision: Provision, organisation: Organisation, part: str, proposal: ProposedResponsibility
) -> Responsibility:
    return Responsibility(
        version=version,
        provision=provision,
        organisation=organisation,
        name=organisation.name,
        part=part,
        state=Responsibility.State.PROPOSED,
        source=proposal.reason[:300],
        source_en=proposal.reason_en[:500],
    )


def _bind(pack: Pack, described: PackPlan, version: Version) -> int:
    """What operates each sentence; a binding of kind target gives the targets in its quote their stable code."""
    provisions = {each.reference: each for each in version.provisions.all()}
    sentences = list(version.sentences.all())
    rows = []
    for binding in pack.bindings:
        provision = provisions.get(binding.article)
        span = _span(version.text, provision, binding) if provision else None
        if binding.plan != described.code or span is None:
            continue
        if binding.kind == "target":
            _name_target(version, span, binding.code)
        rows += [
            _operation(version, each, binding) for each in sentences if each.start < span[1] and span[0] < each.end
        ]
    Operation.objects.bulk_create(rows, ignore_conflicts=True)
    return version.operations.count()


def _span(text: str, provision: Provision, binding: Binding) -> tuple[int, int] | None:
    """Where the binding's quote stands in its article."""
    start = provision.start - 1
    for _ in range(binding.occurrence or 1):
        start = text.find(binding.quote, start + 1, provision.end)
        if start < 0:
            return None
    return start, start + len(binding.quote)


def _name_target(version: Version, span: tuple[int, int], code: str) -> None:
    Target.objects.filter(version=version, start__lt=span[1], end__gt=span[0]).update(code=code)


def _operation(version: Version, sentence: Sentence, binding: Binding) -> Operation:
    return Operation(
        version=version, sentence=sentence, kind=binding.kind, code=binding.code, note=(binding.note or "")[:300]
    )
