"""The page of the hotel itself: who it is, what guests see, how it is run."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.domain import brand
from hotelpms.hotels.domain.set_up import hotel as domain
from hotelpms.hotels.enums import Right
from hotelpms.hotels.forms.house import HouseForm, LogoForm
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.files.pictures import LARGEST_BYTES
from hotelpms.kit.web.deeds import attempt, press

page = requires(Right.HOTELS_CHANGE, before_opening=True)


@page
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Change the hotel; what reaches further than it looks is explained before it is saved."""
    # The frame shows the hotel as it is stored, whatever is typed here.
    row = Hotel.objects.get(pk=hotel.pk)
    form = HouseForm(request.POST or None, instance=row, hotel=hotel)

    def act(typed: HouseForm) -> str:
        typed.warn(domain.meaning(hotel, typed.row, now=clock.now()))
        domain.change(hotel=typed.row, actor=request.actor, now=clock.now(), seen=typed.seen_before)
        return _("The hotel is saved.")

    if request.method == "POST":
        said = attempt(form, act)  # type: ignore[arg-type]
        if said is not None:
            messages.success(request, said)
            return HttpResponseRedirect(_url(hotel))
    context = {
        "form": form,
        "logo": LogoForm(),
        "logo_url": brand.logo_address(hotel) if hotel.logo_document_id else "",
        "largest_logo": LARGEST_BYTES,
        "contradiction": domain.contradiction(hotel, now=clock.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "hotels/set_up/hotel.html", context, status=status)


@page
@require_POST
def logo(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Put a picture in place of the hotel's name."""
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, str(form.errors["logo"][0]))
        return HttpResponseRedirect(_url(hotel))

    def act() -> str:
        brand.set_logo(
            hotel_id=hotel.pk,
            content=form.cleaned_data["logo"],
            actor=request.actor,
            now=clock.now(),
        )
        return _("The new logo stands on pages and mails from now on.")

    return press(request, _url(hotel), act)


@page
@require_POST
def remove_logo(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Let the hotel's name stand where its logo did."""

    def act() -> str:
        brand.remove_logo(hotel_id=hotel.pk, actor=request.actor, now=clock.now())
        return _("The logo is taken away.")

    return press(request, _url(hotel), act)


def _url(hotel: Hotel) -> str:
    return reverse("hotels:set_up_hotel", args=[hotel.code])
