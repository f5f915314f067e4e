"""Choosing how to be written to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lvheng.notifications.kinds import KINDS
from lvheng.notifications.models import Preference


class PreferenceForm(forms.Form):
    """The address for letters, how many letters, and what they are about."""

    email = forms.EmailField(label=_("电子邮箱"), required=False, max_length=254)
    mail = forms.ChoiceField(label=_("怎样通知"), choices=Preference.Mail.choices, widget=forms.RadioSelect)
    about = forms.MultipleChoiceField(
        label=_("哪些事写信"), choices=list(KINDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def without(self) -> list[str]:
        """The kinds that were left out."""
        return [kind for kind in KINDS if kind not in self.cleaned_data["about"]]
