from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class IndicatorsConfig(AppConfig):
    name = "lvheng.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from lvheng.indicators.queries import fingerprint
        from lvheng.plan import pages

        pages.also_shown.append(fingerprint)
        post_save.connect(_review_soon, sender="statistics.Release", dispatch_uid="indicators.review_warnings")


def _review_soon(**_signal: Any) -> None:
    """Figures that become public may open or close warnings."""
    from lvheng.indicators.jobs import queue_review

    transaction.on_commit(queue_review, robust=True)
