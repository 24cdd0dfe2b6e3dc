"""A letter to the booker about the whole reservation, and what stands in it."""

import datetime
from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox.outbox import Letter
from messaging.enums import MessageKind
from reservations.domain.bill.terms import cancellation_terms
from reservations.domain.letters.wording import Facts, context_of, stay_facts, total_of
from reservations.enums import StayState
from reservations.models import Reservation, Stay


def load(reservation_id: int) -> tuple[Reservation, list[Stay]]:
    reservation = Reservation.objects.select_related("hotel", "booker").get(pk=reservation_id)
    stays: QuerySet[Stay] = Stay.objects.select_related(
        "guest", "hotel", "room", "room_type", "reserved_type", "reservation"
    ).filter(reservation=reservation)
    every = list(stays.order_by("arrival", "pk"))
    live = [stay for stay in every if stay.state not in (StayState.CANCELLED, StayState.NO_SHOW)]
    return reservation, live or every


def letter_about(
    reservation: Reservation,
    stays: Sequence[Stay],
    kind: MessageKind,
    now: datetime.datetime,
    expires_at: datetime.datetime,
) -> Letter:
    booker, language = reservation.booker, reservation.language
    total = format_money(Money(total_of(stays), reservation.currency), language)
    facts = facts_of(stays, language)
    if kind in (MessageKind.CONFIRMATION, MessageKind.CHANGED):
        facts += price_facts(reservation, stays, total, language)
    return Letter(
        hotel_id=reservation.hotel_id,
        kind=kind,
        occasion=f"{kind}:{reservation.pk}:{booker.pk}:{reservation.version}",
        to_address=booker.email,
        to_name=booker.full_name,
        language=language,
        profile_id=booker.pk,
        context=context_of(stays[0], booker, language) | {"TOTAL": total},
        reason=("reservation", reservation.pk),
        due_at=now,
        expires_at=expires_at,
        facts=facts,
    )


def facts_of(stays: Sequence[Stay], language: str) -> Facts:
    """Return what is booked: label and value, in the language; the code once.

    Several rooms on the same dates are told together, those that are alike in one line.
    """
    if len(stays) > 1 and len({(stay.arrival, stay.departure) for stay in stays}) == 1:
        return _rooms_together(stays, language)
    lines: list[tuple[str, str]] = []
    for stay in stays:
        facts = stay_facts(stay, language)
        lines.extend(facts if not lines else facts[1:])
    return tuple(lines)


def _rooms_together(stays: Sequence[Stay], language: str) -> Facts:
    every = [stay_facts(stay, language) for stay in stays]
    alike = Counter(tuple(value for _label, value in facts[3:]) for facts in every)
    with speaking(language, stays[0].hotel.country):
        label = _("Rooms")
    rooms = ((label, f"{count} × {', '.join(values)}") for values, count in alike.items())
    return (*every[0][:3], *rooms)


def price_facts(
    reservation: Reservation, stays: Sequence[Stay], total: str, language: str
) -> Facts:
    """Return what it costs, with or without tax, and what a cancellation costs."""
    with speaking(language, reservation.hotel.country):
        if reservation.hotel.prices_include_tax:
            price = _("%(amount)s, taxes included") % {"amount": total}
        else:
            price = _("%(amount)s plus taxes") % {"amount": total}
        terms = cancellation_terms(reservation, stays)
        return ((_("Total"), price), *([(_("Cancellation"), terms)] if terms else []))
