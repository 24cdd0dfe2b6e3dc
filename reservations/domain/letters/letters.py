"""What the guest's letters say about a stay, as ready text, and the two letters of a booking."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, to_locale

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox import corrections, outbox
from messaging.domain.outbox.outbox import Letter
from messaging.enums import WAITING_STATES, MessageKind
from messaging.models import Message
from reservations.enums import ReservationState, StayState
from reservations.models import Reservation, RoomNight, Stay

Facts = tuple[tuple[str, str], ...]

# A cancellation that could not be sent for a week tells nothing new any more.
CANCELLATION_IS_NEWS = datetime.timedelta(days=7)


class ReservationCancelled(Refused):
    """What is cancelled is not confirmed again."""

    def __init__(self) -> None:
        super().__init__(_("This reservation is cancelled."))


def stay_context(stay: Stay, language: str, *, total: Decimal | None = None) -> dict[str, str]:
    """Return the keywords of a letter to the guest of one stay, in the language.

    Up to four queries unless guest, hotel, room and type are loaded, and one for the total,
    in the reservation's currency, unless the caller has it from `totals`.
    """
    amount = _total([stay]) if total is None else total
    return _context(stay, stay.guest.first_name, stay.guest.last_name, language) | {
        "TOTAL": format_money(Money(amount, stay.reservation.currency), language)
    }


def totals(stay_ids: Collection[int]) -> dict[int, Decimal]:
    """Return what the held nights of each stay cost, in its own currency. One query."""
    prices = RoomNight.objects.filter(stay__in=stay_ids, holds=True, price__isnull=False)
    added = dict.fromkeys(stay_ids, Decimal(0))
    for stay_id, price in prices.values_list("stay_id", "price"):
        added[stay_id] += price or 0
    return added


def stay_facts(stay: Stay, language: str) -> Facts:
    """Return the lines of the box with the dates of the stay: label and value, in the language."""
    hotel = stay.hotel
    with override(language):
        return (
            (_("Reservation"), stay.reservation.code),
            (_("Arrival"), _from(stay.arrival, hotel.check_in_time, language)),
            (_("Departure"), _until(stay.departure, hotel.check_out_time, language)),
            (_("Room type"), stay.reserved_type.name),
            (_("Guests"), _people(stay)),
            (_("Board"), stay.get_board_display()),
        )


def queue_confirmation(*, reservation_id: int, now: datetime.datetime) -> Message:
    """Queue the confirmation to the booker; one that still waits is replaced by this one.

    After a change the confirmation is a new occasion, so it is sent again.
    """
    reservation, stays = _load(reservation_id)
    outbox.cancel_about(
        reason=("reservation", reservation.pk),
        why=_("A later confirmation replaces this one."),
        now=now,
        kinds=[MessageKind.CONFIRMATION],
    )
    last_day = max(stay.departure for stay in stays)
    expires_at = datetime.datetime.combine(
        last_day, datetime.time(23, 59), ZoneInfo(reservation.hotel.zone)
    )
    letter = _letter(reservation, stays, MessageKind.CONFIRMATION, now, expires_at)
    return outbox.queue(letter=letter, now=now)


def renew_confirmation(*, reservation_id: int, now: datetime.datetime) -> None:
    """Let a confirmation that still waits say what is booked now; without one, send none.

    For every change that makes it untrue. One query when none waits.
    """
    waiting = Message.objects.filter(
        reason_type="reservation",
        reason_id=reservation_id,
        kind=MessageKind.CONFIRMATION,
        state__in=WAITING_STATES,
    )
    if waiting.exists():
        queue_confirmation(reservation_id=reservation_id, now=now)


def is_still_true(message: Message) -> bool:
    """Tell whether a letter about a reservation says what is booked now."""
    if message.reason_id is None:
        return False
    reservation, stays = _load(message.reason_id)
    if reservation.state == ReservationState.CANCELLED:
        return False
    total = format_money(Money(_total(stays), reservation.currency), message.language)
    return message.facts == [list(line) for line in _facts(stays, total, message.language)]


def refuse_cancelled(message: Message) -> None:
    """Raise ReservationCancelled for a confirmation of what is not booked any more."""
    if message.reason_type != "reservation" or message.reason_id is None:
        return
    cancelled = Reservation.objects.filter(pk=message.reason_id, state=ReservationState.CANCELLED)
    if cancelled.exists():
        raise ReservationCancelled


@transaction.atomic
def send_confirmation_again(
    *, reservation_id: int, actor: Actor, now: datetime.datetime
) -> Message:
    """Queue the confirmation once more, with what is booked now.

    Raises NotResendable, ReservationCancelled.
    """
    message = queue_confirmation(reservation_id=reservation_id, now=now)
    refuse_cancelled(message)
    if message.created_at != now:
        # Nothing has changed since this occasion was sent: it needs a message of its own.
        message = corrections.resend(message_id=message.pk, actor=actor, now=now)
    reservation = Reservation.objects.get(pk=reservation_id)
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.confirmation_sent_again",
        subject=reservation,
        at=now,
        data={"message": message.pk},
    )
    return message


def queue_cancellation(*, reservation_id: int, now: datetime.datetime) -> Message:
    """Queue the notice to the booker that the reservation is cancelled."""
    reservation, stays = _load(reservation_id)
    letter = _letter(reservation, stays, MessageKind.CANCELLATION, now, now + CANCELLATION_IS_NEWS)
    return outbox.queue(letter=_with_fee(letter, reservation), now=now)


def _with_fee(letter: Letter, reservation: Reservation) -> Letter:
    """Put the fee in the place of the total: nights given up cost nothing any more."""
    facts = letter.facts[:-1]
    if not reservation.cancel_fee:
        return replace(letter, facts=facts)
    language = reservation.language
    fee = format_money(Money(reservation.cancel_fee, reservation.currency), language)
    with override(language):
        line = (_("Cancellation fee"), fee)
    return replace(letter, facts=(*facts, line), context=letter.context | {"FEE": fee})


def _load(reservation_id: int) -> tuple[Reservation, list[Stay]]:
    reservation = Reservation.objects.select_related("hotel", "booker").get(pk=reservation_id)
    stays: QuerySet[Stay] = Stay.objects.select_related(
        "guest", "hotel", "room", "room_type", "reserved_type", "reservation"
    ).filter(reservation=reservation)
    every = list(stays.order_by("arrival", "pk"))
    live = [stay for stay in every if stay.state not in (StayState.CANCELLED, StayState.NO_SHOW)]
    return reservation, live or every


def _letter(
    reservation: Reservation,
    stays: Sequence[Stay],
    kind: MessageKind,
    now: datetime.datetime,
    expires_at: datetime.datetime,
) -> Letter:
    booker, language = reservation.booker, reservation.language
    total = format_money(Money(_total(stays), reservation.currency), language)
    return Letter(
        hotel_id=reservation.hotel_id,
        kind=kind,
        occasion=f"{kind}:{reservation.pk}:{booker.pk}:{reservation.version}",
        to_address=booker.email,
        to_name=booker.full_name,
        language=language,
        profile_id=booker.pk,
        context=_context(stays[0], booker.first_name, booker.last_name, language)
        | {"TOTAL": total},
        reason=("reservation", reservation.pk),
        due_at=now,
        expires_at=expires_at,
        facts=_facts(stays, total, language),
    )


def _facts(stays: Sequence[Stay], total: str, language: str) -> Facts:
    lines: list[tuple[str, str]] = []
    for stay in stays:
        facts = stay_facts(stay, language)
        lines.extend(facts if not lines else facts[1:])
    with override(language):
        return (*lines, (_("Total"), total))


def _context(stay: Stay, first_name: str, last_name: str, language: str) -> dict[str, str]:
    with override(language):
        board = str(stay.get_board_display())
    young = stay.children + stay.babies
    return {
        "NAME": first_name or last_name,
        "SURNAME": last_name if first_name else "",
        "HOTEL": stay.hotel.name,
        "ARRIVAL": _day(stay.arrival, language),
        "DEPARTURE": _day(stay.departure, language),
        "NIGHTS": str(len(stay.nights)),
        "CODE": stay.reservation.code,
        "ROOM_TYPE": stay.reserved_type.name,
        "ROOM": stay.room.number if stay.room else "",
        "GUESTS": str(stay.adults + young),
        "ADULTS": str(stay.adults),
        "CHILDREN": str(young or ""),
        "BOARD": board,
    }


def _total(stays: Sequence[Stay]) -> Decimal:
    """Add the prices up in Python: a sum in SQLite is a binary float."""
    prices = RoomNight.objects.filter(stay__in=stays, holds=True).values_list("price", flat=True)
    return sum((price for price in prices if price is not None), Decimal(0))


def _day(date: datetime.date, language: str) -> str:
    return format_date(date, format="long", locale=to_locale(language))


def _from(date: datetime.date, hour: datetime.time, language: str) -> str:
    return _("%(date)s, from %(hour)s") % _moment(date, hour, language)


def _until(date: datetime.date, hour: datetime.time, language: str) -> str:
    return _("%(date)s, until %(hour)s") % _moment(date, hour, language)


def _moment(date: datetime.date, hour: datetime.time, language: str) -> dict[str, str]:
    """Return date with the day of the week, and hour, as short as the language writes them."""
    locale = to_locale(language)
    return {
        "date": format_skeleton("yMMMEd", date, locale=locale),
        "hour": format_time(hour, "short", locale=locale),
    }


def _people(stay: Stay) -> str:
    adults = ngettext("%(n)d adult", "%(n)d adults", stay.adults) % {"n": stay.adults}
    young = stay.children + stay.babies
    if not young:
        return adults
    return f"{adults}, " + ngettext("%(n)d child", "%(n)d children", young) % {"n": young}
