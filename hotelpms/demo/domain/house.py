"""The demonstration hotel itself: rooms, prices, people who work there, accounts, texts."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction

import hotelpms.demo
from crm.models import DaySetup
from hotelpms.closing.domain import subscriptions
from hotelpms.demo import LOG_INS
from hotelpms.demo.domain.names import NAMES
from hotelpms.hotels.domain import brand
from hotelpms.hotels.domain.business_day import open_first_day
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel, Membership, User
from hotelpms.kit import languages
from hotelpms.kit.actor import Actor
from hotelpms.reports.domain import catalogue
from hotelpms.reports.domain.figures.revenue import Revenue
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from hotelpms.reports.domain.front_office.traces import Traces
from invoicing.domain.pages.setup import install_codes
from invoicing.enums import Provider
from invoicing.models import ChargeCode, PaymentSolution
from messaging.domain.wording.standards import install_standard
from messaging.enums import Transport
from messaging.models import SenderAccount
from reservations.domain.rates.availability import ensure_type_nights
from reservations.enums import Board
from reservations.models import Channel, MarketSegment, RateNight, RatePlan, Room, RoomType

CODE = "miramar"
LOGO = Path(hotelpms.demo.__file__).with_name("logo.png")
ZONE = "Europe/Madrid"
DEMO = Actor(None, "demonstration")

# Code, name, rooms by floor, greatest occupancy, price of a quiet night.
TYPES = (
    ("SGL", "Single room", ("108", "109", "208", "209", "308", "309"), 1, Decimal(78)),
    (
        "DBL",
        "Double room",
        tuple(f"{floor}0{n}" for floor in (1, 2, 3) for n in range(1, 8)),
        3,
        Decimal(112),
    ),
    ("SEA", "Sea view", tuple(f"4{n:02d}" for n in range(1, 10)), 3, Decimal(149)),
    ("SUI", "Suite", ("501", "502", "503", "504"), 4, Decimal(245)),
)
PLANS = (
    ("BAR", "Best available rate", Board.BB, Decimal("1.00")),
    ("NRF", "Non-refundable", Board.BB, Decimal("0.90")),
    ("HBB", "Half board", Board.HB, Decimal("1.28")),
)
SEGMENTS = (("LEI", "Leisure"), ("BUS", "Business"), ("GRP", "Groups"))
CHANNELS = (("DIR", "Direct"), ("WEB", "Own web site"), ("OTA", "Online agency"), ("TEL", "Phone"))
DAILY = (Arrivals, Traces)
DEPARTMENTS = (
    ("management", "Management", "direction@example.com", catalogue.REPORTS),
    ("front-office", "Front office", "reception@example.com", DAILY),
    ("accounting", "Accounting", "accounting@example.com", (Revenue,)),
    ("housekeeping", "Housekeeping", "housekeeping@example.com", (Traces,)),
    ("restaurant", "Food and beverage", "restaurant@example.com", DAILY),
    ("spa", "Spa", "spa@example.com", (Traces,)),
)
# Which department earns what a charge code sells.
EARNS = {
    "front-office": ("ROOM", "PARKING", "CANCEL_FEE", "NO_SHOW_FEE"),
    "restaurant": ("BREAKFAST", "HALF_BOARD", "RESTAURANT", "BAR", "MINIBAR"),
    "spa": ("SPA",),
    "housekeeping": ("LAUNDRY",),
}
PEOPLE = (
    ("admin", "Marta", "Iriarte", Role.CLIENT_ADMIN),
    ("reception", "Jon", "Aguirre", Role.FRONT_DESK),
    ("night", "Leire", "Zabala", Role.NIGHT_AUDITOR),
)
DAYS_ON_SALE = 400
WEEKEND = (4, 5)


@transaction.atomic
def build(*, first: date, now: datetime) -> Hotel:
    """Create the hotel with its first business day `first`; the sale is open for 400 days."""
    hotel = Hotel.objects.create(
        code=CODE,
        name="Hotel Miramar",
        legal_name="Miramar Hoteles, S.L.",
        tax_id="B20999999",
        street="Paseo de la Concha 12",
        postal_code="20007",
        city="San Sebastián",
        country="ES",
        email="reception@example.com",
        phone="+34 943 000 000",
        zone=ZONE,
        currency="EUR",
        languages=list(languages.codes()),
        brand_colour="#0f5e66",
        prices_include_tax=True,
    )
    hotel.logo_document = brand.set_logo(
        hotel_id=hotel.pk, content=LOGO.read_bytes(), actor=DEMO, now=now
    )
    install_codes(hotel=hotel, tax_percent=Decimal(10))
    _build_rooms(hotel, first)
    _build_codes(hotel)
    _hire(hotel)
    _build_messaging(hotel, now)
    PaymentSolution.objects.create(hotel=hotel, provider=Provider.EMBEDDED)
    DaySetup.objects.get_or_create(pk=1)
    open_first_day(hotel=hotel, date=first, now=now, actor=DEMO)
    return hotel


def _build_rooms(hotel: Hotel, first: date) -> None:
    types = []
    for place, (code, name, numbers, most, price) in enumerate(TYPES):
        room_type = RoomType.objects.create(
            hotel=hotel,
            code=code,
            name=name,
            names=NAMES[name],
            position=place,
            base_occupancy=min(most, 2),
            max_occupancy=most,
        )
        Room.objects.bulk_create(
            Room(hotel=hotel, room_type=room_type, number=number, floor=number[0])
            for number in numbers
        )
        types.append((room_type, price))
    ensure_type_nights(
        hotel_id=hotel.pk,
        room_type_ids=[room_type.pk for room_type, _price in types],
        first=first,
        last=first + timedelta(days=DAYS_ON_SALE),
    )
    for code, name, board, factor in PLANS:
        plan = RatePlan.objects.create(
            hotel=hotel, code=code, name=name, names=NAMES[name], board=board
        )
        RateNight.objects.bulk_create(
            RateNight(
                rate_plan=plan,
                room_type=room_type,
                date=first + timedelta(days=n),
                price=price_of(price * factor, first + timedelta(days=n)),
            )
            for room_type, price in types
            for n in range(DAYS_ON_SALE)
        )


def price_of(quiet: Decimal, day: date) -> Decimal:
    """Return the price of a night in whole euros: weekends and high summer cost more."""
    factor = Decimal("1.15") if day.weekday() in WEEKEND else Decimal(1)
    if day.month in (7, 8):
        factor += Decimal("0.30")
    return (quiet * factor).quantize(Decimal(1))


def _build_codes(hotel: Hotel) -> None:
    MarketSegment.objects.bulk_create(
        MarketSegment(hotel=hotel, code=code, name=name) for code, name in SEGMENTS
    )
    Channel.objects.bulk_create(
        Channel(hotel=hotel, code=code, name=name) for code, name in CHANNELS
    )
    for code, name, email, reports in DEPARTMENTS:
        department = Department.objects.create(hotel=hotel, code=code, name=name, emails=[email])
        subscriptions.subscribe(department=department, kinds=[report.kind for report in reports])
        ChargeCode.objects.filter(hotel=hotel, code__in=EARNS.get(code, ())).update(
            department=department
        )


def _hire(hotel: Hotel) -> None:
    passwords = dict(LOG_INS)
    for name, first_name, last_name, role in PEOPLE:
        is_admin = role == Role.CLIENT_ADMIN
        user = User.objects.create_user(
            name,
            email=f"{name}@example.com",
            password=passwords[name],
            first_name=first_name,
            last_name=last_name,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        Membership.objects.create(user=user, hotel=hotel, role=role)


def _build_messaging(hotel: Hotel, now: datetime) -> None:
    SenderAccount.objects.create(
        hotel=hotel,
        name="Caught mails",
        transport=Transport.CAUGHT,
        from_email="reception@example.com",
        from_name=hotel.name,
        is_default=True,
    )
    install_standard(hotel=hotel, now=now)
