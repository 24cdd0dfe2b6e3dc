"""What must be true of a hotel whatever its desk did."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.enums import FolioState
from invoicing.models import Folio, Invoice, LedgerDay, Receivable, Series
from reservations.enums import HOLDING_STATES, Slot, StayState
from reservations.models import RoomNight, Stay, TypeNight
from tests.random_desk.desk import Desk


def prove(desk: Desk) -> None:
    """Raise AssertionError for a double hold, a wrong count or money that does not add up."""
    _rooms(desk.hotel)
    _sold(desk.hotel)
    _nights(desk)
    _cards()
    _money(desk.hotel)


def _rooms(hotel: Hotel) -> None:
    inside = Stay.objects.filter(hotel=hotel, state=StayState.IN_HOUSE)
    held = RoomNight.objects.filter(hotel=hotel, holds=True, room__isnull=False)
    shared = inside.order_by().values("room").annotate(n=Count("pk")).filter(n__gt=1)
    double = held.order_by().values("room", "date", "slot").annotate(n=Count("pk")).filter(n__gt=1)

    assert list(shared) == [], "two guests in one room"
    assert list(double) == [], "a room held twice"


def _sold(hotel: Hotel) -> None:
    nights = RoomNight.objects.filter(hotel=hotel, holds=True, slot=Slot.NIGHT, stay__isnull=False)
    held = Counter(nights.values_list("room_type", "date"))
    rows = TypeNight.objects.filter(hotel=hotel)
    sold = {(row.room_type_id, row.date): row.sold for row in rows}

    assert {key: number for key, number in sold.items() if number} == dict(held)
    assert [row for row in rows if row.sold > row.sell_limit] == []


def _nights(desk: Desk) -> None:
    """Every stay holds the nights of its dates, and what was slept was charged."""
    held: dict[int, set[object]] = {}
    for stay_id, date in RoomNight.objects.filter(hotel=desk.hotel, holds=True).values_list(
        "stay", "date"
    ):
        held.setdefault(stay_id or 0, set()).add(date)
    for stay in Stay.objects.filter(hotel=desk.hotel):
        length = max(1, (stay.departure - stay.arrival).days)
        dates = {stay.arrival + timedelta(days=n) for n in range(length)}
        if stay.state == StayState.DEPARTED and stay.is_day_use:
            # A day use, or a guest who left again before the night.
            assert held.get(stay.pk, set()) <= dates
        else:
            assert held.get(stay.pk, set()) == (dates if stay.state in HOLDING_STATES else set())
    slept = RoomNight.objects.filter(
        hotel=desk.hotel, holds=True, date__lt=desk.today, stay__state__in=HOLDING_STATES
    )

    # One whose charge was corrected waits for a person, and the closing names it.
    assert list(slept.filter(is_posted=False, charges__isnull=True)) == []


def _cards() -> None:
    stays = Counter(Stay.objects.values_list("guest", "state"))
    for card in Profile.objects.all():
        counted = (card.stay_count, card.cancellation_count, card.no_show_count)
        states = (StayState.DEPARTED, StayState.CANCELLED, StayState.NO_SHOW)

        assert counted == tuple(stays[card.pk, state] for state in states), card


def _money(hotel: Hotel) -> None:
    closed = Folio.objects.filter(hotel=hotel, state=FolioState.CLOSED).values_list("pk", flat=True)

    assert set(folios.balances(closed).values()) <= {Decimal(0)}
    assert folios.deposits(closed) == {}

    last = LedgerDay.objects.filter(hotel=hotel).order_by("-date").values_list("date", flat=True)
    if last:
        ledgers.trial_balance(hotel=hotel, date=last[0] + timedelta(days=1))
    for invoice in Invoice.objects.filter(hotel=hotel).annotate(lines_total=Sum("lines__gross")):
        # SQLite adds up in binary fractions.
        lines = quantize(invoice.lines_total, invoice.currency)
        assert invoice.total == invoice.net + invoice.tax == lines, invoice
    for receivable in Receivable.objects.filter(invoice__hotel=hotel).select_related("invoice"):
        assert 0 <= receivable.open_amount <= receivable.invoice.total, receivable.invoice

    for series in Series.objects.filter(hotel=hotel):
        assert invoices.verify_chain(series.pk) == []
