"""The forms as the public reads them: legal head, rows with definitions, rules in words, editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from tests.statistics.pages import page, words
from tests.statistics.reporting import issue

from lvheng.statistics.models import Form

if TYPE_CHECKING:
    from lvheng.packs import Pack

pytestmark = pytest.mark.django_db
STRAW = "/reports/forms/straw_year/"


@pytest.fixture
def issued(places: None, linxia_pack: Pack) -> None:
    issue(linxia_pack)


def test_the_forms_are_listed_in_the_order_of_their_numbers(issued: None, client: Client) -> None:
    numbers = [words(row.td) for row in page(client, "/reports/forms/").select("tbody tr")]
    assert numbers[:2] == ["临绿循1表", "临绿循2表"]
    assert numbers.index("临绿循9表") < numbers.index("临绿循10表")
    assert len(numbers) == Form.objects.count()


def test_a_pending_approval_is_told_and_not_hidden(issued: None, client: Client) -> None:
    assert "待核实" in words(page(client, "/reports/forms/").select_one("tbody tr"))
    assert "批准文号待核实" in words(page(client, STRAW).select_one(".notice--warn"))


def test_a_form_shows_everything_that_the_law_asks_for(issued: None, client: Client) -> None:
    shown = words(page(client, STRAW))
    head = ("临绿循12表", "制定机关", "批准文号", "2028-12-31", "单位负责人", "统计负责人", "填表人")
    for expected in (*head, "填报范围", "报送方式", "各县（市）农业农村局", "60 天内"):
        assert expected in shown


def test_every_row_has_its_definition_and_source(issued: None, client: Client) -> None:
    main = page(client, STRAW)
    rows = main.select("tr[id^='element-']")
    assert len(rows) == len(main.select(".sheet tbody tr"))
    assert "最多 2 位小数" in words(rows[0])


def test_the_rules_are_written_with_the_numbers_of_the_rows(issued: None, client: Client) -> None:
    rules = words(page(client, STRAW).select_one("[aria-labelledby=rules]"))
    assert "[02] ≤ [01]" in rules
    assert "不能提交" in rules
    assert "要写说明" in rules


def test_an_earlier_edition_can_still_be_read(issued: None, client: Client) -> None:
    form = Form.objects.get(code="straw_year")
    Form.objects.filter(pk=form.pk).update(closed_at=form.issued_at)
    Form.objects.create(
        code=form.code, edition=2, number=form.number, title=form.title, definition=form.definition,
        fingerprint="another", valid_until=form.valid_until, issued_at=form.issued_at,
    )  # fmt: skip
    links = [link["href"] for link in page(client, STRAW).select("aside a, .rows a") if "forms" in link["href"]]
    assert f"{STRAW}?edition=1" in links
    assert page(client, f"{STRAW}?edition=1").select_one(".lead__actions a[href='/reports/forms/straw_year/']")


def test_an_unknown_form_or_edition_is_not_found(issued: None, client: Client) -> None:
    assert client.get("/reports/forms/nothing/").status_code == 404
    assert client.get(f"{STRAW}?edition=9").status_code == 404


def test_a_form_is_complete_in_english(issued: None, client: Client) -> None:
    client.cookies["django_language"] = "en"
    shown = page(client, STRAW)
    assert "Ledger of crop straw" in words(shown.h1)
    assert "Agriculture and Rural Affairs Bureau of each county" in words(shown)
