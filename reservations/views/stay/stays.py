"""Changing one stay: its dates with a verdict beforehand, its prices, its people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import answer
from reservations.domain.bookings import changes, details, trials
from reservations.domain.pages import stay_sheet
from reservations.forms.stay.stays import (
    ChangeDatesForm,
    DatesWish,
    GuestsForm,
    GuestsWish,
    PricesForm,
    PricesWish,
)
from reservations.views.stay.deeds import about
from reservations.views.stay.look_up import stay_or_404


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def dates(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Change arrival and departure."""
    stay = stay_or_404(hotel, pk)
    form = ChangeDatesForm(request.POST or None, stay=stay)
    deed = about(
        stay,
        title=_("Change the dates"),
        button=_("Change the dates"),
        explanation=_("Nights that stay keep their price; new ones cost what the rate plan says."),
        panel="reservations/stay/dates_panel.html",
        facts={"stay": stay},
    )

    def act(wish: DatesWish) -> str:
        changes.change_dates(
            stay_id=pk,
            arrival=wish.arrival,
            departure=wish.departure,
            version=wish.version,
            keeps_room=wish.keeps_room,
            tells_booker=wish.tells_booker,
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
    form = ChangeDatesForm({**edge.asked(request).by_name(), "version": stay.version}, stay=stay)
    verdict = None
    if form.is_valid():
        wish = form.wish()
        verdict = trials.try_dates(
            stay_id=pk,
            arrival=wish.arrival,
            departure=wish.departure,
            keeps_room=wish.keeps_room,
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
    deed = about(
        stay,
        title=_("Prices of the nights"),
        button=_("Save the prices"),
        explanation=_("Per room and night, in %(currency)s.")
        % {"currency": stay.reservation.currency},
    )

    def act(wish: PricesWish) -> str:
        changes.change_dates(
            stay_id=pk,
            arrival=stay.arrival,
            departure=stay.departure,
            prices=wish.prices,
            version=wish.version,
            tells_booker=wish.tells_booker,
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
    form = GuestsForm(
        request.POST or None,
        stay=stay,
        hotel=hotel,
        may_create=Right.CARDEX_EDIT in request.rights,
    )
    deed = about(
        stay,
        title=_("Guests"),
        button=_("Save the guests"),
        panel="reservations/stay/guests_panel.html",
    )

    def act(wish: GuestsWish) -> str:
        details.name_guest(
            stay_id=pk,
            guest_id=wish.guest.pk,
            companion_ids=wish.companion_ids,
            new_companions=wish.new_companions,
            adults=wish.adults,
            children=wish.children,
            babies=wish.babies,
            arrival_time=wish.arrival_time,
            version=wish.version,
            actor=request.actor,
            now=clock.now(),
        )
        return _("The guests are named.")

    return answer(request, deed, form, act)
