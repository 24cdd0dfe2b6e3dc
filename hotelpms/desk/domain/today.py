"""What the desk has to know at a glance on a business date."""

from dataclasses import dataclass
from datetime import date

from hotelpms.hotels.models import Hotel
from messaging.enums import MessageState
from messaging.models import Message
from reservations.domain import queries
from reservations.domain.queries import DayFigures, StayLine
from reservations.enums import READY_STATES
from reservations.models import Room

CHART_DAYS = 14
NEED_A_PERSON = (MessageState.FAILED, MessageState.STUCK)


@dataclass(frozen=True)
class Today:
    """Lists and counts of one business date; nothing here is a sum of money."""

    due_in: list[StayLine]
    arrived_count: int
    due_out: list[StayLine]
    departed_count: int
    in_house: list[StayLine]
    not_ready: list[StayLine]
    dirty_count: int
    figures: list[DayFigures]
    failed_count: int

    @property
    def tonight(self) -> DayFigures:
        return self.figures[0]

    @property
    def guest_count(self) -> int:
        """Persons in the house, babies too."""
        return sum(line.adults + line.children + line.babies for line in self.in_house)


def today(*, hotel: Hotel, business_date: date) -> Today:
    """Return the day of a hotel; eleven queries however full the house is."""
    due_in = queries.due_in(hotel, business_date)
    rooms = Room.objects.filter(hotel=hotel, is_active=True)
    return Today(
        due_in=due_in,
        arrived_count=len(queries.arrived(hotel, business_date)),
        due_out=queries.due_out(hotel, business_date),
        departed_count=len(queries.departed(hotel, business_date)),
        in_house=queries.in_house(hotel),
        not_ready=[
            line for line in due_in if line.room_id and line.housekeeping not in READY_STATES
        ],
        dirty_count=rooms.exclude(housekeeping__in=READY_STATES).count(),
        figures=queries.occupancy(hotel, business_date, CHART_DAYS),
        failed_count=Message.objects.filter(hotel=hotel, state__in=NEED_A_PERSON).count(),
    )
