"""What the guest's letters say about a stay, as ready text."""

import datetime
from collections.abc import Collection, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from cardex.models import Profile
from hotelpms.kit.dates import format_day, format_hour
from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money, format_money
from messaging.domain.wording.greetings import names_of
from reservations.models import RoomNight, Stay
from reservations.words import persons

Facts = tuple[tuple[str, str], ...]


def stay_context(stay: Stay, language: str, *, total: Decimal | None = None) -> dict[str, str]:
    """Return the keywords of a letter to the guest of one stay, in the language.

    Up to four queries unless guest, hotel, room and type are loaded, and one for the total,
    in the reservation's currency, unless the caller has it from `totals`.
    """
    amount = total_of([stay]) if total is None else total
    return context_of(stay, stay.guest, language) | {
        "TOTAL": format_money(Money(amount, stay.reservation.currency), language)
    }


def totals(stay_ids: Collection[int]) -> dict[int, Decimal]:
    """Return what the held nights of each stay cost, in its own currency. One query."""
    prices = RoomNight.objects.filter(stay__in=stay_ids, holds=True, price__isnull=False)
    added = dict.fromkeys(stay_ids, Decimal(0))
    for stay_id, price in prices.values_list("stay_id", "price"):
        added[stay_id] += price or 0
    return added


def stay_facts(stay: Stay, language: str) -> Facts:
    """Return the lines of the box with the dates of the stay: label and value, in the language."""
    hotel = stay.hotel
    with speaking(language, hotel.country):
        return (
            (_("Reservation"), stay.reservation.code),
            (_("Arrival"), _from(stay.arrival, hotel.check_in_time)),
            (_("Departure"), _until(stay.departure, hotel.check_out_time)),
            (_("Room type"), stay.reserved_type.local_name),
            (_("Guests"), persons(stay.adults, stay.children + stay.babies)),
            (_("Board"), stay.get_board_display()),
        )


def context_of(stay: Stay, reader: Profile, language: str) -> dict[str, str]:
    """Return the keywords of a letter to `reader` about a stay, all but its total."""
    with speaking(language, stay.hotel.country):
        board = str(stay.get_board_display())
        arrival, departure = format_day(stay.arrival, "long"), format_day(stay.departure, "long")
    young = stay.children + stay.babies
    return {
        **names_of(reader, language),
        "HOTEL": stay.hotel.name,
        "ARRIVAL": arrival,
        "DEPARTURE": departure,
        "NIGHTS": str(len(stay.nights)),
        "CODE": stay.reservation.code,
        "ROOM_TYPE": stay.reserved_type.name_in(language),
        "ROOM": stay.room.number if stay.room else "",
        "GUESTS": str(stay.adults + young),
        "ADULTS": str(stay.adults),
        "CHILDREN": str(young or ""),
        "BOARD": board,
    }


def total_of(stays: Sequence[Stay]) -> Decimal:
    """Add the prices up in Python: a sum in SQLite is a binary float."""
    prices = RoomNight.objects.filter(stay__in=stays, holds=True).values_list("price", flat=True)
    return sum((price for price in prices if price is not None), Decimal(0))


def _from(date: datetime.date, hour: datetime.time) -> str:
    return _("%(date)s, from %(hour)s") % _moment(date, hour)


def _until(date: datetime.date, hour: datetime.time) -> str:
    return _("%(date)s, until %(hour)s") % _moment(date, hour)


def _moment(date: datetime.date, hour: datetime.time) -> dict[str, str]:
    """Return date with the day of the week, and hour, as short as the language writes them."""
    return {"date": format_day(date, "dated"), "hour": format_hour(hour)}
