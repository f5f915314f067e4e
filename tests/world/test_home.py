"""The home page says when a site holds demonstration data; the commands make, show and remove them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lvheng.configuration import Configuration
from lvheng.errors import SettingProblem, Text
from lvheng.formula import Period
from lvheng.preparing import refuse_world_in_production
from lvheng.statistics.models import Batch
from lvheng.statistics.recording import Figure, record_batch
from lvheng.world import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from lvheng.plan.models import Version

pytestmark = pytest.mark.django_db
NOTICE = "本站含演示数据"


def simulate() -> None:
    figure = Figure("gdp", "622921", Period.parse("2024"), Decimal(50))
    at = datetime(2025, 3, 1, tzinfo=UTC)
    record_batch("simulated", Text("模拟", "simulated"), [figure], at=at, simulated=True)


def test_the_home_page_says_that_there_are_demonstration_data(linxia: Version, client: Client) -> None:
    assert NOTICE not in client.get("/").content.decode()
    simulate()
    assert NOTICE in client.get("/").content.decode()
    client.cookies["django_language"] = "en"
    assert "This site holds demonstration data" in client.get("/").content.decode()


def test_other_pages_do_not_repeat_it(linxia: Version, client_as: Callable[[str], Client]) -> None:
    simulate()
    assert NOTICE not in client_as("planner").get("/indicators/").content.decode()


def test_the_commands_show_and_remove(
    linxia: Version, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_LANGUAGE", "en")
    simulate()
    command.show_command()
    assert "figures" in capsys.readouterr().out
    command.remove_command()
    assert "Removed the demonstration data" in capsys.readouterr().out
    assert not Batch.objects.exists()
    command.remove_command()
    assert "There are no demonstration data" in capsys.readouterr().out


def test_production_does_not_start_with_demonstration_data(linxia: Version, tmp_path: Path) -> None:
    demo = Configuration.from_environment({"LVHENG_DATA": str(tmp_path)})
    production: Any = replace(demo, production=True)
    refuse_world_in_production(production)
    simulate()
    refuse_world_in_production(demo)
    with pytest.raises(SettingProblem) as refused:
        refuse_world_in_production(production)
    assert refused.value.code == "world_present"
