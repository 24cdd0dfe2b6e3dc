"""The way out in four steps: balance, pay, invoice, done. The page shows the step one is at."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.deeds import Deed, answer
from hotelpms.kit.web.parts import Action, Opens
from invoicing.domain.check_out import checkout
from invoicing.domain.online import solutions
from invoicing.domain.pages import check_out_page
from invoicing.enums import InvoiceKind
from invoicing.forms.check_out.check_out import FinishForm
from invoicing.forms.folio.posting import Reason, ReasonForm
from invoicing.views.folio import actions as folio
from invoicing.views.invoices import actions as invoices
from messaging.views.outbox.telling import tell
from reservations.domain.front_desk import departures
from reservations.enums import Slot, StayState
from reservations.models import RoomNight, Stay

# The steps in their order, and their words.
STEPS = {
    "balance": gettext_lazy("Balance"),
    "pay": gettext_lazy("Pay"),
    "invoice": gettext_lazy("Invoice"),
    "done": gettext_lazy("Done"),
}


@requires(Right.RESERVATIONS_CHECK_OUT)
@require_GET
def check_out(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show where the guest stands on the way out, and the one thing to do next."""
    stay = _stay(hotel, pk)
    page = _page(request, hotel, stay)
    return _show(request, hotel, stay, page, FinishForm(folios=page.to_invoice))


def _page(request: StaffRequest, hotel: Hotel, stay: Stay) -> check_out_page.CheckOutPage:
    return check_out_page.check_out_page(
        stay=stay, business_date=request.business_date, now=clock.now()
    )


def _show(
    request: StaffRequest,
    hotel: Hotel,
    stay: Stay,
    page: check_out_page.CheckOutPage,
    form: FinishForm,
    *,
    status: int = 200,
) -> HttpResponse:
    step = _step(stay, page)
    invoiced = {one.folio_id for one in page.invoices if one.kind == InvoiceKind.INVOICE}
    takes_online = solutions.online_method(hotel.pk) is not None
    context = {
        "hotel": hotel,
        "stay": stay,
        "page": page,
        "form": form,
        "step": step,
        "steps": _steps(step),
        "windows": [
            _window(request, window, has_invoice=window.folio.pk in invoiced)
            for window in page.windows
        ],
        "invoices": [
            (one, invoices.on_way_out(hotel, one, request.rights, takes_online=takes_online))
            for one in page.invoices
        ],
        "due": [_due(request, stay, night) for night in page.due_nights],
        "leaves_early": stay.state == StayState.IN_HOUSE and _frees_nights(request, stay),
        "afterwards": _afterwards(request, stay),
        "may_send": Right.INVOICING_SEND_LINK in request.rights,
    }
    return render(request, "invoicing/check_out/check_out.html", context, status=status)


@dataclass(frozen=True)
class Step:
    """One of the four steps; `state` is done, current or nothing yet."""

    label: str
    state: str


def _steps(current: str) -> list[Step]:
    names = list(STEPS)
    here = names.index(current)
    states = ["done"] * here + ["current"] + [""] * (len(names) - here - 1)
    return [Step(str(STEPS[name]), state) for name, state in zip(names, states, strict=True)]


@dataclass(frozen=True)
class WindowRow:
    """A window with its buttons; `take` takes what it owes, `preview` shows its next invoice.

    `credit` is what a credit note gives back of an earlier invoice, empty when nothing.
    """

    window: check_out_page.LeavingFolio
    buttons: list[Action]
    take: Action | None
    preview: Action | None
    credit: str


def _window(
    request: StaffRequest, window: check_out_page.LeavingFolio, *, has_invoice: bool
) -> WindowRow:
    hotel, rights = request.hotel, request.rights
    owed = Money(window.balance, window.folio.currency)
    amount = format_money(owed, get_language() or "en")
    preview = replace(folio.PREVIEW, label=_("Preview"))
    return WindowRow(
        window,
        folio.on_way_out(hotel, window, rights),
        folio.take_from(hotel, window, amount, rights),
        preview.at(hotel.code, window.folio.pk) if window.gets_invoice else None,
        _credit(window, has_invoice=has_invoice),
    )


def _credit(window: check_out_page.LeavingFolio, *, has_invoice: bool) -> str:
    if not (window.is_open and window.uninvoiced < 0 and has_invoice):
        return ""
    given = Money(-window.uninvoiced, window.folio.currency)
    return format_money(given, get_language() or "en")


@dataclass(frozen=True)
class DueNight:
    """A night that is posted before the guest pays; `note` says why, `waive` gives it away."""

    night: RoomNight
    note: str
    waive: Action | None


def _due(request: StaffRequest, stay: Stay, night: RoomNight) -> DueNight:
    waive = None
    if Right.RESERVATIONS_OVERRIDE_PRICE in request.rights:
        address = reverse("invoicing:waive_night", args=[request.hotel.code, night.pk])
        waive = Action(_("Do not charge it"), address, css="plain")
    return DueNight(night, _note(request, stay, night), waive)


def _note(request: StaffRequest, stay: Stay, night: RoomNight) -> str:
    if night.date < request.business_date:
        return _("This night is not on the bill.")
    if night.slot == Slot.DAY:
        return ""
    if stay.arrival == night.date:
        return _("The guest came today and has used the room.")
    return _("The guest has slept here; the night closing is still to come.")


def _frees_nights(request: StaffRequest, stay: Stay) -> bool:
    return stay.departure > departures.first_free_night(stay, request.business_date, clock.now())


def _afterwards(request: StaffRequest, stay: Stay) -> list[Action]:
    """Return where the desk goes on when the guest has left."""
    code = request.hotel.code
    found = [
        Action(_("Next departure"), reverse("reservations:departures", args=[code])),
        Action(_("Today"), reverse("desk:today", args=[code])),
    ]
    found = [replace(one, opens=Opens.PAGE) for one in found]
    may_undo = Right.RESERVATIONS_UNDO_CHECK_OUT in request.rights
    if may_undo and stay.checked_out_on == request.business_date:
        undo = reverse("invoicing:undo_check_out", args=[code, stay.pk])
        found.append(Action(_("Undo the check-out"), undo, css="plain"))
    return found


@requires(Right.RESERVATIONS_CHECK_OUT)
@require_POST
def post_due(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Post what the guest still has to pay for the room, and apply the deposit."""
    stay = _stay(hotel, pk)
    checkout.bring_up_to_date(stay_id=stay.pk, actor=request.actor, now=clock.now())
    return HttpResponseRedirect(reverse("invoicing:check_out", args=[hotel.code, pk]))


@requires(Right.RESERVATIONS_CHECK_OUT)
@require_POST
def finish(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Invoice, close the folios, let the guest leave and send the invoices as chosen."""
    stay = _stay(hotel, pk)
    form = FinishForm(request.POST, folios=check_out_page.folios_to_invoice(stay_id=stay.pk))
    if not form.is_valid():
        return _show(request, hotel, stay, _page(request, hotel, stay), form, status=422)
    done = checkout.check_out(
        stay_id=stay.pk,
        actor=request.actor,
        now=clock.now(),
        business_date=request.business_date,
        addresses=form.addresses() if Right.INVOICING_SEND_LINK in request.rights else {},
    )
    messages.success(request, _("%(guest)s has left.") % {"guest": stay.guest})
    for mail in done.mails:
        tell(request, mail)
    return HttpResponseRedirect(reverse("invoicing:check_out", args=[hotel.code, pk]))


@requires(Right.RESERVATIONS_UNDO_CHECK_OUT)
def undo(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Bring the guest back on the same business date."""
    stay = _stay(hotel, pk)
    back = reverse("invoicing:check_out", args=[hotel.code, pk])
    deed = Deed(
        title=_("Undo the check-out"),
        explanation=_("The guest is in house again. Invoices stay as issued."),
        button=_("Undo check-out"),
        back=back,
        is_grave=True,
    )

    def act(wish: Reason) -> str:
        checkout.undo_check_out(
            stay_id=stay.pk,
            reason=wish.reason,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("%(guest)s is in house again.") % {"guest": stay.guest}

    return answer(request, deed, ReasonForm(request.POST or None), act)


def _stay(hotel: Hotel, pk: int) -> Stay:
    rows = Stay.objects.select_related("hotel", "guest", "room", "reservation")
    return get_object_or_404(rows, pk=pk, hotel=hotel)


def _step(stay: Stay, page: check_out_page.CheckOutPage) -> str:
    if stay.state == StayState.DEPARTED:
        return "done"
    if page.needs_posting:
        return "balance"
    return "invoice" if page.is_balanced else "pay"
