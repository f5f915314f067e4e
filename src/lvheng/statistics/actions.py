"""Everything that can be done to reports: each checks its permission, writes in one transaction and is logged."""

from lvheng.statistics.checking import check_entries
from lvheng.statistics.deciding import approve, publish, send_back
from lvheng.statistics.filling import correct, drop_correction, save_draft, start, submit, withdraw
from lvheng.statistics.issuing import Issued, issue_forms
from lvheng.statistics.opening import open_due_reports, open_reports
from lvheng.statistics.reminding import remind
from lvheng.statistics.things import add_thing

__all__ = [
    "Issued",
    "add_thing",
    "approve",
    "check_entries",
    "correct",
    "drop_correction",
    "issue_forms",
    "open_due_reports",
    "open_reports",
    "publish",
    "remind",
    "save_draft",
    "send_back",
    "start",
    "submit",
    "withdraw",
]
