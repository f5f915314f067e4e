"""A filled-in form, and people who deal with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lvheng.areas.acting import Acting
from lvheng.areas.queries import acting_of
from lvheng.cases.public import receipts
from lvheng.cases.public.receiving import Told, receive

if TYPE_CHECKING:
    from lvheng.areas.models import Person
    from lvheng.cases.public.models import Report


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def token() -> Callable[[], str]:
    """A form that was shown a minute ago."""
    return lambda: receipts.new_token(time.time() - 60)


@pytest.fixture
def told() -> Told:
    return Told(
        description="河边每天夜里有人倒废渣。",
        matter="waste",
        area="622901",
        address="折桥镇工业路东侧",
        longitude=Decimal("103.25000"),
        latitude=Decimal("35.60000"),
    )


@pytest.fixture
def received(places: None, told: Told, token: Callable[[], str]) -> Callable[..., tuple[Report, list[str]]]:
    """``received(address="…")``: a report that came in, with its receipts."""
    from dataclasses import replace

    return lambda **changes: receive(replace(told, **changes), token())


@pytest.fixture
def acting_as(person_as: Callable[[str], Person]) -> Callable[[str], Acting]:
    return lambda role: acting_of(person_as(role)) if role else Acting()
