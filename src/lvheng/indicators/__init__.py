"""Indicators: values of any area and period by the official formulas, against targets, with schedule and lights.

Computing is pure: it reads a pack and observations and writes nothing. See docs/rooms/indicators.md.
"""

from lvheng.indicators.computing import Computed, Inputs, MissingPart, compute
from lvheng.indicators.consistency import Conflict, Inconsistency, conflicts, inconsistencies
from lvheng.indicators.explaining import Node, explain
from lvheng.indicators.observations import Observation, Observations, published_observations

__all__ = [
    "Computed",
    "Conflict",
    "Inconsistency",
    "Inputs",
    "MissingPart",
    "Node",
    "Observation",
    "Observations",
    "compute",
    "conflicts",
    "explain",
    "inconsistencies",
    "published_observations",
]
