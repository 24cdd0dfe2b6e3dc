"""The form of a row that the hotel's people keep in the set-up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.forms.whole_row import WholeRowForm
from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.once import digest
from hotelpms.kit.web import edge


class Unagreed(Refused):
    """The person has not been told yet what the change means."""

    def __init__(self, warnings: Sequence[str]) -> None:
        super().__init__(" ".join(warnings))
        self.warnings = tuple(warnings)


class RowForm(WholeRowForm):
    """A row of one hotel: it belongs there from the start, and so does what is chosen for it.

    `row`, `links` and `seen` are what the verb gets, once the form is valid.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    agreed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    refused: Refused | None = None
    # What the change means, where the person has to be told before it is saved.
    warnings: tuple[str, ...] = ()

    def __init__(self, *args: Any, hotel: Hotel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hotel = hotel
        self._tie(hotel)
        if self.instance.pk:
            self.initial["seen"] = rows.fingerprint(self.instance)
        for name, field in self.fields.items():
            self._prepare(name, field)

    @property
    def row(self) -> Any:
        """The row as it was typed."""
        return self.instance

    @property
    def seen_before(self) -> str:
        """The fingerprint of the row that the person looked at."""
        return str(self.cleaned_data.get("seen", ""))

    @property
    def links(self) -> dict[str, list[Any]]:
        """The rows that were chosen for a field with many."""
        many = {field.name for field in self.instance._meta.many_to_many}
        return {name: list(self.cleaned_data[name]) for name in many & set(self.cleaned_data)}

    def wish(self) -> Any:
        """Return the form itself: what was typed is in its row."""
        return self

    def warn(self, warnings: Sequence[str]) -> None:
        """Ask for a second press after these sentences, once. Raises Unagreed."""
        if warnings and self.cleaned_data.get("agreed") != _key(warnings):
            raise Unagreed(warnings)

    def refuse(self, refused: Refused) -> None:
        """Say in the form why the rules said no; a second try may overwrite somebody's change."""
        self.refused = refused
        if isinstance(refused, Unagreed):
            self.warnings = refused.warnings
            self._send_next_time("agreed", _key(refused.warnings))
            return
        self.add_error(None, str(refused.message))
        if isinstance(refused, rows.ChangedMeanwhile):
            stored = type(self.instance)._default_manager.get(pk=self.instance.pk)
            self._send_next_time("seen", rows.fingerprint(stored))

    def _send_next_time(self, name: str, value: str) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix(name)] = value  # type: ignore[index]

    def validate_unique(self) -> None:
        """Hold the row against every constraint of its table, the hotel included."""
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]

    def _tie(self, hotel: Hotel) -> None:
        if hasattr(self.instance, "hotel_id"):
            self.instance.hotel = hotel

    def _prepare(self, name: str, field: forms.Field) -> None:
        """Offer rows of this hotel only; bound what is typed."""
        queryset = getattr(field, "queryset", None)
        if queryset is not None and _belongs_to_a_hotel(queryset.model):
            kept = models.Q(hotel=self.hotel)
            if any(column.name == "is_active" for column in queryset.model._meta.fields):
                kept &= models.Q(is_active=True) | models.Q(pk__in=self._chosen(name))
            field.queryset = queryset.filter(kept).order_by("pk")  # type: ignore[attr-defined]

    def _chosen(self, name: str) -> list[Any]:
        """Return the keys of what the row has in this field already."""
        if not any(many.name == name for many in self.instance._meta.many_to_many):
            return [getattr(self.instance, f"{name}_id", None)]
        there = getattr(self.instance, name) if self.instance.pk else None
        return list(there.values_list("pk", flat=True)) if there else []

    def clean(self) -> dict[str, Any]:
        """Take what nobody sees out of every text."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = edge.readable(value, has_lines="\n" in value)
        return cleaned


def _key(warnings: Sequence[str]) -> str:
    return digest({"warnings": list(warnings)})


def _belongs_to_a_hotel(model: type[models.Model]) -> bool:
    return any(
        field.related_model is Hotel for field in model._meta.fields if field.name == "hotel"
    )
