"""Student's t distribution for whole degrees of freedom, from its closed form; only forecasts need it."""

from __future__ import annotations

import math
from functools import lru_cache

_WIDEST = 1e9


def cumulative(t: float, freedom: int) -> float:
    """The probability of a value of at most ``t``. Source: Abramowitz and Stegun, 26.7.3 and 26.7.4."""
    if freedom < 1:
        raise ValueError("at least one degree of freedom")
    angle = math.atan2(t, math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    term = total = cosine if freedom % 2 else 1.0
    for place in range(2 + freedom % 2, freedom - 1, 2):
        term *= cosine * cosine * (place - 1) / place
        total += term
    if freedom % 2 == 0:
        return (1 + sine * total) / 2
    inner = angle + (sine * total if freedom > 1 else 0.0)
    return 0.5 + inner / math.pi


@lru_cache(maxsize=512)
def quantile(probability: float, freedom: int) -> float:
    """The ``t`` that is exceeded with a chance of 1 - ``probability``; between 0.5 and 1."""
    if not 0.5 <= probability < 1:
        raise ValueError("a probability from 0.5 to less than 1")
    low, high = 0.0, 1.0
    while cumulative(high, freedom) < probability and high < _WIDEST:
        low, high = high, 2 * high
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if cumulative(middle, freedom) < probability else (low, middle)
    return (low + high) / 2
