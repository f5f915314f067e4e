"""Between what people write (quantities in units, yuan for one unit) and what markets keep (lots, fen for one lot).

Exact both ways: what is no whole number of lots or fen is refused, with what would be right.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from lvheng.errors import InputProblem, Text
from lvheng.packs.assets import PackAsset
from lvheng.packs.markets import Market

FEN = 100
_MOST = Decimal(10) ** 15


def lots_of(written: str, market: Market, asset: PackAsset) -> int:
    """The lots of a quantity in the asset's unit. Errors: InputProblem for what is no number, or no whole lots."""
    quantity = _number(written, "quantity")
    smallest = quantity.scaleb(asset.decimals)
    if smallest <= 0 or smallest % market.lot:
        one = asset.shown(market.lot).normalize()
        raise InputProblem(
            "not_whole_lots",
            Text(
                f"数量要是 {one:f} {asset.unit}的整倍数。",
                f"the quantity must be a multiple of {one:f} {asset.unit_en}.",
            ),
            where="quantity",
            to_do=Text(f"例如 {10 * one:f}。", f"Such as {10 * one:f}."),
        )
    return int(smallest) // market.lot


def price_of(written: str, market: Market, asset: PackAsset) -> int:
    """Fen for one lot of a price in yuan for one unit. Errors: InputProblem for what is no number or no whole fen."""
    price = _number(written, "price")
    fen = price * FEN * asset.shown(market.lot)
    if fen <= 0 or fen != fen.to_integral_value():
        tick = _unit_price(market.tick, market.lot, asset)
        raise InputProblem(
            "not_whole_fen",
            Text(f"价格要是 {tick} 元的整倍数。", f"the price must be a multiple of {tick} yuan."),
            where="price",
            to_do=Text("请减少小数位。", "Write fewer decimals."),
        )
    return int(fen)


def quantity_text(lots: int, lot: int, asset: PackAsset) -> str:
    """Lots as a quantity in the asset's unit, such as ``1,500``."""
    return f"{asset.shown(lots * lot):,}"


def unit_price_text(price: int, lot: int, asset: PackAsset) -> str:
    """Fen for one lot as yuan for one unit, such as ``0.215``; at least two decimals, at most six, rounded down."""
    return _unit_price(price, lot, asset)


def _unit_price(price: int, lot: int, asset: PackAsset) -> str:
    millionths = price * 10_000 * 10**asset.decimals // lot
    whole, part = divmod(millionths, 1_000_000)
    decimals = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"{whole:,}.{decimals}"


def _number(written: str, where: str) -> Decimal:
    try:
        found = Decimal(written.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > _MOST:
        raise InputProblem(
            "not_a_number",
            Text("请填写数字。", "this must be a number."),
            where=where,
            to_do=Text("例如 1500 或 0.25。", "Such as 1500 or 0.25."),
        )
    return found
