"""The only ways from a request to a participant, a session or an order; each tells why it refuses."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.areas.roles import Role
from lvheng.errors import InputProblem, NotAllowed, Problem, StateConflict, Text
from lvheng.ledger import owners
from lvheng.markets.admission import Profile
from lvheng.markets.models import MarketOrder, MarketSession, Participant
from lvheng.packs.markets import Market

TRADE, RUN, ADMIT = "markets.trade", "markets.run", "markets.admit"


def owner_of(acting: Acting) -> str:
    """Whose accounts somebody uses: those of the organisation acted for, else one's own."""
    if acting.organisation is not None and acting.role != Role.CITIZEN:
        return owners.organisation(acting.organisation.code)
    return owners.person(acting.person.username) if acting.person else ""


def of_person(acting: Acting) -> tuple[str | None, str | None]:
    """Whose participants somebody may act for: those of this owner, and those that have this agent; None: nobody's."""
    return (owner_of(acting), acting.person.username) if acting.person else (None, None)


def participants_of(acting: Acting) -> list[Participant]:
    """For whom somebody may trade: for itself, and for those whose agent the person is."""
    if acting.person is None:
        return []
    mine = Q(owner=owner_of(acting)) | Q(agent=acting.person.username)
    return list(Participant.objects.filter(mine).order_by("id"))


def participant_for(
    acting: Acting, simulated: bool, participant_id: int | None = None, mine: Sequence[Participant] | None = None
) -> Participant:
    """The admitted participant that somebody trades for in a session (of the ones it may, the first).

    ``mine`` are those of :func:`participants_of`, where they were read already. Errors: SignInNeeded,
    NotAllowed where nobody was admitted, or it was suspended.
    """
    require(TRADE, acting)
    mine = participants_of(acting) if mine is None else mine
    chosen = [each for each in mine if each.simulated == simulated and participant_id in (None, each.pk)]
    if not chosen:
        raise NotAllowed(
            "not_admitted",
            Text("您还没有获准参加这个市场。", "You have not been admitted to this market."),
            to_do=Text("请向主管部门申请开户。", "Apply to the authority to be admitted."),
        )
    return checked(chosen[0])


def checked(participant: Participant) -> Participant:
    """The participant, where it may trade at present. Errors: NotAllowed where it was suspended."""
    if participant.suspended_at is not None:
        raise NotAllowed(
            "suspended",
            Text(f"已暂停交易：{participant.suspended_for}", f"trading is suspended: {participant.suspended_for}"),
            where=participant.name,
            to_do=Text("请与主管部门联系。", "Ask the authority."),
        )
    return participant


def profile_of(participant: Participant) -> Profile:
    """What of a participant decides whom it may trade with."""
    return Profile(participant.name, participant.sector, participant.area_id, participant.basin, participant.quality)


def lock_session(code: str) -> MarketSession:
    """The session, locked until the end of the transaction. Errors: InputProblem for an unknown code."""
    found = MarketSession.objects.select_for_update(of=("self",)).filter(code=code).first()
    if found is None:
        raise no_such_session(code)
    return found


def no_such_session(code: str) -> InputProblem:
    """The refusal of an unknown code."""
    return InputProblem(
        "no_such_session",
        Text("没有这个场次。", "there is no such session."),
        where=code,
        to_do=Text("请从交易日历选择。", "Choose one from the calendar."),
    )


def require_open(session: MarketSession) -> None:
    """Return where orders are taken. Errors: StateConflict."""
    if session.state != MarketSession.State.OPEN:
        raise StateConflict(
            "session_not_open",
            Text(
                f"这个场次{session.get_state_display()}，不接受委托。",
                f"this session is {session.state}: no orders now.",
            ),
            where=session.code,
            to_do=Text("请看交易日历，在开市时间委托。", "See the calendar and come back when it is open."),
        )


def require_authority(acting: Acting, permission: str, market: Market) -> None:
    """Return where somebody acts for the market's authority (or plans for the whole place)."""
    require(permission, acting)
    require_department(acting, market.authority)


def require_department(acting: Acting, department: str) -> None:
    """Return where somebody acts for a department of this type. Errors: NotAllowed."""
    organisation = acting.organisation
    if acting.role == Role.PLANNER or (organisation is not None and organisation.type == department):
        return
    raise NotAllowed(
        "another_authority",
        Text("由该市场的主管部门办理。", "This is for the market's authority."),
        where=department,
        to_do=Text("请由主管部门的工作人员办理。", "Ask an officer of that department."),
    )


def lock_order(session: MarketSession, number: int) -> MarketOrder:
    """An order of a locked session. Errors: InputProblem where there is none."""
    found = MarketOrder.objects.select_related("participant").filter(session=session, number=number).first()
    if found is None:
        raise InputProblem(
            "no_such_order",
            Text("没有这个委托。", "there is no such order."),
            where=f"{session.code} {number}",
            to_do=Text("请从“我的委托”选择。", "Choose one of your orders."),
        )
    return found


def own_order(acting: Acting, session: MarketSession, number: int) -> MarketOrder:
    """An order of a participant that somebody acts for. Errors: NotAllowed, InputProblem."""
    require(TRADE, acting)
    order = lock_order(session, number)
    if order.participant_id not in {each.pk for each in participants_of(acting)}:
        raise NotAllowed(
            "not_your_order",
            Text("这不是您的委托。", "This is not your order."),
            where=f"{session.code} {number}",
            to_do=Text("请从“我的委托”选择。", "Choose one of your orders."),
        )
    return order


def refusal(code: str, zh: str, en: str, where: str, do_zh: str, do_en: str) -> Problem:
    """A refusal by a rule, with what to do instead."""
    return InputProblem(code, Text(zh, en), where, Text(do_zh, do_en))
