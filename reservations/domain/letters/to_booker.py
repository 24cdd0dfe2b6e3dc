"""A letter to the booker about the whole reservation, and what stands in it."""

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hotelpms.kit.languages import speaking
from hotelpms.kit.money import Money, format_money
from messaging.domain.outbox.outbox import Letter
from messaging.enums import MessageKind
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
        facts=facts_of(stays, total, language),
    )


def facts_of(stays: Sequence[Stay], total: str, language: str) -> Facts:
    lines: list[tuple[str, str]] = []
    for stay in stays:
        facts = stay_facts(stay, language)
        lines.extend(facts if not lines else facts[1:])
    with speaking(language, stays[0].hotel.country):
        return (*lines, (_("Total"), total))
