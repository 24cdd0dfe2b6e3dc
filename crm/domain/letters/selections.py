"""Which stays a day's letters are for. Querysets only, so that 20,000 stays cost what 20 do."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from cardex.domain.consent import consent
from cardex.models import Profile
from crm.models import DaySetup
from hotelpms.hotels.models import Hotel
from messaging.enums import COMMERCIAL_KINDS, MessageKind
from messaging.models import Message
from reservations.enums import HOLDING_STATES, ReservationState, StayState
from reservations.models import Stay

EXPECTED = Q(state=StayState.BOOKED, reservation__state=ReservationState.CONFIRMED)
IN_HOUSE = Q(state=StayState.IN_HOUSE)
DEPARTED = Q(state=StayState.DEPARTED)
HAS_NIGHTS = Q(departure__gt=F("arrival"))


@dataclass(frozen=True)
class Span:
    """Dates from first to last, both included; empty when last lies before first."""

    first: date
    last: date


def pre_stay_span(setup: DaySetup, day: date) -> Span:
    """Return the arrivals that the pre-stay mail of this day is for: N means 1 to N (S3-12).

    0 is the day itself (S3-07); the switch adds the day itself to a range.
    """
    if setup.pre_stay_days == 0:
        return Span(day, day)
    start = 0 if setup.sends_on_arrival_day else 1
    return Span(day + timedelta(days=start), day + timedelta(days=setup.pre_stay_days))


def post_stay_span(setup: DaySetup, day: date, done_for: date | None) -> Span:
    """Return the departures that the post-stay mail of this day is for: one date (S3-15).

    Days missed since `done_for` are made up for, each with its own exact date, 14 at most.
    """
    back = timedelta(days=setup.post_stay_days)
    missed_from = day if done_for is None else done_for + timedelta(days=1)
    earliest = day - timedelta(days=14)
    return Span(min(max(missed_from, earliest), day) - back, day - back)


def pre_stay(hotel: Hotel, span: Span) -> QuerySet[Stay]:
    """Return the coming stays in the span whose guest has not got the mail yet (S3-13, S3-14)."""
    stays = Stay.objects.filter(EXPECTED, hotel=hotel, arrival__range=(span.first, span.last))
    return _unwritten(_first_of_visit(stays), MessageKind.PRE_STAY)


def reachable(stays: QuerySet[Stay], kind: MessageKind) -> QuerySet[Stay]:
    """Leave out guests whom the gate refuses today; they are asked about again tomorrow."""
    gate = consent.may_receive(commercial=kind in COMMERCIAL_KINDS)
    return stays.filter(guest__in=Profile.objects.filter(gate))


def arriving(hotel: Hotel, day: date) -> QuerySet[Stay]:
    """Return the stays that begin on the day, come already or not; a day use gets no such mail."""
    stays = Stay.objects.filter(EXPECTED | IN_HOUSE, HAS_NIGHTS, hotel=hotel, arrival=day)
    return _unwritten(_first_of_visit(stays), MessageKind.ARRIVAL)


def leaving(hotel: Hotel, day: date, *, foreseen: bool = False) -> QuerySet[Stay]:
    """Return the stays that end on the day; `foreseen` counts those not yet in the house too."""
    states = IN_HOUSE | DEPARTED | EXPECTED if foreseen else IN_HOUSE | DEPARTED
    stays = Stay.objects.filter(states, HAS_NIGHTS, hotel=hotel, departure=day)
    return _unwritten(_last_of_visit(stays), MessageKind.DEPARTURE)


def post_stay(hotel: Hotel, span: Span, day: date, *, foreseen: bool = False) -> QuerySet[Stay]:
    """Return the stays that ended in the span; due-outs of `day` count when the span reaches it."""
    states = DEPARTED | IN_HOUSE & Q(departure=day)
    if foreseen:
        states |= IN_HOUSE | EXPECTED
    stays = Stay.objects.filter(
        states, HAS_NIGHTS, hotel=hotel, departure__range=(span.first, span.last)
    )
    return _unwritten(_last_of_visit(stays), MessageKind.POST_STAY)


def occasion(kind: str, stay: Stay) -> str:
    """Return the key of a letter; it survives a change of dates."""
    return f"{kind}:{stay.pk}:{stay.guest_id}"


def _unwritten(stays: QuerySet[Stay], kind: MessageKind) -> QuerySet[Stay]:
    key = Concat(
        Value(f"{kind.value}:"),
        Cast(OuterRef("pk"), CharField()),
        Value(":"),
        Cast(OuterRef("guest_id"), CharField()),
        output_field=CharField(),
    )
    return stays.exclude(Exists(Message.objects.filter(dedupe_key=key)))


def _first_of_visit(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    """Keep one stay a guest: not one that follows another day for day, not a second room."""
    others = _stays_of_the_guest()
    follows = others.filter(HAS_NIGHTS, departure=OuterRef("arrival"))
    second_room = others.filter(arrival=OuterRef("arrival"), pk__lt=OuterRef("pk"))
    return stays.exclude(Exists(follows)).exclude(Exists(second_room))


def _last_of_visit(stays: QuerySet[Stay]) -> QuerySet[Stay]:
    others = _stays_of_the_guest()
    goes_on = others.filter(HAS_NIGHTS, arrival=OuterRef("departure"))
    second_room = others.filter(HAS_NIGHTS, departure=OuterRef("departure"), pk__lt=OuterRef("pk"))
    return stays.exclude(Exists(goes_on)).exclude(Exists(second_room))


def _stays_of_the_guest() -> QuerySet[Stay]:
    return Stay.objects.filter(
        guest=OuterRef("guest"), hotel=OuterRef("hotel"), state__in=HOLDING_STATES
    )
