"""Measurement series: what is measured and how often. Concentrations are in µg/m³, carbon monoxide in mg/m³.

A series is one quantity of one network at one resolution; its rows are sites and times. The time of a value is the
beginning of the hour or day that it describes.
"""

from __future__ import annotations

from enum import StrEnum

# 18 digits of which 6 behind the point: a 64-bit integer for every concentration that an instrument can tell.
DIGITS = 18
DECIMALS = 6
VALUE_TYPE = f"DECIMAL({DIGITS}, {DECIMALS})"
# All of China keeps one time without summer time.
LOCAL_OFFSET_HOURS = 8
POLLUTANTS = ("so2", "no2", "co", "o3", "pm10", "pm2_5")


class Resolution(StrEnum):
    """How long the time is that one value describes."""

    HOURLY = "hourly"
    DAILY = "daily"

    @property
    def hours(self) -> int:
        return 1 if self is Resolution.HOURLY else 24


def pollutant_of(code: str) -> str:
    """The pollutant that a quantity such as ``pm2_5_24h`` is about; empty for an index."""
    return next((each for each in sorted(POLLUTANTS, key=len, reverse=True) if code.startswith(f"{each}_")), "")
