"""How much of what is here is simulated."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings

from lvheng.registers.simulated import simulated_count
from lvheng.statistics.simulated import Counts, simulated_counts
from lvheng.world.extras import count_extras
from lvheng.world.households import household_months


@dataclass(frozen=True)
class WorldCounts(Counts):
    """Rows of the statistics, registered things, rows of other rooms, and rows of the households' files."""

    things: int = 0
    others: int = 0
    household_months: int = 0

    @classmethod
    def of(cls, counts: Counts, *, things: int = 0, others: int = 0, household_months: int = 0) -> WorldCounts:
        """The counts of the statistics with those of everything else."""
        return cls(**asdict(counts), things=things, others=others, household_months=household_months)


def world_counts() -> WorldCounts:
    """How much there is now."""
    return WorldCounts.of(
        simulated_counts(),
        things=simulated_count(),
        others=count_extras(),
        household_months=household_months(settings.CONFIGURATION.data_dir),
    )
