"""What the pack's rules of an asset say of moving it straight from one holder to another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from lvheng.errors import Text
from lvheng.ledger.problems import TransferForbidden
from lvheng.packs.assets import PackAsset, TransferRule
from lvheng.packs.markets import SECTORS

# Somebody has to look at it; a caller that knows of it names the rule.
_PROVEN_BY_PEOPLE = ("consent", "notice", "surplus_only")


class Facts(NamedTuple):
    """What is known of an owner: its sector and its basin, "" where it is not."""

    sector: str = ""
    basin: str = ""


class Party(NamedTuple):
    """One side of a transfer."""

    name: str
    area: str
    facts: Facts


Provider = Callable[[Collection[str]], Mapping[str, Facts]]
_providers: list[Provider] = []


def tell_facts(provider: Provider) -> None:
    """Let a room that keeps sectors and basins of owners tell them: owners in, what it knows of each out."""
    if provider not in _providers:
        _providers.append(provider)


def facts_of(owners: Collection[str]) -> Mapping[str, Facts]:
    """What the rooms know of these owners."""
    found: dict[str, Facts] = {}
    for provider in _providers:
        found.update(provider(owners))
    return found


def has_rules(asset: PackAsset) -> bool:
    """Whether a transfer between two holders has to be looked at."""
    return (
        asset.area_limit != "none" or asset.basin_limit or any(rule.check != "other" for rule in asset.transfer_rules)
    )


def needs_facts(asset: PackAsset) -> bool:
    """Whether sectors and basins matter."""
    return asset.basin_limit or any(rule.sectors or rule.check == "same_basin" for rule in asset.transfer_rules)


def refusals(asset: PackAsset, giver: Party, taker: Party, proven: Collection[str] = ()) -> Iterator[TransferForbidden]:
    """Every rule that forbids this giver to hand the asset to this taker.

    ``proven`` are codes of rules for which the caller has what they ask for: a consent, a notice, a proven surplus.
    Something that a rule depends on and that is not known of a party forbids it as well.
    """
    if asset.area_limit != "none" and (words := _areas_differ(asset.area_limit, giver, taker)):
        title = {
            "county": Text("只在同一县（市）内转让", "it stays within one county"),
            "prefecture": Text("只在同一州（市）内转让", "it stays within one prefecture"),
        }[asset.area_limit]
        yield TransferForbidden("area_limit", title, words, asset.source.title)
    rules: Sequence[TransferRule] = asset.transfer_rules
    if asset.basin_limit and not any(rule.check == "same_basin" for rule in rules):
        title = Text("只在同一流域内转让", "it stays within one basin")
        if words := _basins_differ(giver, taker):
            yield TransferForbidden("basin_limit", title, words, asset.source.title)
    for rule in rules:
        if words := _breaks(rule, giver, taker, proven):
            yield TransferForbidden(rule.code, rule.title, words, rule.source.title)


def _breaks(rule: TransferRule, giver: Party, taker: Party, proven: Collection[str]) -> Text | None:
    """How a transfer breaks a rule; None where it does not."""
    if rule.check == "not_transferable":
        return Text("不能直接划转", "it cannot be handed over directly")
    if rule.check == "same_basin":
        return _basins_differ(giver, taker)
    if rule.check == "same_area":
        return _areas_differ("county", giver, taker)
    if rule.check == "sector_ban":
        return _leaves_its_sector(rule, giver, taker)
    if rule.check == "holder_ban":
        return _is_banned(rule, giver, taker)
    # A term is a matter of contracts; units on the ledger have none, so a rule for long terms is told only.
    if rule.check in _PROVEN_BY_PEOPLE and rule.months is None and rule.code not in proven:
        return Text("没有相应的批准、备案或核定", "the consent, notice or proof that it asks for is missing")
    return None


def _areas_differ(limit: str, giver: Party, taker: Party) -> Text | None:
    length = 6 if limit == "county" else 4
    return _differ(giver, taker, giver.area[:length], taker.area[:length], Text("地区", "area"))


def _basins_differ(giver: Party, taker: Party) -> Text | None:
    return _differ(giver, taker, giver.facts.basin, taker.facts.basin, Text("流域", "basin"))


def _differ(giver: Party, taker: Party, given: str, taken: str, what: Text) -> Text | None:
    if given and given == taken:
        return None
    if given and taken:
        return Text(f"转出方：{given}；转入方：{taken}", f"giver: {given}; taker: {taken}")
    return _unknown(giver if not given else taker, what)


def _leaves_its_sector(rule: TransferRule, giver: Party, taker: Party) -> Text | None:
    if not giver.facts.sector:
        return _unknown(giver, Text("行业", "sector"))
    if giver.facts.sector not in rule.sectors or taker.facts.sector in rule.sectors:
        return None
    if not taker.facts.sector:
        return _unknown(taker, Text("行业", "sector"))
    return _is_of(taker)


def _is_banned(rule: TransferRule, giver: Party, taker: Party) -> Text | None:
    sides = {"giver": (giver,), "taker": (taker,), "either": (giver, taker)}[rule.side]
    for party in sides:
        if not party.facts.sector:
            return _unknown(party, Text("行业", "sector"))
        if party.facts.sector in rule.sectors:
            return _is_of(party)
    return None


def _is_of(party: Party) -> Text:
    sector = SECTORS.get(party.facts.sector, Text(party.facts.sector, party.facts.sector))
    return Text(f"{party.name}属于{sector.zh}", f"{party.name} is of {sector.en}")


def _unknown(party: Party, what: Text) -> Text:
    return Text(f"{party.name}的{what.zh}没有登记", f"the {what.en} of {party.name} is not recorded")
