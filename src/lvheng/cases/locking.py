"""A case, held for whoever may change it."""

from __future__ import annotations

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.cases.access import MAY_SEE, access_case
from lvheng.cases.models import Case
from lvheng.cases.opening import MAX_WORDS
from lvheng.cases.writing import changed_meanwhile
from lvheng.errors import NotAllowed, Text


def locked(acting: Acting | None, case_id: int, seen_events: int | None = None) -> Case:
    """The case, locked until the transaction ends, for somebody who may see it."""
    if acting is not None and not acting.is_anonymous:
        require(MAY_SEE, acting)
        access_case(acting, case_id)
    elif acting is not None:
        raise NotAllowed("sign_in_needed", Text("请先登录。", "Please sign in first."))
    case = Case.objects.select_for_update(of=("self",)).select_related("owner", "area").get(pk=case_id)
    if seen_events is not None and case.events_count != seen_events:
        raise changed_meanwhile(case)
    return case


def clean(words: str) -> str:
    """Words as they are kept."""
    return words.replace("\x00", "").strip()[:MAX_WORDS]
