"""Live a history day by day through the verbs that the desk uses.

Every act asks the rows what has been done already, so a run that was stopped anywhere goes
on with the hotel's open business date and does nothing twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from cardex.domain.cards import profiles
from cardex.models import Profile
from hotelpms.closing.domain import runner
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.kit.errors import Refused
from hotelpms.replay.domain.history import Ending, History, Row
from hotelpms.replay.domain.house import REPLAYER, House, moment
from hotelpms.replay.domain.people import People
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios
from invoicing.domain.nights import nights
from invoicing.domain.payments import payments
from invoicing.enums import MethodKind
from invoicing.models import Folio, PaymentMethod
from reservations.domain.bookings import bookings
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.front_desk import arrivals
from reservations.domain.rates import availability
from reservations.domain.rooms import housekeeping
from reservations.enums import HousekeepingState, ReservationState, Slot, StayState
from reservations.models import Reservation, Room, Stay

LOADING_BATCH = 200


@dataclass
class Calendar:
    """What the file says is to happen on which date."""

    before: list[Row] = field(default_factory=list)
    booked: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))
    cancelled: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))
    arriving: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, history: History) -> "Calendar":
        """Sort the rows by booking day, cancellation day and arrival."""
        calendar, first = cls(), history.first_date
        for row in history.rows:
            if row.booked_on < first:
                calendar.before.append(row)
            else:
                calendar.booked[row.booked_on].append(row)
            if row.ending is Ending.CANCELLED and row.status_date >= first:
                calendar.cancelled[row.status_date].append(row)
            if row.has_departed:
                calendar.arriving[row.arrival].append(row)
        return calendar


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
        self.calendar = Calendar.of(self.history)
        self.people = People(self.history.rows)
        self.methods = list(
            PaymentMethod.objects.filter(
                hotel=self.house.hotel, kind__in=(MethodKind.CASH, MethodKind.CREDIT)
            ).order_by("code")
        )
        self.rejected: list[dict[str, object]] = list(self.house.run.rejected)

    def load(self) -> Iterator[int]:
        """Book what had been booked before the first date; yields how many rows are loaded.

        Those cancelled before the first date are loaded as cancelled.
        """
        first = self.history.first_date
        rows = sorted(self.calendar.before, key=lambda row: (row.booked_on, row.number))
        for start in range(0, len(rows), LOADING_BATCH):
            batch = rows[start : start + LOADING_BATCH]
            self._book(batch)
            gone = [r for r in batch if r.ending is Ending.CANCELLED and r.status_date < first]
            self._cancel(gone)
            yield start + len(batch)

    def days(self, last: date) -> Iterator[date]:
        """Live every date from the open business date to `last`; yields each closed date."""
        day = business_date(self.house.hotel)
        while day <= last:
            self._live(day)
            yield day
            day += timedelta(days=1)

    def _live(self, day: date) -> None:
        self._book(self.calendar.booked[day])
        self._cancel(self.calendar.cancelled[day])
        self._check_out(day)
        self._clean(day)
        self._host_day_use(day)
        self._clean(day)
        self._check_in(day, [row for row in self.calendar.arriving[day] if not row.is_day_use])
        self.before_closing(day)
        self._close(day)
        self.after_closing(day)

    # --- bookings ------------------------------------------------------------------------------

    def _book(self, rows: list[Row]) -> None:
        known = self._reservations(rows)
        new = [row for row in rows if row.reference not in known]
        guests = self._guest_ids(new)
        for row in new:
            with self._rejecting(row):
                bookings.book(
                    hotel=self.house.hotel,
                    request=self._request(row, guests[self.people.guest_ref(row)]),
                    actor=REPLAYER,
                    now=moment(row.booked_on),
                    business_date=row.booked_on,
                )

    def _request(self, row: Row, guest_id: int) -> BookingRequest:
        house = self.house
        stay = StayRequest(
            room_type_id=house.type_ids[row.reserved_type],
            arrival=row.arrival,
            departure=row.departure,
            adults=row.adults,
            children=row.children,
            babies=row.babies,
            board=row.board,
            prices=(row.price,) * max(row.nights, 1),
            guest_id=guest_id,
        )
        return BookingRequest(
            booker_id=guest_id,
            stays=(stay,),
            company_id=house.house_ids[f"company-{row.company}"] if row.company else None,
            agency_id=house.house_ids[f"agency-{row.agency}"] if row.agency else None,
            segment_id=house.segment_ids[row.segment],
            channel_id=house.channel_ids[row.channel],
            channel_ref=row.reference,
            guarantee=row.guarantee,
            requests=_requests(row),
            sends_confirmation=self.sends_letters,
        )

    def _guest_ids(self, rows: list[Row]) -> dict[str, int]:
        refs = {self.people.guest_ref(row): row for row in rows}
        ids = dict(Profile.objects.filter(external_ref__in=refs).values_list("external_ref", "pk"))
        new = [row for ref, row in refs.items() if ref not in ids]
        if new:
            created = profiles.create_many(
                cards=[self.people.guest_card(row) for row in new],
                actor=REPLAYER,
                now=moment(new[0].booked_on),
            )
            ids |= {profile.external_ref: profile.pk for profile in created}
        return ids

    def _cancel(self, rows: list[Row]) -> None:
        for reference, reservation in self._reservations(rows).items():
            if reservation.state == ReservationState.CANCELLED:
                continue
            row = next(row for row in rows if row.reference == reference)
            with self._rejecting(row):
                bookings.cancel(
                    reservation_id=reservation.pk,
                    reason="Cancelled by the guest",
                    fee=None,
                    actor=REPLAYER,
                    now=moment(row.status_date),
                    business_date=row.status_date,
                    sends_letter=self.sends_letters,
                )

    def _reservations(self, rows: list[Row]) -> dict[str, Reservation]:
        found = Reservation.objects.filter(
            hotel=self.house.hotel, channel_ref__in=[row.reference for row in rows]
        )
        return {reservation.channel_ref: reservation for reservation in found}

    # --- the day at the desk -------------------------------------------------------------------

    def _check_out(self, day: date) -> None:
        self._depart(
            Stay.objects.filter(hotel=self.house.hotel, state=StayState.IN_HOUSE, departure=day),
            day,
        )

    def _depart(self, leaving: QuerySet[Stay], day: date) -> None:
        """Let the stays settle their bills and go; the bills of all are read at once."""
        stays = list(leaving.select_related("reservation").order_by("pk"))
        windows = folios.open_main_folios(stays=stays, business_date=day)
        owed = folios.balances(folio.pk for folio in windows.values())
        for stay in stays:
            folio = windows[stay.pk]
            with self._rejecting(self._row_of(stay)):
                self._settle_and_depart(stay, folio, owed[folio.pk], day)

    def _settle_and_depart(self, stay: Stay, folio: Folio, balance: Decimal, day: date) -> None:
        now = moment(day, 11)
        method = self.methods[stay.pk % len(self.methods)]
        if balance > 0:
            payments.take(
                folio_id=folio.pk,
                method_id=method.pk,
                amount=balance,
                actor=REPLAYER,
                now=now,
                request_key=f"departure-{stay.pk}",
            )
        elif balance < 0:
            payments.refund(
                folio_id=folio.pk,
                method_id=method.pk,
                amount=-balance,
                reason="Allowance paid out at departure",
                actor=REPLAYER,
                now=now,
                request_key=f"departure-{stay.pk}",
            )
        checkout.check_out(stay_id=stay.pk, actor=REPLAYER, now=now, business_date=day)

    def _clean(self, day: date) -> None:
        dirty = Room.objects.filter(
            hotel=self.house.hotel, housekeeping=HousekeepingState.DIRTY
        ).values_list("pk", flat=True)
        if room_ids := list(dirty):
            housekeeping.set_state(
                room_ids=room_ids,
                state=HousekeepingState.CLEAN,
                actor=REPLAYER,
                now=moment(day, 13),
            )

    def _host_day_use(self, day: date) -> None:
        self._check_in(day, [row for row in self.calendar.arriving[day] if row.is_day_use])
        hosted = Stay.objects.filter(
            hotel=self.house.hotel, state=StayState.IN_HOUSE, arrival=day, departure=day
        ).select_related("reservation")
        for stay in hosted.order_by("pk"):
            with self._rejecting(self._row_of(stay)):
                nights.post_stay_now(stay_id=stay.pk, actor=REPLAYER, now=moment(day, 17))
        self._depart(hosted, day)

    def _check_in(self, day: date, rows: list[Row]) -> None:
        due = {
            stay.reservation.channel_ref: stay
            for stay in Stay.objects.filter(
                hotel=self.house.hotel, state=StayState.BOOKED, arrival=day
            ).select_related("reservation")
        }
        free: dict[tuple[str, bool], list[int]] = {}
        for row in sorted(rows, key=lambda row: row.number):
            stay = due.get(row.reference)
            if stay is None:
                continue
            rooms = free.setdefault((row.assigned_type, row.is_day_use), [])
            if not rooms:
                rooms += self._free_rooms(row)
            with self._rejecting(row):
                if not rooms:
                    raise Refused(f"no room of type {row.assigned_type} is free on {day}")
                arrivals.check_in(
                    stay_id=stay.pk,
                    room_id=rooms.pop(0),
                    changes_type=True,
                    actor=REPLAYER,
                    now=moment(day, 15),
                    business_date=day,
                )

    def _free_rooms(self, row: Row) -> list[int]:
        """Return the rooms of the assigned type that are free tonight (or today for day use).

        Nothing is assigned ahead in a replay, so a room free tonight stays free.
        """
        rooms = availability.free_rooms(
            hotel_id=self.house.hotel.pk,
            room_type_id=self.house.type_ids[row.assigned_type],
            arrival=row.arrival,
            departure=row.arrival + timedelta(days=0 if row.is_day_use else 1),
            slot=Slot.DAY if row.is_day_use else Slot.NIGHT,
        )
        return [room.pk for room in rooms]

    def _close(self, day: date) -> None:
        started = runner.start(hotel=self.house.hotel, actor=REPLAYER, now=moment(day, 23))
        runner.run(
            closing_id=started.pk,
            actor=REPLAYER,
            now=lambda: moment(day, 23),
            makes_reports=self.sends_letters,
        )

    # --- rejected rows -------------------------------------------------------------------------

    def _rejecting(self, row: Row) -> "_Rejecting":
        return _Rejecting(self, row)

    def reject(self, row: Row, reason: str) -> None:
        """Keep why a row could not be lived; the rest of the day goes on."""
        self.rejected.append({"row": row.number, "reason": reason})
        self.house.run.rejected = self.rejected
        self.house.run.save(update_fields=["rejected"])

    def _row_of(self, stay: Stay) -> Row:
        return self.people.row(int(stay.reservation.channel_ref.removeprefix("ROW-")))


@dataclass
class _Rejecting:
    """Turns a refusal of the domain into a rejected row with its reason; faults stay loud."""

    life: Life
    row: Row

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> bool:
        if not isinstance(error, Refused):
            return False
        self.life.reject(self.row, str(error))
        return True


def _requests(row: Row) -> str:
    wishes = []
    if row.parking_spaces:
        wishes.append(f"Parking spaces: {row.parking_spaces}")
    if row.special_requests:
        wishes.append(f"Special requests: {row.special_requests}")
    return "; ".join(wishes)
