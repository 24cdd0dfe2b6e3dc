"""The statistics of a business date, counted once at its closing and added up afterwards.

Every count reads the rows of the one date through an index; nothing scans history. USALI
words: rooms available are all rooms of the house, also those out of order for the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date as Date
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.enums import ChargeKind, MethodKind
from invoicing.models import Charge, DayFigures, Payment
from reservations.enums import OutOfOrderKind, Slot, StayState
from reservations.models import Reservation, Room, RoomNight, Stay

NOTHING = Decimal(0)

IN_ROOMS = Q(code__kind=ChargeKind.ROOM)
# A rounding has no night of its own.
OF_DAY_USE = Q(night__isnull=False, night__slot=Slot.DAY) | Q(
    rounds__night__isnull=False, rounds__night__slot=Slot.DAY
)
# The house invites and pays itself: no money comes in.
BY_INVITATION = Q(method__kind=MethodKind.INVITATION)


@dataclass(frozen=True)
class Sums:
    """Figures added up over a number of days. Amounts are in the hotel's currency."""

    days: int = 0
    rooms_total: int = 0
    rooms_out_of_order: int = 0
    rooms_occupied: int = 0
    rooms_complimentary: int = 0
    day_use: int = 0
    guests: int = 0
    arrivals: int = 0
    departures: int = 0
    no_shows: int = 0
    cancellations: int = 0
    bookings: int = 0
    room_revenue: Decimal = NOTHING
    day_use_revenue: Decimal = NOTHING
    other_revenue: Decimal = NOTHING
    tax: Decimal = NOTHING
    payments: Decimal = NOTHING
    invitations: Decimal = NOTHING

    @property
    def rooms_sold(self) -> int:
        return self.rooms_occupied - self.rooms_complimentary

    @property
    def occupancy(self) -> Decimal | None:
        """Rooms sold per room available, 0 to 1; None for a house without rooms."""
        return _ratio(self.rooms_sold, self.rooms_total)

    @property
    def adr(self) -> Decimal | None:
        """Net room revenue of the nights per room sold; complimentary rooms are left out."""
        return _ratio(self.room_revenue, self.rooms_sold)

    @property
    def revpar(self) -> Decimal | None:
        """Net room revenue per room available."""
        return _ratio(self.room_revenue, self.rooms_total)

    @property
    def revenue(self) -> Decimal:
        return self.room_revenue + self.day_use_revenue + self.other_revenue


def compute(*, hotel: Hotel, date: Date) -> DayFigures:
    """Return the unsaved figures of the open business date, after its nights were posted.

    Guests in house are adults and children who sleep here; babies are not counted.
    """
    return DayFigures(
        hotel=hotel,
        date=date,
        **_rooms(hotel, date),
        **_stays(hotel, date),
        **_reservations(hotel, date),
        **_money(hotel, date),
    )


def add_up(days: Iterable[DayFigures]) -> Sums:
    """Return the sums over these days; exact, because they are added as decimals."""
    rows = list(days)
    names = [field.name for field in fields(Sums) if field.name != "days"]
    totals = {name: sum(getattr(row, name) for row in rows) for name in names}
    return Sums(days=len(rows), **totals) if rows else Sums()


def year_before(date: Date) -> Date:
    """Return the same day of the year before; 29 February becomes the 28th."""
    if (date.month, date.day) == (2, 29):
        return date.replace(year=date.year - 1, day=28)
    return date.replace(year=date.year - 1)


def _rooms(hotel: Hotel, date: Date) -> dict[str, int]:
    of_date = RoomNight.objects.filter(hotel=hotel, date=date, holds=True)
    # A night is also sold to who has slept it and left before the closing.
    came = Q(stay__state__in=(StayState.IN_HOUSE, StayState.DEPARTED))
    night, day = came & Q(slot=Slot.NIGHT), came & Q(slot=Slot.DAY)
    counted = of_date.aggregate(
        rooms_occupied=Count("pk", filter=night),
        rooms_complimentary=Count("pk", filter=night & Q(price=0)),
        guests=Sum(F("stay__adults") + F("stay__children"), filter=night),
        day_use=Count("pk", filter=day),
        rooms_out_of_order=Count("pk", filter=Q(out_of_order__kind=OutOfOrderKind.OOO)),
    )
    counted["guests"] = counted["guests"] or 0
    return counted | {"rooms_total": Room.objects.filter(hotel=hotel, is_active=True).count()}


def _stays(hotel: Hotel, date: Date) -> dict[str, int]:
    stays = Stay.objects.filter(hotel=hotel)
    came = (StayState.IN_HOUSE, StayState.DEPARTED)
    return {
        "arrivals": stays.filter(checked_in_on=date, state__in=came).count(),
        "departures": stays.filter(checked_out_on=date, state=StayState.DEPARTED).count(),
        "no_shows": stays.filter(state=StayState.NO_SHOW, arrival=date).count(),
    }


def _reservations(hotel: Hotel, date: Date) -> dict[str, int]:
    reservations = Reservation.objects.filter(hotel=hotel)
    return {
        "cancellations": reservations.filter(cancelled_on=date).count(),
        "bookings": reservations.filter(booked_on=date).count(),
    }


def _money(hotel: Hotel, date: Date) -> dict[str, Decimal]:
    charged = Charge.objects.filter(hotel=hotel, business_date=date).aggregate(
        room_revenue=Sum("net", filter=IN_ROOMS & ~OF_DAY_USE),
        day_use_revenue=Sum("net", filter=IN_ROOMS & OF_DAY_USE),
        other_revenue=Sum("net", filter=~IN_ROOMS),
        tax=Sum("tax"),
    )
    # Moving a balance from one ledger to another brings no money into the house.
    taken = Payment.objects.filter(hotel=hotel, business_date=date, source_ledger="").aggregate(
        payments=Sum("amount", filter=~BY_INVITATION),
        invitations=Sum("amount", filter=BY_INVITATION),
    )
    sums = charged | taken
    return {name: quantize(value or NOTHING, hotel.currency) for name, value in sums.items()}


def _ratio(part: Decimal | int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None
