"""The rules over HTTP: what they are, and their application to one thing, for everybody where the rule is public."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Text
from lvheng.packs.rule_model import RuleInput, RuleOutput
from lvheng.rules import queries
from lvheng.rules.applying import amounts_text
from lvheng.rules.book import Rule
from lvheng.rules.catalogue import areas_of, book
from lvheng.rules.sheets import summary

router = Router()
MOST_INPUTS = 2000
Value = str | bool | int | Decimal


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class SourceOut(Schema):
    """A law or document. ``certainty``: read in the original, secondary, or still to be verified."""

    title: str
    number: str | None = None
    clause: str | None = None
    certainty: Literal["original", "secondary", "to_verify"]


class RuleOut(Schema):
    """A rule in the list."""

    code: str
    name: Words
    follows: str = Field(description="charge, incentive, duty, verdict, score or risk")
    of: str = Field(description="what it is applied to")
    frequency: str = Field(description="the length of the period of one application")
    enforcement: bool = Field(description="whether it may be the ground of a permit or penalty")
    articles: list[str] = Field(description="articles of the plan that it operates")
    to_enter: list[str] = Field(description="parameters that have no value here today")
    source: SourceOut


class InputOut(Schema):
    """What a rule has to be told."""

    code: str
    name: Words
    kind: str
    unit: str
    decimals: int
    required: bool
    default: str | bool | None
    choices: list[str]


class OutputOut(Schema):
    """What a rule gives."""

    code: str
    name: Words
    kind: str
    role: str
    unit: str
    decimals: int
    formulas: list[str]


class ParameterOut(Schema):
    """A parameter with its values over time."""

    code: str
    name: Words
    versions: list[dict[str, Any]]


class RuleDetailOut(RuleOut):
    """A rule with everything that it needs and gives."""

    text: Words
    law: list[SourceOut]
    inputs: list[InputOut]
    outputs: list[OutputOut]
    parameters: list[ParameterOut]


class Application(Schema):
    """The situation that a rule is applied to."""

    values: dict[str, Value | None] = Field(
        default_factory=dict, description="inputs by their codes; numbers best as texts · 各项输入，数最好写成文本"
    )
    on: str = Field("", description="day or period, today where it is empty · 日期或期间，不写即今天")
    area: str = Field("", description="area code, the site's own where it is empty · 区划代码，不写即本地")
    history: dict[str, dict[str, Value | None]] = Field(
        default_factory=dict, description="inputs of earlier periods, by period · 以前各期的输入"
    )
    parameters: dict[str, str] = Field(
        default_factory=dict, description="parameters to use instead, such as 160:0.51,:0.81 · 改用的参数"
    )


@router.get(
    "/rules",
    response=list[RuleOut],
    summary="All rules · 全部规则",
    openapi_extra={"x-zh": "规则库里能够使用的全部规则。"},
)
def rules(request: HttpRequest) -> list[dict[str, Any]]:
    """The rules that the caller may use."""
    return [_rule(rule) for rule in queries.usable(request.acting)]  # type: ignore[attr-defined]


@router.get(
    "/rules/{code}",
    response=RuleDetailOut,
    summary="One rule · 一条规则",
    openapi_extra={"x-zh": "一条规则的条文、输入、结果、公式和历年参数。"},
)
def rule(request: HttpRequest, code: str) -> dict[str, Any]:
    """A rule with its inputs, outputs, formulas and parameters over time."""
    found = _open(request, code)
    item = found.item
    return {
        **_rule(found),
        "text": item.text.model_dump(),
        "law": [law.model_dump() for law in item.law],
        "inputs": [_input(each) for each in item.all_inputs],
        "outputs": [_output(each) for each in item.all_outputs],
        "parameters": [_parameter(found, code) for code in found.parameters],
    }


@router.post(
    "/rules/{code}/apply",
    response=dict[str, Any],
    summary="Apply a rule · 使用规则",
    openapi_extra={"x-zh": "把规则用于一个对象：结果、还缺什么、用到的参数和法律、期限，以及每一步的解释。"},
)
def apply(request: HttpRequest, code: str, body: Application) -> dict[str, Any]:
    """The outcome for one thing: results, what is still to be said, parameters, law, deadlines and explanations."""
    _refuse_too_much(body)
    latest = _open(request, code)
    if body.area and body.area not in areas_of(latest):
        what = Text(f"不能按“{body.area}”计算。", f"It cannot be computed for `{body.area}`.")
        raise InputProblem("unknown_area", what, "area", Text("请用本地的区划代码。", "Use the code of an area here."))
    on: str | datetime.date = body.on or timezone.localdate()
    found = queries.rule_of(code, body.area, on)
    outcome = found.apply(body.values, on, parameters=dict(body.parameters) or None, history=body.history)
    return outcome.to_json(get_language() or "")


def _refuse_too_much(body: Application) -> None:
    count = len(body.values) + sum(len(row) for row in body.history.values())
    if count > MOST_INPUTS:
        what = Text(f"一次最多 {MOST_INPUTS} 个输入。", f"At most {MOST_INPUTS} inputs at once.")
        raise InputProblem("too_large", what, "values", Text("请用批量计算。", "Use the bulk calculation."))


def _open(request: HttpRequest, code: str) -> Rule:
    found = queries.rule_of(code)
    require(queries.MAY_USE, request.acting, found.item)  # type: ignore[attr-defined]
    return found


def _rule(found: Rule) -> dict[str, Any]:
    item = found.item
    told = summary(book(), found, timezone.localdate())
    return {
        "code": item.code,
        "name": {"zh": item.name, "en": item.name_en},
        "follows": item.follows,
        "of": item.of,
        "frequency": item.frequency.name.lower(),
        "enforcement": item.effect.value == "enforcement",
        "articles": list(told.articles),
        "to_enter": [each.code for each in found.to_be_entered(timezone.localdate())],
        "source": item.source.model_dump(),
    }


def _input(item: RuleInput) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": {"zh": item.name, "en": item.name_en},
        "kind": item.kind,
        "unit": item.unit,
        "decimals": item.decimals,
        "required": item.required and item.default is None,
        "default": item.default,
        "choices": [choice.code for choice in item.choices],
    }


def _output(item: RuleOutput) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": {"zh": item.name, "en": item.name_en},
        "kind": item.kind,
        "role": item.role,
        "unit": item.unit,
        "decimals": item.decimals,
        "formulas": [each.formula for each in item.formulas],
    }


def _parameter(found: Rule, code: str) -> dict[str, Any]:
    versions = found.parameters[code]
    first = versions[0].item
    return {
        "code": code,
        "name": {"zh": first.name, "en": first.name_en},
        "versions": [
            {
                "value": amounts_text(each.item) or None,
                "unit": each.item.rate_unit if each.item.kind == "scale" else each.item.unit,
                "from": each.item.valid_from.isoformat() if each.item.valid_from else None,
                "until": each.item.valid_until.isoformat() if each.item.valid_until else None,
                "area": each.area,
                "source": each.item.source.title,
                "certainty": each.item.source.certainty,
            }
            for each in versions
        ],
    }
