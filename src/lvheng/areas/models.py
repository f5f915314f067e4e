"""Where, who and in what capacity: administrative divisions, organisations, people and their appointments."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvheng.areas.language import in_reader_language
from lvheng.areas.roles import Role

__all__ = ["ApiKey", "Appointment", "Area", "Organisation", "Person", "Role"]


class Area(models.Model):
    """An administrative division by its GB/T 2260 code; its boundary is simplified for maps."""

    class Level(models.TextChoices):
        NATION = "nation", _("国家")
        PROVINCE = "province", _("省级")
        PREFECTURE = "prefecture", _("地级")
        COUNTY = "county", _("县级")

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    short_name = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=12, choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    boundary = models.JSONField(
        null=True, blank=True, help_text="GeoJSON geometry, simplified, in the coordinates that boundary_source names"
    )
    boundary_source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return in_reader_language(self.name, self.name_en)


class Organisation(models.Model):
    """A body that owes tasks, reports figures or holds rights."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("人民政府")
        DEPARTMENT = "department", _("政府部门")
        COUNTY_GOVERNMENT = "county_government", _("县（市、区）人民政府")
        ENTERPRISE = "enterprise", _("企业")
        BANK = "bank", _("银行")
        PUBLIC_INSTITUTION = "public_institution", _("公共机构")
        MEDIA = "media", _("媒体")
        OTHER = "other", _("其他")

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=24, choices=Kind)
    type = models.CharField(max_length=80, blank=True, help_text="code of the department type that the pack names")
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    aliases = models.JSONField(default=list, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("area_id", "kind", "code")

    def __str__(self) -> str:
        return in_reader_language(self.short_name or self.name, self.name_en)


class Person(AbstractUser):
    """Somebody who signs in. What they may do follows from their appointments, never from flags on this row."""

    full_name = models.CharField(_("姓名"), max_length=60, blank=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False, help_text="the password was made by an administrator")

    def __str__(self) -> str:
        return self.full_name or self.username


class Appointment(models.Model):
    """A person acts for an organisation in a role, from a day until a day; ended, never deleted.

    ``until_date`` is the first day on which it no longer holds, so that ending it today ends it at once.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=Role)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("person_id", "from_date", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(until_date__isnull=True),
                name="one_open_appointment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_role_display()}"


class ApiKey(models.Model):
    """A key by which a program of an office acts in one appointment of a person: until its last day, or its revocation.

    Only the hash of the key is kept. ``prefix`` is the part by which people recognise it.
    """

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="keys")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    last_day = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
