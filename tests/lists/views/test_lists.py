"""Saved views and columns as the browser meets them, on the list of reservations."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, User
from hotelpms.lists.models import ColumnChoice, DefaultView, SavedView
from tests.factories.hotels import MembershipFactory, OpenHotelFactory

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
LISTS = {
    "reservations": "reservations:list",
    "cards": "cardex:list",
    "outbox": "messaging:outbox",
    "invoices": "invoicing:invoices",
}


@pytest.fixture
def person(client: Client, hotel: Hotel) -> User:
    user = MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user
    client.force_login(user, backend=BACKEND)
    return user


def url(name: str, *rest: object, key: str = "reservations", hotel: str = "grand") -> str:
    return reverse(f"lists:{name}", args=[hotel, key, *rest])


def the_list(query: str = "", name: str = "reservations:list") -> str:
    return reverse(name, args=["grand"]) + query


def view_of(person: User, hotel: Hotel, **more: object) -> SavedView:
    row = {"list_key": "reservations", "name": "Soon", "query": "state=due_in"} | more
    return SavedView.objects.create(person=person, hotel=hotel, **row)


@pytest.mark.parametrize("key", LISTS)
def test_each_list_saves_a_view_and_shows_it_as_a_chip(
    client: Client, person: User, key: str
) -> None:
    data = {"name": "Search for Ana", "query": "q=ana&page=3"}

    saved = client.post(url("save", key=key), data)

    assert saved["Location"] == the_list("?q=ana", LISTS[key])

    html = client.get(saved["Location"]).content.decode()

    assert "Search for Ana" in html
    assert SavedView.objects.get().list_key == key


@pytest.mark.parametrize("key", LISTS)
def test_each_list_hides_a_column_but_never_the_first(
    client: Client, person: User, key: str
) -> None:
    before = client.get(the_list(name=LISTS[key])).context["list"].columns

    client.post(url("columns", key=key), {"columns": [before[1].name]})

    after = client.get(the_list(name=LISTS[key])).context["list"].columns

    assert [column.name for column in after] == [before[0].name, before[1].name]


def test_htmx_saves_what_stands_in_the_address_and_is_told_to_fetch_the_rows(
    client: Client, person: User
) -> None:
    headers = {
        "HX-Request": "true",
        "HX-Current-URL": "http://testserver/h/grand/reservations/?state=option&sort=-arrival",
    }

    answer = client.post(url("save"), {"name": "Options", "query": "q=old"}, headers=headers)

    assert SavedView.objects.get().query == "state=option&sort=-arrival"
    assert set(json.loads(answer["HX-Trigger"])) == {"toast", "list-changed", "view-saved"}
    assert answer.content.strip().startswith(b"<form")


def test_a_view_without_a_name_is_refused_and_keeps_what_was_ticked(
    client: Client, person: User
) -> None:
    answer = client.post(url("save"), {"name": " ", "query": "q=ana", "opens": "on"})

    assert answer.status_code == 422
    assert SavedView.objects.count() == 0

    html = answer.content.decode()

    assert 'value="q=ana"' in html
    assert "checked" in html


def test_a_name_that_is_taken_is_told_in_the_form(
    client: Client, person: Any, hotel: Hotel
) -> None:
    view_of(person, hotel, query="state=in_house")

    answer = client.post(url("save"), {"name": "Soon", "query": "q=ana"})

    assert answer.status_code == 422

    html = answer.content.decode()

    assert "You have a view of this name already." in html
    assert 'value="Soon"' in html


def test_the_bare_address_opens_the_chosen_view_and_everything_stays_in_reach(
    client: Client, person: User
) -> None:
    client.post(url("save"), {"name": "Soon", "query": "state=due_in", "opens": "on"})

    assert client.get(the_list())["Location"] == the_list("?state=due_in")
    assert client.get(the_list("?view=all")).status_code == 200
    assert client.get(the_list(), headers={"HX-Request": "true"}).status_code == 200


def test_the_chosen_view_is_given_up_again(client: Client, person: User, hotel: Hotel) -> None:
    view = view_of(person, hotel)
    client.post(url("open_with"), {"view": view.pk})

    assert DefaultView.objects.get().view == view

    client.post(url("open_with"), {"view": ""})

    assert client.get(the_list()).status_code == 200


def test_a_view_is_renamed_and_deleted_on_the_page_of_views(
    client: Client, person: User, hotel: Hotel
) -> None:
    view = view_of(person, hotel)

    assert b'value="Soon"' in client.get(url("manage")).content

    client.post(url("change", view.pk), {f"view-{view.pk}-name": "Today"})
    view.refresh_from_db()

    assert view.name == "Today"

    client.post(url("delete", view.pk))

    assert SavedView.objects.count() == 0
    assert "No view is saved yet." in client.get(url("manage")).content.decode()


def test_a_clerk_cannot_share_but_a_manager_can(client: Client, person: User, hotel: Hotel) -> None:
    client.post(url("save"), {"name": "Mine", "query": "q=a", "is_shared": "on"})

    assert SavedView.objects.get(name="Mine").is_shared is False

    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user, backend=BACKEND)
    client.post(url("save"), {"name": "Ours", "query": "q=b", "is_shared": "on"})

    assert SavedView.objects.get(name="Ours").is_shared is True


def test_renaming_by_an_owner_without_the_right_keeps_the_view_shared(
    client: Client, person: User, hotel: Hotel
) -> None:
    view = view_of(person, hotel, is_shared=True)

    client.post(url("change", view.pk), {f"view-{view.pk}-name": "Today"})

    view.refresh_from_db()

    assert (view.name, view.is_shared) == ("Today", True)


def test_the_view_of_another_person_does_not_exist(
    client: Client, person: User, hotel: Hotel
) -> None:
    view = view_of(MembershipFactory(hotel=hotel).user, hotel)

    for name in ("change", "delete"):
        assert client.post(url(name, view.pk)).status_code == 404

    assert client.post(url("open_with"), {"view": view.pk}).status_code == 404
    assert SavedView.objects.count() == 1


def test_the_view_of_another_hotel_does_not_exist(client: Client, person: User) -> None:
    elsewhere = OpenHotelFactory(code="other")
    view = view_of(person, elsewhere)

    assert client.post(url("delete", view.pk)).status_code == 404
    assert client.get(url("manage", hotel="other")).status_code == 404
    assert client.post(url("save", hotel="other"), {"name": "x"}).status_code == 404


def test_an_unknown_list_does_not_exist_and_a_closed_one_refuses(
    client: Client, hotel: Hotel
) -> None:
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user, backend=BACKEND)

    assert client.post(url("save", key="minibar"), {"name": "x"}).status_code == 404
    assert client.post(url("save", key="invoices"), {"name": "x"}).status_code == 403
    assert client.post(url("columns", key="cards"), {}).status_code == 403
    assert ColumnChoice.objects.count() == 0


def test_the_usual_columns_come_back(client: Client, person: User) -> None:
    client.post(url("columns"), {"columns": ["room"]})
    client.post(url("columns"), {"usual": "1"})

    assert ColumnChoice.objects.count() == 0


def test_columns_answer_htmx_with_the_ticks_and_send_the_rows(client: Client, person: User) -> None:
    answer = client.post(url("columns"), {"columns": ["room"]}, headers={"HX-Request": "true"})

    assert answer["HX-Trigger"] == "list-changed"
    assert answer.content.decode().count(" checked") == 2
