"""What the replayed hotel says of itself, read from its rows and never from the file.

Arrivals and departures count day use, which is shown once more apart; rooms sold are the
occupied room nights, complimentary ones too; room revenue is that of nights, net of tax, so a
day use adds nothing to it.
"""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from hotelpms.kit.money import quantize
from hotelpms.replay.domain.history import History
from hotelpms.replay.domain.house import House
from invoicing.enums import InvoiceKind, Ledger
from invoicing.models import Charge, DayFigures, Invoice, LedgerDay, Payment
from messaging.enums import MessageState
from messaging.models import Message
from reservations.enums import Slot, StayState
from reservations.models import Reservation, RoomNight, Stay


def report(house: House, history: History) -> dict[str, Any]:
    """Return the report of a replay as JSON-ready values; amounts are texts with two decimals."""
    rejected = [asdict(one) for one in history.rejected] + list(house.run.rejected)
    return {
        "hotel": house.hotel.name,
        "currency": house.hotel.currency,
        "read_as": history.read_as,
        "rows": history.row_count,
        "imported": Reservation.objects.filter(hotel=house.hotel).count(),
        "rejected": rejected,
        "odd": dict(history.odd),
        "days": days(house),
        "totals": totals(house),
        "seconds": round(house.run.seconds, 1),
        "peak_memory_mb": round(house.run.peak_memory_mb, 1),
    }


def days(house: House) -> list[dict[str, Any]]:
    """Return one entry per closed date, oldest first."""
    ledgers = dict(
        LedgerDay.objects.filter(hotel=house.hotel, ledger=Ledger.GUEST).values_list(
            "date", "closing"
        )
    )
    revenue = _revenue_of_nights(house)
    figures = DayFigures.objects.filter(hotel=house.hotel).order_by("date")
    return [
        _day(house, day, revenue.get(day.date, Decimal(0)), ledgers[day.date]) for day in figures
    ]


def _revenue_of_nights(house: House) -> dict[date, Decimal]:
    """Return the posted room revenue by business date, without that of day use."""
    charges = Charge.objects.filter(hotel=house.hotel, night__slot=Slot.NIGHT)
    return dict(
        charges.values("business_date")
        .annotate(revenue=Sum("net"))
        .values_list("business_date", "revenue")
    )


def _day(house: House, day: DayFigures, revenue: Decimal, guest_ledger: Decimal) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "arrivals": day.arrivals,
        "departures": day.departures,
        "rooms_sold": day.rooms_occupied,
        "complimentary": day.rooms_complimentary,
        "day_use": day.day_use,
        "room_revenue": _text(house, revenue),
        "no_shows": day.no_shows,
        "cancellations": day.cancellations,
        "guest_ledger": _text(house, guest_ledger),
    }


def totals(house: House) -> dict[str, Any]:
    """Return the sums over everything that has been lived so far."""
    hotel = house.hotel
    stays = Stay.objects.filter(hotel=hotel).aggregate(
        departed=Count("pk", filter=Q(state=StayState.DEPARTED)),
        no_shows=Count("pk", filter=Q(state=StayState.NO_SHOW)),
        cancelled=Count("pk", filter=Q(state=StayState.CANCELLED)),
    )
    invoices = Invoice.objects.filter(hotel=hotel, kind=InvoiceKind.INVOICE)
    received = Payment.objects.filter(hotel=hotel, source_ledger="")
    return {
        "reservations": Reservation.objects.filter(hotel=hotel).count(),
        **stays,
        "room_nights": RoomNight.objects.filter(
            hotel=hotel, is_posted=True, slot=Slot.NIGHT
        ).count(),
        "room_revenue": _text(house, sum(_revenue_of_nights(house).values(), Decimal(0))),
        "invoices": invoices.count(),
        "invoiced": _sum(house, invoices, "total"),
        "paid": _sum(house, received.filter(amount__gt=0), "amount"),
        "refunded": _sum(house, received.filter(amount__lt=0), "amount"),
        "messages_sent": Message.objects.filter(hotel=hotel, state=MessageState.SENT).count(),
    }


def last_closed(house: House) -> date | None:
    """Return the last date with figures, if any."""
    return (
        DayFigures.objects.filter(hotel=house.hotel)
        .order_by("-date")
        .values_list("date", flat=True)
        .first()
    )


def _sum(house: House, rows: QuerySet[Any], column: str) -> str:
    return _text(house, rows.aggregate(sum=Sum(column))["sum"] or Decimal(0))


def _text(house: House, amount: Decimal) -> str:
    return str(quantize(amount, house.hotel.currency))
