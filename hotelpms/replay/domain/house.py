"""Create the hotel of a history: rooms, codes, agencies, companies and its first day."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cardex.domain.cards import profiles
from cardex.models import Profile
from hotelpms.hotels.domain.business_day import open_first_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.replay.domain.capacity import TypeNeed, needs
from hotelpms.replay.domain.history import History
from hotelpms.replay.domain.people import agency_card, company_card
from hotelpms.replay.models import ReplayRun
from invoicing.domain.pages.setup import install_codes
from reservations.domain.rates.availability import ensure_type_nights
from reservations.models import Channel, MarketSegment, Room, RoomType

ZONE = "Europe/Lisbon"
CURRENCY = "EUR"
TAX_PERCENT = Decimal(10)
REPLAYER = Actor(None, "replay")
ROOMS_A_FLOOR = 50


class OtherHistory(Refused):
    """The hotel exists already and lived another file, or none."""


@dataclass(frozen=True)
class House:
    """The hotel with the look-ups that the replay needs on every day."""

    hotel: Hotel
    run: ReplayRun
    type_ids: dict[str, int]
    segment_ids: dict[str, int]
    channel_ids: dict[str, int]
    house_ids: dict[str, int]


def moment(day: date, hour: int = 12) -> datetime:
    """Return an aware instant at an hour of this date in the replayed hotel's zone."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE))


def open_house(history: History) -> House:
    """Return the hotel of this history, created with everything or found as it was left.

    Raises OtherHistory when a hotel with the same code has not lived this file.
    """
    code = slugify(history.hotel)
    hotel = Hotel.objects.filter(code=code).first()
    if hotel is None:
        return _look_up(_create(history, code))
    run = ReplayRun.objects.filter(hotel=hotel, file_sha256=history.sha256).first()
    if run is None:
        raise OtherHistory(
            _("The hotel %(code)s exists already and has not lived this file.") % {"code": code}
        )
    return _look_up(run)


@transaction.atomic
def _create(history: History, code: str) -> ReplayRun:
    now = moment(history.first_date, 6)
    hotel = Hotel.objects.create(
        code=code,
        name=history.hotel,
        legal_name=f"{history.hotel}, Lda.",
        street="Avenida do Mar 1",
        postal_code="8000-001",
        city="Faro",
        country="PT",
        email="reception@example.com",
        zone=ZONE,
        currency=CURRENCY,
        languages=["en", "es"],
        prices_include_tax=False,
    )
    install_codes(hotel=hotel, on=history.first_date, tax_percent=TAX_PERCENT)
    type_ids = [_create_type(hotel, need, place) for place, need in enumerate(needs(history.rows))]
    ensure_type_nights(
        hotel_id=hotel.pk,
        room_type_ids=type_ids,
        first=history.first_date,
        last=max(row.departure for row in history.rows),
    )
    _create_codes(hotel, history)
    _create_houses(history, now)
    open_first_day(hotel=hotel, date=history.first_date, now=now, actor=REPLAYER)
    return ReplayRun.objects.create(hotel=hotel, file_sha256=history.sha256)


def _create_type(hotel: Hotel, need: TypeNeed, place: int) -> int:
    room_type = RoomType.objects.create(
        hotel=hotel,
        code=need.code,
        name=f"Type {need.code}",
        position=place,
        max_occupancy=4,
        overbooking_limit=need.overbooking,
    )
    Room.objects.bulk_create(
        Room(
            hotel=hotel,
            room_type=room_type,
            number=f"{need.code}{number:03d}",
            floor=str(1 + number // ROOMS_A_FLOOR),
        )
        for number in range(1, need.rooms + 1)
    )
    return room_type.pk


def _create_codes(hotel: Hotel, history: History) -> None:
    MarketSegment.objects.bulk_create(
        MarketSegment(hotel=hotel, code=slugify(name)[:20], name=name)
        for name in sorted({row.segment for row in history.rows})
    )
    Channel.objects.bulk_create(
        Channel(hotel=hotel, code=slugify(name)[:20], name=name)
        for name in sorted({row.channel for row in history.rows})
    )


def _create_houses(history: History, now: datetime) -> None:
    agencies = sorted({row.agency for row in history.rows} - {""})
    companies = sorted({row.company for row in history.rows} - {""})
    cards = [agency_card(number) for number in agencies]
    cards += [company_card(number) for number in companies]
    known = set(
        Profile.objects.filter(external_ref__in=[card.external_ref for card in cards]).values_list(
            "external_ref", flat=True
        )
    )
    new = [card for card in cards if card.external_ref not in known]
    profiles.create_many(cards=new, actor=REPLAYER, now=now)


def _look_up(run: ReplayRun) -> House:
    hotel = run.hotel
    refs = Profile.objects.exclude(kind="guest").exclude(external_ref="")
    return House(
        hotel=hotel,
        run=run,
        type_ids=dict(RoomType.objects.filter(hotel=hotel).values_list("code", "pk")),
        segment_ids=dict(MarketSegment.objects.filter(hotel=hotel).values_list("name", "pk")),
        channel_ids=dict(Channel.objects.filter(hotel=hotel).values_list("name", "pk")),
        house_ids=dict(refs.values_list("external_ref", "pk")),
    )
