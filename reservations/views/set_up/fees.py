"""Fees for cancellation and no-show: one page, which explains itself by an example."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from reservations.domain.set_up.fees import example, policy_of, save_policy
from reservations.forms.set_up.fees import FeePolicyForm
from reservations.models import FeePolicy


@requires(Right.RESERVATIONS_RATES, before_opening=True)
@require_http_methods(["GET", "POST"])
def fees(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Say what is asked of guests who cancel or do not come."""
    form = FeePolicyForm(request.POST or None, instance=policy_of(hotel), hotel=hotel)
    deed = Deed(
        title=_("Cancellation and no-show"),
        button=_("Save"),
        back=reverse("reservations:set_up_fees", args=[hotel.code]),
        explanation=_(
            "Only a booking with a guarantee (a card, a deposit, or non-refundable) owes a fee. It"
            " is worked out when the booking is cancelled or the guest has not come, and can be"
            " waived there."
        ),
        crumbs=(Crumb(_("Set-up"), reverse("desk:set_up", args=[hotel.code])),),
        panel="reservations/set_up/fees_panel.html",
        css="css/pages/set_up.css",
        facts=_explained(policy_of(hotel), hotel),
    )

    def act(typed: FeePolicyForm) -> str:
        save_policy(
            row=typed.row,
            hotel_id=hotel.pk,
            actor=request.actor,
            now=clock.now(),
            seen=typed.seen_before,
        )
        return _("The fees are saved.")

    return answer(request, deed, form, act)  # type: ignore[arg-type]


@requires(Right.RESERVATIONS_RATES, before_opening=True)
@require_GET
def fees_example(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what guests would pay by what is typed; store nothing."""
    form = FeePolicyForm(request.GET, instance=policy_of(hotel), hotel=hotel)
    context = _explained(form.row, hotel) if form.is_valid() else {"example": None}
    return render(request, "reservations/set_up/fees_example.html", context)


def _explained(policy: FeePolicy, hotel: Hotel) -> dict[str, Any]:
    """Return what the example of the policy shows."""
    found = example(policy, hotel)
    fees = (
        (_("Cancelled later"), found.late),
        (_("Does not come"), found.no_show),
        (_("Non-refundable, cancelled at any time"), found.late_fixed),
        (_("Non-refundable, does not come"), found.no_show_fixed),
    )
    return {"policy": policy, "example": found, "fees": fees}
