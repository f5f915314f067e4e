"""Pages with figures of all counties: what was simulated is marked wherever it appears, and nothing is hidden."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.keeping import keep

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators.area_sheet import area_indicators
from lvheng.indicators.overview import overview
from lvheng.indicators.queries import book, count, day_of, light_of, lights_of
from lvheng.indicators.side_by_side import shades_of
from lvheng.plan.models import Version
from lvheng.statistics.observed import Knowledge
from lvheng.statistics.recording import Figure, record_batch, release

CHINA = ZoneInfo("Asia/Shanghai")
CITY, LAST = "622901", "622927"
COUNTIES = (CITY, *(f"62292{n}" for n in range(1, 8)))
TODAY = datetime(2026, 11, 22, tzinfo=CHINA).date()
FILM = "/indicators/film_recovery_rate/"


def record(rows: dict[str, str], area: str, year: int, *, simulated: bool = True, month: int = 3) -> None:
    figures = [Figure(code, area, Period.parse(str(year)), Decimal(value)) for code, value in rows.items()]
    at = datetime(year + 1, month, 1, tzinfo=CHINA)
    kind = "simulated" if simulated else "report"
    batch = record_batch(kind, Text("试验报表", "trial report"), figures, at=at, simulated=simulated)
    release(batch, at=at)


@pytest.fixture
def film(linxia: Version) -> Version:
    """Film of 2020 to 2025: the first county is the best, the last has reported nothing for 2025."""

    def make() -> None:
        for place, area in enumerate(COUNTIES):
            for year in range(2020, 2026 if area != LAST else 2025):
                recovered = 90 - 2 * place + (year - 2025)
                record({"film_recovered": str(recovered), "film_used": "100"}, area, year)

    keep("simulated film", make)
    return linxia


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def row_of(text: str, link: str) -> str:
    return text[text.index(f'href="{link}') :].split("</tr>")[0]


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def test_the_ranking_names_the_best_first_and_who_is_silent(film: Version, english: Client) -> None:
    text = page(english, f"{FILM}?year=2025").split('id="areas"')[1]
    ranked = [text.index(f'href="/areas/{area}/"', text.index("<tbody>")) for area in COUNTIES]
    assert ranked == sorted(ranked)
    silent = row_of(text[text.index("<tbody>") :], f"/areas/{LAST}/")
    assert "No value" in silent
    assert "not reported" in silent
    assert "Agriculture" in silent


def test_simulated_numbers_and_lights_are_marked_everywhere(film: Version, english: Client) -> None:
    mark = 'title="A simulated figure, for demonstration only"'
    for path in ("/indicators/", FILM, f"/areas/{CITY}/", f"{FILM}{CITY}/2025/"):
        assert mark in page(english, path), path
    assert "is-simulated" in page(english, f"/plans/{film.plan.code}/targets/")
    assert "rests on simulated figures" in page(english, "/")
    found = json.loads(page(english, f"{FILM}{CITY}/2025/?format=json"))
    assert found["simulated"] is True
    assert found["explanation"]["simulated"] is True


def test_a_reported_county_among_simulated_ones_is_not_marked(film: Version, client: Client) -> None:
    record({"film_recovered": "93", "film_used": "100"}, CITY, 2025, simulated=False)
    text = page(client, f"{FILM}?year=2025").split('id="areas"')[1]
    body = text[text.index("<tbody>") :]
    assert "badge--sim" not in row_of(body, f"/areas/{CITY}/")
    assert "93.00" in row_of(body, f"/areas/{CITY}/")
    assert "badge--sim" in row_of(body, "/areas/622921/")


def test_the_whole_waits_for_the_silent_county_and_is_evaluated_without_it(film: Version) -> None:
    found = light_of(film.targets.get(code="film_recovery_rate"))
    assert found.standing.latest is not None
    assert found.standing.latest.period.code == "2024"
    assert found.standing.simulated
    assert found.standing.appraisal is not None
    assert found.standing.appraisal.word == "no_data"
    assert count(lights_of(film)).simulated >= 1


def test_the_overview_can_be_narrowed_by_light_nature_and_department(film: Version, client: Client) -> None:
    whole = page(client, "/indicators/")
    assert f'href="{FILM}"' in whole
    binding = page(client, "/indicators/?nature=binding")
    assert f'href="{FILM}"' not in binding
    assert 'href="/indicators/air_good_day_ratio/"' in binding
    assert f'href="{FILM}"' not in page(client, "/indicators/?light=grey")
    assert "没有符合条件的目标" in page(client, "/indicators/?department=nobody")


def test_a_missing_deadline_year_is_forecast_and_who_has_to_report_is_named(film: Version, english: Client) -> None:
    row = row_of(page(english, "/indicators/"), FILM)
    assert "expected in 2025" in row
    assert "Agriculture" in row


def test_a_past_day_shows_what_was_known_then_and_keeps_the_reader_there(film: Version, english: Client) -> None:
    text = page(english, f"{FILM}?as_of=2024-06-30")
    assert "only what was known by 2024-06-30" in text
    assert f"{FILM}{CITY}/2023/?as_of=2024-06-30" in text
    assert f"{FILM}{CITY}/2025/" not in text
    assert "is not a day" in page(english, f"{FILM}?as_of=yesterday", 400)


def test_officers_see_approved_figures_before_the_public_does(
    film: Version, client: Client, client_as: Callable[..., Client]
) -> None:
    figures = [Figure("film_recovered", CITY, Period.parse("2025"), Decimal("99"))]
    record_batch("report", Text("已审定", "approved"), figures, at=datetime(2026, 4, 1, tzinfo=CHINA))
    assert "99.00" not in page(client, f"{FILM}{CITY}/2025/")
    officer = page(client_as("planner"), f"{FILM}{CITY}/2025/")
    assert "99.00" in officer
    assert "尚未公布" in officer


def test_each_county_is_told_what_it_would_have_to_deliver(film: Version, english: Client) -> None:
    shares = page(english, f"{FILM}?year=2024").split('id="shares"')[1]
    assert "To be added: Waste film recovered, net of impurities" in shares
    assert "Not reported and left out" not in shares
    assert "Not reported and left out" in page(english, f"{FILM}?year=2025").split('id="shares"')[1]


def test_an_area_page_has_every_indicator_with_its_rank(film: Version) -> None:
    sheet = area_indicators(book(), COUNTIES[1], TODAY)
    row = next(row for row in sheet.known if row.indicator.code == "film_recovery_rate")
    assert (row.place, row.of) == (2, 7)
    assert row.standing is not None
    assert len(sheet.rows) == len({binding.code for binding in book().needed()})
    missing = next(row for row in sheet.unknown if row.indicator.code == "straw_utilisation_rate")
    assert missing.missing


def test_a_county_has_no_count_of_its_counties(film: Version) -> None:
    assert book().is_of_parts("counties_with_gas")
    assert not book().is_of_parts("sewage_bod_load")
    assert book().series("counties_with_gas", CITY) == ()


def test_a_chart_can_be_downloaded_and_what_cannot_be_drawn_is_not_found(film: Version, client: Client) -> None:
    response = client.get(f"{FILM}charts/trend.png")
    assert response.headers["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert client.get(f"{FILM}charts/nothing.png").status_code == 404
    assert client.get("/indicators/supply_reliability/charts/trend.png").status_code == 404


def test_a_chart_on_a_page_links_its_points_and_has_no_style_of_its_own(film: Version, client: Client) -> None:
    chart = page(client, FILM).split('class="chart__drawing"')[1].split("</svg>")[0]
    assert f'tabindex="-1" href="{FILM}622900/2024/"' in chart
    assert "style=" not in chart
    assert "vega.github.io" not in chart


def test_an_explanation_can_be_printed(film: Version, client: Client) -> None:
    response = client.get(f"{FILM}622900/2024/?format=pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_figure_to_date_and_a_target_have_a_page(linxia: Version, client: Client) -> None:
    others: list[Any] = [each for each in book().inputs.figures if each.to_date or each.kind == "target"]
    assert others
    for each in others[:4]:
        text = page(client, f"/indicators/{each.measure}/{each.area}/{each.period}/")
        assert "它不是这一期的实际数" in text
        assert str(each.value) in text


@pytest.mark.parametrize(
    ("values", "shades"),
    [([], {}), (["5"], {"5": 4}), (["0", "1", "2", "3", "4"], {"0": 1, "1": 2, "2": 3, "3": 4, "4": 4})],
)
def test_shades_part_the_way_from_the_least_to_the_greatest(values: list[str], shades: dict[str, int]) -> None:
    found = shades_of([Decimal(value) for value in values])
    assert {str(value): shade for value, shade in found.items()} == shades


def test_a_past_day_is_judged_by_that_day_not_by_today(film: Version) -> None:
    """In the middle of 2024 the deadline was ahead: no final evaluation, and there is a forecast."""
    then = book(Knowledge(as_of=date(2024, 6, 30)))
    found = light_of(film.targets.get(code="film_recovery_rate"), then)
    assert found.standing.appraisal is not None
    assert not found.standing.appraisal.is_final
    row = next(each for each in overview(then, day_of(then)).rows if each.found and each.found.target == found.target)
    assert row.expected is not None
    assert (row.expected.year, row.expected.chance != "") == (2025, True)


def test_a_fall_of_an_intensity_is_shared_by_the_same_percentage(linxia: Version, english: Client) -> None:
    """The whole uses 0.95 of what it used for the same product; for 0.87 each saves 8/95 of its own."""
    for year, energy in ((2020, "100"), (2024, "95")):
        for area in COUNTIES:
            record({"energy_total": energy, "gdp_2020_prices": "100"}, area, year)
    shares = page(english, "/indicators/energy_per_gdp_decline/?year=2024").split('id="shares"')[1]
    assert "the same percentage for each" in shares
    assert "To be saved: " in shares
    table = shares.split("<tbody>")[1].split("</table>")[0]
    assert table.count('<td class="num">8 <') == len(COUNTIES)
    assert table.count('<td class="num">64 <') == 1


def test_grey_beside_a_figure_says_that_it_cannot_be_judged(linxia: Version, english: Client) -> None:
    for area in COUNTIES:
        record({"estates_sorting": "88", "estates": "100"}, area, 2024)
    row = row_of(page(english, "/indicators/"), "/indicators/waste_sorting_coverage/")
    assert "88" in row
    assert "cannot be judged" in row
    assert "no data yet" not in row
