"""What is typed finds the same guest in every list, in the palette and in the boxes of forms."""

import pytest

from cardex.domain.cards import queries, search
from hotelpms.desk.domain import palette_things
from hotelpms.desk.domain import search as desk_search
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.wanted import Wanted, wanted
from invoicing.domain.invoices import invoices
from invoicing.domain.pages.invoice_list import invoice_list
from messaging.domain.outbox import outbox
from messaging.domain.pages.queries import messages_of
from reservations.domain.pages.listing import found as reservation_list
from reservations.domain.traces import traces
from reservations.domain.traces.lists import TraceWish, listed
from reservations.models import Reservation, StayGuest
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.hotels import DepartmentFactory, OpenHotelFactory
from tests.factories.invoicing import CLERK, House, charge, guest_in_house, open_house
from tests.factories.messaging import letter
from tests.factories.reservations import AT, TODAY, RoomFactory, RoomTypeFactory, booked_stay

pytestmark = pytest.mark.django_db

NAMES = ["O'Brien-Müller", "obrien mueller", "MULLER o’brien", "d'arcy"]
OTHERS = ["0176 1234 5678", "+49 (0)176 12345678", "darcy@o-brien.example", "Kiel"]


@pytest.fixture
def house() -> House:
    """A hotel in which one guest of two has a stay, an invoice, a mail and a trace."""
    house = open_house(code="grand", country="DE")
    guest = ProfileFactory(
        first_name="D’Arcy",
        last_name="O’Brien-Müller",
        email="darcy@o-brien.example",
        phone="+4917612345678",
        city="Kiel",
    )
    for person in (guest, ProfileFactory(first_name="Eva", last_name="Wit", email="")):
        stay, folio = guest_in_house(house, booker_id=person.pk)
        charge(house, folio, "10.00")
        invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
        trace(house.hotel, stay.pk)
        mail = letter(
            house.hotel,
            f"c:{person.pk}",
            profile_id=person.pk,
            to_name="",
            to_address=f"{person.pk}@x.example",
        )
        outbox.queue(letter=mail, now=AT)
    return house


def trace(hotel: Hotel, stay_id: int) -> None:
    traces.add(
        hotel=hotel,
        department_id=DepartmentFactory(hotel=hotel).pk,
        due_date=TODAY,
        text="Flowers",
        subject=traces.Subject(stay_id=stay_id),
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )


def asked(hotel: Hotel, text: str) -> Wanted:
    return wanted(text, country=str(hotel.country))


def counts(hotel: Hotel, text: str) -> dict[str, int]:
    """How many rows of each list fit."""
    everywhere = desk_search.find(hotel=hotel, text=text, rights=list(Right), business_date=TODAY)
    groups = palette_things.found(palette_things.Desk(hotel, TODAY, list(Right)), text)
    return {
        "cards": len(queries.page(wish=asked(hotel, text)).profiles),
        "box": len(search.find(asked(hotel, text))),
        "reservations": reservation_list(hotel, business_date=TODAY, text=text).count(),
        "traces": listed(hotel, TraceWish(text=text), TODAY).count(),
        "invoices": invoice_list(hotel=hotel, text=text).count(),
        "messages": messages_of(hotel, text=text).count(),
        "search": min(
            map(len, (everywhere.profiles, everywhere.reservations, everywhere.invoices))
        ),
        "palette": min(2, len(groups)) - 1,
    }


@pytest.mark.parametrize("text", [*NAMES, *OTHERS])
def test_every_list_finds_the_guest(house: House, text: str) -> None:
    found = counts(house.hotel, text)

    assert found == dict.fromkeys(found, 1)


@pytest.mark.parametrize("text", ["Zzyzx", "%", "0999 999 999", "nobody@x.test", "'", "ob rt"])
def test_every_list_finds_nothing_for_what_is_not_there(house: House, text: str) -> None:
    found = counts(house.hotel, text)

    assert found == dict.fromkeys(found, 0) | {"palette": -1}


def codes(hotel: Hotel, text: str) -> list[str]:
    return [row.code for row in reservation_list(hotel, business_date=TODAY, text=text)]


def test_a_reservation_is_found_by_code_reference_room_and_everybody_in_it() -> None:
    hotel = OpenHotelFactory(code="grand")
    room_type = RoomTypeFactory(hotel=hotel, overbooking_limit=9)
    room = RoomFactory(room_type=room_type, number="10-A")
    company = CompanyFactory(last_name="Acme Ltd")
    stay = booked_stay(room_type=room_type, company_id=company.pk, channel_ref="BK-123 456x")
    booked_stay(room_type=room_type)
    type(stay).objects.filter(pk=stay.pk).update(room=room)
    StayGuest.objects.create(stay=stay, profile=ProfileFactory(first_name="Cem", last_name="Öz"))
    code = stay.reservation.code
    guest = stay.guest.last_name

    for text in (
        code,
        code.lower(),
        f"{code[:3]}-{code[3:]}",
        "bk123456X",
        "BK-123-456x",
        "10a",
        "10-A",
        "acme",
        "oz cem",
        f"{guest} 10a",
        f"10A {guest}",
    ):
        assert codes(hotel, text) == [code], text
    assert codes(hotel, f"{guest} 11") == codes(hotel, "-") == []


def test_no_list_finds_what_belongs_to_another_hotel(house: House) -> None:
    other = OpenHotelFactory(code="other", country="DE")
    found = counts(other, "O'Brien")

    assert found == dict.fromkeys(found, 0) | {"cards": 1, "box": 1, "palette": 0}
    stay = Reservation.objects.filter(hotel=house.hotel).first().stays.get()
    for text in (stay.reservation.code, stay.room.number):
        assert codes(other, text) == []


def test_payers_are_sorted_as_people_expect(house: House) -> None:
    for last_name in ("Zeman", "Çelik", "Abad"):
        person = ProfileFactory(first_name="", last_name=last_name)
        _stay, folio = guest_in_house(house, booker_id=person.pk)
        charge(house, folio, "10.00")
        invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    sorted_ = [row.payer_name for row in invoice_list(hotel=house.hotel, sort="payer")]

    assert sorted_ == ["Abad", "Çelik", "D’Arcy O’Brien-Müller", "Eva Wit", "Zeman"]
