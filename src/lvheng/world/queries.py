"""What others read about the world of demonstration."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvheng.registers.simulated import simulated_count
from lvheng.statistics.simulated import anything_simulated
from lvheng.world.counting import WorldCounts, world_counts
from lvheng.world.models import Made


def exists() -> bool:
    """Whether anything on this site is simulated."""
    return anything_simulated() or simulated_count() > 0


def notice() -> Promise | None:
    """What readers of the home page are told while there is a world."""
    if not exists():
        return None
    return _("本站含演示数据：凡标有“模拟”的数字和报表由程序生成，不是真实情况。")


def made() -> Made | None:
    """The world that is here; None without one."""
    return Made.objects.first()


def counts() -> WorldCounts:
    """How many simulated rows there are."""
    return world_counts()
