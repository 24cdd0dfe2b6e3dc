from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.kit.models import AuditEntry
from invoicing.domain.folios import folios, postings
from invoicing.domain.nights import nights
from invoicing.models import Charge, ChargeCode, Folio
from reservations.domain.bookings import changes, waivers
from reservations.domain.bookings.changes import NightPosted
from reservations.models import RoomNight, Stay
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    business_date,
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


def test_tonight_of_a_guest_who_came_earlier_is_not_posted_in_the_daytime(house: House) -> None:
    stay, _folio = slept_one_night(house)

    assert nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=next_day(AT)).count == 0


@pytest.mark.parametrize("hour", [22, 23])  # 00:00 and 01:00 in Prague
def test_after_midnight_the_night_of_the_business_date_was_slept(house: House, hour: int) -> None:
    stay, _folio = slept_one_night(house)
    late = next_day(AT).replace(hour=hour)

    assert nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=late).count == 1


def test_who_leaves_on_the_day_of_arrival_is_charged_for_the_room(house: House) -> None:
    stay, _folio = guest_in_house(house, price=Decimal("90.00"), nights=3)

    assert nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT).count == 1
    assert Charge.objects.get().gross == Decimal("90.00")


def test_a_night_that_is_waived_is_posted_for_nothing_and_the_trail_says_why(house: House) -> None:
    guest_in_house(house, price=Decimal("90.00"))
    night = RoomNight.objects.get()

    waive(night, "Noise")

    assert Charge.objects.get().gross == 0
    entry = AuditEntry.objects.get(action="night.waived")
    assert entry.data == {"date": TODAY.isoformat(), "price": "90.00", "reason": "Noise"}
    with pytest.raises(NightPosted):
        waive(night, "Noise")


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_waived_without_a_reason(house: House, reason: str) -> None:
    guest_in_house(house)

    with pytest.raises(waivers.WaiverReasonMissing):
        waive(RoomNight.objects.get(), reason)


def test_a_reversed_night_gets_another_price_and_is_charged_again(house: House) -> None:
    stay, folio = slept_one_night(house, nights=3)
    reverse_room(folio)
    changes.change_dates(
        stay_id=stay.pk,
        arrival=stay.arrival,
        departure=stay.departure,
        version=Stay.objects.get(pk=stay.pk).version,
        prices=[Decimal("80.00"), Decimal("100.00"), Decimal("100.00")],
        actor=CLERK,
        now=AT,
        business_date=business_date(house),
    )
    night = RoomNight.objects.get(date=TODAY)

    assert list(nights.corrected(hotel=house.hotel)) == [night]

    nights.post_again(night_id=night.pk, actor=CLERK, now=AT)
    nights.post_again(night_id=night.pk, actor=CLERK, now=AT)

    assert folios.balance(folio_id=folio.pk).amount == Decimal("80.00")
    assert not nights.corrected(hotel=house.hotel).exists()
    reverse_room(folio)
    assert nights.post_again(night_id=night.pk, actor=CLERK, now=AT).count == 1


def test_the_closing_leaves_an_earlier_night_that_was_reversed_to_a_person(house: House) -> None:
    _stay, folio = slept_one_night(house, nights=3)
    reverse_room(folio)

    assert post_nights(house).count == 1  # tonight
    assert not RoomNight.objects.get(date=TODAY).is_posted


def test_a_reversed_night_of_the_open_date_is_posted_by_its_closing(house: House) -> None:
    stay, folio = guest_in_house(house)
    nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT)
    reverse_room(folio)

    assert post_nights(house).count == 1
    assert folios.balance(folio_id=folio.pk).amount == Decimal("100.00")


@pytest.mark.parametrize("ahead", [0, 1])
def test_a_night_is_not_posted_by_hand_before_it_is_slept(house: House, ahead: int) -> None:
    stay, folio = guest_in_house(house, nights=3)
    RoomNight.objects.filter(stay=stay, date=TODAY).update(date=TODAY - timedelta(days=1))
    Stay.objects.filter(pk=stay.pk).update(arrival=TODAY - timedelta(days=1))
    night = RoomNight.objects.get(stay=stay, date=TODAY + timedelta(days=1))
    RoomNight.objects.filter(pk=night.pk).update(date=TODAY + timedelta(days=ahead))

    with pytest.raises(nights.NotUsedYet, match="night closing"):
        nights.post_again(night_id=night.pk, actor=CLERK, now=AT)
    with pytest.raises(nights.NotUsedYet):
        waive(night, "Noise")
    assert RoomNight.objects.get(pk=night.pk).price == night.price
    assert not Charge.objects.filter(folio=folio).exists()


def slept_one_night(house: House, nights: int = 2) -> tuple[Stay, Folio]:
    """A guest whose first night is closed and on the bill."""
    found = guest_in_house(house, nights=nights)
    post_nights(house)
    roll_day(hotel=house.hotel, from_date=TODAY, now=AT)
    return found


def next_day(moment: datetime) -> datetime:
    return moment + timedelta(days=1)


def reverse_room(folio: Folio) -> None:
    live = Charge.objects.get(folio=folio, reverses__isnull=True, reversal__isnull=True)
    postings.reverse_charge(charge_id=live.pk, reason="Wrong price", actor=CLERK, now=AT)


def waive(night: RoomNight, reason: str) -> None:
    nights.waive(
        night_id=night.pk,
        reason=reason,
        actor=CLERK,
        now=AT,
        business_date=business_date(House(night.hotel, night.room)),
    )


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
