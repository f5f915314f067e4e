"""Who takes part: admitting somebody to trade, changing what decides whom it may trade with, and suspending it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.queries import areas
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.ledger import owners
from lvheng.markets.access import ADMIT
from lvheng.markets.models import Participant
from lvheng.packs.markets import SECTORS


@dataclass(frozen=True)
class Admission:
    """What is written of a participant; see :class:`~lvheng.markets.models.Participant`."""

    owner: str
    name: str
    sector: str
    area: str
    basin: str = ""
    quality: int = 1
    linked: str = ""
    agent: str = ""
    simulated: bool = False


def admit(acting: Acting | None, wanted: Admission) -> Participant:
    """Admit somebody to trade, or change what is written of it. ``acting`` None loads the world of demonstration.

    Errors: Problems, NotAllowed.
    """
    if acting is not None:
        require(ADMIT, acting)
    found = _problems(wanted)
    if found:
        raise Problems(found)
    values = {
        "name": wanted.name.strip(),
        "agent": wanted.agent,
        "sector": wanted.sector,
        "area_id": wanted.area,
        "basin": wanted.basin,
        "quality": wanted.quality,
        "linked": wanted.linked,
    }
    with transaction.atomic():
        participant, _ = Participant.objects.update_or_create(
            owner=wanted.owner,
            simulated=wanted.simulated,
            defaults=values,
            create_defaults={**values, "admitted_at": timezone.now()},
        )
        if acting is not None:
            facts = {**values, "owner": wanted.owner}
            record(acting, "markets.admit", "participant", participant.pk, participant.name, facts)
    return participant


def suspend(acting: Acting, participant_id: int, reason: str) -> Participant:
    """Let a participant trade no more, or (without a reason) again. Orders in the book stay: withdraw them apart."""
    require(ADMIT, acting)
    with transaction.atomic():
        participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant_id)
        reason = " ".join(reason.split())[:300]
        participant.suspended_at = timezone.now() if reason else None
        participant.suspended_for = reason
        participant.save()
        record(acting, "markets.suspend", "participant", participant.pk, participant.name, {"reason": reason or None})
    return participant


def _problems(wanted: Admission) -> list[Problem]:
    found: list[Problem] = []
    if owners.parse(wanted.owner) is None:
        found.append(
            _wrong("owner", "不是账户所有人。", "this is no owner of an account.", "organisation:cement_works")
        )
    if not wanted.name.strip():
        found.append(_wrong("name", "请填写名称。", "the name is missing.", "临夏市折桥灌区协会"))
    if wanted.sector not in SECTORS:
        found.append(_wrong("sector", "没有这个行业类别。", "there is no such sector.", ", ".join(SECTORS)))
    if not areas().filter(code=wanted.area).exists():
        found.append(_wrong("area", "没有这个地区。", "there is no such area.", "622901"))
    if not 1 <= wanted.quality <= 9:
        found.append(_wrong("quality", "环境质量等级是 1 到 9。", "the class of quality is 1 to 9.", "1"))
    return found


def _wrong(where: str, zh: str, en: str, example: str) -> Problem:
    return InputProblem(f"bad_{where}", Text(zh, en), where, Text(f"例如：{example}。", f"Such as: {example}."))
