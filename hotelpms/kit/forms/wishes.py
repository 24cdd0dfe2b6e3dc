"""Forms that say what a person wishes as a frozen dataclass, so that its readers are checked."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Generic, TypeVar

from django import forms
from django.db.models import Model, QuerySet

from hotelpms.kit.errors import Refused, StaleVersion

Wish = TypeVar("Wish")

NOTHING = (None, "")
MOST_VERSIONS = 2**31 - 1
TYPED = "input changed delay:250ms"


class WishForm(forms.Form, Generic[Wish]):
    """A form whose answer is a wish.

    `asks` is the dataclass; each of its fields is a field of the form by the same name. A field
    that the form leaves out for some people or states has a default there. A form whose fields
    are named by rows overrides `wish` instead.
    """

    asks: type[Wish]
    refused: Refused | None = None

    def wish(self) -> Wish:
        """Return what was typed. Only after is_valid()."""
        return self.asks(**self.given())

    def given(self) -> dict[str, Any]:
        """Return the fields of the wish that the form has, by name."""
        asked: Any = self.asks
        names = [field.name for field in fields(asked) if field.init]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def choose_from(self, name: str, choices: QuerySet[Any] | Iterable[Any]) -> None:
        """Let the field be chosen from these rows, or these pairs of value and label."""
        field: Any = self.fields[name]
        if isinstance(choices, QuerySet):
            field.queryset = choices
        else:
            field.choices = choices

    def refuse(self, refused: Refused) -> None:
        """Say in the form why the rules said no; after a stale version the next try is possible."""
        self.add_error(None, str(refused.message))
        self.refused = refused
        if isinstance(refused, StaleVersion):
            self.see_version(refused.version)

    def see_version(self, version: int) -> None:
        """Let the next try be about the row as it is now."""
        if "version" in self.fields:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]


class FilterForm(WishForm[Wish]):
    """What a list is narrowed down by, as it stands in the address.

    No field is required and each has a default in the wish: what makes no sense narrows nothing
    and still stands in its field, so a list never fails and nothing that was typed is lost.
    """

    def given(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in super().given().items() if value not in NOTHING}

    @property
    def trigger(self) -> str:
        """When htmx asks again: while a text is typed, and at once when something is chosen."""
        whens = [
            f"{TYPED if self._is_typed(field) else 'change'} from:#{field.id_for_label}"
            for field in self.visible_fields()
        ]
        return ", ".join([*whens, "submit"])

    @staticmethod
    def _is_typed(field: forms.BoundField) -> bool:
        return isinstance(field.field, forms.CharField)


class VersionForm(WishForm[Wish]):
    """A form about a row that somebody else may change meanwhile."""

    version = forms.IntegerField(min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput)


def id_of(row: Model | None) -> int | None:
    """Return the key of a row that was chosen, None when none was."""
    return None if row is None else row.pk
