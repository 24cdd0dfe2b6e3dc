"""Options: booked until a date, then lapsed unless confirmed."""

import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.domain.bookings.cancellations import cancel, cancel_stay
from reservations.enums import ReservationState, StayState
from reservations.models import Reservation, Stay


class OptionIsOver(Refused):
    """The option has lapsed or was cancelled: its rooms may be sold by now."""

    def __init__(self, reservation: Reservation) -> None:
        super().__init__(
            _("The option %(code)s is over: the reservation is cancelled. It can be reinstated.")
            % {"code": reservation.code}
        )


@transaction.atomic
def confirm_option(*, reservation_id: int, actor: Actor, now: datetime.datetime) -> Reservation:
    """Make an option a confirmed reservation; one that is confirmed already stays as it is.

    Raises OptionIsOver.
    """
    reservation = locked(Reservation.objects.filter(pk=reservation_id)).get()
    if reservation.state == ReservationState.CANCELLED:
        raise OptionIsOver(reservation)
    if reservation.state != ReservationState.OPTION:
        return reservation
    reservation.state, reservation.option_until = ReservationState.CONFIRMED, None
    reservation.version += 1
    reservation.save(update_fields=["state", "option_until", "version"])
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.option_confirmed",
        subject=reservation,
        at=now,
    )
    return reservation


def lapse_options(*, now: datetime.datetime) -> int:
    """Cancel every option whose date lies before its hotel's business date. Returns how many.

    Each in its own transaction: one that cannot be cancelled any more stops no other.
    """
    hotels = Hotel.objects.filter(business_days__state=DayState.OPEN)
    return sum(_lapse_in(hotel, now) for hotel in hotels.order_by("pk"))


@transaction.atomic
def let_go_not_come(
    *, hotel: Hotel, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> int:
    """Cancel the stays of options whose guests were due by this date; return how many.

    Nobody had promised to come, so it is no no-show; with its last stay the option has lapsed.
    For the night closing, inside its transaction. One query when there is none.
    """
    due = Stay.objects.filter(hotel=hotel, state=StayState.BOOKED, arrival__lte=business_date)
    held = Reservation.objects.filter(pk__in=due.values("reservation"))
    # Locked first: who confirms at this moment waits, or the option is none any more.
    options = list(locked(held.filter(state=ReservationState.OPTION)))
    stays = due.filter(reservation__in=options).order_by("pk") if options else due.none()
    stay_ids = list(stays.values_list("pk", flat=True))
    for stay_id in stay_ids:
        cancel_stay(
            stay_id=stay_id,
            reason=gettext("The option has lapsed."),
            fee=None,
            actor=actor,
            now=now,
            business_date=business_date,
        )
    return len(stay_ids)


def _lapse_in(hotel: Hotel, now: datetime.datetime) -> int:
    today, lapsed = business_date(hotel), 0
    options = Reservation.objects.filter(
        hotel=hotel, state=ReservationState.OPTION, option_until__lt=today
    )
    for pk, version in options.order_by("pk").values_list("pk", "version"):
        try:
            cancel(
                reservation_id=pk,
                reason=gettext("The option has lapsed."),
                fee=None,
                actor=SYSTEM,
                now=now,
                business_date=today,
                version=version,  # Somebody may be confirming it at this moment.
            )
        except Refused:
            continue
        lapsed += 1
    return lapsed
