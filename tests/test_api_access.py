"""Default deny for the REST API, call by call: who may use what. A call that is not in the table fails the test."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.ledger.making import one_of_everything
from tests.test_access import ENTERPRISE, EVERYONE, KEEPERS, LEDGER, REPORT_READERS, SIGNED_IN, owed_report

from lvheng.areas.queries import acting_of
from lvheng.packs import Pack
from lvheng.plan.models import Version
from lvheng.registers.import_actions import hand_in_rows
from lvheng.registers.simulated import load_simulated

COUNTY = frozenset({"county_officer"})
# Who sees all fields of the register of enterprises.
REGISTER_READERS = frozenset({"leader", "planner", "department_officer", "county_officer", "auditor"})
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
    "get /registers": EVERYONE,
    "get /registers/{kind}": EVERYONE,
    "get /registers/{kind}/things": EVERYONE,
    "get /registers/{kind}/things/{pk}": EVERYONE,
    "get /registers/{kind}/things/{pk}/history": REGISTER_READERS,
    "post /registers/{kind}/things": KEEPERS,
    "patch /registers/{kind}/things/{pk}": KEEPERS,
    "post /registers/{kind}/things/{pk}/end": KEEPERS,
    "post /registers/{kind}/things/{pk}/reinstate": KEEPERS,
    "post /registers/{kind}/imports": KEEPERS,
    "get /registers/{kind}/imports/{pk}": KEEPERS,
    "post /registers/{kind}/imports/{pk}/write": KEEPERS,
    "get /case-types": EVERYONE,
    "get /cases": REGISTER_READERS,
    # Nobody is told of a case that is not theirs, or that there is none: tests/cases/test_pages.py.
    "get /cases/{case_id}": frozenset(),
    "get /document-kinds": EVERYONE,
    "get /documents": EVERYONE,
    # Of documents too somebody sees none, or that there is none: tests/reports/test_api.py.
    "get /documents/{document_id}": frozenset(),
    "get /documents/{document_id}/file.{ending}": frozenset(),
    "get /rules": EVERYONE,
    "get /rules/{code}": EVERYONE,
    "post /rules/{code}/apply": EVERYONE,
    "get /ledger/assets": EVERYONE,
    "get /ledger/assets/{asset_id}/accounts": EVERYONE,
    "get /ledger/accounts/{account_id}": LEDGER,
    "get /ledger/transfers/{transfer_id}": EVERYONE,
    "get /markets": EVERYONE,
    "get /market-sessions": EVERYONE,
    "get /market-sessions/{session}": EVERYONE,
    "get /market-sessions/{session}/log": EVERYONE,
    "get /market-trades": EVERYONE,
    "get /market-orders": SIGNED_IN,
    "post /market-sessions/{session}/orders": SIGNED_IN,
    "delete /market-sessions/{session}/orders/{number}": SIGNED_IN,
    "post /market-sessions/{session}/listings": SIGNED_IN,
    "post /market-sessions/{session}/listings/{number}/accept": SIGNED_IN,
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
    linxia: Version, linxia_pack: Pack, client_as: Callable[..., Client], person_as: Callable[[str], Any]
) -> None:
    (thing,) = load_simulated("enterprise", [ENTERPRISE])
    handed = hand_in_rows(acting_of(person_as("planner")), "enterprise", [ENTERPRISE])
    report = owed_report(linxia_pack)
    parts = {
        "code": "film_recovery_rate",
        "area": "620800",
        "period": "2022",
        "pk": report.pk,
        "ending": "csv",
        "session": "none",
        "number": 1,
        "case_id": 0,
        "document_id": 0,
    } | one_of_everything()
    wrong = {}
    clients = {role: client_as(role) for role in EVERYONE}
    for call, allowed in TABLE.items():
        method, _, path = call.partition(" ")
        known = parts | ({"code": "residential_electricity"} if path.startswith("/rules") else {})
        if path.startswith("/registers"):
            known |= {"kind": "enterprise", "pk": handed.pk if "/imports" in path else thing.pk}
        if path.startswith("/documents"):
            known |= {"ending": "pdf"}
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
