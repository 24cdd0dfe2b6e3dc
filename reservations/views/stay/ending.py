"""How a reservation or one of its stays ends before it began, and how it comes back."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Deed, answer, press
from reservations.domain.bill.fees import cancellation_fee
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import arrivals
from reservations.enums import StayState
from reservations.forms.stay.reservation import CancelForm, CancelWish
from reservations.models import Reservation, Stay
from reservations.views.stay.deeds import about, way_back
from reservations.views.stay.look_up import reservation_or_404, stay_or_404


@requires(Right.RESERVATIONS_CANCEL)
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Cancel the reservation with its booked stays."""
    reservation = reservation_or_404(hotel, code)
    deed = about(
        reservation,
        title=_("Cancel the reservation"),
        button=_("Cancel the reservation"),
        explanation=f"{reservation.booker.full_name} · {code}",
        is_grave=True,
    )
    verb = partial(cancellations.cancel, reservation_id=reservation.pk)
    said = _("The reservation is cancelled and its rooms are free.")
    stays = Stay.objects.filter(reservation=reservation, state=StayState.BOOKED)
    asked = _asked(request, reservation, stays)
    return _cancel(request, deed, reservation, verb, said, asked)


@requires(Right.RESERVATIONS_CANCEL)
@require_http_methods(["GET", "POST"])
def cancel_stay(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Cancel one stay of a reservation; the last one cancels the reservation."""
    stay = stay_or_404(hotel, pk)
    deed = about(
        stay,
        title=_("Cancel this stay"),
        button=_("Cancel the stay"),
        explanation=" · ".join(
            (stay.guest.full_name, stay.reserved_type.local_name, stay.reservation.code)
        ),
        is_grave=True,
    )
    verb = partial(cancellations.cancel_stay, stay_id=pk)
    said = _("The stay is cancelled and its nights are free.")
    asked = _asked(request, stay.reservation, [stay])
    return _cancel(request, deed, stay, verb, said, asked)


def _asked(
    request: StaffRequest, reservation: Reservation, stays: Iterable[Stay]
) -> Decimal | None:
    """Return the fee by the hotel's rule, to be offered; None when there is none."""
    date = request.business_date
    return cancellation_fee(reservation=reservation, stays=stays, business_date=date) or None


def _cancel(
    request: StaffRequest,
    deed: Deed,
    subject: Reservation | Stay,
    verb: Callable[..., object],
    said: str,
    asked: Decimal | None,
) -> HttpResponse:
    def act(wish: CancelWish) -> str:
        verb(
            reason=wish.reason,
            fee=wish.fee,
            fee_reason=wish.fee_reason,
            sends_letter=wish.sends_letter,
            version=wish.version,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return said

    form = CancelForm(
        request.POST or None,
        currency=subject.hotel.currency,
        initial={"version": subject.version, "fee": asked},
    )
    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CANCEL)
@require_POST
def reinstate(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Bring a cancelled reservation back, as far as its dates are not over."""
    reservation = reservation_or_404(hotel, code)
    verb = partial(cancellations.reinstate, reservation_id=reservation.pk)
    said = _("The reservation is booked again; give its stays their rooms.")
    return _press(request, reservation, verb, said)


@requires(Right.RESERVATIONS_CANCEL)
@require_POST
def reinstate_stay(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Bring one cancelled or no-show stay back."""
    stay = stay_or_404(hotel, pk)
    verb = partial(cancellations.reinstate, reservation_id=stay.reservation_id, stay_ids=[pk])
    return _press(request, stay, verb, _("The stay is booked again; give it a room."))


@requires(Right.RESERVATIONS_CHECK_IN)
@require_POST
def undo_check_in(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Make the guest due in again."""
    verb = partial(arrivals.undo_check_in, stay_id=pk)
    said = _("The check-in is undone; the room stays assigned.")
    return _press(request, stay_or_404(hotel, pk), verb, said)


def _press(
    request: StaffRequest, subject: Reservation | Stay, verb: Callable[..., object], said: str
) -> HttpResponse:
    def act() -> str:
        verb(actor=request.actor, now=clock.now(), business_date=request.business_date)
        return said

    return press(request, way_back(subject), act)
