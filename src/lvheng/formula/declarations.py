"""What a pack declares: variables with dated formulas, parameters with dated values.

``from`` and ``until`` are days: a version is in force from the one to the other, both included. A row of a
computation takes the version that is in force on the last day of its period.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from lvheng.formula.syntax import write_number

MAX_DIGITS = 38
DEFAULT_DIGITS = 18
CODE_PATTERN = r"^[a-z][a-z0-9_]{0,62}$"
# DuckDB quietly shortens nothing, but PostgreSQL cuts names at 63 bytes: room is left for the suffix __why.
MAX_CODE = 57


_RATIO = re.compile(r"\s*-?[0-9]{1,60}(\.[0-9]{1,60})?(\s*/\s*[0-9]{1,60})?\s*\Z")


def exact(value: Any) -> Fraction:
    """A number without loss: int, Decimal, Fraction, or text such as ``0.51`` or ``2/3``. Floats are refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | str):
        raise ValueError(f"write the number as a decimal or as text, not as {type(value).__name__}")
    if isinstance(value, Decimal) and not is_short(value):
        raise ValueError("the number must be finite and of ordinary size")
    if isinstance(value, str) and not _RATIO.match(value):
        raise ValueError(f"{value[:80]!r} is not a number such as 0.51 or 2/3")
    if isinstance(value, str):
        above, _, below = value.partition("/")
        if below and int(below) == 0:
            raise ValueError(f"{value!r} divides by zero")
        return Fraction(above.strip()) / int(below or 1)
    return Fraction(value)


def is_short(value: Decimal) -> bool:
    """Whether a Decimal is a number that can be written out: 1E+999999999 would fill the memory."""
    return value.is_finite() and abs(value.adjusted()) <= 100 and len(value.as_tuple().digits) <= 100


def is_decimal(value: Fraction) -> bool:
    """Whether the number can be written with finitely many decimals."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimal(value: Any) -> Fraction:
    number = exact(value)
    if not is_decimal(number):
        raise ValueError(f"{value} is not a decimal number")
    return number


def _as_text(value: Fraction) -> str:
    return write_number(value) if is_decimal(value) else str(value)


Ratio = Annotated[Fraction, BeforeValidator(exact), PlainSerializer(_as_text)]
Number = Annotated[Fraction, BeforeValidator(_decimal), PlainSerializer(_as_text)]
Code = Annotated[str, Field(pattern=CODE_PATTERN, max_length=MAX_CODE)]


class Rounding(StrEnum):
    """How a result is brought to its decimals. All are symmetrical: the sign of the value changes nothing else."""

    HALF_EVEN = "half_even"
    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


class Kind(StrEnum):
    """What a variable's values are."""

    NUMBER = "number"
    BOOLEAN = "boolean"
    CODE = "code"


class Pool(StrEnum):
    """统计法: figures of the statistical pool may not be the direct ground of a permit or a penalty."""

    STATISTICAL = "statistical"
    ADMINISTRATIVE = "administrative"


class Effect(StrEnum):
    """Whether a result is the ground of a permit, a penalty or another act of enforcement."""

    NONE = "none"
    ENFORCEMENT = "enforcement"


class _Declaration(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Dated(_Declaration):
    """The days on which something is in force, both included; None is open."""

    from_: dt.date | None = Field(default=None, alias="from")
    until: dt.date | None = None

    def in_force_on(self, day: dt.date) -> bool:
        """Whether the version is in force on a day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class FormulaVersion(Dated):
    """One dated formula. ``file``, ``line``, ``column`` say where its text begins, for the place in errors."""

    formula: str
    source: str = ""
    file: str = ""
    line: int = 1
    column: int = 1


class Variable(_Declaration):
    """A named quantity of every unit (area or entity) and period: an input without versions, else computed.

    ``digits`` counts all digits, ``decimals`` those behind the point; a value that needs more digits is missing
    with the reason overflow. ``of`` names the kind of thing that the variable describes.
    """

    code: Code
    unit: str = "1"
    kind: Kind = Kind.NUMBER
    decimals: int = Field(default=0, ge=0, le=MAX_DIGITS)
    digits: int = Field(default=DEFAULT_DIGITS, ge=1, le=MAX_DIGITS)
    rounding: Rounding = Rounding.HALF_EVEN
    of: str = Field(default="area", pattern=CODE_PATTERN)
    pool: Pool | None = None
    effect: Effect = Effect.NONE
    versions: tuple[FormulaVersion, ...] = ()
    source: str = ""

    @property
    def is_input(self) -> bool:
        return not self.versions


class Bracket(_Declaration):
    """One bracket: up to and including ``upto`` (None: without end) at ``rate``."""

    upto: Number | None = None
    rate: Ratio


class ParameterVersion(Dated):
    """One dated value: of the three forms exactly the one of its parameter's kind, or none while not yet entered."""

    value: Ratio | None = None
    brackets: tuple[Bracket, ...] = ()
    entries: Mapping[str, Ratio] = Field(default_factory=dict)
    source: str = ""
    certainty: str = ""

    @property
    def is_set(self) -> bool:
        return self.value is not None or bool(self.brackets) or bool(self.entries)


class ParameterKind(StrEnum):
    """number: one value; scale: brackets for tier, slab and lookup; table: a value per code for lookup."""

    NUMBER = "number"
    SCALE = "scale"
    TABLE = "table"


class Parameter(_Declaration):
    """A dated parameter. ``unit`` is that of the value; of a scale, that of its limits, ``rate_unit`` of its rates."""

    code: Code
    kind: ParameterKind = ParameterKind.NUMBER
    unit: str = "1"
    rate_unit: str = "1"
    versions: tuple[ParameterVersion, ...] = Field(min_length=1)
