"""Declares markets: what is traded in which ways, in which steps, and who may trade with whom, each with its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lvheng.errors import Problem, Text
from lvheng.packs import mistakes
from lvheng.packs.assets import PackAsset
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.model import Closed, Code, CodedItem, DepartmentType, Item, Pack, Source, Words
from lvheng.packs.places import Place, Raw
from lvheng.packs.validation import resolve_source

MechanismName = Literal["call_auction", "continuous", "listing", "negotiated", "reserve_auction"]
MarketGroup = Literal["water", "emission", "carbon", "energy", "material"]
Sector = Literal["agriculture", "industry", "power", "services", "urban_supply", "government", "recycling", "household"]
RuleKind = Literal["same_basin", "same_area", "same_or_better_area", "within_sector"]
PricingName = Literal["uniform", "pay_as_bid"]

MECHANISMS: Mapping[str, Text] = {
    "call_auction": Text("集合竞价", "call auction"),
    "continuous": Text("连续竞价", "continuous trading"),
    "listing": Text("挂牌", "listing"),
    "negotiated": Text("协议转让", "negotiated transfer"),
    "reserve_auction": Text("单向竞价", "one-way auction"),
}
SECTORS: Mapping[str, Text] = {
    "agriculture": Text("农业", "agriculture"),
    "industry": Text("工业", "industry"),
    "power": Text("火电", "power plants"),
    "services": Text("服务业", "services"),
    "urban_supply": Text("城市公共供水", "urban water supply"),
    "government": Text("政府", "government"),
    "recycling": Text("再生资源", "recycling"),
    "household": Text("个人", "households"),
}
GROUPS: Mapping[str, Text] = {
    "water": Text("水权", "Water rights"),
    "emission": Text("排污权", "Emission rights"),
    "carbon": Text("碳排放权", "Carbon"),
    "energy": Text("用能权", "Energy quota"),
    "material": Text("再生资源", "Recycled materials"),
}
AUCTIONS = ("call_auction", "continuous")
MAX_RULES = 20


def _clock(value: object) -> object:
    """YAML reads 09:30 as text and 9:30 as a number of the sixties; only text is a time of day."""
    return value if isinstance(value, str) else str(value)


TimeOfDay = Annotated[str, BeforeValidator(_clock), StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
WholePositive = Annotated[int, Field(gt=0, le=10**9)]


def _misfit(zh: str, en: str) -> PydanticCustomError:
    return PydanticCustomError("field_misfit", "{en}", {"zh": zh, "en": en})


class Named(Closed):
    """A part of a market with a code, a name in both languages and where it comes from."""

    code: Code
    name: Words
    name_en: Words
    source: Source

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class PartyRule(Named):
    """Who may trade with whom.

    ``same_basin``, ``same_area``: both lie in one. ``same_or_better_area``: rights go only where the environment is as
    good as, or better than, where they come from. ``within_sector``: what ``sectors`` hold goes only to ``sectors``.
    """

    kind: RuleKind
    sectors: tuple[Sector, ...] = ()

    @model_validator(mode="after")
    def _names_its_sectors(self) -> Self:
        if (self.kind == "within_sector") != bool(self.sectors):
            raise _misfit("within_sector 要写 sectors，其他规则不写", "`within_sector` alone needs `sectors`")
        return self


class ConsentRule(Named):
    """Whose consent a trade needs before it is settled. Every condition that is written must hold.

    ``by`` is a department type; ``within_days`` is how long the trade is held for it: after that it lapses.
    """

    by: Code
    within_days: int = Field(ge=1, le=365)
    mechanisms: tuple[MechanismName, ...] = ("listing", "negotiated")
    over_months: int | None = Field(default=None, ge=0, le=600)
    seller_sectors: tuple[Sector, ...] = ()
    buyer_sectors: tuple[Sector, ...] = ()
    asks: Words
    asks_en: Words

    @property
    def question(self) -> Text:
        """What the authority has to look at."""
        return Text(self.asks, self.asks_en)


class Hours(Closed):
    """When a mechanism is open: days of the week from 1 (Monday), times of day; a call auction runs at the close."""

    mechanism: MechanismName
    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(min_length=1)
    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.closes <= self.opens:
            raise _misfit("closes 要晚于 opens", "`closes` must be later than `opens`")
        return self


class Grade(Closed):
    """A quality of a material: it is paid at ``factor`` thousandths of the price."""

    code: Code
    name: Words
    name_en: Words
    factor: int = Field(ge=1, le=1000)

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)


class Quality(Closed):
    """Materials are weighed wet and paid at a standard moisture (‰); wetter than ``refuse_above`` is refused."""

    standard_moisture: int = Field(ge=0, le=999)
    refuse_above: int = Field(ge=0, le=999)
    grades: tuple[Grade, ...] = Field(min_length=1)


class Term(Closed):
    """For how long a right may be transferred; ``months`` at most."""

    months: int = Field(ge=1, le=600)


class Market(CodedItem):
    """A market for one asset.

    ``lot`` is in the asset's smallest units, ``tick`` and ``floor`` are fen for one lot. ``band`` is how far, in
    thousandths of the reference price, a price may lie above or below it. ``order_lots`` and ``position_lots`` are what
    one order and one party's holding may be at most. Fees are in ten-thousandths of the amount. ``terms_source`` says
    where these numbers come from; ``source`` is the law that allows the market. A ``view_only`` market is held
    elsewhere, at ``venue``.
    """

    name: Words
    name_en: Words
    group: MarketGroup
    about: Words
    about_en: Words
    asset: Code
    authority: Code
    mechanisms: tuple[MechanismName, ...] = ()
    lot: WholePositive = 1
    tick: WholePositive = 1
    floor: int = Field(default=0, ge=0, le=10**9)
    band: int | None = Field(default=None, ge=1, le=1000)
    order_lots: WholePositive = 10**9
    position_lots: WholePositive | None = None
    sellers: tuple[Sector, ...] = ()
    buyers: tuple[Sector, ...] = ()
    hours: tuple[Hours, ...] = ()
    term: Term | None = None
    validity_months: int | None = Field(default=None, ge=1, le=600)
    buyer_fee: int = Field(default=0, ge=0, le=1000)
    seller_fee: int = Field(default=0, ge=0, le=1000)
    listing_days: int = Field(default=30, ge=1, le=365)
    pricing: PricingName = "uniform"
    rules: tuple[PartyRule, ...] = Field(default=(), max_length=MAX_RULES)
    consents: tuple[ConsentRule, ...] = Field(default=(), max_length=MAX_RULES)
    quality: Quality | None = None
    view_only: bool = False
    venue: Words | None = None
    venue_en: Words | None = None
    terms_source: Source

    @property
    def title(self) -> Text:
        return Text(self.name, self.name_en)

    @property
    def description(self) -> Text:
        return Text(self.about, self.about_en)

    @cached_property
    def rules_by_code(self) -> dict[str, PartyRule | ConsentRule]:
        """Rules and consents by their codes."""
        consents: dict[str, PartyRule | ConsentRule] = {each.code: each for each in self.consents}
        return consents | {each.code: each for each in self.rules}

    @model_validator(mode="after")
    def _is_held_here_or_elsewhere(self) -> Self:
        if self.view_only and (self.mechanisms or not self.venue or not self.venue_en):
            zh = "view_only 的市场不写 mechanisms，要写 venue 和 venue_en"
            raise _misfit(zh, "a `view_only` market has no `mechanisms`, and names its `venue` and `venue_en`")
        if not self.view_only and not (self.mechanisms and self.sellers and self.buyers):
            zh = "要写 mechanisms、sellers 和 buyers；在别处举行的市场写 view_only: true"
            en = "it needs `mechanisms`, `sellers` and `buyers`, or `view_only: true` where it is held elsewhere"
            raise _misfit(zh, en)
        return self

    @model_validator(mode="after")
    def _prices_fit(self) -> Self:
        if self.floor % self.tick:
            zh = f"floor {self.floor} 不是 tick {self.tick} 的整倍数"
            raise _misfit(zh, f"`floor` {self.floor} is no multiple of `tick` {self.tick}")
        for each in self.hours:
            if each.mechanism not in self.mechanisms:
                zh = f"hours 里的 {each.mechanism} 不在 mechanisms 里"
                raise _misfit(zh, f"`hours` has {each.mechanism}, which is not among `mechanisms`")
        return self

    @model_validator(mode="after")
    def _consents_fit(self) -> Self:
        for each in self.consents:
            if set(each.mechanisms) & set(AUCTIONS):
                zh = f"{each.code}：集合竞价和连续竞价当场成交，不能再等同意"
                en = f"`{each.code}`: call auctions and continuous trading settle at once and cannot wait for a consent"
                raise _misfit(zh, en)
            if each.over_months is not None and self.term is None:
                zh = f"{each.code} 按期限要求同意，要写 term"
                raise _misfit(zh, f"`{each.code}` depends on the term: write `term`")
        return self


MARKET = Text("市场", "market")
MARKET_RULE = Text("市场规则", "market rule")


def _prepare(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """Sources may be cited by their keys wherever they are written."""
    problems: list[Problem] = []
    terms = raw.values.get("terms_source")
    held = {"source": terms}
    resolve_source(held, raw.place, draft.sources, problems)
    if terms is not None:
        raw.values["terms_source"] = held["source"]
    for key in ("rules", "consents"):
        for number, part in enumerate(_parts(raw.values.get(key))):
            node = raw.place.node[key][number] if raw.place.node is not None else None
            resolve_source(part, Place(raw.place.file, raw.place.line, node), draft.sources, problems)
    yield from problems


def _parts(written: Any) -> list[dict[str, Any]]:
    return [part for part in written if isinstance(part, dict)] if isinstance(written, list) else []


def _check(draft: Draft) -> Iterator[Problem]:
    assets, departments = draft.codes(PackAsset), draft.codes(DepartmentType)
    department = Text("部门类型", "department type")
    for entry in draft.own(Market):
        item, place = entry.item, entry.place
        if item.asset not in assets:
            yield mistakes.unknown_code(place.at("asset"), Text("资产", "asset"), item.asset, assets)
        if item.authority not in departments:
            yield mistakes.unknown_code(place.at("authority"), department, item.authority, departments)
        for number, consent in enumerate(item.consents):
            if consent.by not in departments:
                where = place.at("consents", number, "by")
                yield mistakes.unknown_code(where, department, consent.by, departments)
        yield from _check_codes(entry)


def _check_codes(entry: Entry[Market]) -> Iterator[Problem]:
    """A refusal names its rule by its code, so a code stands for one rule."""
    seen: set[str] = set()
    for key in ("rules", "consents"):
        parts: tuple[Named, ...] = getattr(entry.item, key)
        for number, part in enumerate(parts):
            if part.code in seen:
                where = entry.place.at(key, number, "code")
                yield mistakes.duplicate_code(where, MARKET_RULE, part.code, entry.place.at(key))
            seen.add(part.code)


def markets_of(pack: Pack, day: datetime.date) -> dict[str, Market]:
    """The markets in force on ``day`` by their codes; a pack's own before those it inherits."""
    return {each.code: each for each in reversed(pack.of(Market)) if in_force(each, day)}


def in_force(item: Item, day: datetime.date) -> bool:
    """Whether an item counts on ``day``."""
    return (item.valid_from or day) <= day <= (item.valid_until or day)


MARKETS = ItemKind("markets", MARKET, Market, prepare=_prepare, check=_check)
