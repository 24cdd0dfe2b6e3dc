from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.domain.check_out import checkout
from invoicing.domain.figures import figures
from invoicing.domain.figures.figures import Sums
from invoicing.domain.folios import postings
from invoicing.domain.nights import nights
from invoicing.models import Charge, DayFigures
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import departures, no_shows
from reservations.domain.rooms import closures
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    left_on_account,
    pay,
    post_nights,
)
from tests.factories.reservations import booked_stay, stay_in_house

pytestmark = pytest.mark.django_db


def compute(house: House) -> DayFigures:
    return figures.compute(hotel=house.hotel, date=TODAY)


def test_an_empty_house_has_rooms_and_nothing_else(house: House) -> None:
    day = compute(house)
    counts = (day.rooms_total, day.rooms_occupied, day.guests, day.arrivals, day.bookings)

    assert counts == (1, 0, 0, 0, 0)
    assert (day.room_revenue, day.payments) == (Decimal("0.00"), Decimal("0.00"))


def test_complimentary_rooms_are_occupied_but_not_sold(house: House) -> None:
    guest_in_house(house, nights=2, price=Decimal("121.00"))
    guest_in_house(house, nights=2, price=Decimal("0.00"))
    post_nights(house)
    day = compute(house)

    assert (day.rooms_occupied, day.rooms_complimentary) == (2, 1)

    sums = figures.add_up([day])

    assert (sums.rooms_sold, sums.adr) == (1, Decimal("100.00"))
    assert sums.occupancy == Decimal(1) / 3
    assert round(sums.revpar or 0, 2) == Decimal("33.33")


def test_a_night_is_sold_to_who_has_slept_it_and_left_before_the_closing(house: House) -> None:
    stay, folio = guest_in_house(house, nights=1, price=Decimal("121.00"))
    nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT)
    pay(house, folio, "121.00")
    after_midnight = AT.replace(hour=23)
    checkout.check_out(stay_id=stay.pk, actor=CLERK, now=after_midnight, business_date=TODAY)

    day = figures.compute(hotel=house.hotel, date=TODAY)

    assert (day.rooms_occupied, day.day_use, day.room_revenue) == (1, 0, Decimal("100.00"))


def test_a_day_use_counts_for_revenue_and_comes_and_goes(house: House) -> None:
    stay, folio = guest_in_house(house, nights=0, price=Decimal("60.50"))
    post_nights(house)
    pay(house, folio, "60.50")
    departures.depart(stay_id=stay.pk, actor=CLERK, now=AT, business_date=TODAY)
    day = compute(house)

    assert (day.rooms_occupied, day.day_use, day.arrivals, day.departures) == (0, 1, 1, 1)
    assert (day.room_revenue, day.day_use_revenue) == (Decimal("0.00"), Decimal("50.00"))
    assert day.payments == Decimal("60.50")


def test_adr_is_that_of_the_nights_and_leaves_day_use_out(house: House) -> None:
    guest_in_house(house, nights=1, price=Decimal("121.00"))
    guest_in_house(house, nights=0, price=Decimal("60.50"))
    post_nights(house)
    sums = figures.add_up([compute(house)])

    assert (sums.adr, sums.rooms_sold) == (Decimal("100.00"), 1)
    assert sums.revenue == Decimal("150.00")


def test_a_corrected_day_use_leaves_nothing_behind(house: House) -> None:
    _stay, _folio = guest_in_house(house, nights=0, price=Decimal("60.50"))
    post_nights(house)
    charged = Charge.objects.get()
    postings.reverse_charge(charge_id=charged.pk, reason="Wrong", actor=CLERK, now=AT)
    day = compute(house)

    assert (day.room_revenue, day.day_use_revenue) == (Decimal("0.00"), Decimal("0.00"))


def test_an_invitation_is_no_money(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    pay(house, folio, "20.00")
    pay(house, folio, "30.00", method="INVITATION")
    day = compute(house)

    assert (day.payments, day.invitations) == (Decimal("20.00"), Decimal("30.00"))


def test_allowances_lower_the_room_revenue(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=1, price=Decimal("121.00"))
    post_nights(house)
    charge(house, folio, "-24.20", code="ROOM")
    charge(house, folio, "12.10")
    day = compute(house)

    assert (day.room_revenue, day.other_revenue, day.tax) == (
        Decimal("80.00"),
        Decimal("10.00"),
        Decimal("18.90"),
    )


def test_no_shows_and_cancellations_are_counted_on_their_day(house: House) -> None:
    booked_stay(room_type=house.room.room_type)
    gone = booked_stay(room_type=house.room.room_type, nights=3)
    cancellations.cancel(
        reservation_id=gone.reservation_id,
        reason="Ill",
        fee=None,
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )
    no_shows.mark_no_shows(hotel=house.hotel, business_date=TODAY, actor=CLERK, now=AT)
    day = compute(house)

    assert (day.no_shows, day.cancellations, day.bookings) == (1, 1, 2)


def test_moving_a_balance_to_the_city_ledger_is_no_payment(house: House) -> None:
    left_on_account(house)

    assert compute(house).payments == Decimal("0.00")


def test_rooms_out_of_order_are_counted_apart(house: House) -> None:
    closures.close_room(
        room_id=house.room.pk,
        hotel_id=house.hotel.pk,
        from_date=TODAY,
        to_date=TODAY.replace(day=12),
        kind="ooo",
        reason="Water",
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )
    day = compute(house)

    assert (day.rooms_total, day.rooms_out_of_order) == (1, 1)


def test_guests_are_adults_and_children(house: House) -> None:
    stay = stay_in_house(room=house.room, nights=2)
    type(stay).objects.filter(pk=stay.pk).update(adults=2, children=1, babies=1)

    assert compute(house).guests == 3


@pytest.mark.parametrize("count", [1, 3])
def test_counting_takes_nine_queries_for_any_number_of_guests(house: House, count: int) -> None:
    for _ in range(count):
        guest_in_house(house, nights=2)
    with CaptureQueriesContext(connection) as queries:
        compute(house)

    assert len(queries) == 9


def test_no_days_add_up_to_nothing() -> None:
    nothing = figures.add_up([])

    assert nothing == Sums()
    assert (nothing.occupancy, nothing.adr, nothing.revpar) == (None, None, None)


def test_the_year_before_a_leap_day_is_the_28th() -> None:
    assert figures.year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert figures.year_before(date(2029, 2, 28)) == date(2028, 2, 28)
