from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from crm.domain.letters import outlook
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires


@requires(Right.CRM_VIEW)
@require_GET
def home(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what the next run of letters will send, and whom it leaves out."""
    context = {
        "hotel": hotel,
        "outlook": outlook.outlook(hotel=hotel, business_date=request.business_date),
        "unreachable": outlook.unreachable(hotel=hotel, business_date=request.business_date),
        "skipped": outlook.skipped(hotel=hotel),
        "may_set_up": Right.CRM_SETUP in request.rights,
    }
    return render(request, "crm/letters/home.html", context)
