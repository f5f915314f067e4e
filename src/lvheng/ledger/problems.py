"""Why the ledger refused, as errors that are either final or worth another try.

::

    LedgerProblem
    ├── Final                  the same again is refused again
    │   ├── BadTransfer        an amount, code, reference or combination that no transfer can have
    │   ├── UnknownAccount     no such account
    │   ├── WrongAsset         the two accounts are not of one asset
    │   ├── InsufficientFunds  an account would give more than it has
    │   ├── AccountFrozen      nothing may leave the account
    │   ├── AssetFrozen        nothing of the asset may move
    │   ├── TransferForbidden  a rule of the asset forbids it between these two holders
    │   ├── PendingNotFound    no such reservation
    │   ├── AlreadyPosted      nothing remains of the reservation
    │   ├── ExceedsReservation less remains than was to be posted
    │   ├── Expired            the reservation's time is over
    │   └── IdReused           the id is that of another transfer
    └── TryAgain
        └── LedgerBusy         others were writing; nothing was changed
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from lvheng.errors import Problem, Text

_SHOWN = ZoneInfo("Asia/Shanghai")


class LedgerProblem(Problem):
    """The ledger refused; nothing of the batch was recorded. ``retry`` tells whether the same again may succeed."""

    retry = False


class Final(LedgerProblem):
    """The same request would be refused again."""

    exit_code = 2


class TryAgain(LedgerProblem):
    """The same request may succeed a moment later."""

    retry = True


class BadTransfer(Final):
    """A transfer that is not one."""

    def __init__(self, what: Text, where: str) -> None:
        to_do = Text("请改正后用新的编号再提交。", "Correct it and send it again under a new id.")
        super().__init__("bad_transfer", what, where, to_do)


class UnknownAccount(Final):
    """An account that does not exist."""

    def __init__(self, account_id: int) -> None:
        self.account_id = account_id
        super().__init__(
            "unknown_account",
            Text("没有这个账户。", "there is no such account."),
            where=_account(account_id),
            to_do=Text("请先开立账户。", "Open the account first."),
        )


class WrongAsset(Final):
    """Two accounts between which nothing can move."""

    def __init__(self, debit_id: int, credit_id: int) -> None:
        super().__init__(
            "wrong_asset",
            Text("两个账户的资产不同。", "the two accounts are of different assets."),
            where=f"{debit_id} → {credit_id}",
            to_do=Text("请选择同一资产的账户。", "Choose accounts of one asset."),
        )


class InsufficientFunds(Final):
    """An account would give more than it has. Amounts are in smallest units."""

    def __init__(self, account_id: int, owner: str, available: int, needed: int) -> None:
        self.account_id = account_id
        self.available = available
        self.needed = needed
        super().__init__(
            "insufficient_funds",
            Text(
                f"可用 {available:,}，需要 {needed:,}（最小单位）。",
                f"{available:,} available, {needed:,} needed (smallest units).",
            ),
            where=owner or _account(account_id),
            to_do=Text("请减少数量，或先转入、解除锁定。", "Ask for less, or first add to it or release reservations."),
        )


class AccountFrozen(Final):
    """Nothing may leave the account."""

    def __init__(self, account_id: int, owner: str) -> None:
        self.account_id = account_id
        super().__init__(
            "account_frozen",
            Text("账户已冻结，不能转出。", "the account is frozen: nothing may leave it."),
            where=owner or _account(account_id),
            to_do=Text("请与主管部门联系。", "Ask the authority that froze it."),
        )


class AssetFrozen(Final):
    """Nothing of the asset may move."""

    def __init__(self, asset: str) -> None:
        super().__init__(
            "asset_frozen",
            Text("该资产已暂停划转。", "transfers of this asset are suspended."),
            where=asset,
            to_do=Text("请等主管部门恢复。", "Wait until the authority resumes them."),
        )


class TransferForbidden(Final):
    """A rule of the asset forbids the transfer. ``rule`` is its code; ``where`` the law or document that it is from."""

    def __init__(self, rule: str, title: Text, facts: Text, source: str) -> None:
        self.rule = rule
        super().__init__(
            "transfer_forbidden",
            Text(f"{title.zh}（{facts.zh}）。", f"{title.en} ({facts.en})."),
            where=source,
            to_do=Text(
                "请通过市场办理，或换一个符合条件的对方。",
                "Trade it on its market, or choose a party that the rule allows.",
            ),
        )


class PendingNotFound(Final):
    """There is no reservation of this id."""

    def __init__(self, pending: UUID) -> None:
        super().__init__(
            "pending_not_found",
            Text("没有这个锁定。", "there is no such reservation."),
            where=str(pending),
            to_do=Text("请核对锁定编号。", "Check the id of the reservation."),
        )


class AlreadyPosted(Final):
    """Nothing remains of the reservation: it was posted, voided or has expired."""

    def __init__(self, pending: UUID) -> None:
        super().__init__(
            "already_posted",
            Text("锁定已全部划转或解除。", "nothing remains of the reservation: it was posted or released."),
            where=str(pending),
            to_do=Text("无需再办理。", "There is nothing left to do."),
        )


class ExceedsReservation(Final):
    """Less remains than was to be posted. Amounts are in smallest units."""

    def __init__(self, pending: UUID, remaining: int, needed: int) -> None:
        super().__init__(
            "exceeds_reservation",
            Text(f"锁定只剩 {remaining:,}，需要 {needed:,}。", f"{remaining:,} remain reserved, {needed:,} needed."),
            where=str(pending),
            to_do=Text("请减少数量。", "Post less."),
        )


class Expired(Final):
    """The reservation's time is over."""

    def __init__(self, pending: UUID, expires_at: datetime) -> None:
        end = f"{expires_at.astimezone(_SHOWN):%Y-%m-%d %H:%M}"
        super().__init__(
            "reservation_expired",
            Text(f"锁定已于 {end} 到期。", f"the reservation ended at {end}."),
            where=str(pending),
            to_do=Text("请重新锁定。", "Reserve again."),
        )


class IdReused(Final):
    """The id is that of a transfer with other content, or of only a part of an earlier batch."""

    def __init__(self, identity: UUID) -> None:
        super().__init__(
            "id_reused",
            Text("这个编号已用于另一笔划转。", "this id belongs to another transfer."),
            where=str(identity),
            to_do=Text(
                "请核对已记录的划转；新的划转用新的编号。", "Look at the recorded one; a new one needs a new id."
            ),
        )


class LedgerBusy(TryAgain):
    """Others were writing at the same moment; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "ledger_busy",
            Text("账本正忙，没有记录任何变动。", "the ledger is busy; nothing was recorded."),
            to_do=Text("请稍后用同样的编号再试。", "Try again in a moment with the same ids."),
        )


def _account(account_id: int) -> str:
    return str(Text(f"账户 {account_id}", f"account {account_id}"))
