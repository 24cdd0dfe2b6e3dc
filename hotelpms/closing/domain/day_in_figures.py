"""The key figures of a closed day in words, for those who don't open what is attached."""

import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money, format_money
from hotelpms.reports.domain.sheets import percent
from invoicing.domain.figures import figures
from invoicing.models import DayFigures

Facts = tuple[tuple[str, str], ...]


def day_in_figures(*, hotel: Hotel, date: datetime.date, language: str) -> tuple[Facts, Facts]:
    """Return the key figures of a closed day as words, those of the rooms and those of money.

    They stand in the mail itself, for those who don't open what is attached. The caller speaks the
    language. One query.
    """
    days = DayFigures.objects.filter(hotel=hotel, date__lte=date, date__gte=date.replace(day=1))
    rows = list(days.order_by("date"))
    if not rows or rows[-1].date != date:
        return (), ()
    day, month = figures.add_up(rows[-1:]), figures.add_up(rows)
    return _room_facts(day, month, language), _money_facts(hotel, day, month, language)


def _room_facts(day: figures.Sums, month: figures.Sums, language: str) -> Facts:
    sold = ngettext("%(sold)d of %(n)d room", "%(sold)d of %(n)d rooms", day.rooms_total)
    return (
        (_("Occupancy"), percent(day.occupancy, language)),
        (_("Rooms sold"), sold % {"sold": day.rooms_sold, "n": day.rooms_total}),
        (_("Guests in house"), str(day.guests)),
        (_("Arrivals"), str(day.arrivals)),
        (_("Departures"), str(day.departures)),
        (_("No-shows"), str(day.no_shows)),
        (_("Occupancy, month to date"), percent(month.occupancy, language)),
    )


def _money_facts(hotel: Hotel, day: figures.Sums, month: figures.Sums, language: str) -> Facts:
    def money(amount: Decimal | None) -> str:
        value = Money(amount or figures.NOTHING, hotel.currency)
        return format_money(value, language)

    return (
        (_("ADR"), money(day.adr)),
        (_("RevPAR"), money(day.revpar)),
        (_("Revenue, net"), money(day.revenue)),
        (_("Payments"), money(day.payments)),
        (_("ADR, month to date"), money(month.adr)),
        (_("RevPAR, month to date"), money(month.revpar)),
        (_("Revenue, month to date"), money(month.revenue)),
    )
