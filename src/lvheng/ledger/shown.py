"""How amounts, assets and reasons are written on pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from lvheng.errors import Text
from lvheng.ledger.catalogue import declared
from lvheng.ledger.models import Asset
from lvheng.ledger.queries import Proof, proof
from lvheng.packs.assets import PackAsset

# Why something moved. A code that is not here is shown as it is.
REASONS: Mapping[str, Promise] = {
    "transfer": pgettext_lazy("reason", "划转"),
    "allocation": pgettext_lazy("reason", "初始分配"),
    "instalment": pgettext_lazy("reason", "分期发放"),
    "instalment_stop": pgettext_lazy("reason", "停止分期发放"),
    "surrender": pgettext_lazy("reason", "清缴"),
    "expired": pgettext_lazy("reason", "到期失效"),
    "cancel": pgettext_lazy("reason", "注销"),
    "reservation_expired": pgettext_lazy("reason", "锁定到期"),
    "pay_in": pgettext_lazy("reason", "资金到账"),
    "fill": pgettext_lazy("reason", "资金下达"),
    "grant": pgettext_lazy("reason", "安排项目"),
    "draw_down": pgettext_lazy("reason", "按进度拨付"),
    "order": pgettext_lazy("reason", "委托锁定"),
    "trade": pgettext_lazy("reason", "成交"),
    "fee": pgettext_lazy("reason", "手续费"),
    "points_earned": pgettext_lazy("reason", "获得积分"),
    "points_expired": pgettext_lazy("reason", "积分到期"),
    "points_spent": pgettext_lazy("reason", "兑换积分"),
    "points_redeem": pgettext_lazy("reason", "兑换锁定积分"),
    "points_handed": pgettext_lazy("reason", "兑换积分"),
    "points_returned": pgettext_lazy("reason", "退回积分"),
    "market_lock": pgettext_lazy("reason", "委托锁定"),
    "market_settle": pgettext_lazy("reason", "成交"),
    "market_payment": pgettext_lazy("reason", "成交付款"),
    "market_delivery": pgettext_lazy("reason", "成交交割"),
    "market_fee": pgettext_lazy("reason", "手续费"),
    "market_release": pgettext_lazy("reason", "解除委托锁定"),
    "simulated_allotment": pgettext_lazy("reason", "模拟的初始持有"),
    "reward": pgettext_lazy("reason", "奖励"),
    "reward_budget": pgettext_lazy("reason", "奖励预算"),
}


def reason(code: str) -> str:
    """Why something moved, in the reader's language."""
    return str(REASONS.get(code, code))


def quantity(asset: PackAsset, amount: int) -> str:
    """``1,234.50``: an amount in units, with all decimals of the asset."""
    return f"{asset.shown(amount):,.{asset.decimals}f}".replace("-", "−")


@dataclass(frozen=True)
class AssetRow:
    """An asset with its proof, as pages show it."""

    row: Asset
    declared: PackAsset
    proof: Proof

    @property
    def title(self) -> Text:
        """The name with its vintage."""
        name, year = self.declared.title, self.row.vintage
        return Text(f"{name.zh}（{year}年）", f"{name.en} ({year})") if year else name

    @property
    def unit(self) -> Text:
        return Text(self.declared.unit, self.declared.unit_en)

    @property
    def parts(self) -> list[tuple[Promise, int, str]]:
        """What the picture of the proof shows: whole units of each part."""
        scale = 10**self.declared.decimals
        return [(words, amount // scale, kind) for words, amount, kind, _ in self._parts()]

    @property
    def figures(self) -> list[tuple[Promise, str, str]]:
        """The parts as exact numbers, each with the purpose of the accounts that it is the sum of ("": of several)."""
        return [(words, quantity(self.declared, amount), purpose) for words, amount, _, purpose in self._parts()]

    @property
    def issued(self) -> str:
        return quantity(self.declared, self.proof.issued)

    @property
    def held(self) -> str:
        return quantity(self.declared, self.proof.held)

    @property
    def reserved(self) -> str:
        return quantity(self.declared, self.proof.reserved)

    @property
    def gone(self) -> str:
        """Surrendered, expired and cancelled together."""
        return quantity(self.declared, self.proof.surrendered + self.proof.expired + self.proof.cancelled)

    def _parts(self) -> list[tuple[Promise, int, str, str]]:
        return [
            (pgettext_lazy("quantity", "持有"), self.proof.held, "ok", ""),
            (pgettext_lazy("quantity", "锁定"), self.proof.reserved, "warn", ""),
            (pgettext_lazy("quantity", "已清缴"), self.proof.surrendered, "info", "surrendered"),
            (pgettext_lazy("quantity", "已失效"), self.proof.expired, "bad", "expired"),
            (pgettext_lazy("quantity", "已注销"), self.proof.cancelled, "none", "cancelled"),
        ]


def asset_row(row: Asset) -> AssetRow:
    """An asset as pages show it. Raises InputProblem where the pack no longer declares it."""
    return AssetRow(row, declared(row.code), proof(row.pk))
