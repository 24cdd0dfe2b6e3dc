"""Deeds for several rooms of one reservation at once: each row says what came of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import answer
from reservations.domain.front_desk import arrivals, together
from reservations.domain.front_desk.together import Outcome
from reservations.enums import StayState
from reservations.forms.stay.group import (
    GroupCancelForm,
    GroupCancelWish,
    GroupDatesForm,
    GroupDatesWish,
    Press,
    PressForm,
)
from reservations.models import Reservation, Stay
from reservations.views.stay import whose
from reservations.views.stay.deeds import about
from reservations.views.stay.look_up import reservation_or_404

PANEL = "reservations/stay/group_panel.html"


class NothingChosen(Refused):
    """None of the chosen rooms is in a state for the deed."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("None of the chosen rooms can be changed in this way."))


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def give_rooms(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Give the chosen stays, or all, a room of their type."""
    reservation = reservation_or_404(hotel, code)
    stays = _chosen(
        request, reservation, lambda stay: stay.state == StayState.BOOKED and stay.room is None
    )
    count = len(stays)
    deed = about(
        request,
        reservation,
        title=_("Give rooms"),
        button=ngettext("Give %(n)d room", "Give %(n)d rooms", count) % {"n": count},
        explanation=_("Each gets a free room of its type: clean ones first, then by number."),
        panel=PANEL,
        facts={"stays": stays},
    )

    def act(wish: Press) -> str:
        done = together.give_rooms(
            stays, actor=request.actor, now=clock.now(), business_date=request.business_date
        )
        said = ngettext("%(n)d room is given.", "%(n)d rooms are given.", _count(done))
        return _tell(request, done, said)

    return answer(request, deed, _press_form(request), act)


@requires(Right.RESERVATIONS_CHECK_IN)
@require_http_methods(["GET", "POST"])
def check_in(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Check the chosen guests in, or all whose rooms are ready."""
    reservation = reservation_or_404(hotel, code)
    today = request.business_date
    stays = _chosen(
        request,
        reservation,
        lambda stay: stay.state == StayState.BOOKED and arrivals.is_due_in(stay, today),
    )
    deed = about(
        request,
        reservation,
        title=_("Check in"),
        button=_("Check in"),
        explanation=_(
            "Who has a clean room is checked in; the others wait. Cards, companions and consents "
            "are completed on each stay."
        ),
        panel=PANEL,
        facts={"stays": stays, "shows_state": True},
    )

    def act(wish: Press) -> str:
        done = together.check_in(stays, actor=request.actor, now=clock.now(), business_date=today)
        said = ngettext("%(n)d guest is checked in.", "%(n)d guests are checked in.", _count(done))
        return _tell(request, done, said)

    return answer(request, deed, _press_form(request), act)


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def dates(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Let the chosen stays, or all, have other dates."""
    reservation = reservation_or_404(hotel, code)
    stays = _chosen(
        request,
        reservation,
        lambda stay: stay.state in (StayState.BOOKED, StayState.IN_HOUSE),
    )
    deed = about(
        request,
        reservation,
        title=_("Change the dates"),
        button=_("Change the dates"),
        explanation=_(
            "Nights that stay keep their price; new ones cost what the rate plan says. Who is in "
            "the house gets the new departure only."
        ),
        panel="reservations/stay/group_dates_panel.html",
        facts={"stays": stays, "shows_dates": True},
    )

    def act(wish: GroupDatesWish) -> str:
        done = together.change_dates(
            stays,
            arrival=wish.arrival,
            departure=wish.departure,
            keeps_room=wish.keeps_room,
            tells_booker=wish.tells_booker,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        said = ngettext(
            "The dates of %(n)d room are changed.",
            "The dates of %(n)d rooms are changed.",
            _count(done),
        )
        return _tell(request, done, said)

    return answer(request, deed, GroupDatesForm(request.POST or None, stays=stays), act)


@requires(Right.RESERVATIONS_CANCEL)
@require_http_methods(["GET", "POST"])
def cancel(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Cancel the chosen stays, or all."""
    reservation = reservation_or_404(hotel, code)
    stays = _chosen(request, reservation, lambda stay: stay.state == StayState.BOOKED)
    fees = [together.fee_of(stay, request.business_date) for stay in stays]
    asked = sum(fees, Decimal(0))
    count = len(stays)
    deed = about(
        request,
        reservation,
        title=_("Cancel rooms"),
        button=ngettext("Cancel %(n)d room", "Cancel %(n)d rooms", count) % {"n": count},
        explanation=_fee_in_words(asked, reservation.currency),
        is_grave=True,
        panel=PANEL,
        facts={"stays": stays, "shows_dates": True},
    )

    def act(wish: GroupCancelWish) -> str:
        done = together.cancel(
            stays,
            reason=wish.reason,
            charges_fee=wish.charges_fee,
            fee_reason=wish.fee_reason,
            sends_letter=wish.sends_letter,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        said = ngettext("%(n)d room is cancelled.", "%(n)d rooms are cancelled.", _count(done))
        return _tell(request, done, said)

    form = GroupCancelForm(request.POST or None, asks_fee=asked > 0)
    return answer(request, deed, form, act)


def _press_form(request: StaffRequest) -> PressForm:
    """The form of a deed that asks nothing: sent, it is in order."""
    return PressForm(request.POST if request.method == "POST" else None)


def _chosen(
    request: StaffRequest, reservation: Reservation, may: Callable[[Stay], bool]
) -> list[Stay]:
    """Return the stays that were ticked, all when none was, as far as the deed is for them.

    Raises NothingChosen.
    """
    rows = Stay.objects.filter(reservation=reservation).select_related(
        "hotel", "reservation", "guest", "room", "room_type"
    )
    ticked = edge.asked(request).row_ids("stay")
    if ticked is None:
        raise NothingChosen
    if ticked:
        rows = rows.filter(pk__in=ticked)
    found = [stay for stay in rows.order_by("arrival", "pk") if may(stay)]
    if not found:
        raise NothingChosen
    return found


def _count(done: Iterable[Outcome]) -> int:
    return sum(not one.refusal for one in done)


def _tell(request: StaffRequest, done: list[Outcome], said: str) -> str:
    """Say how many are done, and for which stays not and why."""
    if count := _count(done):
        messages.success(request, said % {"n": count})
    refused: dict[str, list[Stay]] = defaultdict(list)
    for one in done:
        if one.refusal:
            refused[one.refusal].append(one.stay)
    for why, stays in refused.items():
        names = ", ".join(_name(stay) for stay in stays)
        messages.error(request, _("%(stays)s: %(why)s") % {"stays": names, "why": why})
    return ""


def _name(stay: Stay) -> str:
    room = whose.room_of(stay) if stay.room else stay.room_type.name
    return f"{stay.guest.full_name} ({room})"


def _fee_in_words(asked: Decimal, currency: str) -> str:
    if not asked:
        return _("By the hotel's rule this is free of charge.")
    amount = format_money(Money(asked, currency), get_language() or "en")
    return _("By the hotel's rule the fees come to %(amount)s.") % {"amount": amount}
