"""A rule that hands its result on from supplier to buyer, computed along a whole chain. Knows no database.

1. A table says of every stage its facts and what it gets from which other stages.
2. Stages are computed from the first supplier on; a circle is an error that names it.
3. A footprint is handed on as the factor of the bought material; a score as the mean of the suppliers' scores, weighed
   by purchases and rounded half to even to the decimals of the input.
4. Of a footprint, each stage's own part in the product at the end is worked out in fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import Period, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.packs.rule_model import Amounts
from lvheng.rules.book import Rule
from lvheng.rules.outcome import Outcome
from lvheng.rules.supply_tables import Stage, Supply
from lvheng.rules.values import Given, read_values

FOOTPRINT, SCORE = "product_carbon_footprint", "green_supplier_score"
MAX_DEPTH = 30
HANDED_ON = {FOOTPRINT: "footprint", SCORE: "score"}

Registered = Callable[[str], Decimal | None]
Parameters = Mapping[str, Given | Amounts]


@dataclass(frozen=True)
class Link:
    """A supply with the result that was handed on with it. ``source``: computed, given or registered."""

    supply: Supply
    handed_on: Decimal | None
    source: str


@dataclass(frozen=True)
class Computed:
    """A stage with its outcome; None where a supplier has no result. ``depth`` counts the stages up to this one."""

    stage: Stage
    links: tuple[Link, ...]
    depth: int
    outcome: Outcome | None
    result: Decimal | None


@dataclass(frozen=True)
class Contribution:
    """What one stage, or one bought material, adds to a unit of the product at the end; ``share`` in per cent."""

    name: str
    amount: Decimal
    share: Decimal


def compute_chain(
    rule: Rule,
    stages: Sequence[Stage],
    period: Period | str,
    *,
    registered: Registered = lambda name: None,
    parameters: Parameters | None = None,
) -> list[Computed]:
    """Every stage, suppliers before buyers. ``registered`` gives the result of what has no row of its own.

    Raises Problems: circles, suppliers that nobody knows, facts that cannot be read, each with the stage.
    """
    by_name = {stage.name: stage for stage in stages}
    done: dict[str, Computed] = {}
    problems: list[Problem] = []
    for stage in _ordered(by_name):
        links = tuple(_link(each, by_name, done, registered, stage, problems) for each in stage.supplies)
        depth = 1 + max((done[each.name].depth for each in stage.supplies if each.name in done), default=0)
        outcome = _apply(rule, stage, links, period, parameters, problems)
        value = outcome[HANDED_ON[rule.code]] if outcome else None
        done[stage.name] = Computed(stage, links, depth, outcome, value if isinstance(value, Decimal) else None)
    if problems:
        raise Problems(problems)
    return list(done.values())


def ends(chain: Sequence[Computed]) -> list[Computed]:
    """The stages that supply no other one: the products at the end."""
    used = {link.supply.name for each in chain for link in each.links}
    return [each for each in chain if each.stage.name not in used]


def contributions(chain: Sequence[Computed], end: Computed) -> list[Contribution]:
    """What each stage and each bought material adds to a unit of ``end``, the largest first; only for footprints.

    Exact before the last rounding; may differ from the footprint by what was rounded from stage to stage.
    """
    units: dict[str, Fraction] = {end.stage.name: Fraction(1)}
    found: dict[str, Fraction] = {}
    for each in reversed(chain):
        unit = units.get(each.stage.name)
        if unit is None or each.outcome is None:
            continue
        by_unit = unit * _by_unit(each.outcome)
        bought = Fraction(0)
        for link in each.links:
            carried = link.supply.amount * Fraction(link.handed_on or 0)
            bought += carried
            if link.source == "computed":
                units[link.supply.name] = units.get(link.supply.name, Fraction(0)) + by_unit * link.supply.amount
            else:
                found[link.supply.name] = found.get(link.supply.name, Fraction(0)) + by_unit * carried
        own = by_unit * (Fraction(_decimal(each.outcome, "total")) - bought)
        found[each.stage.name] = found.get(each.stage.name, Fraction(0)) + own
    whole = sum(found.values(), Fraction(0))
    largest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Contribution(name, _rounded(part, 4), _rounded(part / whole * 100 if whole else part, 2))
        for name, part in largest
    ]


def _by_unit(outcome: Outcome) -> Fraction:
    """The share allocated to the product, over its output."""
    share, output = (
        Fraction(str(outcome.given.get(code, outcome.defaults.get(code, 0)))) for code in ("share", "output")
    )
    return share / 100 / output


def _decimal(outcome: Outcome, code: str) -> Decimal:
    value = outcome[code]
    return value if isinstance(value, Decimal) else Decimal(0)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    return to_decimal(round_to(value, decimals, Rounding.HALF_EVEN), decimals)


def _ordered(stages: Mapping[str, Stage]) -> list[Stage]:
    """Suppliers before buyers. Raises Problems for a circle, and for a chain that is too long."""
    order: list[Stage] = []
    finished: set[str] = set()
    for first in stages:
        path: list[tuple[str, Iterator[str]]] = [] if first in finished else [(first, _suppliers(stages, first))]
        while path:
            name, rest = path[-1]
            following = next((each for each in rest if each not in finished), None)
            if following is None:
                finished.add(name)
                order.append(stages[name])
                path.pop()
                continue
            names = [each for each, _ in path]
            if following in names:
                raise Problems([_circle([*names[names.index(following) :], following])])
            if len(path) >= MAX_DEPTH:
                what = Text(f"供应链超过{MAX_DEPTH}级。", f"The chain has more than {MAX_DEPTH} stages.")
                raise Problems([_problem("too_deep", what, following)])
            path.append((following, _suppliers(stages, following)))
    return order


def _suppliers(stages: Mapping[str, Stage], name: str) -> Iterator[str]:
    return iter([each.name for each in stages[name].supplies if each.name in stages and each.factor is None])


def _link(
    supply: Supply,
    stages: Mapping[str, Stage],
    done: Mapping[str, Computed],
    registered: Registered,
    stage: Stage,
    problems: list[Problem],
) -> Link:
    if supply.factor is not None:
        return Link(supply, to_decimal(supply.factor, 12).normalize(), "given")
    if supply.name in stages:
        return Link(supply, done[supply.name].result, "computed")
    known = registered(supply.name)
    if known is None:
        what = Text(
            f"没有“{supply.name}”这一行，登记里也没有它的数。",
            f"There is no row for {supply.name}, and no register has it.",
        )
        to_do = Text(f"加一行，或写成“{supply.name}:用量@数值”。", f"Add a row, or write {supply.name}:amount@value.")
        problems.append(InputProblem("unknown_supplier", what, stage.name, to_do))
    return Link(supply, known, "registered")


def _apply(
    rule: Rule,
    stage: Stage,
    links: Sequence[Link],
    period: Period | str,
    parameters: Parameters | None,
    problems: list[Problem],
) -> Outcome | None:
    try:
        if any(link.handed_on is None for link in links):
            read_values(rule.item, stage.facts)
            return None
        given: dict[str, Given] = {**stage.facts, **_handed_on(rule, stage, links)}
        return rule.apply(given, period, parameters=parameters)
    except Problems as several:
        problems += [_at_stage(each, stage) for each in several.problems]
    except InputProblem as one:
        problems.append(_at_stage(one, stage))
    return None


def _handed_on(rule: Rule, stage: Stage, links: Sequence[Link]) -> dict[str, Given]:
    """What the rule is told of the suppliers."""
    if rule.code == SCORE:
        weights = sum((link.supply.amount for link in links), Fraction(0))
        mean = sum((link.supply.amount * Fraction(link.handed_on or 0) for link in links), Fraction(0))
        return {"upstream": _rounded(mean / weights, 2)} if links else {}
    most = sum(each.code.startswith("material_factor_") for each in rule.item.all_inputs)
    if len(links) > most:
        what = Text(f"一个产品最多{most}种原料。", f"A product has at most {most} materials.")
        to_do = Text("把次要原料合成一种。", "Put minor materials together.")
        raise InputProblem("too_many_materials", what, stage.name, to_do)
    found: dict[str, Given] = {}
    for number, link in enumerate(links, start=1):
        found[f"material_{number}"] = to_decimal(link.supply.amount, 12).normalize()
        found[f"material_factor_{number}"] = link.handed_on or Decimal(0)
    return found


def _at_stage(problem: Problem, stage: Stage) -> InputProblem:
    where = f"{stage.name} · {problem.where}" if problem.where and problem.where != stage.name else stage.name
    return InputProblem(problem.code, problem.what, where, problem.to_do)


def _problem(code: str, what: Text, where: str) -> InputProblem:
    return InputProblem(code, what, where)


def _circle(names: Sequence[str]) -> InputProblem:
    way = " → ".join(reversed(names))
    what = Text(f"供应链绕成了一圈：{way}。", f"The chain runs in a circle: {way}.")
    to_do = Text(
        "断开其中一环：把回用的一种写成“名称:用量@数值”。", "Break it: write what is used again as name:amount@value."
    )
    return InputProblem("circle", what, names[0], to_do)
