"""Fixtures for the plan room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from lvheng.plan.models import Version


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Parts of pages that an earlier test has rendered are forgotten."""
    from lvheng.plan.pages import kept_parts

    kept_parts.clear()


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """Documents that are handed in go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sample(db: None) -> Version:
    """A small adopted plan without reader or pack."""
    from tests.plan.samples import sample

    return sample()


@pytest.fixture
def family(db: None) -> tuple[Version, Version]:
    """The small plan and the version of its parent plan."""
    from tests.plan.samples import sample_with_parent

    return sample_with_parent()


@pytest.fixture
def english() -> Client:
    """A reader of the English site."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client
