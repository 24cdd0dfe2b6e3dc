"""Traces: notes for a department on a date. They are written, changed and ended here.

    open -> done, open -> cancelled, and back to open again

What is asked for twice is done once: finishing a finished trace changes nothing.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused, StaleVersion
from hotelpms.kit.keys.once import same_again
from hotelpms.kit.locks import locked
from reservations.domain.traces.lists import due, overdue
from reservations.enums import TraceState
from reservations.models import Reservation, Stay, Trace

__all__ = [
    "NothingToDo",
    "OfAnotherHotel",
    "Subject",
    "TraceEnded",
    "TraceInThePast",
    "add",
    "cancel",
    "change",
    "due",
    "finish",
    "overdue",
    "reopen",
]


class NothingToDo(Refused):
    """The trace has no text."""

    def __init__(self) -> None:
        super().__init__(_("Write what is to be done."))


class TraceInThePast(Refused):
    """The date of the trace lies before the business date."""

    def __init__(self) -> None:
        super().__init__(_("A trace cannot be due before the business date."))


class OfAnotherHotel(Refused):
    """Department, stay or reservation belong to another hotel."""

    def __init__(self) -> None:
        super().__init__(_("Choose a department, stay and reservation of this hotel."))


class TraceEnded(Refused):
    """The trace was finished or cancelled meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This trace is not open any more. Open it again first."))


@dataclass(frozen=True)
class Subject:
    """What a trace is about: one of these, or nothing for a note about the house."""

    stay_id: int | None = None
    reservation_id: int | None = None
    card_id: int | None = None


NOTHING = Subject()


def add(
    *,
    hotel: Hotel,
    department_id: int,
    due_date: datetime.date,
    text: str,
    subject: Subject = NOTHING,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    form_key: str = "",
) -> Trace:
    """Write a trace; the same form with the same content again returns the one that exists.

    Raises NothingToDo, TraceInThePast, OfAnotherHotel, OtherContent.
    """
    text = _cleaned(text)
    asked = {
        "department_id": department_id,
        "due_date": due_date,
        "text": text,
        "stay_id": subject.stay_id,
        "reservation_id": subject.reservation_id,
        "card_id": subject.card_id,
    }
    known = written_with(hotel, form_key)
    if known is not None:
        return same_again(known, asked, what=known.text)
    if due_date < business_date:
        raise TraceInThePast
    _require_own(hotel, department_id, subject)
    try:
        return _write(hotel, department_id, due_date, text, subject, actor, now, form_key)
    except IntegrityError:
        # The same form, sent twice at one moment: the other request has written it.
        known = written_with(hotel, form_key)
        if known is None:
            raise
        return same_again(known, asked, what=known.text)


@transaction.atomic
def change(
    *,
    trace_id: int,
    department_id: int,
    due_date: datetime.date,
    text: str,
    version: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Trace:
    """Write an open trace anew. An overdue date may stay as it is, a new one lies ahead.

    Raises NothingToDo, TraceInThePast, OfAnotherHotel, TraceEnded, StaleVersion.
    """
    trace = _lock(trace_id)
    text = _cleaned(text)
    if trace.state != TraceState.OPEN:
        raise TraceEnded
    if trace.version != version:
        raise StaleVersion(trace.version)
    if due_date != trace.due_date and due_date < business_date:
        raise TraceInThePast
    _require_own(trace.hotel, department_id, NOTHING)
    before = {"department": trace.department_id, "due_date": trace.due_date}
    trace.department_id, trace.due_date, trace.text = department_id, due_date, text
    trace.version += 1
    trace.save(update_fields=["department", "due_date", "text", "version"])
    after = {"department": department_id, "due_date": due_date}
    _record(trace, "trace.changed", actor, now, {"before": before, "after": after})
    return trace


def finish(*, trace_id: int, actor: Actor, now: datetime.datetime) -> Trace:
    """Note that it is done; who did it first stands."""
    return _end(trace_id, TraceState.DONE, actor, now)


def cancel(*, trace_id: int, actor: Actor, now: datetime.datetime) -> Trace:
    """Note that it need not be done any more."""
    return _end(trace_id, TraceState.CANCELLED, actor, now)


@transaction.atomic
def reopen(*, trace_id: int, actor: Actor, now: datetime.datetime) -> Trace:
    """Put a finished or cancelled trace back on the list."""
    trace = _lock(trace_id)
    if trace.state == TraceState.OPEN:
        return trace
    before = trace.state
    trace.state, trace.ended_at, trace.ended_by_name = TraceState.OPEN, None, ""
    _save_state(trace)
    _record(trace, "trace.reopened", actor, now, {"before": before})
    return trace


def written_with(hotel: Hotel, form_key: str) -> Trace | None:
    """Return what was written with this form already, None for a form that is new."""
    if not form_key:
        return None
    return Trace.objects.filter(hotel=hotel, form_key=form_key).first()


@transaction.atomic
def _write(
    hotel: Hotel,
    department_id: int,
    due_date: datetime.date,
    text: str,
    subject: Subject,
    actor: Actor,
    now: datetime.datetime,
    form_key: str,
) -> Trace:
    trace = Trace.objects.create(
        hotel=hotel,
        department_id=department_id,
        due_date=due_date,
        text=text,
        stay_id=subject.stay_id,
        reservation_id=subject.reservation_id,
        card_id=subject.card_id,
        written_at=now,
        written_by_id=actor.id,
        written_by_name=actor.name,
        form_key=form_key,
    )
    data = {"department": department_id, "due_date": due_date}
    _record(trace, "trace.written", actor, now, data)
    return trace


@transaction.atomic
def _end(trace_id: int, state: TraceState, actor: Actor, now: datetime.datetime) -> Trace:
    trace = _lock(trace_id)
    if trace.state == state:
        return trace
    if trace.state != TraceState.OPEN:
        raise TraceEnded
    trace.state, trace.ended_at, trace.ended_by_name = state, now, actor.name
    _save_state(trace)
    _record(trace, f"trace.{state.value}", actor, now, {})
    return trace


def _lock(trace_id: int) -> Trace:
    return locked(Trace.objects.select_related("hotel").filter(pk=trace_id)).get()


def _save_state(trace: Trace) -> None:
    trace.version += 1
    trace.save(update_fields=["state", "ended_at", "ended_by_name", "version"])


def _cleaned(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise NothingToDo
    return text


def _require_own(hotel: Hotel, department_id: int, subject: Subject) -> None:
    rows: list[QuerySet[Any]] = [Department.objects.filter(pk=department_id, hotel=hotel)]
    if subject.stay_id is not None:
        rows.append(Stay.objects.filter(pk=subject.stay_id, hotel=hotel))
    if subject.reservation_id is not None:
        rows.append(Reservation.objects.filter(pk=subject.reservation_id, hotel=hotel))
    if not all(found.exists() for found in rows):
        raise OfAnotherHotel


def _record(
    trace: Trace, action: str, actor: Actor, now: datetime.datetime, data: dict[str, object]
) -> None:
    audit.record(
        hotel_id=trace.hotel_id, actor=actor, action=action, subject=trace, at=now, data=data
    )
