"""The guided check-in: one page or panel with everything in the order of the desk."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from hotelpms.kit.web.parts import Alert
from reservations.domain.front_desk import guided_check_in
from reservations.domain.front_desk.guided_check_in import GuidedCheckIn
from reservations.domain.traces import lists
from reservations.enums import StayState
from reservations.forms.day.check_in import CheckInForm
from reservations.models import Stay
from reservations.views.stay.look_up import page_of, stay_or_404


@requires(Right.RESERVATIONS_CHECK_IN)
@require_http_methods(["GET", "POST"])
def check_in(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Check a guest in: room, missing facts of the card, clause 3, keys.

    Who is in house already, or won't come, has no form: the address leads to the reservation.
    """
    stay = stay_or_404(hotel, pk)
    if request.method == "GET" and stay.state != StayState.BOOKED:
        return HttpResponseRedirect(page_of(hotel, stay.reservation.code, stay.pk))
    has_accepted = guided_check_in.has_accepted_clause(stay.guest_id)
    rights = request.rights
    form = CheckInForm(
        request.POST or None,
        stay=stay,
        rooms=guided_check_in.room_choices(stay),
        may_take_dirty=Right.RESERVATIONS_OVERRIDE_DIRTY in rights,
        may_edit_card=Right.CARDEX_EDIT in rights and stay.guest.anonymised_at is None,
        may_note_consent=Right.CARDEX_CONSENT in rights and not has_accepted,
        may_create=Right.CARDEX_EDIT in rights,
    )
    deed = Deed(
        title=_("Check in"),
        button=_("Check in"),
        back=reverse("reservations:arrivals", args=[hotel.code]),
        crumbs=(
            Crumb(_("Arrivals"), reverse("reservations:arrivals", args=[hotel.code])),
            Crumb(stay.reservation.code, page_of(hotel, stay.reservation.code, stay.pk)),
        ),
        panel="reservations/day/check_in_panel.html",
        facts={
            "stay": stay,
            "has_accepted": has_accepted,
            "clause": guided_check_in.third_clause(stay.guest.language),
            "traces": lists.at_check_in(stay),
            "business_date": request.business_date,
            "alerts": _alerts(stay),
            "room_alerts": _room_alerts(form, stay),
            "only_waits_for_yes": bool(form.suggested) and not form.missing,
        },
    )

    def act(wish: GuidedCheckIn) -> str:
        guest_in = guided_check_in.check_in_guest(
            wish=wish, actor=request.actor, now=clock.now(), business_date=request.business_date
        )
        about = {"guest": guest_in.guest.full_name, "room": guest_in.room}
        return _("%(guest)s is checked in, room %(room)s.") % about

    return answer(request, deed, form, act)


def _alerts(stay: Stay) -> list[Alert]:
    """Return what the desk must not overlook about the guest and the booking."""
    guest, booked = stay.guest, stay.reservation
    found = []
    if guest.is_grey_listed:
        found.append(Alert("warn", _("This guest is on the grey list."), guest.notes))
    elif guest.notes:
        found.append(Alert("info", _("Notes on the card"), guest.notes))
    if booked.requests:
        found.append(Alert("info", _("Special requests"), booked.requests))
    if booked.notes:
        found.append(Alert("info", _("Notes of the house"), booked.notes))
    return found


def _room_alerts(form: CheckInForm, stay: Stay) -> list[Alert]:
    """Say what is in the way of the room that was meant for the guest, and what to do then."""
    assigned = next((room for room in form.rooms if room.is_assigned), None)
    if assigned and assigned.is_occupied:
        title = _("Room %(number)s, assigned, is still occupied.")
    elif assigned and not assigned.is_ready:
        title = _("Room %(number)s, assigned, is not clean yet.")
    elif not form.suggested:
        title = _("No room of the type %(type)s is ready.")
    else:
        return []
    about = {"number": assigned.room.number if assigned else "", "type": stay.room_type.local_name}
    return [Alert("warn", title % about, _way_out(form))]


def _way_out(form: CheckInForm) -> str:
    """What the desk may do when the room it expected cannot be taken."""
    offered = form.suggested
    if offered is not None and not offered.is_assigned:
        return _("Room %(number)s of the same type is ready and chosen below.") % {
            "number": offered.room.number
        }
    if any(room.is_ready and not room.is_occupied for room in form.rooms):
        return _("A room of another type is ready: choose it below as an upgrade.")
    return _("No free room is ready. Ask the housekeeping, or offer the guest to wait.")
