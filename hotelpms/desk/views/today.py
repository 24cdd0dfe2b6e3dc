from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.desk import permissions
from hotelpms.desk.domain.today import Today
from hotelpms.desk.domain.today import today as day_of
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.charts import Series, bar_chart
from hotelpms.kit.templatetags.kit import day
from messaging.permissions import VIEW as VIEW_MESSAGES
from reservations import permissions as reservations

SHORT_LIST = 12


@requires(permissions.VIEW)
@require_GET
def home(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """The hotel's own address leads to its day."""
    return HttpResponseRedirect(reverse("desk:today", args=[hotel.code]))


@requires(permissions.VIEW)
@require_GET
def today(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the business date: who comes, who leaves, who is here, what is not ready."""
    shown = day_of(hotel=hotel, business_date=request.business_date)
    context = {
        "hotel": hotel,
        "today": shown,
        "business_date": request.business_date,
        "calendar_date": clock.local_date(clock.now(), hotel.zone),
        "chart": chart(shown),
        "short_list": SHORT_LIST,
        "slice": f":{SHORT_LIST}",
        "may_check_in": reservations.CHECK_IN in request.rights,
        "may_check_out": reservations.CHECK_OUT in request.rights,
        "sees_messages": VIEW_MESSAGES in request.rights,
        "keeps_mails": not settings.IS_PRODUCTION,
    }
    return render(request, "desk/today.html", context)


def chart(shown: Today) -> SafeString:
    """Return the occupancy of the coming nights as bars, in per cent."""
    return bar_chart(
        [Series(_("Occupancy"), [figures.percent for figures in shown.figures])],
        labels=[day(figures.date, "d MMM") for figures in shown.figures],
        title=_("Occupancy of the next 14 nights"),
        unit="%",
    )
