"""Writing a trace, and narrowing the list of traces."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.forms.fields import DayField, LineField, TextField
from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import MOST_VERSIONS, FilterForm, WishForm, id_of
from reservations.domain.traces.lists import SHOWS, TraceWish
from reservations.models import Trace


def departments_of(hotel: Hotel) -> Any:
    return Department.objects.filter(hotel=hotel).order_by("name", "pk")


@dataclass(frozen=True)
class TraceText:
    """What is written on a trace; `version` is missing on a new one."""

    text: str
    department: Department
    due_date: datetime.date
    form_key: str
    version: int | None


class TraceForm(WishForm[TraceText]):
    """What is to be done, by whom, until when; `form_key` makes a double click write once."""

    asks = TraceText

    text = TextField(
        label=_("What is to be done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500, "autofocus": True}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Department"), empty_label=None
    )
    due_date = DayField(label=_("Date"))
    form_key = LineField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(
        required=False, min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Any = None, *, hotel: Hotel, initial: dict[str, Any], first: datetime.date
    ) -> None:
        super().__init__(data, initial=initial)
        self.choose_from("department", departments_of(hotel))
        self.fields["due_date"].widget.attrs["min"] = first.isoformat()


class TraceFilters(FilterForm[TraceWish]):
    """What the list of traces is narrowed down by."""

    asks = TraceWish

    q = search_field(_("Text, guest, room, code"))
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        empty_label=_("All departments"),
    )
    show = forms.ChoiceField(choices=list(SHOWS.items()), required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(label=_("Written by me"), required=False)

    def __init__(self, data: Any, *, hotel: Hotel, person_id: int) -> None:
        super().__init__(data)
        self.person_id = person_id
        self.choose_from("department", departments_of(hotel))

    def given(self) -> dict[str, Any]:
        given, typed = super().given(), self.cleaned_data
        return given | {
            "text": typed.get("q", ""),
            "department_id": id_of(typed.get("department")),
            "writer_id": self.person_id if typed.get("mine") else None,
        }


def initial_of(trace: Trace) -> dict[str, Any]:
    """Return what the form of an existing trace starts with."""
    return {
        "text": trace.text,
        "department": trace.department_id,
        "due_date": trace.due_date,
        "version": trace.version,
    }
