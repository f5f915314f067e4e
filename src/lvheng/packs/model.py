"""What a pack consists of. Every value is immutable; every item says where it comes from and when it is in force."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lvheng.documents import Reading
from lvheng.errors import Text

Certainty = Literal["original", "secondary", "to_verify"]
OrganisationKind = Literal[
    "government",
    "department",
    "county_government",
    "enterprise",
    "bank",
    "public_institution",
    "media",
    "other",
]
PlanRole = Literal["own", "parent"]
PlanLevel = Literal["national", "province", "prefecture", "county"]
OperatorKind = Literal["target", "indicator", "rule", "register", "asset", "market", "flow", "case", "page"]

CODE_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
AREA_PATTERN = r"^[1-9][0-9]{5}$"
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN, max_length=80)]
AreaCode = Annotated[str, StringConstraints(pattern=AREA_PATTERN)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
M = TypeVar("M", bound="Item")


def _split(value: object) -> object:
    """A cell of a CSV file holds several names with a semicolon between them."""
    if isinstance(value, str):
        return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
    return value


Names = Annotated[tuple[Words, ...], BeforeValidator(_split)]


class Closed(BaseModel):
    """A mapping that knows its keys: any other key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)


class Bilingual(Closed):
    """A name in both languages."""

    zh: Words
    en: Words

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en)


class Source(Closed):
    """Where a statement comes from and how sure it is.

    ``certainty``: ``original`` (read in the document itself), ``secondary`` (read in a text that quotes it),
    ``to_verify`` (plausible; a person has to look it up before it is relied on).
    """

    title: Words
    number: Words | None = None
    year: int | None = Field(default=None, ge=1949, le=2100)
    clause: Words | None = None
    certainty: Certainty
    url: Words | None = None


class Item(Closed):
    """Anything that a pack holds. ``valid_from`` and ``valid_until`` are written ``from`` and ``until`` (inclusive)."""

    source: Source
    valid_from: datetime.date | None = Field(default=None, alias="from")
    valid_until: datetime.date | None = Field(default=None, alias="until")

    @property
    def key(self) -> str:
        """What makes the item unique among those of its kind that are in force at the same time."""
        raise NotImplementedError

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise PydanticCustomError(
                "ends_before_it_begins",
                "it ends (until {until}) before it begins (from {begin})",
                {"until": self.valid_until.isoformat(), "begin": self.valid_from.isoformat()},
            )
        return self

    def overlaps(self, other: Item) -> bool:
        """Whether both are in force on some same day."""
        first = datetime.date.min
        last = datetime.date.max
        return (self.valid_from or first) <= (other.valid_until or last) and (other.valid_from or first) <= (
            self.valid_until or last
        )


class CodedItem(Item):
    """An item with a stable code of its own."""

    code: Code

    @property
    def key(self) -> str:
        return self.code


class DepartmentType(CodedItem):
    """A kind of department that governments in China usually have; a prefecture's list instantiates it by its code.

    ``name`` and ``short_name`` are without the area: 发展和改革委员会, 发展改革委.
    """

    name: Words
    short_name: Words
    name_en: Words
    kind: OrganisationKind
    aliases: Names = ()


class PackOrganisation(CodedItem):
    """A body that a plan concerns. ``type`` is the code of the :class:`DepartmentType` that it was made from."""

    name: Words
    short_name: Words
    name_en: Words
    kind: OrganisationKind
    area_code: AreaCode
    parent: Code | None = None
    aliases: Names = ()
    type: Code | None = None


class PackPlan(CodedItem):
    """A plan document. ``file`` lies in the pack; a parent plan that does not names the file to look for instead."""

    title: Words
    title_en: Words
    document_number: Words
    issuer: Words
    date: datetime.date
    level: PlanLevel
    role: PlanRole
    file: Words | None = None
    parent: Code | None = None
    parent_file: Words | None = None

    @model_validator(mode="after")
    def _own_plan_has_a_file(self) -> Self:
        if self.role == "own" and self.file is None:
            raise PydanticCustomError("own_plan_without_file", "an own plan needs `file`, the document itself")
        return self


class ProposedResponsibility(Item):
    """Who should answer for an article, as organisation codes; a planner confirms or changes it."""

    plan: Code
    article: Words
    lead: Names = ()
    participants: Names = ()
    reason: Words
    reason_en: Words
    status: Literal["proposed"] = "proposed"

    @property
    def key(self) -> str:
        return f"{self.plan} {self.article}"

    @model_validator(mode="after")
    def _names_each_organisation_once(self) -> Self:
        named = (*self.lead, *self.participants)
        if not named:
            raise PydanticCustomError("nobody_responsible", "neither `lead` nor `participants` names an organisation")
        twice = sorted({code for code in named if named.count(code) > 1})
        if twice:
            raise PydanticCustomError("named_twice", "named more than once: {codes}", {"codes": ", ".join(twice)})
        return self


class Binding(Item):
    """Says what operates a sentence of the plan, or the quoted part of it.

    ``occurrence`` (from 1) is needed where the quote occurs more than once in its article.
    """

    plan: Code
    article: Words
    quote: Words
    occurrence: int | None = Field(default=None, ge=1)
    kind: OperatorKind
    code: Code
    note: Words | None = None

    @property
    def key(self) -> str:
        occurrence = f"#{self.occurrence}" if self.occurrence else ""
        return f"{self.plan} {self.article} {self.quote}{occurrence} {self.kind}:{self.code}"


class Naming(Closed):
    """What precedes the name of a department type here: 临夏州 + 财政局, 州 + 财政局, Linxia Prefecture + ...."""

    name: Words
    short_name: Words
    name_en: Words


class PackHead(Closed):
    """What ``pack.yaml`` says. Items cite one of ``sources`` by its key."""

    name: Code
    title: Bilingual
    area_code: AreaCode | None = None
    extends: Words | None = None
    naming: Naming | None = None
    sources: dict[Code, Source] = Field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """A valid pack. ``items`` holds, by the name of the item kind, its own items and those that it inherits."""

    name: str
    title: Text
    area_code: str | None
    naming: Naming | None
    path: Path
    extends: Pack | None
    sources: Mapping[str, Source]
    items: Mapping[str, tuple[Item, ...]]
    readings: Mapping[str, Reading] = field(repr=False)

    def of(self, model: type[M]) -> tuple[M, ...]:
        """All items of one kind, own before inherited."""
        return tuple(item for items in self.items.values() for item in items if isinstance(item, model))

    @property
    def plans(self) -> tuple[PackPlan, ...]:
        return self.of(PackPlan)

    @property
    def organisations(self) -> tuple[PackOrganisation, ...]:
        return self.of(PackOrganisation)

    @property
    def responsibilities(self) -> tuple[ProposedResponsibility, ...]:
        return self.of(ProposedResponsibility)

    @property
    def bindings(self) -> tuple[Binding, ...]:
        return self.of(Binding)

    def plan_file(self, plan: PackPlan) -> Path | None:
        """Where the plan's document lies; ``None`` for a parent plan that is not in the pack."""
        if plan.file is None:
            return None
        inherited = self.extends is not None and plan in self.extends.plans
        return self.extends.plan_file(plan) if inherited and self.extends else self.path / plan.file
