"""New figures are opened before anybody asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from tests.indicators.test_simulated_pages import record

from lvheng.indicators import warming
from lvheng.indicators.snapshots import book
from lvheng.plan.models import Version

pytestmark = pytest.mark.django_db


def test_after_a_look_a_reader_finds_the_book_of_new_figures_open(
    linxia: Version, django_assert_num_queries: Any
) -> None:
    before = warming.warm()
    record({"film_recovered": "85", "film_used": "100"}, "622901", 2024)
    after = warming.warm(before)
    assert after != before
    with django_assert_num_queries(1):
        assert book().fingerprint == after


def test_a_look_that_finds_nothing_new_asks_once(linxia: Version, django_assert_num_queries: Any) -> None:
    seen = warming.warm()
    with django_assert_num_queries(1):
        assert warming.warm(seen) == seen


def test_a_look_that_fails_is_noted_and_the_next_one_is_not_prevented(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CONFIGURATION = replace(settings.CONFIGURATION, pack="nowhere")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(warming._look, "as before").result() == "as before"
    assert "nowhere" in caplog.text


def test_a_process_has_one_thread_that_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(warming.threading.Thread, "start", lambda thread: started.append(thread.name))
    monkeypatch.setattr(warming, "_started", warming.threading.Lock())
    warming.keep_warm()
    warming.keep_warm()
    assert started == ["indicators-warming"]
