"""Hotels that can post, folios with charges, issued invoices: through the domain's own verbs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit.actor import Actor
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.domain.nights import nights
from invoicing.domain.pages import setup
from invoicing.domain.payments import payments
from invoicing.models import Charge, ChargeCode, Folio, Invoice, Payment, PaymentMethod
from reservations.enums import Slot
from reservations.models import Room, RoomNight, Stay
from tests.factories.hotels import OpenHotelFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory, stay_in_house

AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)
TODAY = date(2027, 5, 10)
CLERK = Actor(None, "Clerk")


@dataclass(frozen=True)
class House:
    """A hotel with the standard codes, an open day and one type of room."""

    hotel: Hotel
    room: Room

    def code(self, code: str) -> ChargeCode:
        return ChargeCode.objects.get(hotel=self.hotel, code=code)

    def method(self, code: str) -> PaymentMethod:
        return PaymentMethod.objects.get(hotel=self.hotel, code=code)

    def new_room(self) -> Room:
        return RoomFactory(room_type=self.room.room_type)


def open_house(*, tax_percent: str = "21", **hotel: object) -> House:
    """A hotel that can check in, post and invoice; prices include tax unless told otherwise."""
    return equipped(OpenHotelFactory(**hotel), tax_percent=tax_percent)


def equipped(hotel: Hotel, *, tax_percent: str = "21") -> House:
    """Give a hotel the standard codes and a type with one room."""
    setup.install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal(tax_percent))
    return House(hotel, RoomFactory(room_type=RoomTypeFactory(hotel=hotel, overbooking_limit=100)))


def guest_in_house(house: House, **stay: object) -> tuple[Stay, Folio]:
    """A guest who was checked into a room of the house today, and the main folio."""
    room = stay.pop("room", None) or house.new_room()
    checked_in = stay_in_house(room=room, **stay)
    return checked_in, folios.main_folio(stay_id=checked_in.pk, business_date=business_date(house))


def guest_due_out(house: House) -> tuple[Stay, Folio]:
    """A guest who leaves today; the night before is not on the bill and need not be."""
    stay, folio = guest_in_house(house, nights=1)
    yesterday, today = stay.arrival - timedelta(days=1), stay.arrival
    RoomNight.objects.filter(stay=stay).update(date=yesterday, is_posted=True)
    stay.arrival, stay.departure = yesterday, today
    stay.save()
    return stay, folio


def business_date(house: House) -> date:
    return BusinessDay.objects.get(hotel=house.hotel, state="open").date


def charge(house: House, folio: Folio, amount: str, *, code: str = "MINIBAR") -> Charge:
    return postings.post_charge(
        folio_id=folio.pk,
        code_id=house.code(code).pk,
        unit_price=Decimal(amount),
        actor=CLERK,
        now=AT,
    )


def pay(house: House, folio: Folio, amount: str, *, method: str = "CASH") -> Payment:
    return payments.take(
        folio_id=folio.pk,
        method_id=house.method(method).pk,
        amount=Decimal(amount),
        actor=CLERK,
        now=AT,
    )


def issued_invoice(house: House, *, amount: str = "100.00", paid: str = "0") -> Invoice:
    """An invoice over one charge for a guest in house, with what was paid before."""
    _stay, folio = guest_in_house(house)
    charge(house, folio, amount)
    if Decimal(paid):
        pay(house, folio, paid)
    return invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)


def left_on_account(house: House) -> tuple[Stay, Invoice]:
    """A guest who left owing 100.00 in the city ledger."""
    stay, folio = guest_in_house(house, nights=1)
    charge(house, folio, "100.00")
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)
    done = check_out(house, stay)
    return stay, done.invoices[0]


def check_out(house: House, stay: Stay) -> checkout.CheckOut:
    """The guest leaves; the night of the business date costs nothing."""
    tonight = RoomNight.objects.filter(stay=stay, date=business_date(house), slot=Slot.NIGHT)
    tonight.filter(is_posted=False).update(price=0)
    return checkout.check_out(
        stay_id=stay.pk, actor=CLERK, now=AT, business_date=business_date(house)
    )


def post_nights(house: House) -> nights.Posted:
    return nights.post_nights(
        hotel=house.hotel, business_date=business_date(house), actor=CLERK, now=AT
    )
