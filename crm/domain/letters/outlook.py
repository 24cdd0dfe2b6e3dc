"""What the daily letters will do next, and whom they leave out: the CRM's first page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm.domain.letters import day_setup, selections, stay_letters
from crm.models import DaySetup, LetterDay
from hotelpms.hotels.models import Hotel
from messaging.domain.outbox.reasons import explain
from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from reservations.models import Stay

LIST_LENGTH = 25


@dataclass(frozen=True)
class Upcoming:
    """One kind of letter in the next run; `is_on` is False when nothing would leave."""

    kind: MessageKind
    count: int
    is_on: bool
    first: date
    last: date


@dataclass(frozen=True)
class Outlook:
    """The next run: for which business date, from which moment on, how many letters."""

    date: date
    at: datetime
    setup: DaySetup
    upcoming: list[Upcoming]


@dataclass(frozen=True)
class Skipped:
    """A guest who got no letter, with the sentence that says why."""

    name: str
    kind: str
    profile_id: int | None
    at: datetime
    why: str


def outlook(*, hotel: Hotel, business_date: date) -> Outlook:
    """Return what the next run would queue as things stand. Seven queries."""
    done_for = LetterDay.objects.filter(hotel=hotel).values_list("done_for", flat=True).first()
    is_done = done_for is not None and done_for >= business_date
    day = business_date + timedelta(days=1) if is_done else business_date
    setup = day_setup.read()
    with_text = stay_letters.kinds_with_text(hotel)
    arrivals = selections.pre_stay_span(setup, day)
    departures = selections.post_stay_span(setup, day, done_for)
    today = selections.Span(day, day)
    pre_stay = selections.reachable(selections.pre_stay(hotel, arrivals), MessageKind.PRE_STAY)
    rows = [
        (MessageKind.PRE_STAY, pre_stay, arrivals, setup.is_active),
        (MessageKind.ARRIVAL, selections.arriving(hotel, day), today, True),
        (MessageKind.DEPARTURE, selections.leaving(hotel, day, foreseen=True), today, True),
        (
            MessageKind.POST_STAY,
            selections.post_stay(hotel, departures, day, foreseen=True),
            departures,
            setup.is_active,
        ),
    ]
    return Outlook(
        date=day,
        at=stay_letters.send_moment(hotel, day),
        setup=setup,
        upcoming=[
            Upcoming(kind, stays.count(), is_on and kind in with_text, span.first, span.last)
            for kind, stays, span, is_on in rows
        ],
    )


def unreachable(*, hotel: Hotel, business_date: date) -> list[Stay]:
    """Return coming stays whose guest the pre-stay mail cannot reach, soonest first."""
    span = selections.pre_stay_span(day_setup.read(), business_date)
    coming = selections.pre_stay(hotel, span)
    reached = selections.reachable(coming, MessageKind.PRE_STAY)
    missed = coming.exclude(pk__in=reached.values("pk")).select_related("guest", "reservation")
    return list(missed.order_by("arrival", "pk")[:LIST_LENGTH])


def skipped(*, hotel: Hotel) -> list[Skipped]:
    """Return the latest stay letters that the consent gate withheld or that failed. One query."""
    messages = Message.objects.filter(
        hotel=hotel,
        kind__in=stay_letters.STAY_KINDS,
        state__in=(MessageState.WITHHELD, MessageState.FAILED),
    ).order_by("-pk")[:LIST_LENGTH]
    return [
        Skipped(
            name=message.to_name,
            kind=message.get_kind_display(),
            profile_id=message.profile_id,
            at=message.created_at,
            why=str(explain(message.why)),
        )
        for message in messages
    ]
