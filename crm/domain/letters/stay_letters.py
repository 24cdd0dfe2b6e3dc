"""The daily letters around a stay: pre-stay, arrival, departure, post-stay.

A run is told the hotel's business date. Running twice queues nothing twice: every letter
has the name of its occasion, and LetterDay remembers the last date that was done.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.domain.letters import day_setup, selections
from crm.domain.letters.selections import occasion
from crm.models import LetterDay
from hotelpms.hotels.enums import DayState, SendRegion
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit.languages import speaking
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, format_money
from invoicing.domain.folios.guest_debts import owed_by_guests
from invoicing.models import Folio
from messaging.domain.outbox import outbox
from messaging.domain.outbox.outbox import CANCELLED_KEY, Letter
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, Template
from reservations.domain.letters import wording
from reservations.enums import LOST_STATES
from reservations.models import Stay

BATCH = 500
# The daily batch of each region; nobody can move it (S3-16 to S3-18).
SEND_HOUR_UTC = {SendRegion.US: time(13, tzinfo=UTC), SendRegion.EU: time(6, tzinfo=UTC)}
STAY_KINDS = (
    MessageKind.PRE_STAY,
    MessageKind.ARRIVAL,
    MessageKind.DEPARTURE,
    MessageKind.POST_STAY,
)
POST_STAY_IS_NEWS = timedelta(days=14)


@dataclass(frozen=True)
class Queued:
    """How many new letters of each kind a run put into the outbox."""

    pre_stay: int = 0
    arrival: int = 0
    departure: int = 0
    post_stay: int = 0


def send_moment(hotel: Hotel, day: date) -> datetime:
    """Return when the letters of this business date may leave, in UTC."""
    return datetime.combine(day, SEND_HOUR_UTC[SendRegion(hotel.send_region)])


def due(now: datetime) -> list[tuple[Hotel, date]]:
    """Return the hotels whose hour has come and whose open business date waits. Two queries."""
    done = dict(LetterDay.objects.values_list("hotel_id", "done_for"))
    open_days = BusinessDay.objects.filter(state=DayState.OPEN).select_related("hotel")
    return [
        (day.hotel, day.date)
        for day in open_days.order_by("hotel_id")
        if send_moment(day.hotel, day.date) <= now and done.get(day.hotel_id, date.min) < day.date
    ]


def queue_open_day(*, hotel_id: int, now: datetime) -> Queued:
    """Queue the letters of the hotel's open business date if they are due; else do nothing."""
    for hotel, day in due(now):
        if hotel.pk == hotel_id:
            return queue_due(hotel=hotel, date=day, now=now)
    return Queued()


def queue_due(*, hotel: Hotel, date: date, now: datetime) -> Queued:
    """Queue everything that is due on this business date and note the date as done.

    A kind without an active text is left out: that is how a hotel switches it off. The
    number of queries grows with every 500 letters, not with every stay. Each 500 are a
    transaction of their own, so that nobody at the desk waits for all of them; a run that
    dies half way is simply run again.
    """
    marker, _is_new = LetterDay.objects.get_or_create(
        hotel=hotel, defaults={"done_for": date - timedelta(days=1)}
    )
    counted = {
        kind.value: _queue(hotel, kind, stays, date, now)
        for kind, stays in _selected(hotel, date, marker.done_for).items()
    }
    LetterDay.objects.filter(hotel=hotel, done_for__lt=date).update(done_for=date)
    return Queued(**counted)


def write_anew(*, stay: Stay, before: int, now: datetime) -> None:
    """Queue for the stay's guest what was cancelled for the guest `before`, if it is still due.

    The run of the business date comes once: what it wrote before the guest was replaced would
    reach nobody. What it has not written yet is left to it.
    """
    open_day = BusinessDay.objects.filter(hotel=stay.hotel_id, state=DayState.OPEN).first()
    marker = LetterDay.objects.filter(hotel=stay.hotel_id).first()
    if open_day is None or marker is None or marker.done_for < open_day.date:
        return
    cancelled = Message.objects.filter(
        reason_type="stay",
        reason_id=stay.pk,
        profile=before,
        kind__in=STAY_KINDS,
        state=MessageState.CANCELLED,
        dedupe_key__contains=CANCELLED_KEY,
    )
    kinds = set(cancelled.values_list("kind", flat=True))
    if not kinds:
        return
    for kind, stays in _selected(stay.hotel, open_day.date, marker.done_for).items():
        if kind in kinds:
            _queue(stay.hotel, kind, stays.filter(pk=stay.pk), open_day.date, now)


def kinds_with_text(hotel: Hotel) -> set[str]:
    """Return the stay letters that the hotel has an active text for. One query."""
    active = Template.objects.filter(
        hotel=hotel, kind__in=STAY_KINDS, is_active=True, current__isnull=False
    )
    return set(active.values_list("kind", flat=True))


def _selected(hotel: Hotel, day: date, done_for: date) -> dict[MessageKind, QuerySet[Stay]]:
    setup = day_setup.read()
    arrivals = selections.pre_stay_span(setup, day)
    departures = selections.post_stay_span(setup, day, done_for)
    every = {
        MessageKind.PRE_STAY: selections.reachable(
            selections.pre_stay(hotel, arrivals), MessageKind.PRE_STAY
        ),
        MessageKind.ARRIVAL: selections.arriving(hotel, day),
        MessageKind.DEPARTURE: selections.leaving(hotel, day),
        MessageKind.POST_STAY: selections.post_stay(hotel, departures, day),
    }
    timed = {MessageKind.PRE_STAY, MessageKind.POST_STAY}
    wanted = kinds_with_text(hotel) - (set() if setup.is_active else timed)
    return {kind: stays for kind, stays in every.items() if kind in wanted}


def _queue(hotel: Hotel, kind: MessageKind, stays: QuerySet[Stay], day: date, now: datetime) -> int:
    # The keys first: the letters of one batch would otherwise change the answer for the next.
    ids = list(stays.order_by("pk").values_list("pk", flat=True))
    return sum(
        _queue_batch(hotel, kind, ids[start : start + BATCH], day, now)
        for start in range(0, len(ids), BATCH)
    )


@transaction.atomic
def _queue_batch(hotel: Hotel, kind: MessageKind, ids: list[int], day: date, now: datetime) -> int:
    # Locked against a cancellation: it either comes first and the stay is left out here, or
    # it waits and then finds the letter to cancel.
    rows = locked(Stay.objects.filter(pk__in=ids).exclude(state__in=LOST_STATES))
    stays = rows.select_related("guest", "reservation", "room", "room_type", "reserved_type")
    totals = wording.totals(ids)
    owed = _owed(ids) if kind == MessageKind.DEPARTURE else {}
    written = []
    for stay in stays:
        stay.hotel = hotel
        letter = _letter(stay, kind, totals[stay.pk], day, now)
        written.append(_with_balance(letter, stay, owed) if stay.pk in owed else letter)
    return outbox.queue_many(letters=written, now=now)


def _owed(ids: list[int]) -> dict[int, Money]:
    # Who posts locks the folio: a payment comes first, or waits and then corrects the letter.
    list(locked(Folio.objects.filter(stay__in=ids)))
    return owed_by_guests(ids)


def _with_balance(letter: Letter, stay: Stay, owed: dict[int, Money]) -> Letter:
    """Say in the letter what is still open on the guest's bill."""
    amount = format_money(owed[stay.pk], letter.language)
    with speaking(letter.language, stay.hotel.country):
        line = (_("Still open"), amount)
    return replace(
        letter, context=letter.context | {"BALANCE": amount}, facts=(*letter.facts, line)
    )


def _letter(stay: Stay, kind: MessageKind, total: Decimal, day: date, now: datetime) -> Letter:
    guest = stay.guest
    return Letter(
        hotel_id=stay.hotel_id,
        kind=kind,
        occasion=occasion(kind.value, stay),
        to_address=guest.email,
        to_name=guest.full_name,
        language=guest.language,
        profile_id=guest.pk,
        context=wording.stay_context(stay, guest.language, total=total),
        facts=wording.stay_facts(stay, guest.language),
        reason=("stay", stay.pk),
        due_at=now,
        expires_at=_expiry(stay, kind, day, now),
    )


def _expiry(stay: Stay, kind: MessageKind, day: date, now: datetime) -> datetime:
    """A letter is useful until the evening of the day that it speaks of, however late it is made.

    After an outage the letters of a day that is over expire unsent and stand in the outbox so.
    """
    if kind == MessageKind.POST_STAY:
        return now + POST_STAY_IS_NEWS
    last_day = stay.arrival if kind == MessageKind.PRE_STAY else day
    return datetime.combine(last_day, time(23, 59), ZoneInfo(stay.hotel.zone))
