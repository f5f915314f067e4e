"""How sign-in and sign-up behave: django-allauth's adapter."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lvheng.areas.sign_in import login_failed, login_locked


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Self-registration is open and makes a citizen: every other role is appointed.

    Failures and lock-outs are told to the action log.
    """

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while locked out."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            login_locked.send(sender=type(self), request=request, username=credentials.get("username", ""))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the log."""
        login_failed.send(sender=type(self), request=request, username=credentials.get("username", ""))

    def clean_password(self, password: str, user: Any = None) -> str:
        """The policy of AUTH_PASSWORD_VALIDATORS, and no password again that is being replaced."""
        password = super().clean_password(password, user)
        if user is not None and user.pk and user.check_password(password):
            raise ValidationError(_("新密码不能与现在的密码相同。"), code="password_unchanged")
        return password

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail is sent: the account page and the action log show the change."""
