"""The PostgreSQL beside DuckDB: the embedded one of the test session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the embedded server of this test session; the tests leave nothing in it."""
    from lvheng.database import embedded_url

    return embedded_url(Path(os.environ["LVHENG_DATA"]) / "postgres")
