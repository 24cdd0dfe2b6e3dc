from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.domain.business_day import business_date_or_none
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import attempt
from hotelpms.kit.web.htmx import page
from hotelpms.opening.domain.first_rates import FirstRates, make
from hotelpms.opening.forms.first_rates import FirstRatesForm
from reservations.models import RatePlan, RoomType


@requires(Right.RESERVATIONS_RATES, before_opening=True)
@require_http_methods(["GET", "POST"])
def first_rates(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Make the first rate plan with a price for each type; a hotel that has one goes to Rates."""
    if request.method == "GET" and RatePlan.objects.filter(hotel=hotel).exists():
        return HttpResponseRedirect(reverse("reservations:set_up_rates", args=[hotel.code]))
    now = clock.now()
    form = FirstRatesForm(
        request.POST or None,
        room_types=RoomType.objects.filter(hotel=hotel, is_active=True).order_by("position", "pk"),
        currency=hotel.currency,
        today=business_date_or_none(hotel) or clock.local_date(now, hotel.zone),
    )

    def act(wish: FirstRates) -> str:
        count = make(hotel=hotel, wish=wish, actor=request.actor, now=now)
        text = ngettext("%(n)d night has a price now.", "%(n)d nights have a price now.", count)
        return text % {"n": count}

    said = attempt(form, act) if request.method == "POST" else None
    if said is not None:
        messages.success(request, said)
        return HttpResponseRedirect(reverse("opening:checklist", args=[hotel.code]))
    status = 422 if request.method == "POST" else 200
    return page(request, "opening/first_rates.html", {"form": form}, status=status)
