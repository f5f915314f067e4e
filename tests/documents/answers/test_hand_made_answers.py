"""The answers themselves: their form is complete and each quote, name and heading stands in the document."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

HERE = Path(__file__).parent
POLICIES = HERE.parents[3] / "shared" / "policies"
ANSWERS = sorted(path.stem for path in HERE.glob("*.json"))
PAGE_NUMBER_LINE = re.compile(r"\n *(— .* —|- \d+ -) *\n")
BRACKETS = str.maketrans("〔〕", "[]")
WITHOUT_FIGURE = {"reach_full_coverage", "reach_zero", "at_grade", "negative_growth"}
WITH_FIGURE = {"=", ">=", ">", "<=", "<", "~", "decrease_by", "increase_by", "range"}
TARGET_KEYS = {"quote", "indicator", "comparator", "value", "unit"}
TARGET_KEYS |= {"deadline_year", "scope", "baseline_year", "article"}
FINDINGS = ("targets", "responsibilities", "qualitative_targets", "dated_tasks")
CHINESE_DIGITS = {3: "三"}


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(BRACKETS)


def _answer(stem: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((HERE / f"{stem}.json").read_text(encoding="utf-8"))
    return answer


def _document(stem: str) -> str:
    own = HERE / f"{stem}.txt"
    if own.exists():
        return _plain(PAGE_NUMBER_LINE.sub("\n", own.read_text(encoding="utf-8")))
    pdf = POLICIES / f"{stem}.pdf"
    if not pdf.exists():
        pytest.skip(f"{pdf.name} is not on this machine")
    with pypdfium2.PdfDocument(pdf) as document:
        return _plain("".join(page.get_textpage().get_text_range() for page in document))


def _quoted(answer: dict[str, Any]) -> list[str]:
    quotes: list[str] = [
        entry["quote"] for name in (*FINDINGS, "not_targets", "in_text_responsibilities") for entry in answer[name]
    ]
    metadata: dict[str, Any] = answer["metadata"]
    headings = [article["number"] + article["heading"] for article in answer["articles"]]
    scopes: list[str] = [target["scope"] for target in answer["targets"] if target["scope"]]
    stated: list[str] = [metadata["title"], metadata["document_number"] or "", metadata["date_text"]]
    return [*quotes, *headings, *scopes, *stated, *metadata["addressees"], *metadata["attachments"]]


@pytest.mark.parametrize("stem", ANSWERS)
def test_everything_an_answer_quotes_stands_in_the_document(stem: str) -> None:
    text = _document(stem)
    assert [quote for quote in _quoted(_answer(stem)) if _plain(quote) not in text] == []


@pytest.mark.parametrize("stem", ANSWERS)
def test_every_finding_belongs_to_an_article_that_exists_once(stem: str) -> None:
    answer = _answer(stem)
    ids = [article["id"] for article in answer["articles"]]
    found = {entry["article"] for name in FINDINGS for entry in answer[name]}
    assert len(ids) == len(set(ids))
    assert found <= set(ids)


@pytest.mark.parametrize("stem", ANSWERS)
def test_a_target_has_all_fields_and_a_figure_exactly_when_its_comparator_needs_one(stem: str) -> None:
    for target in _answer(stem)["targets"]:
        assert set(target) >= TARGET_KEYS, target["quote"]
        numeric = target["class"] == "numeric"
        assert target["comparator"] in (WITH_FIGURE if numeric else WITHOUT_FIGURE), target["quote"]
        assert ("value_max" in target) == (target["comparator"] == "range"), target["quote"]
        if numeric:
            written = {format(target["value"], "g"), CHINESE_DIGITS.get(target["value"], "")} - {""}
            assert any(figure in _plain(target["quote"]) for figure in written), target["quote"]


@pytest.mark.parametrize("stem", ANSWERS)
def test_organisations_are_named_as_in_the_quoted_line(stem: str) -> None:
    for entry in _answer(stem)["responsibilities"]:
        names = entry["lead"] + entry["participants"]
        assert names, entry["quote"]
        assert [name for name in names if _plain(name) not in _plain(entry["quote"])] == []


@pytest.mark.parametrize("stem", ANSWERS)
def test_the_counts_are_those_of_the_lists(stem: str) -> None:
    answer = _answer(stem)
    numeric = sum(target["class"] == "numeric" for target in answer["targets"])
    assert answer["counts"]["targets_numeric"] == numeric
    assert answer["counts"]["targets_coverage"] == len(answer["targets"]) - numeric
    assert answer["counts"]["responsibilities"] == len(answer["responsibilities"])
