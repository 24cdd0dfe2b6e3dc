"""The tables of the manager's flash."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from hotelpms.reports.domain.sheets import Cell, Column, Kind, Row, Sheet
from invoicing.domain.figures.figures import Sums
from invoicing.models import LedgerDay

SPANS = ("day", "month", "year")


@dataclass(frozen=True)
class Line:
    """A department's net revenue or a method's payments: day, month and year to date."""

    name: str
    day: Decimal
    month: Decimal
    year: Decimal


def statistics(spans: Sequence[Sums], currency: str) -> Sheet:
    """Return the figures of day, month and year to date, and day and month of last year."""
    columns = (
        Column(_("Figure")),
        Column(_("Day"), Kind.COUNT),
        Column(_("Month to date"), Kind.COUNT),
        Column(_("Year to date"), Kind.COUNT),
        Column(_("Day last year"), Kind.COUNT),
        Column(_("Month last year"), Kind.COUNT),
    )

    def row(label: str, value: Callable[[Sums], Cell], kind: Kind = Kind.COUNT) -> Row:
        return Row((label, *(value(span) if span.days else None for span in spans)), kind)

    return Sheet(
        _("Rooms and revenue"),
        columns,
        (
            Row((_("Rooms"), *[None] * 5), role="group"),
            row(_("Rooms available"), lambda s: s.rooms_total),
            row(_("Rooms sold"), lambda s: s.rooms_sold),
            row(_("Complimentary"), lambda s: s.rooms_complimentary),
            row(_("Day use"), lambda s: s.day_use),
            row(_("Out of order"), lambda s: s.rooms_out_of_order),
            row(_("Occupancy"), lambda s: s.occupancy, Kind.RATIO),
            row(_("ADR"), lambda s: s.adr, Kind.AMOUNT),
            row(_("RevPAR"), lambda s: s.revpar, Kind.AMOUNT),
            Row((_("Guests and reservations"), *[None] * 5), role="group"),
            row(_("Guest nights"), lambda s: s.guests),
            row(_("Arrivals"), lambda s: s.arrivals),
            row(_("Departures"), lambda s: s.departures),
            row(_("No-shows"), lambda s: s.no_shows),
            row(_("Cancellations"), lambda s: s.cancellations),
            row(_("New reservations"), lambda s: s.bookings),
            Row((_("Money"), *[None] * 5), role="group"),
            row(_("Room revenue, net"), lambda s: s.room_revenue, Kind.AMOUNT),
            row(_("Day use revenue, net"), lambda s: s.day_use_revenue, Kind.AMOUNT),
            row(_("Other revenue, net"), lambda s: s.other_revenue, Kind.AMOUNT),
            row(_("Revenue, net"), lambda s: s.revenue, Kind.AMOUNT),
            row(_("Tax"), lambda s: s.tax, Kind.AMOUNT),
            row(_("Payments"), lambda s: s.payments, Kind.AMOUNT),
            row(_("Invitations"), lambda s: s.invitations, Kind.AMOUNT),
        ),
        currency,
        note=_(
            "Occupancy is rooms sold per room available, out-of-order rooms counted as "
            "available. ADR is net room revenue per room sold, RevPAR per room available. "
            "Complimentary rooms and day use are not rooms sold."
        )
        + " "
        + _("Day use has a revenue of its own. Invitations bring no money in."),
    )


def sums(
    title: str, label: str, lines: Sequence[Line], currency: str, *, beside: Sequence[Line] = ()
) -> Sheet:
    """Return one line for each department or method, and their total.

    `beside` stands below the total and is not in it: what the house invited to.
    """
    columns = (
        Column(label),
        Column(_("Day"), Kind.AMOUNT),
        Column(_("Month to date"), Kind.AMOUNT),
        Column(_("Year to date"), Kind.AMOUNT),
    )
    rows = [Row((line.name, line.day, line.month, line.year)) for line in lines]
    total = (sum((getattr(line, span) for line in lines), Decimal(0)) for span in SPANS)
    apart = [Row((line.name, line.day, line.month, line.year)) for line in beside]
    note = _("Invitations stand below the total: they bring no money in.") if beside else ""
    rows = [*rows, Row((_("Total"), *total), role="subtotal"), *apart]
    return Sheet(title, columns, tuple(rows), currency, note=note)


def balance(lines: Sequence[LedgerDay], currency: str) -> Sheet:
    """Return the trial balance."""
    columns = (
        Column(_("Ledger")),
        Column(_("Opening"), Kind.AMOUNT),
        Column(_("Debits"), Kind.AMOUNT),
        Column(_("Credits"), Kind.AMOUNT),
        Column(_("Closing"), Kind.AMOUNT),
    )
    rows = tuple(
        Row((str(line.get_ledger_display()), line.opening, line.debits, line.credits, line.closing))
        for line in lines
    )
    note = _("Closing = opening + debits - credits. Deposits are owed to guests: below zero.")
    return Sheet(_("Trial balance"), columns, rows, currency, note=note)
