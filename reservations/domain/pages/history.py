"""What was written and done about a reservation: its messages and its trail."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.audit import AuditEntry
from hotelpms.kit.dates import format_day, format_span
from hotelpms.kit.money import Money, format_money
from messaging.models import Message
from reservations.models import Reservation, Room, Stay, Trace

MOST = 100

# action -> (sentence, lucide icon)
SENTENCES: dict[str, tuple[str | Promise, str]] = {
    "reservation.booked": (_("Booked"), "calendar-plus"),
    "reservation.cancelled": (_("Cancelled"), "ban"),
    "reservation.reinstated": (_("Reinstated"), "undo-2"),
    "reservation.details_changed": (_("Details changed"), "pencil"),
    "reservation.option_confirmed": (_("Option confirmed"), "check"),
    "reservation.confirmation_sent_again": (_("Confirmation sent again"), "mail"),
    "stay.room_assigned": (_("Room given"), "bed-double"),
    "stay.room_unassigned": (_("Room taken back"), "bed"),
    "stay.moved": (_("Moved to another room"), "arrow-right-left"),
    "stay.dates_changed": (_("Dates changed"), "calendar-range"),
    "stay.prices_changed": (_("Price changed"), "tag"),
    "stay.guests_named": (_("Guests named"), "users"),
    "stay.checked_in": (_("Checked in"), "log-in"),
    "stay.check_in_undone": (_("Check-in undone"), "undo-2"),
    "stay.departed": (_("Checked out"), "log-out"),
    "stay.departure_undone": (_("Check-out undone"), "undo-2"),
    "stay.no_show": (_("Did not come"), "user-x"),
    "trace.written": (_("Trace written"), "sticky-note"),
    "trace.changed": (_("Trace changed"), "pencil"),
    "trace.done": (_("Trace done"), "check"),
    "trace.cancelled": (_("Trace cancelled"), "ban"),
    "trace.reopened": (_("Trace opened again"), "undo-2"),
}


@dataclass(frozen=True)
class Event:
    """One line of the history; `detail` tells of old and new dates, rooms or a reason."""

    sentence: str
    icon: str
    detail: str
    who: str
    at: datetime.datetime


def messages_about(reservation: Reservation) -> list[Message]:
    """Return the messages whose reason is the reservation or one of its stays, latest first."""
    stays = Stay.objects.filter(reservation=reservation).values("pk")
    reasons = Q(reason_type="reservation", reason_id=reservation.pk)
    reasons |= Q(reason_type="stay", reason_id__in=stays)
    rows = Message.objects.filter(reasons, hotel=reservation.hotel_id)
    return list(rows.defer("context", "facts", "action_url").order_by("-pk")[:MOST])


def history_of(reservation: Reservation) -> list[Event]:
    """Return what was done, latest first, a hundred events at most. Four queries."""
    stays = [str(pk) for pk in _stay_ids(reservation)]
    subjects = Q(subject_type="reservations.reservation", subject_id=str(reservation.pk))
    subjects |= Q(subject_type="reservations.stay", subject_id__in=stays)
    subjects |= Q(subject_type="reservations.trace", subject_id__in=_trace_ids(reservation))
    rows = AuditEntry.objects.filter(subjects, hotel_id=reservation.hotel_id)
    entries = list(rows.order_by("-at", "-pk")[:MOST])
    numbers = _room_numbers(entries)
    return [_event(entry, numbers, reservation.currency) for entry in entries]


def last_check_in(stay: Stay) -> AuditEntry | None:
    """Return who checked the guest in and when; None before the check-in."""
    done = AuditEntry.objects.filter(
        subject_type="reservations.stay", subject_id=str(stay.pk), action="stay.checked_in"
    )
    return done.order_by("-at", "-pk").first()


def _stay_ids(reservation: Reservation) -> list[int]:
    return list(Stay.objects.filter(reservation=reservation).values_list("pk", flat=True))


def _trace_ids(reservation: Reservation) -> list[str]:
    about = Q(reservation=reservation) | Q(stay__reservation=reservation)
    return [str(pk) for pk in Trace.objects.filter(about).values_list("pk", flat=True)]


def _room_numbers(entries: list[AuditEntry]) -> dict[int, str]:
    named = [entry.data.get(key) for entry in entries for key in ("room", "before")]
    ids = {value for value in named if isinstance(value, int)}
    return dict(Room.objects.filter(pk__in=ids).values_list("pk", "number"))


def _event(entry: AuditEntry, numbers: dict[int, str], currency: str) -> Event:
    plain = entry.action.rpartition(".")[2].replace("_", " ").capitalize()
    sentence, icon = SENTENCES.get(entry.action, (plain, "circle"))
    detail = _detail(entry.data, numbers, currency)
    return Event(str(sentence), icon, detail, entry.actor_name, entry.at)


def _detail(data: dict[str, Any], numbers: dict[int, str], currency: str) -> str:
    before, after = data.get("before"), data.get("after")
    parts = []
    if isinstance(before, dict) and isinstance(after, dict) and "arrival" in before:
        parts = [f"{_span(before)} → {_span(after)}"] if before != after else []
        return " · ".join([*parts, *_prices(data.get("prices"), currency)])
    if "room" in data:
        rooms = [numbers.get(pk, "") for pk in (before, data["room"]) if isinstance(pk, int)]
        parts.append(" → ".join(number for number in rooms if number))
    parts += [str(data[key]) for key in ("code", "from", "reason", "fee") if data.get(key)]
    return " · ".join(part for part in parts if part)


def _prices(changed: Any, currency: str) -> list[str]:
    """Say what each night cost and costs now; a night that only came cost nothing before."""
    if not isinstance(changed, dict):
        return []

    def said(amount: str) -> str:
        return format_money(Money(Decimal(amount), currency), get_language() or "en")

    return [
        f"{format_day(parse_date(date))}: {said(old)} → {said(new)}"
        for date, (old, new) in sorted(changed.items())
        if old is not None
    ]


def _span(dates: dict[str, Any]) -> str:
    first, last = (parse_date(str(dates.get(name, ""))) for name in ("arrival", "departure"))
    return format_span(first, last)
