"""Changing a reservation as a whole: details, cancellation and return, option, confirmation."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from reservations.domain.bookings import cancellations, options
from reservations.domain.bookings.details import Details, change_details
from reservations.domain.letters import confirmation
from reservations.forms.stay.deed import CancelForm, DetailsForm
from reservations.views.deeds import Deed, answer, press
from reservations.views.stay.look_up import page_of, reservation_or_404


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def details(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Change segment, partners, guarantee, language, requests and notes."""
    reservation = reservation_or_404(hotel, code)
    form = DetailsForm(request.POST or None, reservation=reservation)
    deed = Deed(
        title=_("Details of the reservation"),
        button=_("Save"),
        back=page_of(hotel, code),
        subject=reservation,
    )

    def act(data: dict[str, Any]) -> str:
        values: dict[str, Any] = {
            f"{name}_id": data[name].pk if data[name] else None
            for name in ("segment", "agency", "company")
        }
        texts = ("guarantee", "language", "requests", "notes")
        values |= {name: data[name] for name in texts}
        change_details(
            reservation_id=reservation.pk,
            details=Details(**values),
            version=data["version"],
            actor=request.actor,
            now=clock.now(),
        )
        return _("The details are saved.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CANCEL)
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Cancel the reservation with its booked stays."""
    reservation = reservation_or_404(hotel, code)
    form = CancelForm(request.POST or None, initial={"version": reservation.version})
    deed = Deed(
        title=_("Cancel the reservation"),
        button=_("Cancel the reservation"),
        back=page_of(hotel, code),
        subject=reservation,
        explanation=f"{reservation.booker.full_name} · {code}",
        is_grave=True,
    )

    def act(data: dict[str, Any]) -> str:
        cancellations.cancel(
            reservation_id=reservation.pk,
            reason=data["reason"],
            fee=data["fee"],
            sends_letter=data["sends_letter"],
            version=data["version"],
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The reservation is cancelled and its rooms are free.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CANCEL)
@require_POST
def reinstate(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Bring a cancelled reservation back, as far as its dates are not over."""
    reservation = reservation_or_404(hotel, code)

    def act() -> str:
        cancellations.reinstate(
            reservation_id=reservation.pk,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The reservation is booked again; give its stays their rooms.")

    return press(request, page_of(hotel, code), act)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def confirm_option(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Make an option a firm booking."""
    reservation = reservation_or_404(hotel, code)

    def act() -> str:
        options.confirm_option(reservation_id=reservation.pk, actor=request.actor, now=clock.now())
        return _("The reservation is confirmed.")

    return press(request, page_of(hotel, code), act)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def send_confirmation(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Send the confirmation once more."""
    reservation = reservation_or_404(hotel, code)

    def act() -> str:
        message = confirmation.send_confirmation_again(
            reservation_id=reservation.pk, actor=request.actor, now=clock.now()
        )
        return _("Confirmation to %(to)s: %(state)s.") % {
            "to": message.to_address or reservation.booker.full_name,
            "state": message.get_state_display(),
        }

    return press(request, page_of(hotel, code), act)
