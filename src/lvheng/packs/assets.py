"""Declares what is allotted, held and traded: assets, their units, how long they are valid and who may move them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.model import Closed, Code, CodedItem, Item, Pack, Source, Words

AssetGroup = Literal["money", "water", "emission", "carbon", "energy", "material", "points", "fund"]
Vintage = Literal["none", "year"]
AreaLimit = Literal["none", "county", "prefecture"]
HolderKind = Literal["organisation", "thing", "person", "area"]
RuleCheck = Literal[
    "not_transferable",
    "same_area",
    "same_basin",
    "sector_ban",
    "consent",
    "notice",
    "surplus_only",
    "holder_ban",
    "other",
]

Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=6, decimal_places=5)]

GROUPS: Mapping[str, Text] = {
    "water": Text("水权", "Water rights"),
    "emission": Text("排污权", "Emission rights"),
    "carbon": Text("碳排放权", "Carbon allowances"),
    "energy": Text("用能权", "Energy quotas"),
    "material": Text("再生资源", "Recycled materials"),
    "points": Text("绿色积分", "Green points"),
    "fund": Text("绿色资金", "Green funds"),
    "money": Text("资金", "Money"),
}
MAX_DECIMALS = 6


class Expiry(Closed):
    """When a unit is no longer valid: after ``years`` from its issue, or from the end of its vintage year.

    With ``years`` 0 it ends with its vintage year.
    """

    after: Literal["issue", "vintage"]
    years: int = Field(ge=0, le=50)
    source: Source


class TransferRule(Closed):
    """One thing that the law says of moving the asset from one holder to another.

    ``check`` names what the program can look at by itself; ``other`` is told to people. ``sectors`` are those that a
    ban concerns: with ``sector_ban`` what they hold stays among them, with ``holder_ban`` they may not be the ``side``
    that it names. ``months`` is the term from which the rule holds.
    """

    code: Code
    name: Words
    name_en: Words
    check: RuleCheck
    sectors: tuple[Code, ...] = ()
    side: Literal["giver", "taker", "either"] = "either"
    months: int | None = Field(default=None, ge=1)
    source: Source

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class Allocation(Closed):
    """How the first units come to their holders.

    ``benchmark``: output times a benchmark, never above the permit, within the area's cap. ``quota``: a quota for each
    unit of need (mu, head, tonne) within what there is. ``plan``: in proportion to a plan's figures.
    """

    method: Literal["benchmark", "quota", "plan"]
    need: Words
    need_en: Words
    source: Source

    @property
    def title(self) -> Text:
        """What the need of a holder is called, with its unit."""
        return Text(self.need, self.need_en)


class Compliance(Closed):
    """What has to be surrendered for a period, and what a shortage costs.

    ``offset_asset`` may cover at most ``offset_share`` of what is due. The deadline is ``due`` (month-day) of the year
    after. A shortage costs ``fine_from`` to ``fine_until`` times the average price of the month before the deadline.
    """

    offset_asset: Code | None = None
    offset_share: Share = Decimal(0)
    due: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
    fine_from: int = Field(default=0, ge=0, le=100)
    fine_until: int = Field(default=0, ge=0, le=100)
    source: Source


class NewSource(Closed):
    """What a new source of pollution has to hold: ``multiple`` of its need, ``strict_multiple`` where air or water miss
    their target. Large amounts may be paid in instalments, the first at least ``first_share`` of the whole.
    """

    multiple: int = Field(ge=1, le=10)
    strict_multiple: int = Field(ge=1, le=10)
    first_share: Share
    source: Source


class PackAsset(CodedItem):
    """Something whose every unit is counted: one unit has ``10 ** decimals`` smallest units.

    ``holders`` may have accounts of it; the holdings of ``public_holders`` are shown to everybody.
    """

    name: Words
    name_en: Words
    about: Words
    about_en: Words
    group: AssetGroup
    unit: Words
    unit_en: Words
    decimals: int = Field(default=0, ge=0, le=MAX_DECIMALS)
    vintage: Vintage = "none"
    expiry: Expiry | None = None
    area_limit: AreaLimit = "none"
    basin_limit: bool = False
    holders: tuple[HolderKind, ...] = Field(min_length=1)
    public_holders: tuple[HolderKind, ...] = ()
    transfer_rules: tuple[TransferRule, ...] = ()
    allocation: Allocation | None = None
    compliance: Compliance | None = None
    new_source: NewSource | None = None

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)

    def smallest(self, quantity: Decimal | int) -> int:
        """``quantity`` units in smallest units. Raises ValueError where it has more decimals than the asset."""
        scaled = Decimal(quantity).scaleb(self.decimals)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{quantity} {self.unit} has more than {self.decimals} decimals")
        return int(scaled)

    def shown(self, amount: int) -> Decimal:
        """``amount`` smallest units in units, with all decimals."""
        return Decimal(amount).scaleb(-self.decimals)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if problem := next(self._misfits(), None):
            raise PydanticCustomError("field_misfit", "{en}", {"zh": problem.zh, "en": problem.en})
        return self

    def _misfits(self) -> Iterator[Text]:
        if self.expiry is not None and self.expiry.after == "vintage" and self.vintage == "none":
            yield Text("expiry.after: vintage 需要 vintage: year", "`expiry.after: vintage` needs `vintage: year`")
        if not set(self.public_holders) <= set(self.holders):
            yield Text("public_holders 必须都在 holders 里", "`public_holders` have to be among `holders`")
        if "person" in self.public_holders:
            yield Text("个人的持有不能公开", "what persons hold is never public")


ASSET = Text("资产", "asset")
RULE = Text("转让规则", "transfer rule")


def _check(draft: Draft) -> Iterator[Problem]:
    codes = draft.codes(PackAsset)
    for entry in draft.own(PackAsset):
        compliance = entry.item.compliance
        if compliance is not None and compliance.offset_asset is not None and compliance.offset_asset not in codes:
            where = entry.place.at("compliance", "offset_asset")
            yield mistakes.unknown_code(where, ASSET, compliance.offset_asset, codes)
        seen: set[str] = set()
        for number, rule in enumerate(entry.item.transfer_rules):
            if rule.code in seen:
                where = entry.place.at("transfer_rules", number, "code")
                yield mistakes.duplicate_code(where, RULE, rule.code, entry.place.at("transfer_rules"))
            seen.add(rule.code)


def assets_of(pack: Pack, day: datetime.date) -> Mapping[str, PackAsset]:
    """The assets of ``pack`` in force on ``day``; a pack's own before those it inherits."""
    return {asset.code: asset for asset in reversed(pack.of(PackAsset)) if _in_force(asset, day)}


def _in_force(item: Item, day: datetime.date) -> bool:
    return (item.valid_from or day) <= day <= (item.valid_until or day)


ASSETS = ItemKind("assets", ASSET, PackAsset, check=_check)
