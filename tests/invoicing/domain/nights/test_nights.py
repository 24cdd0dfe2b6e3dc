from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoicing.domain.folios import folios
from invoicing.domain.nights import nights
from invoicing.models import Charge, ChargeCode, Folio
from reservations.models import RoomNight
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    guest_in_house,
    open_house,
    post_nights,
)
from tests.factories.reservations import booked_stay, stay_in_house

pytestmark = pytest.mark.django_db


def test_the_night_of_every_guest_in_house_is_posted_once(house: House) -> None:
    stays = [stay_in_house(room=house.new_room(), price=Decimal("121.00")) for _ in range(2)]
    booked_stay(room_type=house.room.room_type)

    assert post_nights(house) == nights.Posted(2, Decimal("200.00"))
    assert post_nights(house) == nights.Posted(0, Decimal("0.00"))

    made = Charge.objects.order_by("id")

    assert [(c.folio.stay_id, c.gross, c.tax) for c in made] == [
        (stay.pk, Decimal("121.00"), Decimal("21.00")) for stay in stays
    ]
    assert made[0].description == f"Room {stays[0].room.number}"
    assert RoomNight.objects.filter(is_posted=True).count() == 2


def test_the_natural_key_posts_once_even_when_the_mark_is_lost(house: House) -> None:
    guest_in_house(house)
    post_nights(house)
    RoomNight.objects.update(is_posted=False)

    assert post_nights(house).count == 0
    assert Charge.objects.count() == 1
    assert RoomNight.objects.get().is_posted


def test_a_later_night_waits_for_its_date(house: House) -> None:
    guest_in_house(house, nights=3)

    assert post_nights(house).count == 1
    assert list(RoomNight.objects.order_by("date").values_list("is_posted", flat=True)) == [
        True,
        False,
        False,
    ]


def test_a_night_for_nothing_is_posted_as_complimentary(house: House) -> None:
    stay, _folio = guest_in_house(house, price=Decimal(0))
    post_nights(house)
    made = Charge.objects.get()

    assert (made.gross, made.description) == (0, f"Room {stay.room.number}, complimentary")


def test_a_negative_price_is_posted_as_an_allowance(house: House) -> None:
    stay, folio = guest_in_house(house)
    RoomNight.objects.filter(stay=stay).update(price=Decimal("-12.10"))
    post_nights(house)
    made = Charge.objects.get()

    assert (made.net, made.tax, made.gross) == (
        Decimal("-10.00"),
        Decimal("-2.10"),
        Decimal("-12.10"),
    )
    assert made.description == f"Room {stay.room.number}, allowance"
    assert folios.balance(folio_id=folio.pk).amount == Decimal("-12.10")


def test_texts_are_in_the_language_of_the_hotel() -> None:
    house = open_house(languages=["en", "cs"])
    guest_in_house(house, price=Decimal(0))
    post_nights(house)

    assert Charge.objects.get().description.endswith(", complimentary")


def test_a_day_use_is_posted_before_the_guest_leaves(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=0, price=Decimal("40.00"))
    posted = nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT)

    assert posted.count == 1

    made = Charge.objects.get()

    assert (made.gross, made.description) == (
        Decimal("40.00"),
        f"Room {stay.room.number}, day use",
    )
    assert post_nights(house).count == 0


def test_tonight_is_not_posted_before_the_night_closing(house: House) -> None:
    stay, _folio = guest_in_house(house)

    assert nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT).count == 0


def test_an_earlier_night_left_over_is_posted_with_the_next_on_the_open_date(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=2)
    RoomNight.objects.filter(stay=stay, date=TODAY).update(date=TODAY - timedelta(days=1))
    post_nights(house)

    assert Charge.objects.get().business_date == TODAY


def test_a_hotel_needs_a_room_code(house: House) -> None:
    guest_in_house(house)
    ChargeCode.objects.filter(kind="room").update(is_active=False)
    with pytest.raises(nights.NoRoomCode):
        post_nights(house)


def test_tax_is_carried_through_the_nights_of_a_stay(house: House) -> None:
    stay, folio = guest_in_house(house, nights=3, price=Decimal("0.10"))
    for night in RoomNight.objects.filter(stay=stay).order_by("-date"):
        RoomNight.objects.filter(pk=night.pk).update(date=night.date - timedelta(days=5))

    assert post_nights(house).count == 3
    assert sum(Charge.objects.filter(folio=folio).values_list("tax", flat=True)) == Decimal("0.05")


def test_ten_times_the_guests_take_the_same_queries() -> None:
    assert queries_for(2) == queries_for(20)


def queries_for(guests: int) -> int:
    house = open_house()
    for _ in range(guests):
        stay_in_house(room=house.new_room())
    Folio.objects.filter(hotel=house.hotel).delete()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert post_nights(house).count == guests
    assert len(captured) <= 25
    return len(captured)
