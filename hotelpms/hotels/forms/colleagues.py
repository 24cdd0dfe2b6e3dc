"""The people of a hotel as its own people keep them: names, roles here, passwords."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows, staff
from hotelpms.hotels.domain.set_up.people import Person
from hotelpms.hotels.enums import Role
from hotelpms.hotels.forms.people import language_field
from hotelpms.hotels.models import Hotel, User
from hotelpms.kit.errors import Refused
from hotelpms.kit.forms.fields import EmailField, LineField
from hotelpms.kit.forms.wishes import WishForm

PERSON = ("first_name", "last_name", "email", "language")


class RolesField(forms.MultipleChoiceField):
    """The roles in one hotel that may be given there, each with a box."""

    widget = forms.CheckboxSelectMultiple


class FirstPasswordField(forms.CharField):
    """A password that is typed; left empty the page makes one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
        super().__init__(**{"widget": widget, "max_length": 128, "strip": False, **kwargs})


@dataclass(frozen=True)
class ColleagueWish:
    roles: tuple[str, ...]
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    language: str = ""
    seen: str = ""

    @property
    def person(self) -> Person:
        """What the person is called, as the verb takes it."""
        return Person(self.first_name, self.last_name, self.email, self.language)


@dataclass(frozen=True)
class NewColleagueWish(ColleagueWish):
    username: str = ""
    password: str = ""


class RolesForm(WishForm[ColleagueWish]):
    """Only the roles here: what may be changed of somebody who works elsewhere too."""

    asks = ColleagueWish

    roles = RolesField(label=_("Roles in this hotel"))
    seen = LineField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, hotel: Hotel, roles: Iterable[Role], **kwargs: Any) -> None:
        self.user: User | None = kwargs.pop("user", None)
        super().__init__(*args, **kwargs)
        self.hotel = hotel
        self.choose_from("roles", [(role.value, role.label) for role in roles])
        if self.user is not None:
            held = staff.roles_in(hotel).get(self.user.pk, [])
            names = {name: getattr(self.user, name) for name in PERSON}
            self.initial = {"roles": held, "seen": self._fresh(), **names, **self.initial}

    def clean_roles(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["roles"])

    def refuse(self, refused: Refused) -> None:
        """Say why not; what somebody else changed meanwhile may be overwritten by a second try."""
        super().refuse(refused)
        if isinstance(refused, rows.ChangedMeanwhile):
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("seen")] = self._fresh()  # type: ignore[index]

    def _fresh(self) -> str:
        assert self.user is not None
        return staff.fingerprint(user=self.user, hotel_id=self.hotel.pk)


class ColleagueForm(RolesForm):
    """A person who works here."""

    first_name = LineField(label=_("First name"), max_length=150)
    last_name = LineField(label=_("Last name"), max_length=150, required=False)
    email = EmailField(label=_("E-mail"), max_length=254, required=False)
    language = language_field()
    field_order: tuple[str, ...] = (*PERSON, "roles")


class NewColleagueForm(ColleagueForm):
    """A person who has worked nowhere yet."""

    asks = NewColleagueWish

    username = LineField(
        label=_("Log-in name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Letters, digits and @ . + - _ only. It stays as it is."),
    )
    password = FirstPasswordField(
        label=_("First password"),
        required=False,
        help_text=_("Leave it empty and one is made, which you see once."),
    )
    field_order = ("username", *PERSON, "roles", "password")


@dataclass(frozen=True)
class BringWish:
    user: User
    roles: tuple[str, ...]


class BringForm(WishForm[BringWish]):
    """Somebody of another hotel, and the first roles here."""

    asks = BringWish

    user = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    roles = RolesField(label=_("Roles in this hotel"))

    def __init__(self, *args: Any, people: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("user", people)
        self.choose_from("roles", [(role.value, role.label) for role in roles])
        self.fields["user"].label_from_instance = _called  # type: ignore[attr-defined]

    def clean_roles(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["roles"])


@dataclass(frozen=True)
class PasswordWish:
    password: str = ""


class NewPasswordForm(WishForm[PasswordWish]):
    """A password in place of one that was forgotten."""

    asks = PasswordWish

    password = FirstPasswordField(
        label=_("New password"),
        required=False,
        help_text=_("Leave it empty and one is made, which you see once."),
    )


def _called(user: User) -> str:
    return f"{user.get_full_name()} ({user.get_username()})"
