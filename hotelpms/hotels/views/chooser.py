from django.http import HttpResponse, HttpResponseRedirect

from hotelpms.hotels.domain.queries import hotels_with_dates
from hotelpms.hotels.rights import StaffRequest, signed_in
from hotelpms.kit.web.htmx import page


@signed_in
def chooser(request: StaffRequest) -> HttpResponse:
    """Show the hotels of the person; whoever has only one goes straight there."""
    hotels = list(hotels_with_dates(request.user))
    if len(hotels) == 1:
        return HttpResponseRedirect(f"/h/{hotels[0].code}/")
    return page(request, "hotels/chooser.html", {"hotels": hotels})
