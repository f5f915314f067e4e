"""The tags of the design system."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from lvheng.portal import icons
from lvheng.portal.charts import bar_segments


def _render(source: str, query: str = "", **context: object) -> str:
    request = RequestFactory().get(f"/{query}")
    return Template(source).render(Context({"request": request, **context})).strip()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("90.000000"), "90"),
        (Decimal("193.050000"), "193.05"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.1"),
        (100, "100"),
        (Decimal("-2.50"), "-2.5"),
        (0, "0"),
        (None, "—"),
        ("", "—"),
        (Fraction(117, 100), "1.17"),
        (Fraction(2, 3), "2/3"),
    ],
)
def test_a_number_is_written_as_people_write_it(value: object, shown: str) -> None:
    assert _render("{{ value|figure }}", value=value) == shown


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in _render('{% icon "search" %}')


def test_an_unknown_icon_is_an_error_that_names_the_others() -> None:
    with pytest.raises(LookupError, match="search"):
        icons.svg("serach")


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_can_be_drawn(name: str) -> None:
    from xml.etree import ElementTree

    drawing = ElementTree.fromstring(icons.svg(name))
    assert len(drawing) >= 1


def test_a_light_says_its_meaning_in_words() -> None:
    assert "尚无数据" in _render('{% light "grey" %}')
    assert "visually-hidden" not in _render('{% light "red" words=True %}')


def test_a_light_of_another_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        _render('{% light "blue" %}')


def test_a_changed_filter_goes_back_to_the_first_page() -> None:
    assert _render('{% query_string year="2025" %}', "?page=3&q=%E6%B0%B4") == "?q=%E6%B0%B4&amp;year=2025"
    assert _render("{% query_string page=2 %}", "?page=3&q=a") == "?q=a&amp;page=2"
    assert _render('{% query_string q="" %}', "?q=a") == "?"


def test_a_head_sorts_and_turns_the_order() -> None:
    head = '{% sortable "deadline" "期限" %}'
    assert 'href="?sort=deadline"' in _render(head)
    assert 'href="?sort=-deadline"' in _render(head, "?sort=deadline")
    assert 'href="?sort=deadline"' in _render(head, "?sort=-deadline")
    assert "降序" in _render(head, "?sort=-deadline")


def test_a_long_list_has_pages_and_says_where_one_is() -> None:
    page = Paginator(range(240), 50).page(2)
    html = _render("{% pager page %}", "?q=a&page=2", page=page)
    assert "第 51–100 条，共 240 条" in html
    assert 'href="?q=a&amp;page=3"' in html
    assert 'aria-current="page">2<' in html


def test_a_short_list_has_no_pages() -> None:
    assert "<a" not in _render("{% pager page %}", page=Paginator(range(3), 50).page(1))
    assert _render("{% pager page %}", page=Paginator([], 50).page(1)) == ""


class _Form(forms.Form):
    name = forms.CharField(label="名称", help_text="全称")
    note = forms.CharField(label="备注", required=False)
    agreed = forms.BooleanField(label="同意")


def test_a_field_ties_label_help_and_error_together() -> None:
    html = _render("{% field form.name %}", form=_Form({}))
    assert 'for="id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_may_be_left_out_is_said() -> None:
    assert "（可不填）" in _render("{% field form.note %}", form=_Form())
    assert "（可不填）" not in _render("{% field form.agreed %}", form=_Form())


def test_a_bar_has_neither_gap_nor_overlap() -> None:
    segments = bar_segments([("a", 1, "ok"), ("b", 1, "info"), ("c", 1, "none")])
    assert [segment.x for segment in segments] == [0, 333, 667]
    assert sum(segment.width for segment in segments) == 1000
    assert [segment.percent for segment in segments] == ["33.3", "33.3", "33.3"]


def test_an_empty_bar_has_no_parts() -> None:
    assert [(segment.width, segment.percent) for segment in bar_segments([("a", 0, "ok")])] == [(0, "")]


def test_a_bar_tells_its_numbers_in_words() -> None:
    html = _render("{% bar parts %}", parts=[("已运行", 3, "ok"), ("未运行", 1, "none")])
    assert 'width="750"' in html
    assert "已运行" in html
    assert "75%" in html


def test_chinese_words_are_marked_on_an_english_page_only() -> None:
    with translation.override("en"):
        assert _render("{{ name|as_written }}", name="东乡<县>") == '<span lang="zh-Hans">东乡&lt;县&gt;</span>'
        assert _render("{{ name|as_written }}", name="Dongxiang & Linxia") == "Dongxiang &amp; Linxia"
    assert _render("{{ name|as_written }}", name="东乡<县>") == "东乡&lt;县&gt;"
