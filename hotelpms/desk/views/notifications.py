"""The bell: what needs a person at this hotel."""

import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hotelpms.desk.domain import notifications as bell
from hotelpms.desk.domain.notices import SOURCES
from hotelpms.desk.shell import address
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge, htmx

YEAR = datetime.timedelta(days=366)


@requires(Right.DESK_VIEW)
@require_GET
def notifications(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what waits, each line with the page that solves it."""
    return _list(request, hotel)


@requires(Right.DESK_VIEW)
@require_GET
def count(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Answer the bell, which asks every minute while its page is in sight."""
    context = {"new_count": _collected(request, hotel).new_count}
    return render(request, "shell/bell_count.html", context)


@requires(Right.DESK_VIEW)
@require_POST
def seen(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Mark as seen what the page showed at `until`, so that nothing newer is lost."""
    bell.mark_seen(user=request.user, hotel=hotel, until=_until(request))
    if not htmx.wants_fragment(request):
        return HttpResponseRedirect(reverse("desk:notifications", args=[hotel.code]))
    answer = _list(request, hotel)
    answer["HX-Trigger"] = "bell"
    return answer


def _list(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    context = {"hotel": hotel, "found": _collected(request, hotel)}
    return htmx.page(
        request, "shell/notifications.html", context, fragment="shell/notifications_panel.html"
    )


def _collected(request: StaffRequest, hotel: Hotel) -> bell.Notifications:
    return bell.collect(
        SOURCES,
        ask=bell.Ask(hotel, request.business_date, clock.now()),
        rights=request.rights,
        seen=bell.seen_until(user=request.user, hotel=hotel),
        address=address,
    )


def _until(request: StaffRequest) -> datetime.datetime:
    """Return the posted moment; the present one when it is none, lies ahead or is absurd."""
    now, found = clock.now(), edge.sent(request).moment("until")
    return found if found and now - YEAR < found < now else now
