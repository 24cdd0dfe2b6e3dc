from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import User


def language_field() -> forms.ChoiceField:
    choices = [("", _("As the browser asks")), *settings.LANGUAGES]
    return forms.ChoiceField(label=_("Language"), choices=choices, required=False)


class UserCreationForm(AdminUserCreationForm):
    """A new person with the first password."""

    class Meta:
        model = User
        fields = ("username",)


class UserChangeForm(DjangoUserChangeForm):
    """What the administrator may change about a person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"] = language_field()

    class Meta:
        model = User
        fields = "__all__"
