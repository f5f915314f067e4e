"""``lvheng audit verify``: does the chain of the action log hold?"""

from __future__ import annotations

from django.utils import timezone

from lvheng.audit.queries import check_chain
from lvheng.errors import Text


def verify_command() -> int:
    """Print whether the chain holds and how long it is, or the first broken entry; return the exit code (0 or 1)."""
    state = check_chain()
    if state.broken is None:
        print(
            Text(
                f"操作日志完整：{state.count} 条，最后一条的摘要 {state.last_hash}。",
                f"The action log is intact: {state.count} entries, hash of the last one {state.last_hash}.",
            )
        )
        return 0
    entry, number = state.entry, state.broken.number
    what = ""
    if entry is not None:
        time = timezone.localtime(entry.time).isoformat(sep=" ", timespec="seconds")
        what = f" {time} {entry.action} {entry.object_name}".rstrip()
    print(
        Text(
            f"操作日志在第 {number} 条断开{'：' if what else ''}{what.strip()}\n原因：{state.broken.reason.zh}",
            f"The action log breaks at entry {number}{':' if what else ''}{what}\nReason: {state.broken.reason.en}",
        )
    )
    return 1
