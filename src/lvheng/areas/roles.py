"""The capacities in which a person may act for an organisation."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A role; what it may do is in permissions.py, what it goes with in duties.py."""

    LEADER = "leader", _("领导")
    PLANNER = "planner", _("规划员（发展改革）")
    DEPARTMENT_OFFICER = "department_officer", _("部门工作人员")
    COUNTY_OFFICER = "county_officer", _("县（市、区）工作人员")
    AUDITOR = "auditor", _("审计员")
    SECURITY_OFFICER = "security_officer", _("安全管理员")
    ADMINISTRATOR = "administrator", _("系统管理员")
    ENTERPRISE = "enterprise", _("企业用户")
    BANK = "bank", _("银行用户")
    CITIZEN = "citizen", _("公民")
