"""All targets at a glance: what the overview shows of each, and how readers narrow it down."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self

from lvheng.errors import Text
from lvheng.indicators.appraisal import Appraisal
from lvheng.indicators.book import Book
from lvheng.indicators.drawing import Spark, spark
from lvheng.indicators.progress import MissingRow, chance_of, completion_of, left_of, missing_of, outlook, wanted_year
from lvheng.indicators.queries import TargetLight, adopted_version, demand_of, lights_of
from lvheng.indicators.shown import Naming, Number, naming, number_of
from lvheng.indicators.standings import Demand, Judged
from lvheng.packs.measures import Light, PackIndicator
from lvheng.plan import table_queries

MAX_MISSING = 3
_BEST_FIRST = ("ok", "warn", "bad", "none")
LIGHT_ORDER: tuple[Light, ...] = ("red", "orange", "yellow", "green", "grey")


@dataclass(frozen=True)
class Expected:
    """What a forecast says of the deadline; ``chance`` is the probability of meeting the target in per cent."""

    year: int
    value: str
    unit: str
    chance: str
    reason: Text


@dataclass(frozen=True)
class Row:
    """A target, or an indicator that the plan needs and that has none (``found`` is None)."""

    indicator: PackIndicator | None
    found: TargetLight | None
    number: Number | None
    area_name: str
    appraisal: Appraisal | None
    spark: Spark | None
    left: Text | None
    completion: Text | None
    expected: Expected | None
    need: Text | None
    missing: list[MissingRow]
    leads: list[tuple[str, str]]
    article: str

    @property
    def light(self) -> Light | None:
        return self.found.light if self.found is not None else None

    @property
    def is_over(self) -> bool:
        """Whether the deadline's own value has been judged, so that there is nothing to look ahead to."""
        return self.light not in (None, "grey") and self.appraisal is not None and self.appraisal.is_final

    @property
    def is_binding(self) -> bool:
        """约束性."""
        return self.indicator is not None and self.indicator.nature == "binding"

    @property
    def simulated(self) -> bool:
        """Whether its light or its number rests on anything simulated."""
        lit = self.found is not None and self.found.standing.simulated
        return lit or (self.number is not None and self.number.simulated)


@dataclass(frozen=True)
class Group:
    """What an article asks for; ``provision`` is None while the plan is not adopted."""

    article: str
    provision: Any
    rows: list[Row]


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed the overview to; empty fields ask for nothing."""

    light: str = ""
    department: str = ""
    nature: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Take the known fields of a query string, at most 100 characters of each."""
        return cls(**{each.name: query.get(each.name, "")[:100] for each in fields(cls)})

    @property
    def are_set(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def admit(self, row: Row) -> bool:
        """Whether the row is among what was asked for."""
        if self.light and row.light != self.light:
            return False
        if self.department and self.department not in {code for code, _ in row.leads}:
            return False
        return not self.nature or (row.indicator is not None and row.indicator.nature == self.nature)


@dataclass(frozen=True)
class Overview:
    """All rows in the order of the plan, with what can be asked for."""

    groups: list[Group]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def counts(self) -> list[tuple[Light, int]]:
        """How many targets have each light, the worst first."""
        found = Counter(row.light for row in self.rows if row.light is not None)
        return [(light, found[light]) for light in LIGHT_ORDER if found[light]]

    @property
    def finals(self) -> list[tuple[Text, str, int]]:
        """How many targets are in each class of the final evaluation: name, tone, count."""
        found = Counter(
            (row.appraisal.name, row.appraisal.tone) for row in self.rows if row.appraisal and row.appraisal.is_final
        )
        order = ["ok", "warn", "bad", "none"]
        return sorted(
            ((name, tone, count) for (name, tone), count in found.items()), key=lambda each: order.index(each[1])
        )

    @property
    def departments(self) -> list[tuple[str, str]]:
        """Code and name of everybody who leads a row."""
        return sorted({lead for row in self.rows for lead in row.leads}, key=lambda lead: lead[1])

    def narrowed(self, filters: Filters) -> list[Group]:
        """The groups with the rows that pass; those that have none are left out."""
        found = [Group(g.article, g.provision, [row for row in g.rows if filters.admit(row)]) for g in self.groups]
        return [group for group in found if group.rows]


def overview(book: Book, today: date) -> Overview:
    """Every target with its light, and every other indicator that the plan needs, article by article."""
    version = adopted_version(book)
    provisions = table_queries.provisions(version) if version else []
    builder = _Builder(book, today, naming(), table_queries.duties_of(version, provisions) if version else None)
    by_reference = {each.reference: each for each in provisions}
    found = lights_of(version, book) if version else []
    lit = {indicator.code for light in found for indicator in light.judged_by}
    rows: dict[str, list[Row]] = defaultdict(list)
    for light in found:
        rows[_article(light.target)].append(builder.of_target(light))
    for binding in book.needed():
        if binding.code not in lit:
            lit.add(binding.code)
            provision = by_reference.get(binding.article)
            rows[binding.article].append(builder.of_indicator(binding.code, binding.article, provision))
    groups = [Group(article, by_reference.get(article), each) for article, each in rows.items()]
    return Overview(sorted(groups, key=lambda group: group.provision.order if group.provision else 0))


def _article(target: Any) -> str:
    return str(target.provision.reference) if target.provision else ""


@dataclass(frozen=True)
class _Builder:
    book: Book
    today: date
    name_of: Naming
    duties: Any

    def of_target(self, found: TargetLight) -> Row:
        """The row of a target by the indicator and the area that decide its light."""
        demand, indicator = demand_of(found.target), found.indicator
        leads = self._leads(found.target.provision_id)
        article = _article(found.target)
        if indicator is None or not found.area:
            return Row(indicator, found, None, "", None, None, None, None, None, None, [], leads, article)
        judged = Judged(found.area, indicator, found.standing)
        ahead = outlook(self.book, judged, demand)
        latest, appraisal = found.standing.latest, found.standing.appraisal
        is_open = latest is None or found.light == "grey" or (appraisal is not None and appraisal.word == "no_data")
        return Row(
            indicator=indicator,
            found=found,
            number=number_of(self.book, latest, self.name_of) if latest is not None else None,
            area_name=self.name_of(found.area),
            appraisal=appraisal,
            spark=self._spark(judged),
            left=left_of(judged) if found.light != "grey" else None,
            completion=completion_of(judged) if latest is not None and not _is_reached(found) else None,
            expected=_expected(indicator, ahead.ahead),
            need=ahead.need.text if ahead.need is not None and not ahead.need.met else None,
            missing=self._missing(judged, demand) if is_open else [],
            leads=leads,
            article=article,
        )

    def of_indicator(self, code: str, article: str, provision: Any) -> Row:
        """The row of an indicator that no target asks for."""
        indicator, area = self.book.measures.indicators[code], self.book.area
        values = self.book.series(code, area)
        number = number_of(self.book, values[-1], self.name_of) if values else None
        missing = [] if values else missing_of(self.book, code, area, self.today.year - 1, self.name_of)[:MAX_MISSING]
        drawn = spark([(each.period.year, each.value) for each in values], None, None)
        leads = self._leads(provision.pk if provision else None)
        name = self.name_of(area) if area else ""
        return Row(indicator, None, number, name, None, drawn, None, None, None, None, missing, leads, article)

    def _spark(self, judged: Judged) -> Spark | None:
        values = self.book.series(judged.indicator.code, judged.area)
        return spark(
            [(each.period.year, each.value) for each in values], judged.standing.goal, judged.standing.schedule
        )

    def _missing(self, judged: Judged, demand: Demand) -> list[MissingRow]:
        year = wanted_year(demand, self.today)
        rows = missing_of(self.book, judged.indicator.code, judged.area, year, self.name_of)
        # The same may be missing of several periods: in a line of the overview it is said once.
        return list({(row.title, row.reason, row.reporter): row for row in rows}.values())[:MAX_MISSING]

    def _leads(self, provision: int | None) -> list[tuple[str, str]]:
        rows: Sequence[Any] = self.duties.leads(provision) if self.duties is not None else []
        return [
            (row.organisation.code, str(row.organisation)) if row.organisation else (row.name, row.name) for row in rows
        ]


def _is_reached(found: TargetLight) -> bool:
    goal, latest = found.standing.goal, found.standing.latest
    value = latest.value if latest is not None else None
    return goal is not None and isinstance(value, Decimal) and goal.met_by(Fraction(value))


def _expected(indicator: PackIndicator, ahead: Any) -> Expected | None:
    final = ahead.final if ahead is not None else None
    if final is None:
        return None
    unit = "" if indicator.unit == "1" else indicator.unit
    return Expected(final.period.year, f"{final.value:f}", unit, chance_of(ahead), ahead.reason)
