"""What can be done with a reservation and its stays, by real posts."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from invoicing.domain.pages.setup import install_codes
from messaging.models import Message
from reservations.models import FeePolicy, Reservation, Room, RoomType, Stay
from tests.addresses import url
from tests.factories.cardex import AgencyFactory, ProfileFactory
from tests.factories.reservations import booked_stay, day, stay_in_house

Url = Callable[..., str]


@pytest.fixture
def stay(double: RoomType) -> Stay:
    """A double room for two nights from the business date on, at 100."""
    return booked_stay(room_type=double, nights=2)


def back(stay: Stay) -> str:
    return url("reservations:detail", stay.reservation.code) + f"#stay-{stay.pk}"


def test_a_room_is_given_and_taken_back(desk: Client, stay: Stay, room: Room) -> None:
    answer = desk.post(url("reservations:assign", stay.pk), {"room": room.pk})

    assert answer["Location"] == back(stay)

    stay.refresh_from_db()

    assert stay.room == room

    desk.post(url("reservations:unassign", stay.pk))
    stay.refresh_from_db()

    assert stay.room is None


def test_a_taken_room_is_not_among_the_choices(desk: Client, stay: Stay, room: Room) -> None:
    stay_in_house(room=room)
    answer = desk.post(url("reservations:assign", stay.pk), {"room": room.pk})

    assert answer.status_code == 422

    stay.refresh_from_db()

    assert stay.room is None


def test_an_upgrade_keeps_what_was_reserved(desk: Client, stay: Stay, suite_room: Room) -> None:
    where = url("reservations:assign", stay.pk) + "?upgrade=1"

    assert "Suite" in desk.get(where).content.decode()

    desk.post(where, {"room": suite_room.pk, "changes_type": "on"})
    stay.refresh_from_db()

    assert (stay.room_type.code, stay.reserved_type.code) == ("STE", "DBL")


def test_another_type_has_to_be_meant(desk: Client, stay: Stay, suite_room: Room) -> None:
    answer = desk.post(url("reservations:assign", stay.pk), {"room": suite_room.pk})

    assert answer.status_code == 422
    assert "Confirm that the stay changes its room type." in answer.content.decode()


def test_a_guest_moves_with_a_reason(desk: Client, room: Room, other_room: Room) -> None:
    stay = stay_in_house(room=room, nights=2)
    desk.post(
        url("reservations:move", stay.pk),
        {"room": other_room.pk, "from_date": day(0).isoformat(), "reason": "Noise"},
    )
    stay.refresh_from_db()
    room.refresh_from_db()

    assert (stay.room, room.housekeeping) == (other_room, "dirty")


def test_a_move_is_planned_for_a_later_night(desk: Client, room: Room, other_room: Room) -> None:
    stay = stay_in_house(room=room, nights=2)
    desk.post(
        url("reservations:move", stay.pk),
        {"room": other_room.pk, "from_date": day(1).isoformat(), "reason": "Noise"},
    )
    rooms = stay.room_nights.order_by("date").values_list("room__number", flat=True)

    assert list(rooms) == ["101", "102"]

    stay.refresh_from_db()

    assert stay.room == room


def test_dates_change_and_the_price_follows(desk: Client, stay: Stay) -> None:
    desk.post(
        url("reservations:dates", stay.pk),
        {"arrival": day(0).isoformat(), "departure": day(3).isoformat(), "version": 1},
    )
    stay.refresh_from_db()

    assert (stay.departure, stay.room_nights.filter(holds=True).count()) == (day(3), 3)


def test_a_stale_version_is_told_and_loses_nothing(desk: Client, stay: Stay) -> None:
    wish = {"arrival": day(1).isoformat(), "departure": day(4).isoformat(), "version": 1}
    Stay.objects.filter(pk=stay.pk).update(version=7)
    answer = desk.post(url("reservations:dates", stay.pk), wish)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile." in page
    assert f'value="{day(4).isoformat()}"' in page
    assert 'name="version" value="7"' in page

    stay.refresh_from_db()

    assert (stay.departure, stay.version) == (day(2), 7)


def test_the_verdict_says_what_dates_cost_and_changes_nothing(desk: Client, stay: Stay) -> None:
    answer = desk.get(
        url("reservations:dates_verdict", stay.pk),
        {"arrival": day(0).isoformat(), "departure": day(5).isoformat()},
    )
    verdict = answer.context["verdict"]

    assert (str(verdict.total), str(verdict.difference)) == ("500.00 EUR", "300.00 EUR")

    stay.refresh_from_db()

    assert (stay.departure, stay.version, stay.room_nights.count()) == (day(2), 1, 2)


def test_the_verdict_names_what_stands_in_the_way(desk: Client, suite_room: Room) -> None:
    stay = booked_stay(room_type=suite_room.room_type)
    booked_stay(room_type=suite_room.room_type, arrival=day(1))
    answer = desk.get(
        url("reservations:dates_verdict", stay.pk),
        {"arrival": day(0).isoformat(), "departure": day(2).isoformat()},
    )

    assert "These dates are not possible." in answer.content.decode()


def test_a_manager_changes_the_price_of_a_night(manager: Client, stay: Stay) -> None:
    manager.post(
        url("reservations:prices", stay.pk),
        {"version": 1, f"price_{day(0)}": "90.00", f"price_{day(1)}": "95.50"},
    )
    prices = stay.room_nights.order_by("date").values_list("price", flat=True)

    assert list(prices) == [Decimal("90.00"), Decimal("95.50")]


def test_guests_are_named_and_accompanied(desk: Client, stay: Stay) -> None:
    guest, friend = ProfileFactory(), ProfileFactory()
    persons = {"adults": 2, "children": 1, "babies": 0, "version": 1}
    desk.post(
        url("reservations:guests", stay.pk), persons | {"guest": guest.pk, "companion": friend.pk}
    )
    stay.refresh_from_db()

    assert (stay.guest, stay.adults, stay.children) == (guest, 2, 1)
    assert list(stay.companions.values_list("profile", flat=True)) == [friend.pk]


def test_a_reservation_is_cancelled_and_brought_back(desk: Client, stay: Stay) -> None:
    code = stay.reservation.code
    install_codes(hotel=stay.hotel, on=day(0), tax_percent=Decimal(21))
    desk.post(url("reservations:cancel", code), {"reason": "Illness", "fee": "50.00", "version": 1})
    made = Reservation.objects.get()

    assert (made.state, made.cancel_reason, made.cancel_fee) == (
        "cancelled",
        "Illness",
        Decimal("50.00"),
    )

    desk.post(url("reservations:reinstate", code))
    stay.refresh_from_db()

    assert (Reservation.objects.get().state, stay.state) == ("confirmed", "booked")


def test_the_fee_of_the_rule_is_offered_and_another_needs_a_reason(
    desk: Client, stay: Stay
) -> None:
    install_codes(hotel=stay.hotel, on=day(0), tax_percent=Decimal(21))
    FeePolicy.objects.create(hotel=stay.hotel, cancellation="first_night")
    Reservation.objects.update(guarantee="card")
    address = url("reservations:cancel", stay.reservation.code)
    wish = {"reason": "Illness", "fee": "50.00", "version": 1}

    assert 'value="100.00"' in desk.get(address).content.decode()

    refused = desk.post(address, wish)

    assert refused.status_code == 422
    assert "the fee is €100.00" in refused.content.decode()

    desk.post(address, wish | {"fee_reason": "Regular guest"})

    assert Reservation.objects.get().cancel_fee == Decimal("50.00")


def test_a_cancellation_needs_a_reason(desk: Client, stay: Stay) -> None:
    answer = desk.post(
        url("reservations:cancel", stay.reservation.code), {"version": 1, "fee": "7.00"}
    )

    assert answer.status_code == 422
    assert 'value="7.00"' in answer.content.decode()


def test_one_stay_is_cancelled(desk: Client, stay: Stay) -> None:
    desk.post(url("reservations:cancel_stay", stay.pk), {"reason": "One less", "version": 1})
    stay.refresh_from_db()

    assert stay.state == "cancelled"

    desk.post(url("reservations:reinstate_stay", stay.pk))
    stay.refresh_from_db()

    assert stay.state == "booked"


def test_a_guest_in_the_house_cannot_be_cancelled(desk: Client, room: Room) -> None:
    stay = stay_in_house(room=room)
    answer = desk.post(
        url("reservations:cancel", stay.reservation.code), {"reason": "No", "version": 1, "fee": ""}
    )

    assert answer.status_code == 422
    assert "cannot be cancelled" in answer.content.decode()


def test_a_check_in_is_undone(desk: Client, room: Room) -> None:
    stay = stay_in_house(room=room)
    desk.post(url("reservations:undo_check_in", stay.pk))
    stay.refresh_from_db()

    assert (stay.state, stay.room) == ("booked", room)


def test_a_refused_button_says_why_on_the_page_behind(desk: Client, stay: Stay) -> None:
    answer = desk.post(url("reservations:undo_check_in", stay.pk), follow=True)

    assert "This step is not possible" in answer.content.decode()


def test_an_option_is_confirmed(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double, option_until=day(0))
    desk.post(url("reservations:confirm_option", stay.reservation.code))

    assert Reservation.objects.get().state == "confirmed"


def test_the_confirmation_is_sent_again(desk: Client, stay: Stay) -> None:
    where = url("reservations:send_confirmation", stay.reservation.code)
    desk.post(where)
    Message.objects.update(state="sent", sent_at="2027-05-10T12:00:00Z")
    desk.post(where)

    assert Message.objects.filter(kind="confirmation").count() == 2


def test_details_and_notes_change(desk: Client, stay: Stay) -> None:
    agency = AgencyFactory()
    desk.post(
        url("reservations:details", stay.reservation.code),
        {
            "version": 1,
            "guarantee": "deposit",
            "language": "cs",
            "agency": agency.pk,
            "notes": "Sea side",
        },
    )
    made = Reservation.objects.get()

    assert (made.guarantee, made.language, made.agency, made.notes, made.version) == (
        "deposit",
        "cs",
        agency,
        "Sea side",
        2,
    )


def test_in_the_panel_a_form_is_a_fragment_and_refreshes_the_page_below(
    desk: Client, stay: Stay, room: Room
) -> None:
    htmx = {"HX-Request": "true"}
    page = desk.get(url("reservations:assign", stay.pk), headers=htmx).content.decode()

    assert "<html" not in page
    assert 'hx-target="#panel-body"' in page

    answer = desk.post(url("reservations:assign", stay.pk), {"room": room.pk}, headers=htmx)

    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert desk.post(url("reservations:assign", stay.pk), {}, headers=htmx).status_code == 422
