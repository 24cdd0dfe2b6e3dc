"""A form and a reference of a channel answer again only for what they booked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hotelpms.hotels.models import Hotel
from reservations.domain.bookings.bookings import (
    BookingRequest,
    StayRequest,
    book,
    cancel,
    reinstate,
)
from reservations.domain.bookings.repeats import AlreadyBooked
from reservations.models import Reservation, RoomType
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import ChannelFactory, day
from tests.fixtures import Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted(hotel: Hotel, double: RoomType) -> BookingRequest:
    stay = StayRequest(
        room_type_id=double.pk, arrival=day(0), departure=day(1), prices=(Decimal(100),)
    )
    guest = ProfileFactory(first_name="Ana", last_name="Ruiz")
    return BookingRequest(
        booker_id=guest.pk,
        stays=(stay,),
        channel_id=ChannelFactory(hotel=hotel).pk,
        channel_ref="BK-1",
        sends_confirmation=False,
    )


OTHERS = [{"notes": "Late"}, {"company_id": "card"}, {"booker_id": "card"}, {"language": "es"}]


def other(wanted: BookingRequest, change: dict[str, str]) -> BookingRequest:
    made = {name: ProfileFactory().pk if text == "card" else text for name, text in change.items()}
    return replace(wanted, **made)


@pytest.mark.parametrize("change", OTHERS)
def test_a_reference_typed_again_for_something_else_is_refused_with_what_exists(
    hotel: Hotel, wanted: BookingRequest, told: Told, change: dict[str, str]
) -> None:
    first = book(hotel=hotel, request=wanted, **told)

    with pytest.raises(AlreadyBooked, match=f"{first.code} of Ana Ruiz .Confirmed.") as refused:
        book(hotel=hotel, request=other(wanted, change), **told)

    assert refused.value.reservation == first
    assert Reservation.objects.count() == 1


@pytest.mark.parametrize("change", OTHERS)
def test_a_form_sent_again_with_something_else_is_refused(
    hotel: Hotel, wanted: BookingRequest, told: Told, change: dict[str, str]
) -> None:
    wanted = replace(wanted, channel_ref="", form_key="k1")
    first = book(hotel=hotel, request=wanted, **told)

    assert book(hotel=hotel, request=wanted, **told) == first
    with pytest.raises(AlreadyBooked, match=first.code):
        book(hotel=hotel, request=other(wanted, change), **told)


def test_the_reference_of_a_cancelled_booking_may_come_again(
    hotel: Hotel, wanted: BookingRequest, told: Told
) -> None:
    first = book(hotel=hotel, request=wanted, **told)
    cancel(reservation_id=first.pk, reason="Ill", fee=None, **told)
    again = book(hotel=hotel, request=wanted, **told)

    assert again != first
    with pytest.raises(AlreadyBooked, match=again.code):
        reinstate(reservation_id=first.pk, **told)


def test_what_was_booked_before_contents_were_kept_is_answered_by_form_and_refused_by_reference(
    hotel: Hotel, wanted: BookingRequest, told: Told
) -> None:
    first = book(hotel=hotel, request=replace(wanted, form_key="k1"), **told)
    Reservation.objects.update(content="")

    assert book(hotel=hotel, request=replace(wanted, form_key="k1"), **told) == first
    with pytest.raises(AlreadyBooked):
        book(hotel=hotel, request=wanted, **told)
