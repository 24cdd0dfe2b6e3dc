"""While all mails are held: take out of the queue what has gone out already."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from messaging.domain.outbox import corrections
from messaging.forms.outbox.held import DueBeforeForm


@requires(Right.MESSAGING_SEND)
@require_POST
def cancel_due_before(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Cancel what was due before the moment, given in the hotel's zone."""
    form = DueBeforeForm(request.POST, zone=hotel.zone)
    if not form.is_valid():
        messages.error(request, _("Say date and time before which the mails have gone out."))
        return redirect("messaging:outbox", hotel=hotel.code)
    count = corrections.cancel_due_before(
        hotel_id=hotel.pk,
        moment=form.cleaned_data["moment"],
        actor=request.actor,
        now=clock.now(),
    )
    told = ngettext(
        "%(count)d message is cancelled.", "%(count)d messages are cancelled.", count
    ) % {"count": count}
    messages.success(request, told)
    return redirect("messaging:outbox", hotel=hotel.code)
