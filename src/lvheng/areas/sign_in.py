"""Sign-in events that django-allauth has no signal for."""

from __future__ import annotations

from django.dispatch import Signal

# Arguments of both: request, username (as typed).
login_failed = Signal()
login_locked = Signal()
