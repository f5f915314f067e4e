"""Fixtures for all tests. Pure tests start nothing; the first test that needs a database starts a server of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.clusters import spark

from lvheng.collecting import collect_seldom

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from lvheng.areas.models import Person
    from lvheng.packs import Pack
    from lvheng.plan.models import Version

__all__ = ["spark"]

collect_seldom()

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference documents beside the repository; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference documents in ../shared")
    return SHARED


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that the embedded database's own user may enter; pytest keeps its own closed to others."""
    with tempfile.TemporaryDirectory(prefix="lvheng-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Point Django at an embedded server of this test run (one for each process of pytest-xdist)."""
    from django.conf import settings
    from django.db import connections

    from lvheng.configuration import database_settings
    from lvheng.database import embedded_url

    database = database_settings(os.environ.get("DATABASE_URL") or embedded_url(settings.DATA_DIR / "postgres"))
    database["OPTIONS"].pop("pool", None)
    settings.DATABASES["default"].update(database)
    settings.DATABASES["default"]["OPTIONS"] = database["OPTIONS"]
    connections.settings["default"].update(settings.DATABASES["default"])
    if hasattr(connections._connections, "default"):
        del connections["default"]


@pytest.fixture(scope="session")
def linxia_pack() -> Pack:
    """The pack of Linxia, read once."""
    from lvheng.packs import load_pack

    return load_pack("linxia")


@pytest.fixture
def places(db: None, linxia_pack: Pack) -> None:
    """Areas and organisations of Linxia, without a plan."""
    from tests.keeping import keep

    from lvheng.areas.actions import load_areas, load_organisations

    def make() -> None:
        load_areas(linxia_pack.area_code or "")
        load_organisations(linxia_pack)

    keep("places", make)


@pytest.fixture
def linxia(places: None, linxia_pack: Pack) -> Version:
    """The plan of Linxia as adopted with its pack."""
    from tests.keeping import keep

    from lvheng.plan.actions import load_pack_plan
    from lvheng.plan.queries import current_plan, current_version

    def make() -> None:
        load_pack_plan(linxia_pack)

    keep("linxia", make)
    version = current_version(current_plan().code)
    assert version is not None
    return version


@pytest.fixture
def person_as(places: None, linxia_pack: Pack) -> Callable[[str], Person]:
    """``person_as("planner")``: somebody who acts in that role, with the demo account's appointment."""
    from tests.keeping import keep

    from lvheng.areas.demo import make_demo_accounts
    from lvheng.areas.models import Person

    def make() -> dict[str, str]:
        return {account.role: account.username for account in reversed(make_demo_accounts(linxia_pack))}

    accounts: dict[str, str] = {}

    def find(role: str) -> Person:
        if not accounts:
            accounts.update(keep("demo accounts", make))
        return Person.objects.get(username=accounts[role])

    return find


@pytest.fixture
def client_as(person_as: Callable[[str], Person]) -> Callable[[str], Client]:
    """``client_as("planner")``: a test client signed in as that role; ``client_as("")`` is nobody."""
    from django.test import Client

    def sign_in(role: str, **options: Any) -> Client:
        client = Client(**options)
        if role:
            client.force_login(person_as(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
