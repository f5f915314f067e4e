"""What this room does when django-allauth reports something."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from django.dispatch import receiver

from lvheng.areas.models import Person


@receiver(password_changed, dispatch_uid="areas.password_changed")
def own_password_chosen(user: Any, **_: Any) -> None:
    """A one-time password has done its work."""
    Person.objects.filter(pk=user.pk).update(must_change_password=False)
