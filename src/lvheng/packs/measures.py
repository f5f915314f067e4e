"""Models of what can be computed: data elements, dated parameters, indicators, published figures, rules of lights."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Text
from lvheng.formula.declarations import MAX_CODE, MAX_DIGITS, Rounding, exact
from lvheng.packs.model import CODE_PATTERN, AreaCode, Bilingual, Closed, Code, CodedItem, Item, Words

Pool = Literal["statistical", "administrative"]
Frequency = Literal["day", "month", "quarter", "half", "year"]
OverTime = Literal["sum", "last", "mean", "none"]
RollUp = Literal["recompute", "sum", "weighted", "none"]
Direction = Literal["up", "down"]
Nature = Literal["binding", "expected"]
FigureKind = Literal["actual", "target"]
Vintage = Literal["preliminary", "final", "revised", "not_stated"]
Light = Literal["green", "yellow", "orange", "red", "grey"]

MAX_QUOTE = 80
# A YAML number is read as a binary float, whose shortest form is what was written as long as it has so many digits.
SAFE_DIGITS = 15
MeasureCode = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=MAX_CODE)]


def _exact(value: Any) -> Any:
    """A number as it was written, never as the float that stands for it."""
    if isinstance(value, float):
        written = repr(float(value))
        if len(Decimal(written).as_tuple().digits) > SAFE_DIGITS:
            raise PydanticCustomError("number_not_exact", "has more digits than YAML keeps")
        value = written
    try:
        return exact(value)
    except ValueError:
        raise PydanticCustomError("not_a_number", "must be a number") from None


def _exact_decimal(value: Any) -> Any:
    """A figure with the decimals that it was published with."""
    if isinstance(value, float):
        raise PydanticCustomError("number_not_exact", "must be in quotes, so that its decimals are kept")
    return value


OF_A_YEAR: Mapping[OverTime, Text] = {
    "sum": Text("全年为各期之和", "a year is the sum of its periods"),
    "last": Text("全年取期末数", "a year has the last figure"),
    "mean": Text("全年取加权平均", "a year is a weighted mean"),
    "none": Text("全年数另行报送", "a year is reported itself"),
}
Exact = Annotated[Fraction, BeforeValidator(_exact)]
Figure = Annotated[Decimal, BeforeValidator(_exact_decimal)]


class Measure(CodedItem):
    """What elements and indicators share: a named quantity with its unit and decimals."""

    code: MeasureCode
    name: Words
    name_en: Words
    unit: Words = "1"
    kind: Literal["number", "boolean", "code"] = "number"
    decimals: int = Field(default=0, ge=0, le=MAX_DIGITS)
    digits: int = Field(default=18, ge=1, le=MAX_DIGITS)
    of: Code = "area"

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class DataElement(Measure):
    """A figure that somebody reports. ``reporter`` is the code of the department type that answers for it.

    ``roll_up`` says what an area's figure is where it was not reported itself: the ``sum`` of the areas below, or
    ``none`` (a rate, a concentration).

    ``over_time`` says what a quarter, a half or a year is where only shorter periods were reported: their ``sum`` (what
    flows), the ``last`` of them (a stock at the end), their ``mean`` by days or by the element ``over_time_weight``, or
    ``none`` of these.
    """

    pool: Pool
    reporter: Code
    frequency: Frequency = "year"
    roll_up: Literal["sum", "none"] = "sum"
    over_time: OverTime = "none"
    over_time_weight: Code | None = None
    note: Words | None = None

    @property
    def of_a_year(self) -> Text | None:
        """What a year of it is, in words; None where it is reported by year."""
        return None if self.frequency == "year" else OF_A_YEAR[self.over_time]


class Bracket(Closed):
    """One bracket of a scale: up to and including ``upto`` (absent: without end) at ``rate``."""

    upto: Exact | None = None
    rate: Exact


class PackParameter(CodedItem):
    """One dated value of a parameter; versions share the code and follow each other in time.

    Of ``value``, ``brackets`` and ``entries`` the one of its ``kind`` is written, or none while a person has still to
    enter it: everything that needs it is then missing for that reason.
    """

    code: MeasureCode
    name: Words
    name_en: Words
    kind: Literal["number", "scale", "table"] = "number"
    unit: Words = "1"
    rate_unit: Words = "1"
    value: Exact | None = None
    brackets: tuple[Bracket, ...] = ()
    entries: dict[str, Exact] = Field(default_factory=dict)
    entry_names: dict[str, Bilingual] = Field(default_factory=dict)
    note: Words | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    def entry_title(self, key: str) -> Text:
        """What an entry is called; its key where it has no name of its own."""
        named = self.entry_names.get(key)
        return named.text if named else Text(key, key)


class DatedFormula(Closed):
    """A formula and the days, both included, on which it is in force."""

    formula: Words
    valid_from: datetime.date | None = Field(default=None, alias="from")
    valid_until: datetime.date | None = Field(default=None, alias="until")


class PackIndicator(Measure):
    """A figure that is computed.

    ``formula`` is one text, or a list of dated ones. ``roll_up``: how an area's value comes from the areas below:
    ``recompute`` (the formula over sums of its elements), ``sum``, ``weighted`` (the mean, weighted by the measure
    ``weight``, or the plain mean without one), ``none``. ``direction``: which way is better. ``nature``: 约束性 or
    预期性. ``light``: the rule by which it is judged. ``accumulates``: what has been reached stays (km built).
    """

    formulas: tuple[DatedFormula, ...] = Field(min_length=1, alias="formula")
    rounding: Rounding = Rounding.HALF_EVEN
    roll_up: RollUp = "recompute"
    weight: Code | None = None
    direction: Direction = "up"
    nature: Nature = "expected"
    light: Code | None = None
    accumulates: bool = False
    note: Words | None = None

    @field_validator("formulas", mode="before")
    @classmethod
    def _one_formula(cls, value: Any) -> Any:
        return [{"formula": value}] if isinstance(value, str) else value


class PublishedFigure(Item):
    """A value that somebody published of an element or an indicator, with its ``unit`` there.

    ``published`` is a day on which it was public at the latest: where only the year is known, its last day.
    ``to_date``: the figure runs from the beginning of the year to the end of ``period``.
    """

    measure: Code
    area: AreaCode
    period: Words
    to_date: bool = False
    value: Figure
    unit: Words
    kind: FigureKind = "actual"
    vintage: Vintage = "not_stated"
    published: datetime.date
    quote: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUOTE)] | None = None
    note: Words | None = None

    @property
    def key(self) -> str:
        """Two sources may say two things, one source may not."""
        span = " to date" if self.to_date else ""
        parts = (self.measure, self.area, f"{self.period}{span}", self.kind, self.vintage, self.source.title)
        return " · ".join(parts)

    @property
    def places(self) -> int:
        """How many decimals it was published with."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


class LightRule(CodedItem):
    """Which light a value gets: a formula that gives the word of a light.

    It may use ``gap`` (share of the required change that is missing, %), ``pace`` (share of the way gone by share of
    the time gone), ``completion`` (share of the way gone, %), ``change`` (against the period before, %) and ``met``.
    """

    name: Words
    name_en: Words
    formula: Words
    note: Words | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)
