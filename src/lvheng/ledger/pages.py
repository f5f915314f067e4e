"""What the pages of the room share."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Text

PAGE_LENGTH = 50


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts."""

    acting: Acting


def one_page(request: HttpRequest, rows: Any, length: int = PAGE_LENGTH) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, length).get_page(request.GET.get("page"))


def language() -> str:
    """The reader's language."""
    return get_language() or ""


def day_asked(request: HttpRequest, name: str = "until") -> datetime.date | None:
    """The day in the address. Raises InputProblem for something else."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputProblem(
            "bad_day",
            Text("这不是日期。", "this is no day."),
            where=text,
            to_do=Text("写成 2026-03-31。", "Write it as 2026-03-31."),
        ) from None


def found(value: Any) -> Any:
    """``value``; Http404 where there is none."""
    if value is None:
        raise Http404
    return value
