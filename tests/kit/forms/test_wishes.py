from dataclasses import dataclass

import pytest
from django import forms
from django.http import QueryDict

from hotelpms.kit.forms.search import search_field
from hotelpms.kit.forms.wishes import FilterForm, VersionForm, WishForm


@dataclass(frozen=True)
class RoomWish:
    number: int
    is_quiet: bool
    note: str = "none"


class RoomForm(WishForm[RoomWish]):
    asks = RoomWish

    number = forms.IntegerField()
    is_quiet = forms.BooleanField(required=False)
    note = forms.CharField(required=False)


@dataclass(frozen=True)
class ListWish:
    q: str = ""
    state: str = "open"
    number: int | None = None


class ListFilters(FilterForm[ListWish]):
    asks = ListWish

    q = search_field("Name")
    state = forms.ChoiceField(choices=[("open", "Open"), ("done", "Done")], required=False)
    number = forms.IntegerField(required=False, max_value=9)


def test_a_form_says_what_was_typed() -> None:
    form = RoomForm({"number": "7", "is_quiet": "on", "note": ""})

    assert form.is_valid()
    assert form.wish() == RoomWish(7, True, "")


def test_a_field_that_is_left_out_has_the_usual_value() -> None:
    form = RoomForm({"number": "7"})
    del form.fields["note"]

    assert form.is_valid()
    assert form.wish() == RoomWish(7, False, "none")


def test_a_field_is_chosen_from_rows_or_pairs() -> None:
    form = ListFilters(QueryDict("state=late"))
    form.choose_from("state", [("late", "Late")])

    assert form.wish().state == "late"


def test_a_form_is_about_the_row_as_it_is_now_once_it_was_told() -> None:
    form: VersionForm[RoomWish] = VersionForm(QueryDict("version=1"))
    form.see_version(4)

    assert form["version"].value() == "4"


@pytest.mark.parametrize(
    "query", ["", "state=", "state=nonsense", "number=x", "number=" + "9" * 5000, "other=1"]
)
def test_what_makes_no_sense_narrows_nothing(query: str) -> None:
    assert ListFilters(QueryDict(query)).wish() == ListWish()


def test_what_makes_no_sense_still_stands_in_its_field_and_the_rest_holds() -> None:
    filters = ListFilters(QueryDict("q=ana&number=12"))

    assert filters.wish() == ListWish(q="ana")
    assert 'value="12"' in str(filters["number"])


def test_a_list_asks_again_while_a_text_is_typed_and_at_once_when_something_is_chosen() -> None:
    assert ListFilters(QueryDict()).trigger.split(", ") == [
        "input changed delay:250ms from:#id_q",
        "change from:#id_state",
        "change from:#id_number",
        "submit",
    ]
