"""Search over the adopted plans."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from lvheng.plan.models import Version
from lvheng.portal.searching import AFTER_HIT, BEFORE_HIT, Piece, excerpt, marked, parse


def _search(client: Client, **query: str) -> BeautifulSoup:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_it_finds_text_targets_and_tasks_and_marks_the_words(client: Client, linxia: Version) -> None:
    page = _search(client, q="污水")
    titles = [head.get_text(" ", strip=True).split()[0] for head in page.select("section h2")]
    assert titles == ["条文", "目标", "任务"]
    assert {mark.get_text() for mark in page.select("mark")} == {"污水"}


def test_it_finds_every_sentence_that_holds_the_word(client: Client, linxia: Version) -> None:
    expected = sum("污水" in sentence.text for sentence in linxia.sentences.all())
    page = _search(client, q="污水", kind="text")
    assert len(page.select(".hits > li")) == expected > 1


def test_all_words_have_to_occur(client: Client, linxia: Version) -> None:
    hits = _search(client, q="污水 污泥", kind="text").select(".hits__text")
    assert hits
    assert all("污水" in hit.get_text() and "污泥" in hit.get_text() for hit in hits)


def test_it_finds_organisations(client: Client, linxia: Version) -> None:
    names = [link.get_text() for link in _search(client, q="生态环境局", kind="organisations").select(".hits h3 a")]
    assert "州生态环境局" in names


def test_results_lead_to_pages(client: Client, linxia: Version) -> None:
    links = {link["href"].partition("#")[0] for link in _search(client, q="生态环境").select(".hits h3 a")}
    assert links
    assert all(client.get(link).status_code == 200 for link in links)


def test_long_results_are_shown_by_the_page(client: Client, linxia: Version) -> None:
    first = _search(client, q="绿色", kind="tasks")
    assert len(first.select(".hits > li")) == 20
    second = _search(client, q="绿色", kind="tasks", page="2")
    assert first.select_one(".hits a")["href"] != second.select_one(".hits a")["href"]
    assert "kind=tasks" in first.select_one(".pager a")["href"]


def test_it_finds_nothing_and_says_so(client: Client, linxia: Version) -> None:
    page = _search(client, q="量子计算")
    assert "没有找到“量子计算”" in page.get_text()


@pytest.mark.parametrize("query", ["a", "2", " ", "％"])
def test_it_does_not_search_for_a_single_letter(client: Client, linxia: Version, query: str) -> None:
    page = _search(client, q=query)
    assert not page.select(".hits")
    assert page.select_one(".empty")


def test_full_width_digits_are_found(client: Client, linxia: Version) -> None:
    assert _search(client, q="２０２５年", kind="text").select(".hits > li")


@pytest.mark.parametrize("query", ["%%", "__", "<script>alert(1)</script>", "a\x00b", "\\\\", "x" * 5000])
def test_odd_queries_find_nothing_and_break_nothing(client: Client, linxia: Version, query: str) -> None:
    page = _search(client, q=query)
    assert not page.select(".hits")
    assert not page.select("script")


def test_an_unknown_kind_and_page_show_what_there_is(client: Client, linxia: Version) -> None:
    assert _search(client, q="污水", kind="nix").select(".hits")
    assert _search(client, q="污水", kind="text", page="999").select(".hits")


def test_words_are_read_once_and_limited() -> None:
    query = parse("  污水  污水　处理 a b c d e f ")
    assert query.words == ("污水", "处理", "a", "b", "c", "d")
    assert len(parse("字" * 100).text) == 60


def test_a_text_is_marked_case_insensitively_and_the_longer_word_wins() -> None:
    assert marked("VOCs治理", ("vocs",)) == (Piece("VOCs", True), Piece("治理", False))
    assert marked("污水处理", ("污水", "污水处理")) == (Piece("污水处理", True),)
    assert marked("没有", ()) == (Piece("没有", False),)


def test_marking_loses_no_character() -> None:
    text = "污水（VOCs）.*处理"
    assert "".join(piece.text for piece in marked(text, ("（", ".*", "处理"))) == text


def test_a_long_text_is_cut_around_the_hit() -> None:
    text = "前" * 200 + "污水" + "后" * 200
    shown = excerpt(text, ("污水",))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "污水" in shown
    assert len(shown) <= BEFORE_HIT + AFTER_HIT + 2
    assert excerpt("短句。", ("短",)) == "短句。"
