"""Which traces a page, a check-in or a report shows. One query each, however many there are."""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards import search as cards
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.wanted import Wanted, wanted
from reservations.enums import TraceState
from reservations.models import Reservation, Room, Stay, Trace

# What is on the list of each chip, in the order of the chips.
SHOWS = {
    "open": _("Open"),
    "overdue": _("Overdue"),
    "done": _("Done"),
    "cancelled": _("Cancelled"),
    "all": _("All"),
}


@dataclass(frozen=True)
class TraceWish:
    """What somebody asks the list for; empty fields ask nothing. `writer_id` is a user."""

    show: str = "open"
    department_id: int | None = None
    text: str = ""
    writer_id: int | None = None


def traces_of(hotel: Hotel) -> QuerySet[Trace]:
    """Return the hotel's traces with all that a row shows, without an order."""
    return Trace.objects.filter(hotel=hotel).select_related(
        "department",
        "card",
        "reservation__booker",
        "stay__guest",
        "stay__room",
        "stay__reservation",
    )


def open_until(hotel: Hotel, last: datetime.date) -> QuerySet[Trace]:
    """Return what is still to be done until the date inclusive, the longest overdue first."""
    found = traces_of(hotel).filter(state=TraceState.OPEN, due_date__lte=last)
    return found.order_by("due_date", "department__name", "pk")


def due(hotel: Hotel, business_date: datetime.date) -> QuerySet[Trace]:
    """Return what is to be done on the business date: what is due and what is overdue."""
    return open_until(hotel, business_date)


def overdue(hotel: Hotel, business_date: datetime.date) -> QuerySet[Trace]:
    """Return the open traces whose date has passed, the oldest first."""
    return open_until(hotel, business_date - datetime.timedelta(days=1))


def listed(hotel: Hotel, wish: TraceWish, business_date: datetime.date) -> QuerySet[Trace]:
    """Return the traces that fit: open ones by date, ended ones by when they ended."""
    found = traces_of(hotel).filter(_shown(wish.show, business_date))
    if wish.department_id is not None:
        found = found.filter(department_id=wish.department_id)
    if wish.writer_id is not None:
        found = found.filter(written_by_id=wish.writer_id)
    asked = wanted(wish.text, country=str(hotel.country))
    if asked:
        found = found.filter(_holds(hotel, asked))
    if wish.show in ("open", "overdue"):
        return found.order_by("due_date", "department__name", "pk")
    return found.order_by(F("ended_at").desc(nulls_first=True), "due_date", "pk")


def of_reservation(reservation: Reservation) -> QuerySet[Trace]:
    """Return the traces of a reservation and its stays, open ones first."""
    about = Q(reservation=reservation) | Q(stay__reservation=reservation)
    return _open_first(traces_of(reservation.hotel).filter(about))


def of_card(hotel: Hotel, card_id: int) -> QuerySet[Trace]:
    """Return what this hotel noted about a guest: on the card, and on the guest's stays."""
    about = Q(card_id=card_id) | Q(stay__guest_id=card_id)
    return _open_first(traces_of(hotel).filter(about))


def at_check_in(stay: Stay) -> list[Trace]:
    """Return the open traces that the desk must know when this guest arrives."""
    about = Q(stay=stay) | Q(reservation=stay.reservation_id) | Q(card=stay.guest_id)
    found = traces_of(stay.hotel).filter(about, state=TraceState.OPEN)
    return list(found.order_by("due_date", "pk"))


def _open_first(found: QuerySet[Trace]) -> QuerySet[Trace]:
    return found.order_by(F("ended_at").desc(nulls_first=True), "due_date", "pk")


def _shown(show: str, business_date: datetime.date) -> Q:
    if show == "all":
        return Q()
    if show == "overdue":
        return Q(state=TraceState.OPEN, due_date__lt=business_date)
    return Q(state=show if show in TraceState.values else TraceState.OPEN)


def _holds(hotel: Hotel, asked: Wanted) -> Q:
    """Match each word in the text, in the names of the people, or as room number or code."""
    if not asked.terms:
        return Q(text__icontains=asked.text)
    found = Q()
    for term in asked.terms:
        people = cards.matching(asked.only(term)).values("pk")
        rooms = Room.objects.filter(hotel=hotel, number__iexact=term.typed).values("pk")
        codes = Reservation.objects.filter(hotel=hotel, code__iexact=term.typed).values("pk")
        found &= (
            Q(text__icontains=term.typed)
            | Q(stay__guest__in=people)
            | Q(card__in=people)
            | Q(reservation__booker__in=people)
            | Q(stay__room__in=rooms)
            | Q(stay__reservation__in=codes)
            | Q(reservation__in=codes)
        )
    return found
