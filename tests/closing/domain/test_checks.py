from decimal import Decimal

import pytest
from django.urls import reverse

from hotelpms.closing.domain import runner
from hotelpms.closing.domain.rehearsal import rehearse
from hotelpms.closing.enums import ClosingState
from hotelpms.hotels.domain.business_day import roll_day
from invoicing.domain.folios import folios, postings
from invoicing.enums import FolioState, Provider, ReceiptOutcome
from invoicing.models import Charge, ChargeCode, Folio, Receipt
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import departures
from reservations.enums import FeeRule, StayState
from reservations.models import FeePolicy, RoomNight, Stay
from tests.addresses import url
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    open_house,
    pay,
    post_nights,
)
from tests.factories.reservations import booked_stay, departed_stay

pytestmark = pytest.mark.django_db


def findings(house: House) -> list[tuple[str, bool]]:
    return [(found.code, found.blocks) for found in rehearse(hotel=house.hotel)]


def test_a_quiet_day_has_no_findings(house: House) -> None:
    guest_in_house(house, nights=2)
    booked_stay(room_type=house.room.room_type, arrival=TODAY.replace(day=11))

    assert findings(house) == []


def test_what_blocks_stands_first(house: House) -> None:
    booked_stay(room_type=house.room.room_type)
    guest_in_house(house, nights=0)

    assert findings(house) == [("due_out", True), ("due_in", False)]


def test_a_guest_who_left_owing_money_blocks(house: House) -> None:
    stay, folio = guest_in_house(house, nights=1)
    charge(house, folio, "33.00")
    departures.depart(stay_id=stay.pk, actor=CLERK, now=AT, business_date=TODAY)
    (found,) = rehearse(hotel=house.hotel)

    assert (found.code, found.stay_id, found.blocks) == ("open_balance", stay.pk, True)
    assert (
        str(found.message) == f"{stay.guest.full_name} has left, but €33.00 is open on the folio."
    )


def test_a_guest_who_left_with_nothing_open_is_fine(house: House) -> None:
    stay, folio = guest_in_house(house, nights=1)
    charge(house, folio, "33.00")
    pay(house, folio, "33.00")
    departures.depart(stay_id=stay.pk, actor=CLERK, now=AT, business_date=TODAY)

    assert findings(house) == []


def test_a_night_that_was_never_posted_blocks(house: House) -> None:
    stay = departed_stay(room=house.new_room(), nights=1)
    RoomNight.objects.filter(stay=stay).update(holds=True)

    assert findings(house) == [("never_posted", True)]


def test_without_a_room_code_no_night_can_be_posted(house: House) -> None:
    ChargeCode.objects.filter(hotel=house.hotel, kind="room").update(is_active=False)

    assert findings(house) == [("no_room_code", True)]


def test_online_payments_that_need_a_look_are_told_but_do_not_block(house: House) -> None:
    for number in range(2):
        Receipt.objects.create(
            hotel=house.hotel,
            provider=Provider.EMBEDDED,
            event_id=f"event-{number}",
            outcome=ReceiptOutcome.NEEDS_ATTENTION,
            received_at=AT,
        )
    (found,) = rehearse(hotel=house.hotel)

    assert (str(found.message), found.blocks) == ("2 online payments need a look.", False)


def test_a_deposit_on_a_closed_folio_is_told_by_guest_and_room_and_stops_nothing(
    house: House,
) -> None:
    room = house.new_room()
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "100.00")
    Stay.objects.filter(pk=stay.pk).update(state=StayState.CANCELLED, room=room)
    # As an older version of the program left it.
    Folio.objects.filter(pk=folio.pk).update(state=FolioState.CLOSED, closed_on=TODAY)
    (found,) = rehearse(hotel=house.hotel)

    assert (found.code, found.blocks, found.stay_id) == ("closed_with_deposit", False, stay.pk)
    assert str(found.message) == (
        f"A deposit of €100.00 waits on a closed folio of {stay.guest.full_name} "
        f"({stay.reservation.code}) in room {room}. Open the folio again, then refund the deposit "
        "or keep it."
    )
    assert found.url == reverse("invoicing:folio", args=[house.hotel.code, folio.pk])

    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    done = runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)

    assert done.state == ClosingState.DONE


def test_an_earlier_night_whose_charge_was_reversed_is_told_with_two_ways_out(house: House) -> None:
    stay, _folio = guest_in_house(house, nights=3)
    post_nights(house)
    roll_day(hotel=house.hotel, from_date=TODAY, now=AT)
    postings.reverse_charge(charge_id=Charge.objects.get().pk, reason="Price", actor=CLERK, now=AT)
    (found,) = rehearse(hotel=house.hotel)

    assert (found.code, found.blocks, found.stay_id) == ("corrected_night", False, stay.pk)
    night = RoomNight.objects.get(date=TODAY)
    assert found.url == url("invoicing:post_night", night.pk)
    assert found.other_url == url("invoicing:waive_night", night.pk)


def test_debts_and_deposits_of_guests_who_do_not_come_are_told(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "100.00")
    cancellations.cancel(
        reservation_id=stay.reservation_id,
        reason="Ill",
        fee=Decimal(60),
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )
    debt, deposit = rehearse(hotel=house.hotel)

    assert (debt.code, debt.blocks, "€60.00" in str(debt.message)) == ("lost_debt", False, True)
    assert (deposit.code, deposit.blocks) == ("lost_deposit", False)
    assert "€100.00" in str(deposit.message)
    assert debt.url == deposit.url == url("invoicing:folio", folio.pk)


def test_findings_of_another_hotel_are_not_shown(house: House) -> None:
    guest_in_house(open_house(), nights=0)

    assert findings(house) == []


def test_an_option_that_lapses_tonight_is_told_as_such(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type, option_until=TODAY)
    (found,) = rehearse(hotel=house.hotel)

    assert (found.code, found.blocks) == ("due_in", False)
    assert str(found.message) == (
        f"{stay.guest.full_name} ({stay.reservation.code}) has not arrived: the option lapses."
    )


def test_a_fee_of_no_shows_without_a_charge_code_blocks_with_the_way_out(house: House) -> None:
    FeePolicy.objects.create(hotel=house.hotel, no_show=FeeRule.FIRST_NIGHT)

    assert findings(house) == []

    ChargeCode.objects.filter(hotel=house.hotel, code="NO_SHOW_FEE").update(is_active=False)

    assert findings(house) == [("no_fee_code", True)]
