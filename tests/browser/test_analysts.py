"""What an analyst does: ask a running site for its numbers, from another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from tests.browser.conftest import Site

SCRIPT = """
from lvheng import indicator_values
table = indicator_values(["air_good_day_ratio"], ["622900"], since=2025, until=2025)
print(table.schema.field("value").type, [str(value) for value in table.column("value").to_pylist()])
"""


def run(script: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "LVHENG_DATA": str(data),
        "LVHENG_LANGUAGE": "en",
    }
    return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.browser
def test_an_arrow_table_has_the_numbers_of_the_site(site: Site) -> None:
    done = run(SCRIPT, site.data)
    with urllib.request.urlopen(
        f"{site.url}api/v1/values?indicator=air_good_day_ratio&area=622900&since=2025"
    ) as answer:
        (row,) = json.load(answer)["values"]
    assert done.stdout.startswith("decimal128(38, 12)"), done.stderr
    assert row["value"] == "93.4"
    assert "93.400000000000" in done.stdout


@pytest.mark.browser
def test_a_code_that_there_is_not_is_told_by_name(site: Site) -> None:
    script = "from lvheng import indicator_values; indicator_values(['nothing_of_the_kind'])"
    done = run(script, site.data)
    assert done.returncode != 0
    assert "nothing_of_the_kind" in done.stderr
