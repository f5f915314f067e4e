"""The table of tasks, short and long."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.plan import samples

from lvheng.plan.models import Version


def texts(client: Client, query: str = "") -> list[str]:
    page = BeautifulSoup(client.get(f"/plans/sample/tasks/{query}").content, "html.parser")
    return [row.select("td")[1].get_text(strip=True) for row in page.select("#rows tbody tr")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["推进秸秆利用", "鼓励企业开展绿色认证", "2021年底前编制完成国土空间规划"]),
        ("?modality=encourage", ["鼓励企业开展绿色认证"]),
        ("?year=2021", ["2021年底前编制完成国土空间规划"]),
        ("?organisation=agriculture", ["推进秸秆利用", "鼓励企业开展绿色认证"]),
        ("?organisation=nobody", []),
        ("?article=二（二）", ["2021年底前编制完成国土空间规划"]),
        ("?q=秸秆", ["推进秸秆利用"]),
        ("?sort=-deadline", ["2021年底前编制完成国土空间规划", "推进秸秆利用", "鼓励企业开展绿色认证"]),
    ],
)
def test_it_narrows_and_sorts_the_table(sample: Version, client: Client, query: str, expected: list[str]) -> None:
    assert texts(client, query) == expected


def test_it_names_lead_and_participants(sample: Version, client: Client) -> None:
    page = BeautifulSoup(client.get("/plans/sample/tasks/").content, "html.parser")
    duties = page.select("#rows tbody tr")[0].select(".duties-line")
    assert ["".join(each.get_text().split()) for each in duties] == [
        "牵头试验州农业农村局（建议）",
        "参与试验州发展和改革委员会",
    ]


def test_a_thousand_tasks_are_shown_fifty_at_a_time(
    db: None, client: Client, django_assert_max_num_queries: object
) -> None:
    samples.sample(extra_tasks=1000)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        first = texts(client)
    assert len(first) == 50
    assert len(texts(client, "?page=21")) == 3
    assert texts(client, "?page=9999") == texts(client, "?page=21")
    assert "共 1003 条" in client.get("/plans/sample/tasks/").content.decode()


def test_a_task_shows_its_words_in_place_and_who_carries_it_out(sample: Version, client: Client) -> None:
    task = sample.tasks.get(text="推进秸秆利用")
    page = BeautifulSoup(client.get(reverse("plan:task", args=["sample", task.pk])).content, "html.parser")
    assert page.select_one("mark").get_text() == "推进秸秆利用"  # type: ignore[union-attr]
    assert "试验州农业农村局" in page.get_text()
