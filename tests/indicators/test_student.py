"""Student's t beside the values of scipy.stats.t 1.17 (cdf and ppf, as printed with 12 digits)."""

from __future__ import annotations

import pytest

from lvheng.indicators.student import cumulative, quantile


@pytest.mark.parametrize(
    ("t", "freedom", "probability"),
    [
        (-12.7, 1, 0.0250121638447),
        (0.0, 1, 0.5),
        (1.5, 1, 0.812832958189),
        (-2.0, 2, 0.0917517095361),
        (4.3, 2, 0.974971422941),
        (1.0, 3, 0.804498890522),
        (-0.3, 4, 0.389560714139),
        (2.5, 7, 0.979503890707),
        (1.1, 12, 0.853545130755),
        (-3.0, 29, 0.00274959606695),
    ],
)
def test_the_distribution_agrees_with_scipy(t: float, freedom: int, probability: float) -> None:
    assert cumulative(t, freedom) == pytest.approx(probability, abs=1e-11)


@pytest.mark.parametrize(
    ("probability", "freedom", "t"),
    [
        (0.9, 1, 3.07768353718),
        (0.975, 1, 12.7062047362),
        (0.9, 2, 1.88561808316),
        (0.975, 2, 4.30265272975),
        (0.9, 3, 1.6377443537),
        (0.975, 3, 3.18244630528),
        (0.9, 4, 1.53320627406),
        (0.975, 4, 2.7764451052),
        (0.9, 9, 1.3830287384),
        (0.975, 9, 2.2621571628),
        (0.9, 24, 1.31783593367),
        (0.975, 24, 2.06389856163),
    ],
)
def test_quantiles_agree_with_scipy(probability: float, freedom: int, t: float) -> None:
    assert quantile(probability, freedom) == pytest.approx(t, rel=1e-10)


def test_one_degree_of_freedom_reaches_far() -> None:
    assert quantile(0.975, 1) > 3 * quantile(0.975, 3)


@pytest.mark.parametrize("freedom", [0, -1])
def test_no_degree_of_freedom_is_refused(freedom: int) -> None:
    with pytest.raises(ValueError, match="at least one degree"):
        cumulative(1.0, freedom)


@pytest.mark.parametrize("probability", [0.49, 1.0])
def test_a_quantile_beyond_the_upper_half_is_refused(probability: float) -> None:
    with pytest.raises(ValueError, match=r"from 0\.5"):
        quantile(probability, 3)
