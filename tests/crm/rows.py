"""Stays as bare rows, for letters: any state on any date, without nights."""

from datetime import UTC, date, datetime, timedelta

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from messaging.enums import MessageKind
from messaging.models import Template, TemplateVersion
from reservations.enums import StayState
from reservations.models import Reservation, RoomType, Stay
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory

TODAY = date(2027, 5, 10)
NOW = datetime(2027, 5, 10, 6, 5, tzinfo=UTC)
KINDS = (
    MessageKind.PRE_STAY,
    MessageKind.ARRIVAL,
    MessageKind.DEPARTURE,
    MessageKind.POST_STAY,
)


def day(distance: int) -> date:
    """The date so many days from the business date."""
    return TODAY + timedelta(days=distance)


def hotel_with_texts(**fields: object) -> Hotel:
    hotel = HotelFactory(**fields)
    for kind in KINDS:
        give_text(hotel, kind)
    return hotel


def give_text(hotel: Hotel, kind: MessageKind) -> Template:
    template = Template.objects.create(hotel=hotel, kind=kind, language="en")
    template.current = TemplateVersion.objects.create(
        template=template,
        number=1,
        subject="@HOTEL",
        body="<p>Dear @NAME</p>",
        created_at=NOW,
        created_by="test",
    )
    template.save()
    return template


def stay_row(
    hotel: Hotel,
    *,
    arrival: int,
    departure: int,
    state: str = StayState.BOOKED,
    guest: Profile | None = None,
    reservation_state: str = "confirmed",
) -> Stay:
    """A stay between two distances from the business date."""
    guest = guest or ProfileFactory()
    room_type = RoomType.objects.filter(hotel=hotel).first() or RoomTypeFactory(hotel=hotel)
    reservation = Reservation.objects.create(
        hotel=hotel,
        code=f"R{Reservation.objects.count()}",
        state=reservation_state,
        booker=guest,
        currency="EUR",
        booked_on=TODAY,
        booked_at=NOW,
        cancelled_on=TODAY if reservation_state == "cancelled" else None,
    )
    return Stay.objects.create(
        reservation=reservation,
        hotel=hotel,
        state=state,
        guest=guest,
        reserved_type=room_type,
        room_type=room_type,
        room=RoomFactory(room_type=room_type) if state == StayState.IN_HOUSE else None,
        arrival=day(arrival),
        departure=day(departure),
    )


def agree(guest: Profile, act: str = ConsentAct.GRANTED) -> None:
    consent.record(
        profile_id=guest.pk,
        purpose=Purpose.MARKETING_EMAIL,
        act=act,
        source=ConsentSource.TABLET,
        clause="I agree.",
        actor=SYSTEM,
        now=NOW,
    )
