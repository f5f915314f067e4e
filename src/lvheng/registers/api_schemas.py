"""What the REST API of the registers takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema

MOST_THINGS = 1000
MOST_ROWS = 20_000
Value = bool | int | Decimal | str | list[Any] | dict[str, Any] | None


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class FieldOut(Schema):
    """A field of a kind of things."""

    code: str
    name: Words
    type: str
    unit: str | None
    required: bool
    public: bool
    personal: bool
    to: str | None = Field(description="the kind that a reference refers to · 引用的种类")
    options: list[str] = Field(description="codes that the field may have · 可选的代码")


class KindOut(Schema):
    """A register."""

    code: str
    name: Words
    about: Words
    keeper: str | None = Field(description="type of the department that keeps it · 登记部门的类型")
    identifier: str | None = Field(description="field that tells things apart · 作为编号的字段")
    public: bool
    may_change: bool = Field(description="whether the caller may write it · 调用者能否变更")


class KindDetailOut(KindOut):
    """A register with the fields that the caller may see."""

    fields: list[FieldOut]


class ThingOut(Schema):
    """A registered thing as it stands today, or on the day that was asked for."""

    id: int
    identifier: str
    title: str
    state: Literal["active", "ended", "revoked"]
    standing: str = Field(description="valid, not_yet, expired, ended or revoked · 是否有效")
    version: int = Field(description="how often it was recorded; to be sent back with a change · 版本数，变更时送回")
    simulated: bool
    values: dict[str, Any] = Field(
        description="by field: numbers as texts, references as identifiers, personal ones masked · 各字段的值"
    )


class ThingsOut(Schema):
    """A part of a list; ``next`` leads to the following one, null at the end."""

    total: int
    next: int | None = Field(description="to be sent as after · 作为 after 再次请求")
    things: list[ThingOut]


class VersionOut(Schema):
    """What was recorded of a thing once."""

    number: int
    act: str
    state: str
    effective_on: date
    recorded_at: datetime
    recorded_by: str
    reason: str
    values: dict[str, Any]


class Wanted(Schema):
    """Which things, which part of them. Fields of the kind narrow too: ``area=622901``, ``energy_use_min=1000``."""

    q: str = Field("", description="words · 文字")
    state: str = Field("active", description="active, ended, revoked, all, valid or expired · 状态")
    sort: str = Field("", description="field, with - before it largest first · 排序字段，前加 - 从大到小")
    after: int = Field(0, ge=0, description="the thing after which to go on · 从哪一条之后继续")
    limit: int = Field(100, ge=1, le=MOST_THINGS, description="things to give · 返回的条数")


class On(Schema):
    """As of which day, by what was recorded until which day."""

    as_of: date | None = Field(None, description="day · 哪一天的情况")
    known_on: date | None = Field(None, description="by what was recorded until then · 按哪一天已登记的内容")


class NewThing(Schema):
    """A thing to register."""

    values: dict[str, Value] = Field(
        default_factory=dict, description="by field, as a table holds them · 各字段的值，写法与表格相同"
    )
    reason: str = Field("", description="why · 理由")
    effective_on: date | None = Field(None, description="from which day on, today where it is left out · 生效日期")


class ChangeOfThing(NewThing):
    """Other values of some fields; a reason is needed."""

    version: int | None = Field(None, description="as it was read; refused if changed since · 读到的版本数，已变则拒绝")


class End(Schema):
    """Taking a thing off the register."""

    reason: str = Field("", description="why; needed · 理由，必填")
    on: date | None = Field(None, description="from which day on · 从哪一天起")
    revoke: bool = Field(False, description="withdrawn for cause · 撤销")


class Reinstate(Schema):
    """Putting a thing back on the register."""

    reason: str = Field("", description="why; needed · 理由，必填")
    on: date | None = Field(None, description="from which day on · 从哪一天起")


class Rows(Schema):
    """Many things at once."""

    rows: list[dict[str, Value]] = Field(
        default_factory=list,
        max_length=MOST_ROWS,
        description="by field; a row may refer to another one · 各行，可引用同批的其他行",
    )
    mode: Literal["both", "insert", "update"] = Field("both", description="what becomes of known things · 已登记的如何")


class WriteRows(Schema):
    """Writing what was checked."""

    skip_wrong: bool = Field(False, description="leave rows with mistakes out · 略过有错误的行")


class MistakeOut(Schema):
    """What is wrong with one row; row 0 is the whole."""

    row: int
    field: str
    what: Words
    to_do: Words | None


class LikelyOut(Schema):
    """A new row that resembles a thing that is registered already."""

    row: int
    id: int
    title: str
    identifier: str


class ImportOut(Schema):
    """Rows that were handed in: how far they are, what was found, what was written."""

    id: int
    kind: str
    stage: str
    done: int
    total: int
    new: int
    changed: int
    same: int
    left_out: int
    mistakes: int
    problems: list[MistakeOut] = Field(description="the first thousand · 前一千处")
    likely: list[LikelyOut] = Field(description="likely duplicates, the first thousand · 疑似重复")
