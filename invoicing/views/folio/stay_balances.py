"""What the stays on the room plan owe: the plan's script writes it on their bars."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit.templatetags.kit import money
from invoicing.domain.folios.stay_balances import stay_balances
from invoicing.forms.folio.stay_balances import DatesForm


@requires(Right.INVOICING_VIEW)
@require_GET
def balances(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Return {"stay": ["€120.00", "due"]}; the second word is due or credit."""
    form = DatesForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    dates = form.wish()
    found = stay_balances(hotel, dates.first, dates.end)
    return JsonResponse(
        {
            str(stay_id): [money(owed), "due" if owed.amount > 0 else "credit"]
            for stay_id, owed in found.items()
        }
    )
