"""Declares what a place keeps track of: kinds of things, their fields, and who may see and change them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.model import Closed, Code, CodedItem, DepartmentType, Item, Pack, Words

FieldType = Literal[
    "text",
    "long_text",
    "number",
    "integer",
    "money",
    "date",
    "boolean",
    "code",
    "area",
    "organisation",
    "point",
    "polygon",
    "reference",
]
Check = Literal["unified_social_credit_code", "discharge_permit_number"]
RegisterRole = Literal[
    "leader", "planner", "department_officer", "county_officer", "auditor", "administrator", "enterprise", "bank"
]
Group = Literal["economy", "projects", "permits", "resources", "public_sector", "technology", "governance"]

GROUPS: Mapping[str, Text] = {
    "economy": Text("企业和产品", "Enterprises and products"),
    "projects": Text("项目和设施", "Projects and plants"),
    "permits": Text("许可、认证和保险", "Permits, certificates and insurance"),
    "resources": Text("水和村庄", "Water and villages"),
    "public_sector": Text("公共机构和资金", "Public institutions and funds"),
    "technology": Text("绿色技术", "Green technology"),
    "governance": Text("管控和巡查", "Zoning and inspection"),
}
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
NUMERIC = ("number", "integer", "money")
# No field is called so: these words have a meaning of their own in forms and in the addresses of lists.
RESERVED = (
    "state", "number", "reason", "effective_on", "q", "sort", "page", "view", "columns", "after", "before", "end", "box"
)  # fmt: skip
MAX_FIELDS = 40
OptionCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]


class Option(Closed):
    """One value of a code list."""

    code: OptionCode
    name: Words
    name_en: Words

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class CodeList(CodedItem):
    """Values that fields of several kinds choose from."""

    name: Words
    name_en: Words
    options: tuple[Option, ...] = Field(min_length=1)


class RegisterField(Closed):
    """One fact that is kept of every thing of a kind.

    ``personal`` is masked for whoever has no need of it; ``public`` is shown without sign-in. ``column`` stands in the
    list from the start; ``search`` is found by the search box. ``pattern`` is a regular expression for the whole value,
    told to people by ``help``.
    """

    code: Code
    name: Words
    name_en: Words
    type: FieldType = "text"
    unit: Words | None = None
    decimals: int | None = Field(default=None, ge=0, le=12)
    options: tuple[Option, ...] = ()
    list: Code | None = None
    to: Code | None = None
    required: bool = False
    personal: bool = False
    public: bool = False
    column: bool = False
    search: bool = False
    check: Check | None = None
    pattern: Words | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    help: Words | None = None
    help_en: Words | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def advice(self) -> Text | None:
        """What to know while filling it in."""
        return Text(self.help, self.help_en) if self.help and self.help_en else None

    @property
    def is_numeric(self) -> bool:
        return self.type in NUMERIC

    @property
    def places(self) -> int:
        """Decimals at most: those declared, else two for money, none for whole numbers, six for other numbers."""
        return self.decimals if self.decimals is not None else {"money": 2, "number": 6}.get(self.type, 0)

    @field_validator("pattern")
    @classmethod
    def _is_an_expression(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise PydanticCustomError("bad_pattern", "{why}", {"why": str(error)}) from None
        return value

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if problem := next(self._misfits(), None):
            raise PydanticCustomError("field_misfit", "{en}", {"zh": problem.zh, "en": problem.en})
        return self

    def _misfits(self) -> Iterator[Text]:
        name = self.code
        if self.type == "code" and bool(self.options) == bool(self.list):
            yield Text(f"{name} 要写 options 或 list，二者选一", f"`{name}` needs either `options` or `list`")
        if self.type != "code" and (self.options or self.list):
            yield Text(f"{name} 不是代码，不能有选项", f"`{name}` is no code and cannot have options")
        if (self.type == "reference") != (self.to is not None):
            yield Text(f"{name}：引用要写 to，其他类型不写", f"`{name}`: a reference needs `to`, other types have none")
        if (self.unit or self.decimals is not None) and not self.is_numeric:
            yield Text(f"{name} 不是数，不能有单位和小数位", f"`{name}` is no number: it has no unit or decimals")
        if self.personal and self.public:
            yield Text(f"{name} 是个人信息，不能公开", f"`{name}` is personal and cannot be public")
        if self.personal and self.search:
            yield Text(f"{name} 是个人信息，不能搜索", f"`{name}` is personal and cannot be searched")
        if bool(self.help) != bool(self.help_en):
            yield Text(f"{name} 的 help 和 help_en 要都写", f"`{name}` needs both `help` and `help_en`")
        if self.code in RESERVED:
            yield Text(f"字段不能叫 {name}", f"a field cannot be called `{name}`")


class Validity(Closed):
    """The fields that say from when until when (both days included) a thing is valid."""

    begin: Code = Field(alias="from")
    end: Code | None = Field(default=None, alias="until")


class RegisterKind(CodedItem):
    """A kind of things that are registered.

    ``identifier`` is the field that tells things apart, ``title`` the one that names them; without an identifier the
    program numbers them. ``see`` are the roles that see the list (everyone, where it is ``public``), ``change`` those
    that write. With ``look_up`` anybody may look one up by its identifier and is told the public fields. ``part_of`` is
    the field that refers to the thing that one belongs to and is shown with (limits with a permit).
    """

    name: Words
    name_en: Words
    group: Group
    about: Words
    about_en: Words
    keeper: Code | None = None
    identifier: Code | None = None
    title_field: Code = Field(alias="title")
    area: Code | None = None
    location: Code | None = None
    part_of: Code | None = None
    validity: Validity | None = None
    public: bool = False
    look_up: bool = False
    see: tuple[RegisterRole, ...] = (
        "leader",
        "planner",
        "department_officer",
        "county_officer",
        "auditor",
    )
    change: tuple[RegisterRole, ...] = ("planner", "department_officer", "county_officer")
    fields: tuple[RegisterField, ...] = Field(min_length=1, max_length=MAX_FIELDS)

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)

    @cached_property
    def by_code(self) -> dict[str, RegisterField]:
        """The fields by their codes."""
        return {field.code: field for field in self.fields}

    @property
    def named_fields(self) -> dict[str, str | None]:
        """Which field has which part, as written in the pack."""
        validity = self.validity
        return {
            "identifier": self.identifier,
            "title": self.title_field,
            "area": self.area,
            "location": self.location,
            "part_of": self.part_of,
            "validity.from": validity.begin if validity else None,
            "validity.until": validity.end if validity else None,
        }


_PARTS: Mapping[str, tuple[str, ...]] = {
    "identifier": ("text",),
    "title": ("text", "reference"),
    "area": ("area",),
    "location": ("point",),
    "part_of": ("reference",),
    "validity.from": ("date",),
    "validity.until": ("date",),
}
CODE_LIST = Text("代码表", "code list")
REGISTER = Text("登记种类", "register")
FIELD = Text("字段", "field")


def _check(draft: Draft) -> Iterator[Problem]:
    lists, kinds = draft.codes(CodeList), draft.codes(RegisterKind)
    departments = draft.codes(DepartmentType)
    for entry in draft.own(RegisterKind):
        if entry.item.keeper is not None and entry.item.keeper not in departments:
            kind = Text("部门类型", "department type")
            yield mistakes.unknown_code(entry.place.at("keeper"), kind, entry.item.keeper, departments)
        yield from _check_fields(entry, lists, kinds)
        yield from _check_parts(entry)
        yield from _check_public(entry)


def _check_fields(entry: Entry[RegisterKind], lists: list[str], kinds: list[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, field in enumerate(entry.item.fields):
        where = entry.place.at("fields", number, "code")
        if field.code in seen:
            yield mistakes.duplicate_code(where, FIELD, field.code, entry.place.at("fields"))
        seen.add(field.code)
        if field.list is not None and field.list not in lists:
            yield mistakes.unknown_code(entry.place.at("fields", number, "list"), CODE_LIST, field.list, lists)
        if field.to is not None and field.to not in kinds:
            yield mistakes.unknown_code(entry.place.at("fields", number, "to"), REGISTER, field.to, kinds)


def _check_parts(entry: Entry[RegisterKind]) -> Iterator[Problem]:
    """The fields that have a part exist, are of the right type, and are filled in where they must be."""
    fields = entry.item.by_code
    for part, code in entry.item.named_fields.items():
        if code is None:
            continue
        where = entry.place.at(*part.split("."))
        field = fields.get(code)
        if field is None:
            yield mistakes.unknown_code(where, FIELD, code, fields)
        elif field.type not in _PARTS[part]:
            zh = f"{part} 要用 {'、'.join(_PARTS[part])} 类型的字段，{code} 是 {field.type}"
            en = f"`{part}` needs a field of type {' or '.join(_PARTS[part])}, `{code}` is {field.type}"
            yield mistakes.contradiction(where, zh, en)
        elif part in ("identifier", "title") and not field.required:
            yield mistakes.contradiction(where, f"{code} 要写 required: true", f"`{code}` needs `required: true`")
        elif part in ("identifier", "title") and field.personal:
            zh, en = f"{part} 不能是个人信息", f"`{part}` cannot be personal"
            yield mistakes.contradiction(where, zh, en)


def _check_public(entry: Entry[RegisterKind]) -> Iterator[Problem]:
    """Whatever everybody may search and sort by is something that everybody may see."""
    kind = entry.item
    shown = {kind.identifier, kind.title_field}
    for number, field in enumerate(kind.fields):
        if kind.public and not field.public and (field.search or field.code in shown):
            zh = f"公开的登记里，{field.code} 能被搜索或作为名称，要写 public: true"
            en = f"in a public register `{field.code}`, which is searched or names things, needs `public: true`"
            yield mistakes.contradiction(entry.place.at("fields", number), zh, en)


@dataclass(frozen=True)
class Registers:
    """All kinds of a pack that are in force, and their code lists."""

    kinds: Mapping[str, RegisterKind]
    lists: Mapping[str, CodeList]

    def options(self, field: RegisterField) -> tuple[Option, ...]:
        """What a field of type ``code`` may be; empty for other types."""
        return self.lists[field.list].options if field.list else field.options

    def referring(self, kind: str) -> list[tuple[RegisterKind, RegisterField]]:
        """The fields, of any kind, that refer to things of ``kind``."""
        return [(each, field) for each in self.kinds.values() for field in each.fields if field.to == kind]


def registers_of(pack: Pack, day: datetime.date) -> Registers:
    """The kinds and code lists of ``pack`` in force on ``day``; a pack's own before those it inherits."""
    return Registers(
        {kind.code: kind for kind in reversed(pack.of(RegisterKind)) if _in_force(kind, day)},
        {each.code: each for each in reversed(pack.of(CodeList)) if _in_force(each, day)},
    )


def _in_force(item: Item, day: datetime.date) -> bool:
    return (item.valid_from or day) <= day <= (item.valid_until or day)


CODE_LISTS = ItemKind("code_lists", CODE_LIST, CodeList)
REGISTERS = ItemKind("registers", REGISTER, RegisterKind, check=_check)
