"""Moving on the room plan: the verdict before a drop, the drop, and taking it back."""

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge, htmx
from reservations.domain.plan.placing import (
    Placement,
    Verdict,
    held_nights,
    place,
    try_place,
    way_back,
)
from reservations.forms.plan.plan import PlacementForm
from reservations.models import Stay

UNDO_SALT = "reservations.plan.undo"
UNDO_SECONDS = 15 * 60
# The prices of a year stand in it.
LONGEST_UNDO = 20_000

# Tone and icon of what a placement would do.
VERDICTS = {
    "bad": ("bad", "circle-x"),
    "ask": ("warn", "triangle-alert"),
    "note": ("warn", "triangle-alert"),
    "ok": ("ok", "circle-check"),
}


@requires(Right.RESERVATIONS_CHANGE)
@require_GET
def verdict(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Say what dropping a bar here would do; nothing is kept."""
    form = PlacementForm(request.GET, hotel=hotel)
    found = Verdict(refusal=_("The plan has changed meanwhile. Try it again."))
    if form.is_valid():
        found = try_place(
            placement=form.wish(), now=clock.now(), business_date=request.business_date
        )
    tone, icon = VERDICTS[found.answer]
    context = {"verdict": found, "tone": tone, "icon": icon}
    return render(request, "reservations/plan/plan_verdict.html", context)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def drop(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Put a stay where its bar was dropped. The plan then fetches itself anew."""
    form = PlacementForm(request.POST, hotel=hotel)
    if not form.is_valid():
        return _refused(request, _("The plan has changed meanwhile. Try it again."))
    before, wish = form.moved, form.wish()
    back = way_back(stay=before, nights=held_nights(before.pk))
    after = _place(request, wish)
    undo = ""
    if back is not None:
        undo = _undo_address(hotel, replace(back, version=after.version), before, after)
    return htmx.tell(_told(before, after), "plan-changed", undo=undo)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def undo(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Take a drop back: room, room type, dates and the price of each night as they were.

    What was before comes signed from the drop's answer, so nobody names prices here.
    """
    try:
        given = signing.loads(
            edge.asked(request).line("to", longest=LONGEST_UNDO),
            salt=UNDO_SALT,
            max_age=UNDO_SECONDS,
        )
    except signing.SignatureExpired:
        return _refused(request, _("It is too late to undo this. Move the bar by hand."))
    except signing.BadSignature:
        raise Http404 from None
    if given["hotel"] != hotel.pk:
        raise Http404
    after = _place(request, _read(given))
    text = _("The stay of %(guest)s is as it was.") % {"guest": after.guest.full_name}
    return htmx.tell(text, "plan-changed")


def _place(request: StaffRequest, placement: Placement) -> Stay:
    return place(
        placement=placement,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
    )


def _refused(request: StaffRequest, message: str) -> HttpResponse:
    return render(request, "components/alert.html", {"text": message}, status=409)


def _told(before: Stay, after: Stay) -> str:
    about = {"guest": after.guest.full_name, "room": after.room}
    if not _keeps_dates(before, after):
        return _("The dates of %(guest)s are changed.") % about
    if after.room is None:
        return _("%(guest)s has no room now.") % about
    return _("%(guest)s has room %(room)s.") % about


def _keeps_dates(before: Stay, after: Stay) -> bool:
    return (before.arrival, before.departure) == (after.arrival, after.departure)


def _undo_address(hotel: Hotel, back: Placement, before: Stay, after: Stay) -> str:
    keeps_dates = _keeps_dates(before, after)
    keeps_room = before.room_id == after.room_id
    given = {
        "hotel": hotel.pk,
        "stay": back.stay_id,
        "version": back.version,
        "arrival": back.arrival.isoformat(),
        "departure": back.departure.isoformat(),
        "room": None if keeps_room else back.room_id,
        "tray": back.leaves_room and not keeps_room,
        "type": None if keeps_room else back.room_type_id,
        "prices": None if keeps_dates else [str(price) for price in back.prices or ()],
    }
    address = reverse("reservations:plan_undo", args=[hotel.code])
    return f"{address}?{urlencode({'to': signing.dumps(given, salt=UNDO_SALT)})}"


def _read(given: dict[str, Any]) -> Placement:
    arrival = datetime.date.fromisoformat(given["arrival"])
    prices = given["prices"]
    return Placement(
        stay_id=given["stay"],
        arrival=arrival,
        departure=datetime.date.fromisoformat(given["departure"]),
        version=given["version"],
        from_date=arrival,
        room_id=given["room"],
        leaves_room=given["tray"],
        changes_type=True,
        room_type_id=given.get("type"),
        prices=tuple(map(Decimal, prices)) if prices is not None else None,
        accepts_dirty=True,
    )
