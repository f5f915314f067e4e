"""Who was told what, whether they have read it, and how they want to be written to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvheng.notifications.message import LONGEST_KEY, LONGEST_TITLE, LONGEST_URL


class Preference(models.Model):
    """How a person wants letters; without a row, one letter a day about everything."""

    class Mail(models.TextChoices):
        AT_ONCE = "at_once", _("有一条发一封")
        DAILY = "daily", _("每天早上汇成一封")
        NONE = "none", _("不发邮件，只在本站看")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    mail = models.CharField(max_length=8, choices=Mail, default=Mail.DAILY)
    without = models.JSONField(default=list, help_text="kinds that no letter is wanted about")

    def __str__(self) -> str:
        return f"{self.person} · {self.get_mail_display()}"


class Notification(models.Model):
    """One message to one person.

    ``letter`` goes from ``due`` to ``sending`` to ``sent``. What was ``sending`` when the program was killed may or may
    not have left: it is not sent again.
    """

    class Letter(models.TextChoices):
        DUE = "due", _("待发")
        SENDING = "sending", _("发送中")
        SENT = "sent", _("已发")
        FAILED = "failed", _("未能发出")
        NONE = "none", _("不发")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=LONGEST_TITLE)
    title_en = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    url = models.CharField(max_length=LONGEST_URL)
    simulated = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField(max_length=8, choices=Letter, default=Letter.DUE)
    letter_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = [models.UniqueConstraint(fields=("person", "key"), name="told_once")]
        indexes = [
            models.Index(fields=("person", "-made_at", "-id"), name="notification_of_person"),
            models.Index(fields=("person",), condition=models.Q(read_at=None), name="notification_unread"),
            models.Index(fields=("letter", "person"), condition=models.Q(letter="due"), name="notification_due"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.title}"
