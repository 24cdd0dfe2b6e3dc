"""Changing one stay: its dates with a verdict beforehand, its prices, its people, its end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from reservations.domain.bookings import cancellations, changes, details, trials
from reservations.domain.front_desk import arrivals
from reservations.domain.pages import stay_sheet
from reservations.forms.stay.deed import CancelForm, ChangeDatesForm, GuestsForm, PricesForm
from reservations.models import Stay
from reservations.views.deeds import Deed, answer, press
from reservations.views.stay.look_up import page_of, stay_or_404


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def dates(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Change arrival and departure."""
    stay = stay_or_404(hotel, pk)
    form = ChangeDatesForm(request.POST or None, stay=stay)
    deed = Deed(
        title=_("Change the dates"),
        button=_("Change the dates"),
        back=page_of(hotel, stay.reservation.code, pk),
        subject=stay,
        explanation=_("Nights that stay keep their price; new ones cost what the rate plan says."),
        panel="reservations/stay/dates_panel.html",
        facts={"stay": stay},
    )

    def act(data: dict[str, Any]) -> str:
        changes.change_dates(
            stay_id=pk,
            arrival=data["arrival"],
            departure=data["departure"],
            version=data["version"],
            keeps_room=data.get("keeps_room", True),
            sends_confirmation=data["sends_confirmation"],
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The dates are changed.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CHANGE)
@require_GET
def dates_verdict(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Say whether other dates are possible and what they cost, before anything is changed."""
    stay = stay_or_404(hotel, pk)
    form = ChangeDatesForm({**request.GET.dict(), "version": stay.version}, stay=stay)
    verdict = None
    if form.is_valid():
        verdict = trials.try_dates(
            stay_id=pk,
            arrival=form.cleaned_data["arrival"],
            departure=form.cleaned_data["departure"],
            keeps_room=form.cleaned_data.get("keeps_room", True),
            now=clock.now(),
            business_date=request.business_date,
        )
    return render(request, "reservations/stay/verdict.html", {"verdict": verdict, "stay": stay})


@requires(Right.RESERVATIONS_OVERRIDE_PRICE)
@require_http_methods(["GET", "POST"])
def prices(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Set the price of each night that is not on the bill yet."""
    stay = stay_or_404(hotel, pk)
    sheet = stay_sheet.stay_sheet(hotel, pk)
    nights = [night for night in sheet.nights if night.holds] if sheet else []
    form = PricesForm(request.POST or None, nights=nights, version=stay.version)
    deed = Deed(
        title=_("Prices of the nights"),
        button=_("Save the prices"),
        back=page_of(hotel, stay.reservation.code, pk),
        subject=stay,
        explanation=_("Per room and night, in %(currency)s.")
        % {"currency": stay.reservation.currency},
    )

    def act(data: dict[str, Any]) -> str:
        changes.change_dates(
            stay_id=pk,
            arrival=stay.arrival,
            departure=stay.departure,
            prices=form.prices,
            version=data["version"],
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The prices are saved.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def guests(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Name or replace the guest, the companions and the number of persons."""
    stay = stay_or_404(hotel, pk)
    form = GuestsForm(request.POST or None, stay=stay, hotel=hotel)
    deed = Deed(
        title=_("Guests"),
        button=_("Save the guests"),
        back=page_of(hotel, stay.reservation.code, pk),
        subject=stay,
    )

    def act(data: dict[str, Any]) -> str:
        details.name_guest(
            stay_id=pk,
            guest_id=data["guest"].pk,
            companion_ids=form.companion_ids,
            adults=data["adults"],
            children=data["children"],
            babies=data["babies"],
            arrival_time=data["arrival_time"],
            version=data["version"],
            actor=request.actor,
            now=clock.now(),
        )
        return _("The guests are named.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CANCEL)
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Cancel one stay of a reservation; the last one cancels the reservation."""
    stay = stay_or_404(hotel, pk)
    form = CancelForm(request.POST or None, initial={"version": stay.version})
    deed = Deed(
        title=_("Cancel this stay"),
        button=_("Cancel the stay"),
        back=page_of(hotel, stay.reservation.code, pk),
        subject=stay,
        explanation=_summary(stay),
        is_grave=True,
    )

    def act(data: dict[str, Any]) -> str:
        cancellations.cancel_stay(
            stay_id=pk,
            reason=data["reason"],
            fee=data["fee"],
            sends_letter=data["sends_letter"],
            version=data["version"],
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The stay is cancelled and its nights are free.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CHECK_IN)
@require_POST
def undo_check_in(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Make the guest due in again."""
    stay = stay_or_404(hotel, pk)

    def act() -> str:
        arrivals.undo_check_in(
            stay_id=pk,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The check-in is undone; the room stays assigned.")

    return press(request, page_of(hotel, stay.reservation.code, pk), act)


@requires(Right.RESERVATIONS_CANCEL)
@require_POST
def reinstate(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Bring one cancelled or no-show stay back."""
    stay = stay_or_404(hotel, pk)

    def act() -> str:
        cancellations.reinstate(
            reservation_id=stay.reservation_id,
            stay_ids=[pk],
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The stay is booked again; give it a room.")

    return press(request, page_of(hotel, stay.reservation.code, pk), act)


def _summary(stay: Stay) -> str:
    return f"{stay.guest.full_name} · {stay.reserved_type.name} · {stay.reservation.code}"
