"""The reader measured against hand-made answers: those kept here, and the two of the shared folder where it is present.

The measure is that of ``../shared/plan/score.py``, which is used itself where it is present.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lvheng.documents import read_file

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
ANSWERS = {path.stem: path for path in sorted((HERE / "answers").glob("*.json"))}
GOLD = {
    "linxia": (SHARED / "plan" / "linxia.gold.json", SHARED / "plan" / "linxia.txt"),
    "gansu": (SHARED / "policies" / "gansu_2021_62.gold.json", SHARED / "policies" / "gansu_2021_62.pdf"),
}


def document_of(stem: str) -> Path:
    own = HERE / "answers" / f"{stem}.txt"
    return own if own.exists() else SHARED / "policies" / f"{stem}.pdf"


def needed(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not on this machine")
    return path


def score_module() -> ModuleType:
    path = needed(SHARED / "plan" / "score.py")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(entries: list[dict[str, Any]]) -> list[tuple[float, str | None]]:
    """Value and article of each target with a figure: all that two readers must agree on without any doubt."""
    without = {"reach_full_coverage", "reach_zero", "at_grade", "negative_growth"}
    found = [t for t in entries if t["value"] is not None and t["comparator"] not in without]
    return sorted((float(t["value"]), t["article"]) for t in found)


def check_score(gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    score = score_module()
    result = score.score(gold, predicted, False)
    *_, targets = score.f1(result["tp"], result["found"], result["gold"])
    *_, duties = score.f1(result["resp_tp"], result["resp_found"], result["resp_gold"])
    assert targets >= 0.97
    for part in ("deadline", "comparator", "article"):
        assert result[part] >= 0.95 * result["tp"], part
    assert result["meta_ok"] == result["meta"]
    assert result["art_ok"] == result["art"]
    assert duties >= 0.97 or not result["resp_gold"]
    assert result["other_tp"] >= 0.8 * result["other"]


@pytest.mark.parametrize("name", GOLD)
def test_it_scores_as_high_as_asked_on_the_shared_answers(name: str) -> None:
    answer, document = GOLD[name]
    gold = json.loads(needed(answer).read_text(encoding="utf-8"))
    check_score(gold, read_file(needed(document)).to_json())


@pytest.mark.parametrize("stem", ANSWERS)
def test_it_scores_as_high_on_the_answers_of_other_plans(stem: str) -> None:
    gold = json.loads(ANSWERS[stem].read_text(encoding="utf-8"))
    check_score(gold, read_file(needed(document_of(stem))).to_json())


@pytest.mark.parametrize("stem", [stem for stem in ANSWERS if stem.startswith("synthetic")])
def test_it_finds_every_figure_of_our_own_plans_in_its_provision_and_no_other(stem: str) -> None:
    gold = json.loads(ANSWERS[stem].read_text(encoding="utf-8"))
    predicted = read_file(document_of(stem)).to_json()
    assert figures(predicted["targets"]) == figures(gold["targets"])
    assert [a["heading"] for a in predicted["articles"]] == [a["heading"] for a in gold["articles"]]
    for key in ("title", "issuer", "document_number", "date"):
        assert predicted["metadata"][key] == gold["metadata"][key]


def test_linxia_has_35_provisions_and_a_sentence_for_every_full_stop_of_its_body() -> None:
    reading = read_file(needed(GOLD["linxia"][1]))
    assert len(reading.articles) == 35
    body = reading.text[reading.articles[0].start : reading.articles[-1].end]
    headings = sum(1 for a in reading.articles if a.level == 2)
    in_body = [sentence for sentence in reading.sentences if sentence.article]
    assert len(in_body) == body.count("。") + body.count("；") - headings
