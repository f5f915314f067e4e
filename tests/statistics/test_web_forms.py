"""What a page of reporting may send, and what is left out of it."""

from datetime import UTC, datetime

from django.http import QueryDict

from lvheng.statistics import web_forms


def test_only_the_cells_and_explanations_of_this_form_are_taken() -> None:
    data = QueryDict("e-straw=12.5&e-other=1&x-change=dry+year&x-unknown=y&do=save")
    typed = web_forms.typed(data, ["straw", "film"], ["change"])
    assert typed.entries == {"straw": "12.5"}
    assert typed.explanations == {"change": "dry year"}


def test_blanks_around_a_cell_are_taken_off_and_an_emptied_cell_is_told_from_one_that_was_not_sent() -> None:
    typed = web_forms.typed(QueryDict("e-straw=+12.5%20&e-film=+"), ["straw", "film", "gdp"], [])
    assert typed.entries == {"straw": "12.5", "film": ""}


def test_nothing_longer_than_a_cell_or_an_explanation_is_kept() -> None:
    data = QueryDict(f"e-straw={'1' * 1000}&x-change={'a' * 5000}")
    typed = web_forms.typed(data, ["straw"], ["change"])
    assert len(typed.entries["straw"]) == web_forms.CELL_LENGTH
    assert len(typed.explanations["change"]) == web_forms.EXPLANATION_LENGTH


def test_the_time_of_the_draft_is_read_back_exactly() -> None:
    moment = datetime(2026, 3, 1, 14, 3, 7, 123456, tzinfo=UTC)
    data = QueryDict(mutable=True)
    data["seen"] = moment.isoformat()
    assert web_forms.typed(data, [], []).seen == moment


def test_a_time_that_cannot_be_read_is_none() -> None:
    assert web_forms.moment("yesterday") is None
    assert web_forms.moment("2026-13-45T99:00") is None


def test_ticks_that_are_no_numbers_are_left_out() -> None:
    assert web_forms.chosen(QueryDict("report=3&report=x&report=-1&report=7&report=" + "9" * 40)) == [3, 7]
