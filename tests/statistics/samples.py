"""Headings and rows of the three public layouts, written small."""

from __future__ import annotations

import datetime
from decimal import Decimal

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
PLAUSIBLE = {"o3": Decimal(1200), "pm10": Decimal(5000), "co": Decimal(150)}
SITE_HEADING = "Date,Hour,WatchPoint,AQI,Level,PrimaryPollution,PM2.5,PM10,CO,NO2,O3_1h,O3_8h,SO2"
STATION_HEADING = "timepoint,stationcode,longitude,latitude,area,positionname,o3,o3_24h,pm2_5,co"
CITY_HEADING = "city,date,aqi,aqi_range,level,pm2_5,pm10,so2,co,no2,o3,rank"


def site_row(date: str, hour: str, site: str = "环保局", **values: str) -> str:
    """One row of the layout of a prefecture's sites; what is not given is empty."""
    columns = ("pm2_5", "pm10", "co", "no2", "o3_1h", "o3_8h", "so2")
    return ",".join([date, hour, site, "", "", "", *(values.get(column, "") for column in columns)])


def station(
    code: str = "1001A", time: str = "2018-02-20T07:00:00", place: str = "116.366,39.8673", **values: str
) -> str:
    """One row of the layout of national stations; what is not given is empty."""
    columns = ("o3", "o3_24h", "pm2_5", "co")
    return ",".join([time, code, place, "北京市", "万寿西宫", *(values.get(column, "") for column in columns)])
