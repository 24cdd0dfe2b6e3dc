"""What a booking's papers say a cancellation costs follows the rule that is charged."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from reservations.domain.bill.fees import cancellation_fee
from reservations.domain.bill.terms import cancellation_terms
from reservations.domain.bookings.bookings import StayRequest
from reservations.domain.letters.confirmation import is_still_true, queue_confirmation
from reservations.domain.letters.to_booker import load
from reservations.enums import FeeRule, Guarantee
from reservations.models import FeePolicy, Reservation, RoomType
from tests.factories.reservations import AT, booked, booked_stay, day

pytestmark = pytest.mark.django_db


def booking(double: RoomType, guarantee: Guarantee) -> Reservation:
    made = booked_stay(room_type=double, arrival=day(5)).reservation
    made.guarantee = guarantee
    made.save()
    return made


def terms(reservation: Reservation) -> str:
    loaded, stays = load(reservation.pk)
    with override("en"):
        return cancellation_terms(loaded, stays)


def policy(double: RoomType, **rule: object) -> FeePolicy:
    return FeePolicy.objects.create(hotel=double.hotel, **rule)


def test_a_hotel_without_a_rule_says_nothing(double: RoomType) -> None:
    assert terms(booking(double, Guarantee.CARD)) == ""


def test_the_last_free_day_and_the_cost_after_it_are_named(double: RoomType) -> None:
    policy(double, cancellation=FeeRule.FIRST_NIGHT, free_days=2, no_show=FeeRule.WHOLE_STAY)
    made = booking(double, Guarantee.CARD)

    assert terms(made) == (
        "Free of charge until May 13, 2027; after that a cancellation costs the first night. "
        "Who does not come pays the whole stay."
    )

    loaded, stays = load(made.pk)
    free, late = (
        cancellation_fee(reservation=loaded, stays=stays, business_date=date)
        for date in (day(3), day(4))
    )

    assert (free, late > 0) == (Decimal("0.00"), True)


@pytest.mark.parametrize(
    ("guarantee", "said"),
    [
        (Guarantee.NONE, "You may cancel free of charge."),
        (
            Guarantee.NON_REFUNDABLE,
            "This rate is not refundable: a cancellation costs the whole stay.",
        ),
    ],
)
def test_the_guarantee_decides(double: RoomType, guarantee: Guarantee, said: str) -> None:
    policy(double, cancellation=FeeRule.PERCENT, cancellation_percent=50)

    assert terms(booking(double, guarantee)) == said


def test_the_confirmation_says_price_and_terms(double: RoomType) -> None:
    policy(double, cancellation=FeeRule.PERCENT, cancellation_percent=50, free_days=1)
    message = queue_confirmation(reservation_id=booking(double, Guarantee.CARD).pk, now=AT)
    facts = dict(message.facts)

    assert facts["Total"].endswith(", taxes included")
    assert "50 % of the stay" in facts["Cancellation"]


def test_ten_rooms_on_the_same_dates_are_told_in_a_few_lines(double: RoomType) -> None:
    double.overbooking_limit = 20
    double.save()
    wish = StayRequest(double.pk, day(5), day(7), adults=2, prices=(Decimal("100"),) * 2)
    made = booked(hotel=double.hotel, stays=(wish,) * 10)
    message = queue_confirmation(reservation_id=made.pk, now=AT)
    labels = [label for label, _value in message.facts]

    assert labels == ["Reservation", "Arrival", "Departure", "Rooms", "Total"]
    assert dict(message.facts)["Rooms"].startswith(f"10 × {double.name}, 2 adults")
    assert is_still_true(message)
