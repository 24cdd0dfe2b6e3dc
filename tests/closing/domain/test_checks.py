import pytest

from hotelpms.closing.domain import runner
from invoicing.enums import Provider, ReceiptOutcome
from invoicing.models import ChargeCode, Receipt
from reservations.domain.front_desk import departures
from reservations.models import RoomNight
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    open_house,
    pay,
)
from tests.factories.reservations import booked_stay, departed_stay

pytestmark = pytest.mark.django_db


def findings(house: House) -> list[tuple[str, bool]]:
    return [(found.code, found.blocks) for found in runner.rehearse(hotel=house.hotel)]


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
    (found,) = runner.rehearse(hotel=house.hotel)

    assert (found.code, found.stay_id, found.blocks) == ("open_balance", stay.pk, True)
    assert found.message == f"{stay.guest.full_name} has left, but €33.00 is open on the folio."


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
    (found,) = runner.rehearse(hotel=house.hotel)

    assert (found.message, found.blocks) == ("2 online payments need a look.", False)


def test_rehearsing_changes_nothing(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    runner.rehearse(hotel=house.hotel)
    stay.refresh_from_db()

    assert stay.state == "booked"


def test_findings_of_another_hotel_are_not_shown(house: House) -> None:
    guest_in_house(open_house(), nights=0)

    assert findings(house) == []
