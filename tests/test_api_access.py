"""Default deny for the REST API, call by call: who may use what. A call that is not in the table fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.test_access import ENTERPRISE, EVERYONE, REPORT_READERS, SIGNED_IN, owed_report

from lvheng.packs import Pack
from lvheng.plan.models import Version
from lvheng.registers.simulated import load_simulated

COUNTY = frozenset({"county_officer"})
# Method and address: who is let in. Whoever is not gets 401, 403 or 404.
TABLE: dict[str, frozenset[str]] = {
    "get /indicators": EVERYONE,
    "get /indicators/{code}": EVERYONE,
    "get /values": EVERYONE,
    "get /values.{ending}": EVERYONE,
    "get /explanations/{code}/{area}/{period}": EVERYONE,
    "get /sdmx/structure": EVERYONE,
    "get /forms": EVERYONE,
    "get /reports": SIGNED_IN,
    "get /reports/{pk}": REPORT_READERS,
    "put /reports/{pk}/draft": COUNTY,
    "post /reports/{pk}/submit": COUNTY,
    "post /reports/{pk}/withdraw": COUNTY,
    "get /rules": EVERYONE,
    "get /rules/{code}": EVERYONE,
    "post /rules/{code}/apply": EVERYONE,
}
REFUSED = (401, 403, 404)


def calls() -> list[str]:
    """Every call that the description names."""
    from lvheng.api import VERSION, api

    paths = api.get_openapi_schema()["paths"]
    start = f"/api/{VERSION}"
    return sorted(f"{method} {path.removeprefix(start)}" for path, methods in paths.items() for method in methods)


def test_every_call_is_in_the_table() -> None:
    assert calls() == sorted(TABLE)


@pytest.mark.django_db
def test_a_call_lets_in_those_in_the_table_and_nobody_else(
    linxia: Version, linxia_pack: Pack, client_as: Callable[..., Client]
) -> None:
    load_simulated("enterprise", [ENTERPRISE])
    report = owed_report(linxia_pack)
    parts = {"code": "film_recovery_rate", "area": "620800", "period": "2022", "pk": report.pk, "ending": "csv"}
    wrong = {}
    clients = {role: client_as(role) for role in EVERYONE}
    for call, allowed in TABLE.items():
        method, _, path = call.partition(" ")
        known = parts | ({"code": "residential_electricity"} if path.startswith("/rules") else {})
        address = re.sub(r"\{(\w+)\}", lambda match, known=known: str(known[match[1]]), f"/api/v1{path}")
        let_in = {role for role, client in clients.items() if lets_in(client, method, address)}
        if let_in != allowed:
            wrong[call] = {"too many": let_in - allowed, "missing": allowed - let_in}
    assert wrong == {}


def lets_in(client: Client, method: str, address: str) -> bool:
    """Whether the call is answered (it may still be told what is wrong with it)."""
    options: dict[str, Any] = {"data": {"entries": {}}, "content_type": "application/json"} if method != "get" else {}
    answer = getattr(client, method)(address, **options)
    assert answer.status_code < 500, address
    return answer.status_code not in REFUSED
