"""The reading room shows the document as it is and leads from each sentence to what it asks for."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from tests.plan.samples import sample as make_sample

from lvheng.plan import queries, reading_queries
from lvheng.plan.models import Version


def soup(client: Client, url: str, **extra: str) -> BeautifulSoup:
    response = client.get(url, headers=extra)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def home(version: Version) -> str:
    return reverse("plan:home", args=[version.plan.code])


def test_it_shows_the_document_with_its_headings_and_every_sentence_once(sample: Version, client: Client) -> None:
    article = soup(client, home(sample)).select_one("article.doc")
    assert article is not None
    assert [each.text for each in article.select("h2, h3")] == [
        "一、总体目标",
        "二、重点任务",
        "（一）发展循环农业",
        "（二）建设绿色设施",
    ]
    sentences = [each.text for each in article.select("a.sentence")]
    assert "推进秸秆利用，2025年农作物秸秆综合利用率达到86%以上。" in sentences
    assert len(sentences) == len(set(sentences)) == 8


def test_it_marks_the_words_of_targets(sample: Version, client: Client) -> None:
    marked = [each.text for each in soup(client, home(sample)).select("article.doc mark")]
    assert marked == [
        "优良天数比率达到90%以上",
        "单位地区生产总值能耗较2020年下降13%",
        "2025年农作物秸秆综合利用率达到86%以上",
        "新建高标准农田193.05万亩",
        "2023年底前试验市城区生活垃圾分类全覆盖",
    ]


def test_every_contents_entry_leads_to_a_heading(sample: Version, client: Client) -> None:
    page = soup(client, home(sample))
    links = [each["href"] for each in page.select(".contents a")]
    assert len(links) == 4
    assert all(page.select_one(str(link)) for link in links)


def test_it_tells_the_state_of_each_sentence(sample: Version, client: Client) -> None:
    page = soup(client, home(sample))
    assert [each.text[:4] for each in page.select("a.sentence--operated")] == ["推进秸秆"]
    assert "全力推进有关工作。" in [each.text for each in page.select("a.sentence--open")]


def test_a_sentence_shows_targets_tasks_duties_and_operators(sample: Version, client: Client) -> None:
    sentence = sample.sentences.get(text__startswith="推进秸秆利用")
    url = reverse("plan:sentence", args=[sample.plan.code, sentence.pk])
    text = soup(client, url).get_text()
    for words in ("农作物秸秆综合利用率", "≥ 86%", "推进秸秆利用", "试验州农业农村局", "建议", "straw_use"):
        assert words in text


def test_a_sentence_shows_the_documents_that_it_cites(sample: Version, client: Client) -> None:
    sentence = sample.sentences.order_by("order").first()
    assert sentence is not None
    text = soup(client, reverse("plan:sentence", args=[sample.plan.code, sentence.pk])).get_text()
    assert "《关于加快建立健全绿色低碳循环发展经济体系的通知》" in text


def test_htmx_gets_the_panel_alone(sample: Version, client: Client) -> None:
    sentence = sample.sentences.get(text__startswith="推进秸秆利用")
    url = reverse("plan:sentence", args=[sample.plan.code, sentence.pk])
    response = client.get(url, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "false"
    assert "HX-Request" in response["Vary"]
    panel = response.content.decode()
    assert "<html" not in panel
    assert "农作物秸秆综合利用率" in panel


def test_the_panel_links_to_the_anchor_of_its_sentence(sample: Version, client: Client) -> None:
    page = soup(client, home(sample))
    link = page.select("a.sentence")[3]
    panel = soup(client, str(link["href"]))
    assert panel.select_one(f'a[href$="#{link["id"]}"]')


def test_the_english_site_keeps_the_plans_words_and_says_so(sample: Version, english: Client) -> None:
    page = soup(english, home(sample))
    article = page.select_one("article.doc")
    assert article is not None
    assert article["lang"] == "zh-Hans"
    assert page.select_one("html")["lang"] == "en"  # type: ignore[index]
    assert "Contents" in page.get_text()


def test_an_older_version_can_still_be_read(sample: Version, client: Client) -> None:
    newer = make_sample(number=2)
    assert queries.current_version("sample") == newer
    page = soup(client, f"{home(sample)}?version=1")
    assert "第1版" in page.get_text()
    assert page.select_one(f'a.sentence[href="{reverse("plan:sentence", args=["sample", first_id(sample)])}"]')


def first_id(version: Version) -> int:
    found = version.sentences.order_by("order").first()
    assert found is not None
    return found.pk


@pytest.mark.parametrize("address", ["nowhere/", "sample/?version=7", "sample/sentences/999999/"])
def test_what_does_not_exist_is_not_found(sample: Version, client: Client, address: str) -> None:
    assert client.get(f"/plans/{address}").status_code == 404


def test_a_plan_under_review_is_not_shown(sample: Version, client: Client) -> None:
    from lvheng.plan.models import Plan

    Plan.objects.create(code="unread", area=sample.plan.area)
    assert client.get("/plans/unread/").status_code == 404
    assert [each.code for each in queries.plans()] == ["sample"]


def test_the_first_reading_takes_few_queries_and_the_next_fewer(
    sample: Version, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(home(sample))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(home(sample))


def test_figures_add_up(sample: Version) -> None:
    figures = queries.plan_figures(sample)
    assert (figures.articles, figures.targets, figures.tasks, figures.organisations) == (2, 5, 3, 2)
    assert (figures.coverage.operated, figures.coverage.recorded, figures.coverage.open) == (1, 5, 1)


def test_a_heading_that_opens_a_sentence_is_not_shown_twice(sample: Version) -> None:
    parts = reading_queries.document(sample)
    farming = next(part for part in parts if part.provision and part.provision.heading == "发展循环农业")
    assert farming.paragraphs[0][0].pieces[0].text.startswith("推进秸秆利用")


def test_a_quote_that_spans_lines_is_cut_clean() -> None:
    text = "到2025年，优良\n天数达到90%。完"
    pieces = reading_queries.pieces(text, 0, len(text), [(7, 17), (9, 12)])
    assert [(each.text, each.is_target) for each in pieces] == [
        ("到2025年，", False),
        ("优良天数达到90%", True),
        ("。完", False),
    ]
