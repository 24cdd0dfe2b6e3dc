from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from hotelpms.desk import shell
from hotelpms.desk.domain.palette import Item
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.domain.rooms.assignment import assign
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import House, charge, guest_in_house, issued_invoice, open_house
from tests.factories.reservations import (
    AT,
    SYSTEM,
    TODAY,
    RoomFactory,
    RoomTypeFactory,
    booked_stay,
    day,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return open_house(code="grand", name="Grand")


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    return signed_in(client, house.hotel, Role.FRONT_DESK)


def signed_in(client: Client, hotel: Hotel, role: Role) -> Client:
    client.force_login(MembershipFactory(hotel=hotel, role=role).user)
    return client


def asked(client: Client, text: str = "", *, hotel: str = "grand", **more: object) -> HttpResponse:
    return client.get(
        reverse("desk:palette", args=[hotel]), {"q": text, **more}, headers={"HX-Request": "true"}
    )


def items(client: Client, text: str = "", **more: object) -> list[tuple[str, str]]:
    """(head of the group, label) of every line."""
    groups = asked(client, text, **more).context["groups"]
    return [(group.title, item.label) for group in groups for item in group.items]


def item(client: Client, label: str, text: str = "", **more: object) -> Item:
    groups = asked(client, text, **more).context["groups"]
    return next(item for group in groups for item in group.items if item.label == label)


def labels(client: Client, text: str = "", **more: object) -> list[str]:
    return [label for _title, label in items(client, text, **more)]


def test_before_anything_is_typed_it_offers_what_can_be_made_and_where_to_go(desk: Client) -> None:
    shown = items(desk)

    assert shown[0] == ("New", "Reservation")
    assert ("Go to", "Arrivals") in shown
    assert ("Go to", "Set-up") not in shown


def test_every_command_leads_to_a_page_that_the_person_may_open() -> None:
    for entry in (*shell.NAV, *shell.PAGES, *shell.CREATE):
        path = shell.address(entry.name, HotelFactory.build(code="grand"))
        access = getattr(resolve(path).func, "access", None)
        rights = " or ".join(entry.rights) or entry.right
        assert access in (rights, "signed in", None), entry.name


def test_a_guest_is_found_by_words_in_any_order_and_without_accents(
    desk: Client, house: House
) -> None:
    guest = ProfileFactory(first_name="Ana María", last_name="Núñez")

    assert item(desk, "Ana María Núñez", "nun an").url == reverse(
        "cardex:card", args=["grand", guest.pk]
    )


def test_a_company_a_room_and_an_invoice_are_found(desk: Client, house: House) -> None:
    company = CompanyFactory(last_name="Acme Ltd")
    invoice = issued_invoice(house)

    assert item(desk, "Acme Ltd", "acme").url.endswith(f"/cardex/{company.pk}/")
    assert ("Rooms", f"Room {house.room.number}") in items(desk, house.room.number)
    assert item(desk, invoice.full_number, invoice.full_number).url.endswith(
        f"/invoices/{invoice.pk}/"
    )


def test_an_invoice_is_found_by_its_payer(desk: Client, house: House) -> None:
    invoice = issued_invoice(house)

    assert ("Invoices", invoice.full_number) in items(desk, invoice.payer_name.split()[-1])


def test_a_guest_who_is_due_in_can_be_checked_in_from_there(desk: Client, house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    name = stay.guest.full_name

    step = item(desk, f"Check in: {name}", stay.reservation.code)

    assert (step.action, step.url) == (
        "panel",
        reverse("reservations:check_in", args=["grand", stay.pk]),
    )
    assert f"Check out: {name}" not in labels(desk, stay.reservation.code)


def test_a_guest_in_the_house_has_a_folio_and_a_way_out(desk: Client, house: House) -> None:
    stay, _folio = guest_in_house(house)
    name = stay.guest.full_name

    shown = labels(desk, stay.room.number)

    assert f"Folio: {name}" in shown
    assert f"Check out: {name}" in shown
    assert f"Check in: {name}" not in shown


def test_a_room_leads_to_the_guest_in_it(desk: Client, house: House) -> None:
    stay, _folio = guest_in_house(house)

    found = item(desk, f"Room {stay.room.number}", stay.room.number)

    assert found.note == stay.guest.full_name
    assert found.url == reverse("reservations:stay", args=["grand", stay.pk])


def test_a_deed_before_a_name_finds_only_whom_it_can_be_done_with(
    desk: Client, house: House
) -> None:
    due_in = booked_stay(
        room_type=house.room.room_type, booker_id=ProfileFactory(last_name="Zorn").pk
    )
    booked_stay(
        room_type=house.room.room_type,
        arrival=day(9),
        booker_id=ProfileFactory(last_name="Zorn").pk,
    )

    shown = [pair for pair in items(desk, "check in zorn") if pair[0] == "Check in"]

    assert shown == [("Check in", f"Check in: {due_in.guest.full_name}")]


def test_a_deed_without_a_name_leads_to_the_list_of_the_day(desk: Client) -> None:
    assert items(desk, "check in")[0] == ("Go to", "Arrivals")
    assert items(desk, "check out")[0] == ("Go to", "Departures")


def test_who_is_here_comes_before_who_comes_later_and_who_was_here(
    desk: Client, house: House
) -> None:
    guest = ProfileFactory(last_name="Zorn")
    later = booked_stay(room_type=house.room.room_type, arrival=day(9), booker_id=guest.pk)
    here, _folio = guest_in_house(house, booker_id=guest.pk)

    found = next(g for g in asked(desk, "zorn").context["groups"] if g.title == "Reservations")

    assert [item.note[:6] for item in found.items] == [
        here.reservation.code,
        later.reservation.code,
    ]
    assert [item.state for item in found.items] == ["in_house", "booked"]


def test_rights_decide_what_is_found(client: Client, house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "20.00")
    invoice = issued_invoice(house)
    housekeeping = signed_in(client, house.hotel, Role.HOUSEKEEPING)

    assert labels(housekeeping, invoice.full_number) == ["Show all results"]

    shown = labels(housekeeping, stay.room.number)

    assert f"Room {stay.room.number}" in shown
    assert f"Folio: {stay.guest.full_name}" not in shown
    assert f"Check out: {stay.guest.full_name}" not in shown
    assert "Money" not in labels(housekeeping)


def test_nothing_of_another_hotel_is_found(desk: Client) -> None:
    other = OpenHotelFactory(code="other")
    room = RoomFactory(room_type=RoomTypeFactory(hotel=other), number="777")
    stay = booked_stay(room_type=room.room_type)
    assign(stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=TODAY)

    assert labels(desk, "777") == ["Show all results"]
    assert "Next steps" not in [title for title, _label in items(desk, stay.reservation.code)]
    assert asked(desk, "777", hotel="other").status_code == 404


def test_things_seen_last_come_first_in_the_order_in_which_they_were_seen(
    desk: Client, house: House
) -> None:
    stay, folio = guest_in_house(house)
    card = ProfileFactory(last_name="Zorn")
    paths = [
        reverse("cardex:card", args=["grand", card.pk]),
        reverse("invoicing:folio", args=["grand", folio.pk]),
        reverse("reservations:detail", args=["grand", stay.reservation.code]),
    ]

    shown = asked(desk, recent=",".join(paths)).context["groups"][0]

    assert shown.title == "Opened last"
    assert [item.url for item in shown.items] == paths


def test_what_was_seen_at_another_hotel_or_never_was_is_left_out(
    desk: Client, house: House
) -> None:
    other = OpenHotelFactory(code="other")
    strange = booked_stay(room_type=RoomTypeFactory(hotel=other, overbooking_limit=9))
    paths = [
        reverse("reservations:detail", args=["other", strange.reservation.code]),
        reverse("reservations:detail", args=["grand", strange.reservation.code]),
        "/h/grand/cardex/99999999999999999999/",
        "/h/grand/invoices/4711/",
        "//[nowhere",
        "/h/grand/today/",
    ]

    groups = asked(desk, recent=",".join(paths)).context["groups"]

    assert [group.title for group in groups] == ["New", "Go to"]


def test_the_other_hotels_of_the_person_can_be_gone_to(client: Client, house: House) -> None:
    desk = signed_in(client, house.hotel, Role.FRONT_DESK)
    user = house.hotel.memberships.get().user
    MembershipFactory(user=user, hotel=OpenHotelFactory(code="annex", name="Annex"))
    OpenHotelFactory(code="strange", name="Annexed by somebody else")

    assert labels(desk, "annex")[0] == "Annex"
    assert item(desk, "Annex", "annex").url == "/h/annex/palette/"
    assert "Annexed by somebody else" not in labels(desk, "annex")


def test_language_theme_shortcuts_and_signing_out_are_commands(desk: Client) -> None:
    assert item(desk, "Español", "spanish").action == "post"
    assert item(desk, "Dark", "theme dark").value == "dark"
    assert item(desk, "Keyboard shortcuts", "short").action == "dialog"
    assert item(desk, "Sign out", "sign out").url == reverse("hotels:logout")


def test_it_speaks_the_language_of_the_person(client: Client, house: House) -> None:
    desk = signed_in(client, house.hotel, Role.FRONT_DESK)
    user = house.hotel.memberships.get().user
    user.language = "es"
    user.save()

    assert item(desk, "Reservas", "reserv").url == reverse("reservations:list", args=["grand"])


def test_a_name_that_nobody_has_becomes_a_new_card(desk: Client) -> None:
    assert item(desk, "New card “Zorn”", "Zorn").url.endswith("?name=Zorn")
    assert "New card “4711”" not in labels(desk, "4711")


def test_a_hostile_text_is_only_text(desk: Client) -> None:
    html = asked(desk, "<script>alert()</script>").content.decode()

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_many_guests_cost_no_more_queries(
    desk: Client, house: House, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _number in range(8):
        booked_stay(room_type=house.room.room_type, booker_id=ProfileFactory(last_name="Zorn").pk)

    with django_assert_max_num_queries(14):
        asked(desk, "zorn")
