"""``lvheng ledger verify``: does the ledger hold, from its first transfer on?"""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from lvheng.errors import Text
from lvheng.ledger.queries import verify


def verify_command() -> int:
    """Print what was looked at and every fault found; return the exit code (0 or 1)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(str(Text("核对", "Verifying")), total=None)
        found = verify(lambda done, total: bar.update(task, completed=done, total=total))
    counted = Text(
        f"{found.assets} 种资产，{found.accounts:,} 个账户，{found.transfers:,} 笔划转",
        f"{found.assets} assets, {found.accounts:,} accounts, {found.transfers:,} transfers",
    )
    if found.holds:
        print(Text(f"账本完整：{counted.zh}。", f"The ledger holds: {counted.en}."))
        return 0
    print(Text(f"账本不完整（{counted.zh}）：", f"The ledger does not hold ({counted.en}):"))
    for fault in found.faults:
        print(f"  {' '.join(filter(None, (fault.asset, fault.place)))}  {fault.what}")
    return 1
