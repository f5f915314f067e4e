"""A footprint or a supplier's score along a whole supply chain: a table in, every stage with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from lvheng.areas.permissions import allow
from lvheng.errors import InputProblem, Problem, Problems
from lvheng.formula import FormulaProblem
from lvheng.registers import queries as register_queries
from lvheng.registers.access import MAY_SEE, fields_for
from lvheng.registers.catalogue import registers
from lvheng.rules import queries
from lvheng.rules.book import Rule
from lvheng.rules.explaining import explain
from lvheng.rules.naming import RuleTitles
from lvheng.rules.pages import ActingRequest, in_words, language, open_rule
from lvheng.rules.supply_chain import (
    FOOTPRINT,
    HANDED_ON,
    SCORE,
    Computed,
    Contribution,
    compute_chain,
    contributions,
    ends,
)
from lvheng.rules.supply_tables import columns_of, read_chain

RULES = (FOOTPRINT, SCORE)
LIMIT_CHARACTERS = 100_000
# Longer addresses are cut off on their way by mail programs and proxies.
LONGEST_ADDRESS = 4000
_PRODUCT, _FOOTPRINT_FIELD = "product", "carbon_footprint"
# The last year for which a footprint of electricity was published to us.
_EXAMPLE_YEAR = "2023"
_EXAMPLES = {
    FOOTPRINT: "名称,来自,产量（功能单位数）,用电量,运输周转量（吨公里）,运输排放因子\n"
    "熟料,石灰石:1300@2.1,1000,62000,40000,0.1\n"
    "水泥,熟料:800;石膏:40@8.5,1000,90000,50000,0.1\n"
    "混凝土,水泥:300;砂石:1800@3,900,2500,20000,0.1\n",
    SCORE: "名称,来自,合规得分,本产品碳足迹,同类先进值,同类基准值,再生原料百分比,有效绿色认证数\n"
    "总装厂,铸件厂:2000000;涂料厂:1000000,90,800,700,900,40,2\n"
    "铸件厂,钢厂:5000000,85,410,380,450,60,1\n"
    "涂料厂,,95,120,100,180,10,3\n"
    "钢厂,,70,1900,1600,2100,20,0\n",
}


@dataclass
class _Registered:
    """Footprints of registered products that the reader may see, and which of them were used."""

    request: ActingRequest
    used: dict[str, Any] = field(default_factory=dict)

    def __call__(self, name: str) -> Decimal | None:
        kind = registers().kinds.get(_PRODUCT)
        if kind is None or not allow(MAY_SEE, self.request.acting, kind):
            return None
        if _FOOTPRINT_FIELD not in {each.code for each in fields_for(self.request.acting, kind)}:
            return None
        named = register_queries.by_identifier(_PRODUCT, name)
        several = [named] if named else list(register_queries.of_kind(_PRODUCT).filter(title=name)[:2])
        if len(several) != 1 or several[0].values.get(_FOOTPRINT_FIELD) is None:
            return None
        self.used[name] = several[0]
        return Decimal(several[0].values[_FOOTPRINT_FIELD])


@dataclass(frozen=True)
class _Asked:
    """What was typed. ``values`` are parameters that no law gives for the day."""

    rule: Rule
    on: str
    table: str
    values: Mapping[str, str]


@csrf_protect
@require_http_methods(["GET", "POST"])
def supply_chain(request: ActingRequest) -> HttpResponse:
    """Paste a table of stages; every stage is computed with its reasons, and its part in the product at the end.

    In the address it is the same, so that a short one can be handed to others.
    """
    asked = _asked(request)
    registered = _Registered(request)
    chain: list[Computed] = []
    problems: list[Problem] = []
    if asked.table.strip():
        try:
            chain = _computed(asked, registered)
        except Problems as several:
            problems = list(several.problems)
        except (InputProblem, FormulaProblem) as problem:
            problems = [problem]
    status = 422 if problems else 200
    if _typed(request).get("format") == "json":
        return _json(asked, chain, problems, status)
    return render(request, "rules/supply_chain.html", _context(asked, chain, problems, registered), status=status)


def _typed(request: ActingRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _asked(request: ActingRequest) -> _Asked:
    typed = _typed(request)
    code = typed.get("rule", FOOTPRINT)
    if code not in RULES:
        raise Http404(code)
    rule = open_rule(request, code)
    usual = _EXAMPLE_YEAR if typed.get("example") else str(timezone.localdate().year - 1)
    on = typed.get("on", "").strip() or usual
    table = _EXAMPLES[code] if typed.get("example") else typed.get("table", "")[:LIMIT_CHARACTERS]
    values = {name: value for name in rule.parameters if (value := typed.get(name, "").strip())}
    return _Asked(rule, on, table, values)


def _computed(asked: _Asked, registered: _Registered) -> list[Computed]:
    stages = read_chain(asked.table, asked.rule)
    period = asked.rule.period(asked.on)
    return compute_chain(asked.rule, stages, period, registered=registered, parameters=asked.values or None)


def _context(asked: _Asked, chain: list[Computed], problems: list[Problem], registered: _Registered) -> dict[str, Any]:
    products = [(each, _parts(asked, chain, each)) for each in ends(chain)]
    missing = {ask.code: ask for each in chain if each.outcome for ask in each.outcome.asks if ask.kind == "parameter"}
    return {
        "asked": asked,
        "item": asked.rule.item,
        "rules": [_choice(code, asked) for code in RULES],
        "parameters": _parameters(asked, missing),
        "columns": columns_of(asked.rule).values(),
        "chain": [(each, _trees(asked, each)) for each in reversed(chain)],
        "ends": products,
        "problems": [(_where(asked.rule, each), each) for each in problems],
        "things": registered.used,
        "depth": max((each.depth for each in chain), default=0),
        "unit": asked.rule.item.all_outputs[-1].unit,
        "is_footprint": asked.rule.code == FOOTPRINT,
        "limit": LIMIT_CHARACTERS,
        "address": _address(asked),
    }


def _address(asked: _Asked) -> str:
    """The query that is this calculation, for others to open; "" for a table that is too long for an address."""
    query = urlencode({"rule": asked.rule.code, "on": asked.on, "table": asked.table, **asked.values})
    return query if len(query) <= LONGEST_ADDRESS else ""


def _choice(code: str, asked: _Asked) -> tuple[str, str, bool]:
    """A choice of the form: code, name and whether it is chosen."""
    title = queries.title_of(code)
    return code, title.in_language(language()) if title else code, code == asked.rule.code


def _parameters(asked: _Asked, missing: Mapping[str, Any]) -> list[tuple[str, Any, str, str]]:
    """The numbers that have to be said for the day: code, name, unit, what was typed."""
    titles = RuleTitles(asked.rule)
    codes = list(dict.fromkeys([*missing, *asked.values]))
    return [
        (code, titles.title(code), asked.rule.parameters[code][0].item.unit, asked.values.get(code, ""))
        for code in codes
    ]


def _trees(asked: _Asked, each: Computed) -> tuple[Any, ...]:
    """How the result that is handed on came about."""
    rule = asked.rule.with_parameters(asked.values) if asked.values else asked.rule
    if each.outcome is None:
        return ()
    codes = [result.output.code for result in each.outcome.results]
    return (explain(rule, each.outcome)[codes.index(HANDED_ON[rule.code])],)


def _parts(asked: _Asked, chain: list[Computed], end: Computed) -> list[Contribution]:
    return contributions(chain, end) if asked.rule.code == FOOTPRINT and end.result is not None else []


def _where(rule: Rule, problem: Problem) -> str:
    """The place in the reader's words: the stage and the name of its input."""
    stage, between, code = problem.where.partition(" · ")
    return f"{stage} · {RuleTitles(rule).title(code).in_language(language())}" if between else stage


def _json(asked: _Asked, chain: list[Computed], problems: list[Problem], status: int) -> JsonResponse:
    told = [{"where": each.where, "code": each.code, "what": in_words(each)} for each in problems]
    stages = [
        {
            "name": each.stage.name,
            "depth": each.depth,
            "result": f"{each.result}" if each.result is not None else None,
            "from": [
                {
                    "name": link.supply.name,
                    "amount": str(link.supply.amount),
                    "value": f"{link.handed_on}",
                    "source": link.source,
                }
                for link in each.links
            ],
            "outcome": each.outcome.to_json(language()) if each.outcome else None,
        }
        for each in chain
    ]
    parts = {
        each.stage.name: [
            {"name": part.name, "amount": f"{part.amount}", "share": f"{part.share}"}
            for part in _parts(asked, chain, each)
        ]
        for each in ends(chain)
    }
    content = {"rule": asked.rule.code, "on": asked.on, "problems": told, "stages": stages, "contributions": parts}
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False, "indent": 2})
