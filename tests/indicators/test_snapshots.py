"""Books from the database: what was reported, published and simulated, by what the public or the office knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators import compute, explain
from lvheng.indicators.book import Book
from lvheng.indicators.command import compute_command
from lvheng.indicators.snapshots import MAX_KEPT, OFFICE, book, inputs_known, written
from lvheng.statistics.observed import Knowledge
from lvheng.statistics.recording import Figure, record_batch, release

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
FILM = "film_recovery_rate"
COUNTIES = ("622901", *(f"62292{n}" for n in range(1, 8)))


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, tzinfo=CHINA)


def report(
    rows: dict[str, str], *, area: str = "622921", year: int = 2024, day: int = 1, public: bool = True, **more: Any
) -> None:
    figures = [Figure(code, area, Period.parse(str(year)), Decimal(value)) for code, value in rows.items()]
    kind = "simulated" if more.get("simulated") else "report"
    batch = record_batch(kind, Text("临夏县报表", "report of Linxia County"), figures, at=at(day), **more)
    if public:
        release(batch, at=at(day))


def film(recovered: str, used: str = "100") -> dict[str, str]:
    return {"film_recovered_net": recovered, "film_recovered": recovered, "film_used": used}


def values(known: Book, code: str = FILM, area: str = "622921") -> list[tuple[int, str, bool]]:
    return [(each.period.year, str(each.value), each.simulated) for each in known.series(code, area)]


def test_a_reported_figure_is_computed_from_as_soon_as_it_is_public() -> None:
    assert values(book()) == []
    report(film("81"), public=False)
    assert values(book()) == []
    assert [year for year, _, _ in values(book(OFFICE))] == [2024]


def test_any_past_day_can_be_asked_for() -> None:
    report(film("81"), day=1)
    report(film("90"), day=10)

    assert values(book(Knowledge(as_of=date(2026, 3, 5)))) != values(book())
    assert values(book(Knowledge(as_of=date(2026, 2, 1)))) == []


def test_published_figures_of_a_later_day_are_not_known_on_an_earlier_one() -> None:
    early = book(Knowledge(as_of=date(2026, 11, 21)))
    assert values(early, "air_good_day_ratio", "622900") == []
    assert values(book(), "air_good_day_ratio", "622900") == [(2024, "92.2", False), (2025, "93.4", False)]


def test_what_needs_anything_simulated_is_simulated() -> None:
    report(film("81"), simulated=True)
    report(film("85"), year=2023)

    assert [simulated for _, _, simulated in values(book())] == [False, True]


def test_a_reported_number_comes_before_a_simulated_one() -> None:
    report(film("81"), simulated=True, day=5)
    report(film("85"), day=1)

    assert [simulated for _, _, simulated in values(book())] == [False]


def test_a_published_indicator_comes_before_one_that_would_be_simulated() -> None:
    for county in COUNTIES:
        report({"air_good_days": "300", "air_valid_days": "365"}, area=county, year=2025, simulated=True)

    assert values(book(), "air_good_day_ratio", "622900")[-1] == (2025, "93.4", False)


def test_the_sum_of_the_counties_is_simulated_where_one_of_them_is() -> None:
    for number, county in enumerate(COUNTIES):
        report(film("80"), area=county, simulated=number == 3)

    assert values(book(), area="622900")[-1] == (2024, "80.00", True)
    found = compute(book().inputs, FILM, "622900", "2024")
    assert found.simulated
    tree = explain(book().inputs, found)
    assert tree.simulated
    assert [leaf.simulated for leaf in _leaves(tree)].count(True) == len(_leaves(tree)) / 8


def _leaves(node: Any) -> list[Any]:
    """The figures of areas, which have no parts; parameters are left out."""
    if not node.parts:
        return [node] if any("数据" in note.zh for note in node.notes) else []
    return [leaf for part in node.parts for leaf in _leaves(part)]


def test_an_explanation_leads_back_to_where_a_figure_came_from() -> None:
    report(film("81"))
    leaves = _leaves(explain(book().inputs, compute(book().inputs, FILM, "622921", "2024")))
    assert leaves
    assert all(leaf.notes[0].en == "figure: report of Linxia County" for leaf in leaves)
    assert leaves[0].notes[0].zh == "数据：临夏县报表"


def test_a_figure_published_beside_a_reported_one_does_not_count() -> None:
    report({"gdp": "999"}, area="622900", year=2024)
    found = compute(book().inputs, "gdp", "622900", "2024")
    assert (found.value, found.basis) == (Decimal("999.0000"), "reported")


def test_the_same_knowledge_is_the_same_book_and_costs_one_query(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    first = book()
    with django_assert_num_queries(1):
        assert book() is first
    report(film("81"))
    assert book() is not first
    assert book().fingerprint != first.fingerprint


def test_the_command_line_knows_what_the_office_knew_and_marks_what_is_simulated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report(film("81"), public=False, simulated=True)
    known = inputs_known()
    assert compute_command("linxia", FILM, "622921", "2024", explained=True, inputs=known) == 0
    told = capsys.readouterr().out
    assert "81.00 %" in told
    assert "用到模拟的数" in told
    assert "（模拟）" in told
    assert compute_command("linxia", FILM, "622921", "2024", inputs=inputs_known(date(2026, 2, 1))) == 1


def test_only_so_many_books_are_kept() -> None:
    kept = [book(Knowledge(as_of=date(2025, 1, day))) for day in range(1, MAX_KEPT + 3)]
    assert book(Knowledge(as_of=date(2025, 1, MAX_KEPT + 2))) is kept[-1]
    assert book(Knowledge(as_of=date(2025, 1, 1))) is not kept[0]


@pytest.mark.parametrize(
    ("kept", "decimals", "shown"),
    [("408.400000000000", 4, "408.4000"), ("408.412345000000", 4, "408.412345"), ("300.000000000000", 0, "300")],
)
def test_a_kept_number_is_written_with_the_decimals_of_its_element(kept: str, decimals: int, shown: str) -> None:
    assert f"{written(Decimal(kept), decimals):f}" == shown
