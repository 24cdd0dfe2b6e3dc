from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import attempt
from hotelpms.kit.web.htmx import page
from hotelpms.opening.domain import first_day as domain
from hotelpms.opening.domain.checklist import NEEDED, checklist
from hotelpms.opening.enums import StepName
from hotelpms.opening.forms.first_day import FirstDay, FirstDayForm


@requires(Right.HOTELS_CHANGE, before_opening=True)
@require_http_methods(["GET", "POST"])
def first_day(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Open the hotel: from this date on it books, checks in and closes its days."""
    if request.business_date:
        return HttpResponseRedirect(reverse("opening:checklist", args=[hotel.code]))
    now = clock.now()
    suggested = domain.suggested_date(hotel=hotel, now=now)
    form = FirstDayForm(request.POST or None, initial={"date": suggested})

    def act(wish: FirstDay) -> str:
        domain.start(
            hotel=hotel, date=wish.date, actor=request.actor, now=now, is_sure=wish.is_sure
        )
        return _("%(hotel)s is open. Good luck!") % {"hotel": hotel}

    said = attempt(form, act) if request.method == "POST" else None
    if said is not None:
        messages.success(request, said)
        return HttpResponseRedirect(reverse("desk:today", args=[hotel.code]))
    open_steps = checklist(hotel=hotel).open
    context = {
        "form": form,
        "missing": [s for s in open_steps if s.name in NEEDED and s.name != StepName.FIRST_DAY],
        "later": [s for s in open_steps if s.name not in NEEDED],
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "opening/first_day.html", context, status=status)
