"""What happened in the demonstration hotel: four weeks of history and what is booked ahead.

Everything goes through the verbs that the desk uses, so the demonstration shows nothing
that the product can't do. The story depends on the date of the loading alone.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cardex.domain.cards import profiles
from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, ProfileKind, Purpose
from hotelpms.closing.domain import runner
from hotelpms.demo.domain import notes
from hotelpms.demo.domain.house import DEMO, ZONE
from hotelpms.demo.domain.people import guest_card, house_cards
from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import Refused
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios, postings
from invoicing.domain.payments import payments
from invoicing.enums import ChargeKind, MethodKind
from invoicing.models import ChargeCode, PaymentMethod
from reservations.domain.bookings import bookings
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.front_desk import arrivals
from reservations.domain.rates import availability
from reservations.domain.rooms import assignment, housekeeping
from reservations.enums import Guarantee, HousekeepingState, Slot, StayState
from reservations.models import Channel, MarketSegment, RatePlan, Room, RoomType, Stay

HISTORY_DAYS = 28
DAYS_AHEAD = 60
# The desk has given rooms to who comes within these days, but for every fifth.
DAYS_WITH_ROOMS = 9
# Letters and confirmations are sent for the last days only: nobody demonstrates last month's.
LETTER_DAYS = 2
CLAUSE = "I agree to receive news and offers of the hotel by e-mail."


@dataclass(frozen=True)
class Plot:
    """One reservation of the story."""

    number: int
    booked_on: date
    arrival: date
    nights: int
    type_code: str
    plan_code: str
    adults: int
    children: int
    is_cancelled: bool


def plots(today: date) -> list[Plot]:
    """Return the reservations of the story by booking day.

    Busier at weekends; thinner the further ahead, as most guests book a few weeks before.
    """
    pick = random.Random("miramar")
    first = today - timedelta(days=HISTORY_DAYS)
    told: list[Plot] = []
    for offset in range(HISTORY_DAYS + DAYS_AHEAD):
        arrival = first + timedelta(days=offset)
        busy = 13 if arrival.weekday() in (3, 4) else 10
        made = [_plot(pick, arrival) for _unused in range(pick.randint(busy - 3, busy))]
        told += [plot for plot in made if plot.booked_on <= today]
    told.sort(key=lambda plot: (plot.booked_on, plot.arrival))
    return [replace(plot, number=number) for number, plot in enumerate(told, start=1)]


def _plot(pick: random.Random, arrival: date) -> Plot:
    type_code = pick.choices(("SGL", "DBL", "SEA", "SUI"), weights=(3, 10, 5, 1))[0]
    lead = pick.choice((0, 1, 3, 7, 14, 21, 30, 45, 60, 90))
    return Plot(
        number=0,
        booked_on=arrival - timedelta(days=lead),
        arrival=arrival,
        nights=pick.choices((1, 2, 3, 4, 5, 7), weights=(5, 7, 6, 3, 2, 2))[0],
        type_code=type_code,
        plan_code=pick.choices(("BAR", "NRF", "HBB"), weights=(6, 2, 2))[0],
        adults=1 if type_code == "SGL" else pick.choice((1, 2, 2, 2)),
        children=0 if type_code == "SGL" else pick.choice((0, 0, 0, 1)),
        is_cancelled=pick.random() < 0.07,
    )


class Story:
    """Lives the plots in one hotel, from its first business date to `today`, as far as `now`."""

    def __init__(self, hotel: Hotel, today: date, now: datetime) -> None:
        self.hotel, self.today, self.now = hotel, today, now
        self.first = today - timedelta(days=HISTORY_DAYS)
        self.pick = random.Random("miramar-days")
        self.types = dict(RoomType.objects.filter(hotel=hotel).values_list("code", "pk"))
        plans = RatePlan.objects.filter(hotel=hotel)
        self.plans = dict(plans.values_list("code", "pk"))
        self.boards = dict(plans.values_list("code", "board"))
        self.channels = list(Channel.objects.filter(hotel=hotel).order_by("code"))
        self.segments = list(MarketSegment.objects.filter(hotel=hotel).order_by("code"))
        self.extras = list(
            ChargeCode.objects.filter(hotel=hotel, kind=ChargeKind.EXTRA).order_by("code")
        )
        self.methods = list(
            PaymentMethod.objects.filter(
                hotel=hotel, kind__in=(MethodKind.CASH, MethodKind.CREDIT), is_online=False
            ).order_by("code")
        )
        self.booked: dict[date, list[Plot]] = defaultdict(list)
        for plot in plots(today):
            self.booked[max(plot.booked_on, self.first)].append(plot)

    def tell(self) -> None:
        """Live every day; the last one is left open in the middle of its work."""
        self.houses = profiles.create_many(cards=house_cards(), actor=DEMO, now=self._at(0, 8))
        for offset in range(HISTORY_DAYS):
            self._morning(offset, leave_some=0)
            self._close(offset)
        self._morning(HISTORY_DAYS, leave_some=2)
        self._give_rooms()
        notes.write(hotel=self.hotel, today=self.today, now=self.now)

    def _morning(self, offset: int, *, leave_some: int) -> None:
        day = self.first + timedelta(days=offset)
        for plot in self.booked[day]:
            self._book(plot, day)
        self._check_out(day, leave_some)
        self._clean(day, leave_some)
        self._check_in(day, leave_some)
        self._sell_extras(day)

    # --- bookings ------------------------------------------------------------------------------

    def _book(self, plot: Plot, day: date) -> None:
        now = self._moment(day, 10)
        guest = profiles.create(card=guest_card(plot.number), actor=DEMO, now=now)
        if guest.pk % 2:
            self._consent(guest.pk, now)
        stay = StayRequest(
            room_type_id=self.types[plot.type_code],
            arrival=plot.arrival,
            departure=plot.arrival + timedelta(days=plot.nights),
            adults=plot.adults,
            children=plot.children,
            board=self.boards[plot.plan_code],
            rate_plan_id=self.plans[plot.plan_code],
            guest_id=guest.pk,
        )
        request = BookingRequest(
            booker_id=guest.pk,
            stays=(stay,),
            agency_id=self._house(ProfileKind.AGENCY, plot, every=5),
            company_id=self._house(ProfileKind.COMPANY, plot, every=7),
            segment_id=self.segments[plot.number % len(self.segments)].pk,
            channel_id=self.channels[plot.number % len(self.channels)].pk,
            language=guest.language,
            guarantee=Guarantee.CARD if plot.plan_code == "NRF" else Guarantee.NONE,
            sends_confirmation=self._is_recent(day),
        )
        try:
            made = bookings.book(
                hotel=self.hotel, request=request, actor=DEMO, now=now, business_date=day
            )
        except Refused:
            return  # The house is full on one of the nights: a turnaway.
        if plot.is_cancelled and plot.arrival > day:
            bookings.cancel(
                reservation_id=made.pk,
                reason="Change of plans",
                fee=None,
                actor=DEMO,
                now=self._moment(day, 13),
                business_date=day,
                sends_letter=self._is_recent(day),
            )

    def _consent(self, profile_id: int, now: datetime) -> None:
        consent.record(
            profile_id=profile_id,
            purpose=Purpose.MARKETING_EMAIL,
            act=ConsentAct.GRANTED,
            source=ConsentSource.WEB,
            clause=CLAUSE,
            actor=DEMO,
            now=now,
        )

    def _house(self, kind: ProfileKind, plot: Plot, *, every: int) -> int | None:
        if plot.number % every:
            return None
        found = [house for house in self.houses if house.kind == kind]
        return found[plot.number % len(found)].pk

    # --- the desk ------------------------------------------------------------------------------

    def _check_out(self, day: date, leave_some: int) -> None:
        leaving = Stay.objects.filter(
            hotel=self.hotel, state=StayState.IN_HOUSE, departure=day
        ).order_by("pk")
        for stay in leaving[: max(0, len(leaving) - leave_some)]:
            now = self._moment(day, 10)
            folio = folios.main_folio(stay_id=stay.pk, business_date=day)
            balance = folios.balance(folio_id=folio.pk).amount
            if balance > 0:
                payments.take(
                    folio_id=folio.pk,
                    method_id=self.pick.choice(self.methods).pk,
                    amount=balance,
                    actor=DEMO,
                    now=now,
                )
            checkout.check_out(stay_id=stay.pk, actor=DEMO, now=now, business_date=day)

    def _clean(self, day: date, leave_some: int) -> None:
        rooms_to_clean = Room.objects.filter(
            hotel=self.hotel, housekeeping=HousekeepingState.DIRTY
        ).order_by("-number")
        if leave_some:
            # The maids are still at it: who stays on is done last.
            rooms_to_clean = rooms_to_clean.exclude(stays__state=StayState.IN_HOUSE)[leave_some:]
        housekeeping.set_state(
            room_ids=[room.pk for room in rooms_to_clean],
            state=HousekeepingState.CLEAN,
            actor=DEMO,
            now=self._moment(day, 12),
        )

    def _check_in(self, day: date, leave_some: int) -> None:
        due = list(
            Stay.objects.filter(hotel=self.hotel, state=StayState.BOOKED, arrival=day).order_by(
                "pk"
            )
        )
        # Now and then somebody doesn't come.
        if not leave_some and len(due) > 6 and day.weekday() == 2:
            due = due[1:]
        for stay in due[: len(due) // 2] if leave_some else due:
            ready = [
                room
                for room in self._free_rooms(stay)
                if room.housekeeping != HousekeepingState.DIRTY
            ]
            if ready:
                arrivals.check_in(
                    stay_id=stay.pk,
                    room_id=ready[0].pk,
                    actor=DEMO,
                    now=self._moment(day, 15),
                    business_date=day,
                )

    def _give_rooms(self) -> None:
        coming = Stay.objects.filter(
            hotel=self.hotel,
            state=StayState.BOOKED,
            arrival__gt=self.today,
            arrival__lte=self.today + timedelta(days=DAYS_WITH_ROOMS),
        )
        for number, stay in enumerate(coming.order_by("arrival", "pk")):
            free = self._free_rooms(stay)
            if free and number % 5:
                assignment.assign(
                    stay_id=stay.pk,
                    room_id=free[0].pk,
                    actor=DEMO,
                    now=self._moment(self.today, 16),
                    business_date=self.today,
                )

    def _free_rooms(self, stay: Stay) -> list[Room]:
        return availability.free_rooms(
            hotel_id=self.hotel.pk,
            room_type_id=stay.room_type_id,
            arrival=stay.arrival,
            departure=stay.departure,
            slot=Slot.NIGHT,
        )

    def _sell_extras(self, day: date) -> None:
        in_house = Stay.objects.filter(hotel=self.hotel, state=StayState.IN_HOUSE).order_by("pk")
        for stay in in_house:
            if self.pick.random() < 0.35:
                folio = folios.main_folio(stay_id=stay.pk, business_date=day)
                postings.post_charge(
                    folio_id=folio.pk,
                    code_id=self.pick.choice(self.extras).pk,
                    unit_price=Decimal(self.pick.randint(4, 60)),
                    actor=DEMO,
                    now=self._moment(day, 20),
                )

    def _close(self, offset: int) -> None:
        started = runner.start(
            is_confirmed=True, hotel=self.hotel, actor=DEMO, now=self._at(offset, 23)
        )
        runner.run(
            closing_id=started.pk,
            actor=DEMO,
            now=lambda: self._at(offset, 23),
            makes_reports=HISTORY_DAYS - offset <= LETTER_DAYS,
        )

    def _is_recent(self, day: date) -> bool:
        return (self.today - day).days < LETTER_DAYS

    def _at(self, offset: int, hour: int) -> datetime:
        return self._moment(self.first + timedelta(days=offset), hour)

    def _moment(self, day: date, hour: int) -> datetime:
        """Nothing of the story lies ahead of the moment at which it is told."""
        return min(datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE)), self.now)
