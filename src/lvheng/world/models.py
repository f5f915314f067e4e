"""What the world remembers of itself; its reports and figures belong to statistics."""

from __future__ import annotations

from django.db import models


class Made(models.Model):
    """The world that is here now: at most one row. ``mark`` changes with the pack, the seed and the issued forms."""

    pack = models.CharField(max_length=80)
    seed = models.BigIntegerField()
    mark = models.CharField(max_length=64)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.pack} {self.first_year}–{self.last_year} ({self.seed})"
