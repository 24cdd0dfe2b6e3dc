"""A hotel is made: first its country, then what is usual there to change and confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_countries import countries

from hotelpms.hotels.rights import StaffRequest, signed_in
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import attempt
from hotelpms.kit.web.htmx import page
from hotelpms.opening.domain import opening
from hotelpms.opening.domain.suggestions import Suggestion, all_zones, suggest
from hotelpms.opening.forms.new_hotel import CountryForm, NewHotelForm, known_countries

COUNTRY, IDENTITY, TAXES = (
    "opening/country.html",
    "opening/new_hotel.html",
    "opening/taxes.html",
)


@signed_in
@require_http_methods(["GET", "POST"])
def new_hotel(request: StaffRequest) -> HttpResponse:
    """Ask for the country, then for the hotel; make it and lead to what is left to do."""
    _require_right(request)
    country = _country(request)
    if not country:
        context = {"known": known_countries(), "form": CountryForm()}
        return page(request, COUNTRY, context)
    usual = _usual(country, edge.sent(request).line("zone"))
    form = NewHotelForm(request.POST or None, country=country, usual=usual)
    if request.method == "POST":
        made = attempt(form, lambda wish: _make(request, wish))
        if made is not None:
            return made
    context = {"form": form, "country": countries.name(country), "code": country, "usual": usual}
    return page(request, IDENTITY, context, status=422 if request.method == "POST" else 200)


@signed_in
@require_GET
def taxes(request: StaffRequest) -> HttpResponse:
    """Show the taxes of a country in the part of it that has been chosen."""
    _require_right(request)
    zone = edge.asked(request).choice("zone", all_zones(), "")
    return page(request, TAXES, {"usual": _usual(_country(request), zone)})


def _make(request: StaffRequest, wish: opening.NewHotel) -> HttpResponse:
    hotel = opening.create_hotel(
        wish=wish, creator=request.user, actor=request.actor, now=clock.now()
    )
    messages.success(request, _("%(hotel)s is made. Here is what is left.") % {"hotel": hotel})
    return HttpResponseRedirect(reverse("opening:checklist", args=[hotel.code]))


def _country(request: HttpRequest) -> str:
    """Return the country that the address names, empty for none."""
    return edge.asked(request).choice("country", [code for code, _name in countries], "")


def _usual(country: str, zone: str) -> Suggestion:
    # In which taxes hold the calendar of the server is near enough: a hotel opens later anyway.
    return suggest(country=country, on=clock.local_date(clock.now(), "UTC"), zone=zone)


def _require_right(request: Any) -> None:
    if not opening.may_open(request.user):
        raise opening.MayNotOpen
