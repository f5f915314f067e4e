"""The action log: who did what, when, to what. Entries are chained by hash and can only be added."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pgtrigger
from django.db import models

# The fields that the hash covers, beside the time.
CONTENT = (
    "number",
    "actor_id",
    "actor_name",
    "organisation_code",
    "organisation_name",
    "role",
    "action",
    "object_type",
    "object_id",
    "object_name",
    "changes",
)


class Entry(models.Model):
    """One write. The actor is kept by name as well, so that the log reads the same whatever becomes of the account."""

    number = models.PositiveBigIntegerField(unique=True)
    time = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80)
    organisation_code = models.CharField(max_length=80, blank=True)
    organisation_name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=24, blank=True)
    action = models.CharField(max_length=80, help_text="room.verb, for example plan.adopt")
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=80)
    object_name = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict, help_text='{"field": [before, after]} or facts of the action')
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)
        indexes = [
            models.Index(fields=("object_type", "object_id")),
            models.Index(fields=("action", "-number")),
            models.Index(fields=("actor_id", "-number")),
            models.Index(fields=("time",)),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                operation=pgtrigger.Truncate,
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                func="RAISE EXCEPTION 'the action log can only be added to';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.object_name}"

    def content(self) -> dict[str, Any]:
        """What the hash covers: everything but the hashes themselves."""
        return {"time": self.time.astimezone(UTC).isoformat(), **{name: getattr(self, name) for name in CONTENT}}
