from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from hotelpms.hotels.models import Hotel
from hotelpms.kit.forms.wishes import FilterForm
from hotelpms.lists.domain import catalogue, columns, views
from hotelpms.lists.domain.catalogue import Column, List, find, register
from hotelpms.lists.domain.views import Viewer
from hotelpms.lists.models import DefaultView, SavedView
from tests.factories.hotels import HotelFactory, UserFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class StayWish:
    q: str = ""
    state: str = ""


class StayFilters(FilterForm[StayWish]):
    asks = StayWish

    q = forms.CharField(required=False)
    state = forms.CharField(required=False)


STAYS = List(
    key="test-stays",
    label="Stays",
    right="desk.view",
    url_name="desk:home",
    filters=StayFilters,
    page="page.html",
    part="part.html",
    columns=(
        Column("guest", "Guest", sort="guest", is_fixed=True),
        Column("room", "Room"),
        Column("notes", "Notes", is_usual=False),
    ),
)


@pytest.fixture
def hotel() -> Hotel:
    return HotelFactory()


@pytest.fixture
def clerk(hotel: Hotel) -> Viewer:
    return views.Viewer(UserFactory().pk, hotel.pk, frozenset({"desk.view"}))


@pytest.fixture
def manager(hotel: Hotel) -> Viewer:
    return views.Viewer(UserFactory().pk, hotel.pk, frozenset({"desk.view", "lists.share"}))


def save(
    viewer: Viewer, name: str = "Mine", query: str = "state=open", **more: object
) -> SavedView | None:
    return views.save(found=STAYS, viewer=viewer, name=name, wanted=QueryDict(query), **more)


def names(viewer: Viewer) -> list[Any] | list[str]:
    return [view.name for view in views.visible(found=STAYS, viewer=viewer)]


def test_a_view_keeps_only_what_the_list_knows_in_the_lists_order(clerk: Viewer) -> None:
    asked = "state=open&page=4&q=%C3%A1na&sort=-guest&view=all&evil=%3Cb%3E"

    assert save(clerk, query=asked).query == "q=%C3%A1na&state=open&sort=-guest"


def test_an_unknown_order_and_an_endless_value_are_dropped(clerk: Viewer) -> None:
    assert save(clerk, query=f"q={'x' * 201}&sort=password").query == ""


def test_a_second_press_saves_nothing_new(clerk: Viewer) -> None:
    assert save(clerk) == save(clerk)
    assert SavedView.objects.count() == 1


def test_a_name_is_taken_once_in_whatever_letters(clerk: Viewer) -> None:
    save(clerk, name="Due in")

    with pytest.raises(views.NameTaken):
        save(clerk, name="due IN", query="q=other")


def test_two_people_may_use_the_same_name(clerk: Viewer, manager: Viewer) -> None:
    save(clerk)
    save(manager)

    assert names(clerk) == names(manager) == ["Mine"]


def test_a_view_is_private_until_it_is_shared_and_stays_in_its_hotel(
    clerk: Viewer, manager: Viewer
) -> None:
    elsewhere = views.Viewer(clerk.person_id, HotelFactory().pk, clerk.rights)
    save(clerk, name="Private")
    save(manager, name="For all", is_shared=True)

    assert names(clerk) == ["For all", "Private"]
    assert names(manager) == ["For all"]
    assert names(elsewhere) == []


def test_sharing_needs_the_right(clerk: Viewer) -> None:
    with pytest.raises(views.MayNotShare):
        save(clerk, is_shared=True)

    view = save(clerk)
    with pytest.raises(views.MayNotShare):
        views.change(view=view, viewer=clerk, name="Mine", is_shared=True)


def test_a_colleague_neither_renames_nor_deletes_a_shared_view(
    clerk: Viewer, manager: Viewer
) -> None:
    shared = save(manager, is_shared=True)

    with pytest.raises(views.NotYours):
        views.change(view=shared, viewer=clerk, name="Other", is_shared=True)
    with pytest.raises(views.NotYours):
        views.delete(view=shared, viewer=clerk)

    assert names(clerk) == ["Mine"]


def test_whoever_may_share_clears_up_among_the_shared_views_only(
    clerk: Viewer, manager: Viewer
) -> None:
    view = save(clerk)
    with pytest.raises(views.NotYours):
        views.delete(view=view, viewer=manager)

    SavedView.objects.filter(pk=view.pk).update(is_shared=True)
    view.refresh_from_db()
    views.delete(view=view, viewer=manager)

    assert names(clerk) == []


def test_renaming_to_a_name_in_use_is_refused(clerk: Viewer) -> None:
    save(clerk, name="One")
    other = save(clerk, name="Two")

    with pytest.raises(views.NameTaken):
        views.change(view=other, viewer=clerk, name="one", is_shared=False)


def test_a_list_opens_with_one_view_and_forgets_it_with_the_view(clerk: Viewer) -> None:
    first, second = save(clerk, name="A"), save(clerk, name="B")
    views.open_with(found=STAYS, viewer=clerk, view=first)
    views.open_with(found=STAYS, viewer=clerk, view=second)

    opens = {row.name: row.opens for row in views.visible(found=STAYS, viewer=clerk)}

    assert opens == {"A": False, "B": True}

    views.delete(view=second, viewer=clerk)

    assert DefaultView.objects.count() == 0


def test_the_default_of_one_person_is_not_that_of_another(clerk: Viewer, manager: Viewer) -> None:
    shared = save(manager, is_shared=True)
    views.open_with(found=STAYS, viewer=manager, view=shared)

    assert [row.opens for row in views.visible(found=STAYS, viewer=clerk)] == [False]


def test_there_is_an_end_to_saving(clerk: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_VIEWS", 1)
    save(clerk)

    with pytest.raises(views.TooManyViews):
        save(clerk, name="One more")


def test_the_usual_columns_show_until_a_person_chooses(clerk: Viewer) -> None:
    def shown() -> Any:
        return [c.name for c in columns.shown(found=STAYS, person_id=clerk.person_id)]

    assert shown() == ["guest", "room"]

    columns.choose(found=STAYS, person_id=clerk.person_id, names=["notes", "salary"])

    assert shown() == ["guest", "notes"]

    columns.choose(found=STAYS, person_id=clerk.person_id, names=[])

    assert shown() == ["guest"]

    columns.choose_usual(found=STAYS, person_id=clerk.person_id)

    assert shown() == ["guest", "room"]


def test_a_key_belongs_to_one_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_LISTS", {})
    register(STAYS)
    other = List("test-stays", "Other", "desk.view", "desk:home", StayFilters, (), "", "")

    with pytest.raises(ValueError, match="two lists"):
        register(other)

    assert find("test-stays") == STAYS


def test_sharing_what_was_saved_before_shares_it(manager: Viewer) -> None:
    first = save(manager)
    again = save(manager, is_shared=True)

    assert again.pk == first.pk
    assert SavedView.objects.get().is_shared


def test_a_value_that_would_not_fit_is_left_out(clerk: Viewer) -> None:
    wanted = QueryDict(mutable=True)
    wanted.update({"q": "\N{GRINNING FACE}" * 90, "state": "open"})

    assert views.save(found=STAYS, viewer=clerk, name="Long", wanted=wanted).query == "state=open"
