"""What people decided about the version before, continued in the version that replaces it."""

from __future__ import annotations

from collections import defaultdict

from lvheng.plan.changes import ProvisionText, TargetFields, pair_provisions
from lvheng.plan.importing import normalised
from lvheng.plan.models import Operation, Provision, Responsibility, Sentence, Target, Version
from lvheng.plan.writing import Written


def continue_version(before: Version, written: Written) -> None:
    """Carry responsibilities and operations over from ``before``, in the caller's transaction."""
    after = list(written.provisions.values())
    successors = successor_provisions(before, written.version, after)
    _continue_responsibilities(before, written.version, successors)
    _continue_operations(before, written, successors)
    _continue_codes(before, written.version, successors)


def successor_provisions(before: Version, version: Version, after: list[Provision]) -> dict[int, Provision]:
    """Id of a provision of ``before`` -> the provision of ``version`` that continues it."""
    old = list(before.provisions.order_by("order"))
    pairs = pair_provisions(provision_texts(before, old), provision_texts(version, after))
    return {old[i].pk: after[j] for i, j in pairs.items()}


def provision_texts(version: Version, provisions: list[Provision]) -> list[ProvisionText]:
    """The provisions with their own words and targets, as changes.py compares them."""
    starts = sorted(each.start for each in provisions)
    targets: dict[int | None, list[TargetFields]] = defaultdict(list)
    for target in Target.objects.filter(version=version).order_by("start", "id"):
        targets[target.provision_id].append(target_fields(target))
    return [
        ProvisionText(
            reference=each.reference,
            number=each.number,
            heading=each.heading,
            level=each.level,
            text=_own_text(version.text, each, starts),
            targets=tuple(targets[each.pk]),
        )
        for each in provisions
    ]


def _own_text(text: str, provision: Provision, starts: list[int]) -> str:
    """The provision's words up to its first child, without its number and heading, which are compared by themselves."""
    end = min((start for start in starts if provision.start < start < provision.end), default=provision.end)
    words = text[provision.start : end].strip().removeprefix(provision.number).strip()
    return words.removeprefix(provision.heading).lstrip("。 \n\u3000") if provision.heading else words


def target_fields(target: Target) -> TargetFields:
    """The fields by which two targets are compared."""
    return TargetFields(
        indicator=target.indicator,
        comparator=target.comparator,
        value=target.value.normalize() if target.value is not None else None,
        value_max=target.value_max.normalize() if target.value_max is not None else None,
        unit=target.unit,
        deadline_year=target.deadline_year,
        scope=target.scope,
        baseline_year=target.baseline_year,
    )


def _continue_responsibilities(before: Version, version: Version, successors: dict[int, Provision]) -> None:
    """Proposals and decisions go on; what the old text stated counts only where the new text states it again."""
    stated = {key for row in version.responsibilities.all() for key in _keys(row.provision_id, row)}
    rows: list[Responsibility] = []
    for row in before.responsibilities.exclude(state=Responsibility.State.STATED).order_by("pk"):
        provision = successors.get(row.provision_id)
        if provision is None:
            continue
        keys = _keys(provision.pk, row)
        if row.state == Responsibility.State.WITHDRAWN:
            _withdraw_again(version, provision, row)
            stated -= keys
        elif not keys & stated:
            stated |= keys
            rows.append(_continued(version, provision, row))
    Responsibility.objects.bulk_create(rows)


def _keys(provision_id: int, row: Responsibility) -> set[tuple[int, str | int]]:
    keys: set[tuple[int, str | int]] = {(provision_id, row.name)}
    if row.organisation_id is not None:
        keys.add((provision_id, row.organisation_id))
    return keys


def _withdraw_again(version: Version, provision: Provision, row: Responsibility) -> None:
    """A person took back what the text states: that still holds when the amended text states it again."""
    if row.quote:
        version.responsibilities.filter(provision=provision, name=row.name, part=row.part).update(
            state=Responsibility.State.WITHDRAWN, decided_by=row.decided_by, decided_at=row.decided_at
        )


def _continued(version: Version, provision: Provision, row: Responsibility) -> Responsibility:
    return Responsibility(
        version=version,
        provision=provision,
        organisation_id=row.organisation_id,
        name=row.name,
        part=row.part,
        state=row.state,
        quote=row.quote,
        source=row.source,
        source_en=row.source_en,
        decided_by_id=row.decided_by_id,
        decided_at=row.decided_at,
        replaces=row,
    )


def _continue_operations(before: Version, written: Written, successors: dict[int, Provision]) -> None:
    """What operates a sentence goes on operating it while its words stay the same."""
    places: dict[tuple[int | None, str], Sentence] = {}
    for sentence in written.sentences:
        places.setdefault((sentence.provision_id, normalised(sentence.text)), sentence)
    rows = []
    for operation in before.operations.select_related("sentence"):
        provision = successors.get(operation.sentence.provision_id or 0)
        place = places.get((provision.pk if provision else None, normalised(operation.sentence.text)))
        if place is not None:
            rows.append(
                Operation(
                    version=written.version,
                    sentence=place,
                    kind=operation.kind,
                    code=operation.code,
                    note=operation.note,
                )
            )
    Operation.objects.bulk_create(rows, ignore_conflicts=True)


def _continue_codes(before: Version, version: Version, successors: dict[int, Provision]) -> None:
    """A target keeps the name that the pack gave it while its provision goes on to ask for the same indicator."""
    codes = {
        (successors[target.provision_id].pk, target.indicator, target.scope): target.code
        for target in before.targets.exclude(code="")
        if target.provision_id in successors
    }
    for target in version.targets.all():
        code = codes.get((target.provision_id or 0, target.indicator, target.scope))
        if code:
            Target.objects.filter(pk=target.pk).update(code=code)
