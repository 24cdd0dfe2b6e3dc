"""Live a history day by day through the verbs that the desk uses.

Every act asks the rows what has been done already, so a run that was stopped anywhere goes
on with the hotel's open business date and does nothing twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hotelpms.closing.domain import runner
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.replay.domain.booking_office import BookingOffice
from hotelpms.replay.domain.calendar import Calendar
from hotelpms.replay.domain.front_desk import FrontDesk
from hotelpms.replay.domain.history import Ending, History
from hotelpms.replay.domain.house import REPLAYER, House, moment
from hotelpms.replay.domain.people import People
from hotelpms.replay.domain.rejections import Rejections
from invoicing.enums import MethodKind
from invoicing.models import PaymentMethod

LOADING_BATCH = 200


@dataclass
class Life:
    """One hotel living one history; the two hooks are where its letters are queued and sent.

    Without letters the closings end with the new business date: nobody waits for the papers.
    """

    house: House
    history: History
    sends_letters: bool = False
    before_closing: Callable[[date], None] = lambda day: None
    after_closing: Callable[[date], None] = lambda day: None

    def __post_init__(self) -> None:
        house, people = self.house, People(self.history.rows)
        rejections = Rejections(house.run)
        self.calendar = Calendar.of(self.history)
        self.office = BookingOffice(house, people, rejections, self.sends_letters)
        self.desk = FrontDesk(house, people, rejections, _methods(house))

    def load(self) -> Iterator[int]:
        """Book what had been booked before the first date; yields how many rows are loaded.

        Those cancelled before the first date are loaded as cancelled.
        """
        first = self.history.first_date
        rows = sorted(self.calendar.before, key=lambda row: (row.booked_on, row.number))
        for start in range(0, len(rows), LOADING_BATCH):
            batch = rows[start : start + LOADING_BATCH]
            self.office.book(batch)
            gone = [r for r in batch if r.ending is Ending.CANCELLED and r.status_date < first]
            self.office.cancel(gone)
            yield start + len(batch)

    def days(self, last: date) -> Iterator[date]:
        """Live every date from the open business date to `last`; yields each closed date."""
        day = business_date(self.house.hotel)
        while day <= last:
            self.live(day)
            yield day
            day += timedelta(days=1)

    def live(self, day: date) -> None:
        """Live the open business date and close it."""
        arriving = self.calendar.arriving[day]
        self.office.book(self.calendar.booked[day])
        self.office.cancel(self.calendar.cancelled[day])
        self.desk.check_out(day)
        self.desk.clean(day)
        self.desk.host_day_use(day, [row for row in arriving if row.is_day_use])
        self.desk.clean(day)
        self.desk.check_in(day, [row for row in arriving if not row.is_day_use])
        self.before_closing(day)
        self._close(day)
        self.after_closing(day)

    def _close(self, day: date) -> None:
        started = runner.start(
            is_confirmed=True, hotel=self.house.hotel, actor=REPLAYER, now=moment(day, 23)
        )
        runner.run(
            closing_id=started.pk,
            actor=REPLAYER,
            now=lambda: moment(day, 23),
            makes_reports=self.sends_letters,
        )


def _methods(house: House) -> list[PaymentMethod]:
    """Return in what the guests pay, by turns."""
    methods = PaymentMethod.objects.filter(
        hotel=house.hotel, kind__in=(MethodKind.CASH, MethodKind.CREDIT)
    )
    return list(methods.order_by("code"))
