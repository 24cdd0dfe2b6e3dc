"""What the desk has to know at a glance on a business date. Nothing here is a sum of money."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from invoicing.domain.folios import folios
from invoicing.enums import FolioState
from invoicing.models import Folio
from messaging.enums import UNSOLVED_STATES
from messaging.models import Message
from reservations.domain.nights.occupancy import DayFigures, occupancy
from reservations.domain.pages import day_lists
from reservations.domain.pages.stay_line import StayLine
from reservations.domain.traces import lists
from reservations.enums import READY_STATES, StayState, TraceState
from reservations.models import Room, Stay, Trace

CHART_DAYS = 14
MOST_TRACES = 6


@dataclass(frozen=True)
class Today:
    """Lists and counts of one business date; `traces` holds the first of those that are due."""

    due_in: list[StayLine]
    arrived_count: int
    due_out: list[StayLine]
    departed_count: int
    in_house_count: int
    guest_count: int
    not_ready: list[StayLine]
    dirty_count: int
    figures: list[DayFigures]
    failed_count: int
    traces: list[Trace]
    trace_count: int
    overdue_count: int

    @property
    def tonight(self) -> DayFigures:
        return self.figures[0]

    @property
    def share_tonight(self) -> Decimal:
        """The occupancy of tonight as a share, 0 to 1 and above in an overbooked house."""
        return self.tonight.percent / 100

    @property
    def free_tonight(self) -> int:
        """Rooms that can still be sold tonight; never below zero in an overbooked house."""
        return max(self.tonight.available - self.tonight.sold, 0)

    @property
    def arrival_count(self) -> int:
        """Who comes today in all: those who came and those who are still expected."""
        return self.arrived_count + len(self.due_in)

    @property
    def departure_count(self) -> int:
        return self.departed_count + len(self.due_out)


def today(*, hotel: Hotel, business_date: date) -> Today:
    """Return the day of a hotel; as many queries for an empty house as for a full one."""
    due_in = day_lists.due_in(hotel, business_date)
    stays = Stay.objects.filter(hotel=hotel)
    in_house = stays.filter(state=StayState.IN_HOUSE).aggregate(
        rooms=Count("pk"), adults=Sum("adults"), children=Sum("children"), babies=Sum("babies")
    )
    rooms = Room.objects.filter(hotel=hotel, is_active=True)
    open_traces = Trace.objects.filter(
        hotel=hotel, state=TraceState.OPEN, due_date__lte=business_date
    ).aggregate(due=Count("pk"), overdue=Count("pk", filter=Q(due_date__lt=business_date)))
    return Today(
        due_in=due_in,
        arrived_count=stays.filter(checked_in_on=business_date).count(),
        due_out=day_lists.due_out(hotel, business_date),
        departed_count=stays.filter(checked_out_on=business_date).count(),
        in_house_count=in_house["rooms"],
        guest_count=sum(in_house[kind] or 0 for kind in ("adults", "children", "babies")),
        not_ready=[
            line for line in due_in if line.room_id and line.housekeeping not in READY_STATES
        ],
        dirty_count=rooms.exclude(housekeeping__in=READY_STATES).count(),
        figures=occupancy(hotel, business_date, CHART_DAYS),
        failed_count=Message.objects.filter(hotel=hotel, state__in=UNSOLVED_STATES).count(),
        traces=list(lists.due(hotel, business_date)[:MOST_TRACES]),
        trace_count=open_traces["due"],
        overdue_count=open_traces["overdue"],
    )


def owed(*, hotel: Hotel, stay_ids: Iterable[int]) -> dict[int, Money]:
    """Return by stay what its open windows owe, above or below zero; nothing owed is left out.

    Two queries.
    """
    rows = Folio.objects.filter(hotel=hotel, state=FolioState.OPEN, stay__in=list(stay_ids))
    windows = list(rows.order_by("pk").values_list("pk", "stay_id", "currency"))
    balances = folios.balances(pk for pk, _stay, _currency in windows)
    found: dict[int, Money] = {}
    for pk, stay_id, currency in windows:
        if stay_id is not None and balances[pk] != Decimal(0):
            found[stay_id] = found.get(stay_id, Money.zero(currency)) + Money(
                balances[pk], currency
            )
    return {stay_id: money for stay_id, money in found.items() if not money.is_zero}


def noted(*, hotel: Hotel, stay_ids: Iterable[int]) -> dict[int, int]:
    """Return how many open traces there are about each of these stays. One query."""
    found = Trace.objects.filter(hotel=hotel, state=TraceState.OPEN, stay__in=list(stay_ids))
    counts = found.values("stay_id").annotate(count=Count("pk")).order_by("stay_id")
    return {row["stay_id"]: row["count"] for row in counts}
