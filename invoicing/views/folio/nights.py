"""A single night of a guest who came: charged again after a correction, or not charged at all."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.deeds import Deed, answer
from invoicing.domain.nights import nights
from invoicing.forms.folio.posting import Press, PressForm, Reason, ReasonForm
from reservations.models import RoomNight, Stay
from reservations.views.stay.whose import of_stay


@requires(Right.INVOICING_POST)
@require_http_methods(["GET", "POST"])
def post_night(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Charge a night whose charge was taken off by a correction."""
    night = _night(hotel, pk)
    price = Money(night.price or 0, hotel.currency)  # type: ignore[arg-type]
    deed = Deed(
        title=_("Post the night"),
        explanation=_("Night of %(date)s: %(amount)s goes on the folio.")
        % {
            "date": format_day(night.date),
            "amount": format_money(price, request.LANGUAGE_CODE),
        },
        button=_("Post the night"),
        back=_back(hotel, night),
        whose=partial(of_stay, _stay(night), request.rights),
    )

    def act(wish: Press) -> str:
        nights.post_again(night_id=night.pk, actor=request.actor, now=clock.now())
        return _("The night is on the bill.")

    return answer(request, deed, PressForm(request.POST or None), act)


@requires(Right.RESERVATIONS_OVERRIDE_PRICE)
@require_http_methods(["GET", "POST"])
def waive_night(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Let a night cost nothing; the trail says why."""
    night = _night(hotel, pk)
    deed = Deed(
        title=_("Do not charge the night"),
        explanation=_("Night of %(date)s: it is posted as complimentary.")
        % {"date": format_day(night.date)},
        button=_("Do not charge it"),
        back=_back(hotel, night),
        whose=partial(of_stay, _stay(night), request.rights),
        is_grave=True,
    )

    def act(wish: Reason) -> str:
        nights.waive(
            night_id=night.pk,
            reason=wish.reason,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The night is not charged.")

    return answer(request, deed, ReasonForm(request.POST or None), act)


def _night(hotel: Hotel, pk: int) -> RoomNight:
    rows = RoomNight.objects.select_related(
        "stay__guest", "stay__room", "stay__reservation", "stay__hotel"
    )
    return get_object_or_404(rows, pk=pk, hotel=hotel, stay__isnull=False)


def _stay(night: RoomNight) -> Stay:
    assert night.stay is not None
    return night.stay


def _back(hotel: Hotel, night: RoomNight) -> str:
    return reverse("invoicing:stay_folio", args=[hotel.code, night.stay_id])
