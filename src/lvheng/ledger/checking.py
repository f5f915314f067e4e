"""What can be said of a batch without looking at the ledger, and whether two requests are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lvheng.errors import Text
from lvheng.ledger.moves import CODE_LENGTH, MAX_AMOUNT, MAX_BATCH, REFERENCE_LENGTH, NewTransfer, Recorded
from lvheng.ledger.problems import BadTransfer, IdReused

_CODE = re.compile(rf"[a-z][a-z0-9_]{{0,{CODE_LENGTH - 1}}}")
# Controls would break the lines of the chain's text, a backslash would be read as the begin of another character.
_REFERENCE = re.compile(rf"[^\x00-\x1f\x7f\\]{{0,{REFERENCE_LENGTH}}}")


def check_batch(batch: Sequence[NewTransfer]) -> None:
    """Raises BadTransfer, or IdReused where one id is there twice."""
    if len(batch) > MAX_BATCH:
        what = Text(f"一批最多 {MAX_BATCH} 笔。", f"a batch has at most {MAX_BATCH} transfers.")
        raise BadTransfer(what, str(len(batch)))
    seen = set()
    codes: set[str] = set()
    for new in batch:
        if new.id in seen:
            raise IdReused(new.id)
        seen.add(new.id)
        if (
            not _REFERENCE.fullmatch(new.reference)
            or new.posts is not None
            or new.voids is not None
            or new.expires_at is not None
            or not 0 < new.amount <= MAX_AMOUNT
            or new.debit == new.credit
        ):
            _refuse(new)
        codes.add(new.code)
    for code in codes:
        if not _CODE.fullmatch(code):
            raise BadTransfer(
                Text("事由代码只用小写字母、数字和下划线。", "a code has lower-case letters, digits and _."), code
            )


def _refuse(new: NewTransfer) -> None:
    problem = next(_faults(new), None)
    if problem is not None:
        raise BadTransfer(problem, str(new.id))


def _faults(new: NewTransfer) -> Iterator[Text]:
    if not _REFERENCE.fullmatch(new.reference):
        yield Text(
            f"附注最多 {REFERENCE_LENGTH} 个字符，不能有控制字符和反斜杠。",
            f"a reference has at most {REFERENCE_LENGTH} characters, no control characters and no backslash.",
        )
    if new.posts is not None or new.voids is not None:
        yield from _faults_of_resolution(new)
        return
    if not 0 < new.amount <= MAX_AMOUNT:
        yield Text(f"数量须为 1 至 {MAX_AMOUNT:,}。", f"an amount is 1 to {MAX_AMOUNT:,}.")
    if new.debit == new.credit:
        yield Text("转出和转入是同一账户。", "both accounts are the same.")
    if new.expires_at is not None and (not new.pending or new.expires_at.tzinfo is None):
        yield Text("只有锁定才有到期时间，并须带时区。", "only a reservation expires, at a time with its zone.")


def _faults_of_resolution(new: NewTransfer) -> Iterator[Text]:
    both = new.posts is not None and new.voids is not None
    if both or new.pending or new.debit or new.credit or new.expires_at is not None:
        yield Text(
            "划转或解除锁定只写锁定编号，账户由锁定决定。",
            "posting or voiding names only the reservation, which determines the accounts.",
        )
    if not 0 <= new.amount <= MAX_AMOUNT or (new.voids is not None and new.amount):
        yield Text(
            "划转的数量不能为负；解除锁定总是解除全部剩余。",
            "an amount to post is not negative; voiding always releases all that remains.",
        )


def same_request(new: NewTransfer, recorded: Recorded) -> bool:
    """Whether ``recorded`` is what ``new`` asks for."""
    if recorded.code != new.code or recorded.reference != new.reference:
        return False
    if new.posts is not None:
        amounts = (0, recorded.amount)
        return recorded.kind == "post" and recorded.pending_id == new.posts and new.amount in amounts
    if new.voids is not None:
        return recorded.kind in ("void", "expire") and recorded.pending_id == new.voids
    asked = ("pending" if new.pending else "posted", new.debit, new.credit, new.amount, new.expires_at)
    return asked == (recorded.kind, recorded.debit_id, recorded.credit_id, recorded.amount, recorded.expires_at)
