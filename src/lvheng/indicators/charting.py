"""The charts of indicators, each as one Altair specification for the page, the picture to download and the report.

Coordinates of a chart are floats, numbers that are written beside them are not: labels are the exact figures as text.
Colours are those of the site in daylight; the page's style sheet replaces them by name where it is dark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import altair as alt

from lvheng.indicators.forecast_results import Band, Forecast
from lvheng.packs.measures import Light

Spec = dict[str, Any]
# What Altair's methods give back is typed too loosely to say more.
Layer = Any

INK, INK_2, LINE = "#16211b", "#414e47", "#d8dfd8"
ACCENT, TARGET = "#1c6246", "#9a6b00"
BAND_80, BAND_95 = "#8fb9a4", "#cfe4d7"
SURFACE = "#ffffff"
LIGHTS: dict[Light, str] = {
    "green": "#2a8f53",
    "yellow": "#b97d00",
    "orange": "#b97d01",
    "red": "#c93527",
    "grey": "#7f8c84",
}
FONT = "Noto Sans CJK SC"
FONT_SIZE = 13
WIDTH, HEIGHT = 560, 250
BAR = 26
# Above this many values there is no room for a figure beside each.
LABELLED = 12


@dataclass(frozen=True)
class Point:
    """A value of a year; ``href`` leads to its explanation."""

    year: int
    value: Decimal
    href: str = ""
    simulated: bool = False


@dataclass(frozen=True)
class Bar:
    """A value of an area."""

    name: str
    value: Decimal
    href: str = ""
    light: Light | None = None
    simulated: bool = False


@dataclass(frozen=True)
class Pair:
    """The values of an area in two years; either may be missing."""

    name: str
    earlier: Decimal | None
    later: Decimal | None
    href: str = ""


def trend(
    points: Sequence[Point],
    *,
    unit: str,
    path: Iterable[tuple[int, Fraction]] = (),
    goal: tuple[int, Fraction] | None = None,
    ahead: Forecast | None = None,
) -> Spec:
    """Values by year, the way to the target, the target, and the forecast with its bands.

    Filled dots were reported or published, hollow ones are simulated.
    """
    path = list(path)
    way: list[dict[str, Any]] = [{"year": str(year), "y": float(value)} for year, value in path]
    layers = _bands(ahead)
    if way:
        layers.append(_line(way, TARGET, dash=[2, 4]))
    if len(points) > 1:
        layers.append(_line([{"year": str(each.year), "y": float(each.value)} for each in points], ACCENT))
    layers += _ahead(ahead)
    if goal is not None:
        layers.append(_goal(goal))
    layers += _dots(points)
    years = [each.year for each in points] + [year for year, _ in path]
    years += [goal[0]] if goal else []
    years += [each.period.year for each in ahead.points] if ahead else []
    return _finished(alt.layer(*layers).encode(x=_years(years), y=_levels(unit)), HEIGHT)


def ranking(bars: Sequence[Bar], *, unit: str, goal: Fraction | None = None) -> Spec:
    """Areas one below the other, in the order given, with the target as a line."""
    rows = [
        {
            "name": each.name,
            "x": float(each.value),
            "text": f"{each.value:f}",
            "href": each.href or None,
            "fill": LIGHTS[each.light] if each.light else ACCENT,
            "opacity": 0.45 if each.simulated else 1,
        }
        for each in bars
    ]
    base = _chart(rows).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)),
        x=alt.X("x:Q", title=unit or None, axis=alt.Axis(tickCount=5)),
        href="href:N",
    )
    drawn = base.mark_bar(height={"band": 0.62}).encode(
        color=alt.Color("fill:N", scale=None), opacity=alt.Opacity("opacity:Q", scale=None)
    )
    layers = [drawn, base.mark_text(align="left", dx=5, color=INK, fontSize=FONT_SIZE).encode(text="text:N")]
    if goal is not None:
        layers.append(_rule([{"x": float(goal)}]).encode(x="x:Q"))
    return _finished(alt.layer(*layers), max(len(rows), 2) * BAR)


def comparison(pairs: Sequence[Pair], *, years: tuple[int, int], unit: str, goal: Fraction | None = None) -> Spec:
    """Two years of every area: a hollow dot for the earlier, a filled one for the later, a line between them."""
    rows = [_pair(each) for each in pairs]
    names = alt.Scale(domain=[each.name for each in pairs])
    base = _chart(rows).encode(y=alt.Y("name:N", scale=names, title=None, axis=alt.Axis(labelLimit=200)))
    axis = alt.Axis(tickCount=5)
    scale = alt.Scale(zero=False, nice=True)
    layers: list[Layer] = [
        base.mark_rule(color=LINE, strokeWidth=3).encode(
            x=alt.X("a:Q", title=unit or None, axis=axis, scale=scale), x2="b:Q"
        ),
        base.mark_point(filled=False, fill=SURFACE, stroke=INK_2, size=80, opacity=1).encode(x="a:Q"),
        base.mark_point(filled=True, color=ACCENT, size=90, opacity=1).encode(x="b:Q", href="href:N"),
    ]
    if goal is not None:
        layers.append(_rule([{"a": float(goal)}]).encode(x="a:Q"))
    return _finished(alt.layer(*layers), max(len(rows), 2) * BAR)


def _chart(rows: list[dict[str, Any]]) -> Layer:
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


def _pair(each: Pair) -> dict[str, Any]:
    earlier, later = (None if value is None else float(value) for value in (each.earlier, each.later))
    return {"name": each.name, "a": earlier, "b": later, "href": each.href or None}


def _bands(ahead: Forecast | None) -> list[Layer]:
    """From the last value on, the wider band below the narrower."""
    if ahead is None or ahead.rough or ahead.last is None:
        return []
    period, value = ahead.last
    start = (period.year, Band(value, value))
    wide = [(each.period.year, each.band95) for each in ahead.points if each.band95 is not None]
    narrow = [(each.period.year, each.band80) for each in ahead.points if each.band80 is not None]
    return [_area([start, *wide], BAND_95), _area([start, *narrow], BAND_80)] if narrow else []


def _area(bands: Sequence[tuple[int, Band]], colour: str) -> Layer:
    rows = [{"year": str(year), "l": float(band.low), "h": float(band.high)} for year, band in bands]
    return _chart(rows).mark_area(color=colour, opacity=1, clip=True).encode(x="year:O", y="l:Q", y2="h:Q")


def _ahead(ahead: Forecast | None) -> list[Layer]:
    if ahead is None or not ahead.points or ahead.last is None:
        return []
    rows = [{"year": str(ahead.last[0].year), "y": float(ahead.last[1])}]
    rows += [{"year": str(each.period.year), "y": float(each.value)} for each in ahead.points]
    return [_line(rows, ACCENT, dash=[6, 4])]


def _line(rows: list[dict[str, Any]], colour: str, dash: list[int] | None = None) -> Layer:
    mark = _chart(rows).mark_line(color=colour, strokeWidth=2, strokeDash=dash or alt.Undefined)
    return mark.encode(x="year:O", y="y:Q")


def _rule(rows: list[dict[str, Any]]) -> Layer:
    return _chart(rows).mark_rule(color=TARGET, strokeWidth=2, strokeDash=[5, 4])


def _goal(goal: tuple[int, Fraction]) -> Layer:
    rows = [{"year": str(goal[0]), "y": float(goal[1])}]
    mark = _chart(rows).mark_point(shape="diamond", filled=True, color=TARGET, size=130, opacity=1)
    return mark.encode(x="year:O", y="y:Q")


def _dots(points: Sequence[Point]) -> list[Layer]:
    charts = []
    for simulated in (False, True):
        rows = [_dot(each) for each in points if each.simulated is simulated]
        if rows:
            base = _chart(rows).encode(x="year:O", y="y:Q", href="href:N")
            fill = SURFACE if simulated else ACCENT
            charts.append(base.mark_point(fill=fill, stroke=ACCENT, strokeWidth=2, size=70, opacity=1))
            if len(points) <= LABELLED:
                charts.append(
                    base.mark_text(dy=-14, color=INK, fontSize=FONT_SIZE, fontWeight=600).encode(text="text:N")
                )
    return charts


def _dot(each: Point) -> dict[str, Any]:
    return {"year": str(each.year), "y": float(each.value), "text": f"{each.value:f}", "href": each.href or None}


def _years(years: Sequence[int]) -> alt.X:
    domain = [str(year) for year in range(min(years), max(years) + 1)]
    return alt.X("year:O", title=None, scale=alt.Scale(domain=domain), axis=alt.Axis(labelAngle=0, grid=False))


def _levels(unit: str) -> alt.Y:
    scale = alt.Scale(zero=False, nice=True, padding=24)
    axis = alt.Axis(tickCount=5, titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-12, titleX=-30)
    return alt.Y("y:Q", title=unit or None, scale=scale, axis=axis)


def _finished(chart: Layer, height: int) -> Spec:
    axes = {
        "labelColor": INK_2,
        "titleColor": INK_2,
        "labelFontSize": FONT_SIZE,
        "titleFontSize": FONT_SIZE,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
    }
    whole = chart.properties(width=WIDTH, height=height, background=SURFACE, padding=8)
    spec: Spec = (
        whole.configure(font=FONT, aria=False)
        .configure_axis(**axes)
        .configure_view(stroke=None)
        .to_dict(validate=False)
    )
    return spec
