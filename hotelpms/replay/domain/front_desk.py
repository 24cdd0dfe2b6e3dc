"""A day at the front desk: who leaves, who comes, and the rooms between them."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from hotelpms.kit.errors import Refused
from hotelpms.replay.domain.history import Row
from hotelpms.replay.domain.house import REPLAYER, House, moment
from hotelpms.replay.domain.people import People
from hotelpms.replay.domain.rejections import Rejections
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios
from invoicing.domain.nights import nights
from invoicing.domain.payments import payments
from invoicing.models import Folio, PaymentMethod
from reservations.domain.front_desk import arrivals
from reservations.domain.nights.guards import slot_of
from reservations.domain.rates import availability
from reservations.domain.rooms import housekeeping
from reservations.enums import HousekeepingState, StayState
from reservations.models import Room, Stay


@dataclass(frozen=True)
class FrontDesk:
    """`methods`: in what guests pay, by turns."""

    house: House
    people: People
    rejections: Rejections
    methods: list[PaymentMethod]

    def check_out(self, day: date) -> None:
        """Let go who leaves on this date."""
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
            with self.rejections.of(self._row_of(stay)):
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

    def clean(self, day: date) -> None:
        """Make every dirty room clean."""
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

    def host_day_use(self, day: date, rows: list[Row]) -> None:
        """Let come and go who stays for the day only."""
        self.check_in(day, rows)
        hosted = Stay.objects.filter(
            hotel=self.house.hotel, state=StayState.IN_HOUSE, arrival=day, departure=day
        ).select_related("reservation")
        for stay in hosted.order_by("pk"):
            with self.rejections.of(self._row_of(stay)):
                nights.post_stay_now(stay_id=stay.pk, actor=REPLAYER, now=moment(day, 17))
        self._depart(hosted, day)

    def check_in(self, day: date, rows: list[Row]) -> None:
        """Check in those of the rows that are booked for this date, as far as rooms are free."""
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
            with self.rejections.of(row):
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
            slot=slot_of(row),
        )
        return [room.pk for room in rooms]

    def _row_of(self, stay: Stay) -> Row:
        return self.people.row(int(stay.reservation.channel_ref.removeprefix("ROW-")))
