"""The whole REST API with inputs that nobody would type: it answers every one, as its own description says.

For each call of the description, values are made up from the shapes that it declares, and values that break them; the
call must never fail inside, and an answer must have the shape that is described.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance

from lvheng.api import api
from lvheng.areas.keys import make_key
from lvheng.areas.queries import acting_of

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = get_wsgi_application()
CALLS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}
MADE_UP = settings(
    max_examples=6, deadline=None, database=None, derandomize=True, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The calls are made inside of the test's transaction, so its connection stays open between them."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(_one_connection: None, places: None, person_as: Callable[[str], Any]) -> str:
    """The key of somebody who may do most: a department officer of the prefecture."""
    return make_key(acting_of(person_as("department_officer")), "schemathesis", 1).text


def test_no_made_up_call_makes_the_api_fail(key: str) -> None:
    wrong: dict[str, str] = {}
    for label, operation in CALLS.items():
        for headers in ({}, {"Authorization": f"Bearer {key}"}):
            try:
                _try_out(operation, headers)
            except FailureGroup as found:
                who = "signed in" if headers else "anonymous"
                wrong[f"{label} {who}"] = " ".join(str(each) for each in found.exceptions)[:1500]
    assert wrong == {}, "\n".join(f"{call}: {what}" for call, what in wrong.items())


def _try_out(operation: Any, headers: dict[str, str]) -> None:
    @MADE_UP
    @given(case=operation.as_strategy())
    def made_up(case: Any) -> None:
        with transaction.atomic():
            try:
                case.call_and_validate(headers=headers, checks=[not_a_server_error, response_schema_conformance])
            finally:
                transaction.set_rollback(True)

    made_up()
