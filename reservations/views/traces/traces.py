"""Traces: the panel that writes one, and the buttons that end it.

What htmx changes is answered by 204 and the event "traces-changed": whatever shows traces on the
page fetches itself anew. Without JavaScript the same address leads back to where it was pressed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.keys.tokens import new_token
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import Crumb, Deed, answer
from hotelpms.kit.web.parts import Offer, Opens
from reservations.domain.traces import lists, traces
from reservations.domain.traces.traces import Subject
from reservations.enums import TraceState
from reservations.forms.traces.trace import TraceForm, TraceText, initial_of
from reservations.models import Trace
from reservations.views.stay.look_up import reservation_or_404, stay_or_404

CHANGED = "traces-changed"
ENDS = (
    Offer(
        "",
        gettext_lazy("Cancel the trace"),
        "reservations:trace_cancel",
        opens=Opens.POST,
        css="plain",
        swap="none",
    ),
    Offer(
        "",
        gettext_lazy("Mark as done"),
        "reservations:trace_done",
        "check",
        Opens.POST,
        swap="none",
    ),
)
REOPENS = (
    Offer(
        "",
        gettext_lazy("Open again"),
        "reservations:trace_reopen",
        "undo-2",
        Opens.POST,
        swap="none",
    ),
)


@requires(Right.RESERVATIONS_TRACES)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Write a trace; `?stay=`, `?reservation=` or `?card=` say what it is about."""
    subject, about, due_date = _subject(request, hotel)
    initial = {"due_date": due_date, "form_key": new_token()}
    form = TraceForm(
        request.POST or None, hotel=hotel, initial=initial, first=request.business_date
    )

    def act(wish: TraceText) -> str:
        trace = traces.add(
            hotel=hotel,
            department_id=wish.department.pk,
            due_date=wish.due_date,
            text=wish.text,
            subject=subject,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
            form_key=wish.form_key,
        )
        return _("The trace for %(department)s is written.") % {"department": trace.department}

    facts: dict[str, Any] = {"about": about, "trace": None, "takes_text": True, "buttons": []}
    deed = _deed(request, hotel, title=_("New trace"), button=_("Write the trace"), **facts)
    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_TRACES)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show a trace with its story; an open one can be changed here."""
    trace = _trace_or_404(hotel, pk)
    form = TraceForm(
        request.POST or None,
        hotel=hotel,
        initial=initial_of(trace),
        first=min(trace.due_date, request.business_date),
    )

    def act(wish: TraceText) -> str:
        traces.change(
            trace_id=trace.pk,
            department_id=wish.department.pk,
            due_date=wish.due_date,
            text=wish.text,
            version=wish.version or 0,
            actor=request.actor,
            now=clock.now(),
            business_date=request.business_date,
        )
        return _("The trace is changed.")

    is_open = trace.state == TraceState.OPEN
    facts = {
        "about": "",
        "trace": trace,
        "takes_text": is_open,
        "buttons": [offer.at(hotel.code, pk) for offer in (ENDS if is_open else REOPENS)],
    }
    deed = _deed(request, hotel, title=_("Trace"), button=_("Save"), **facts)
    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_TRACES)
@require_POST
def finish(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Tick a trace off."""
    return _press(request, hotel, pk, traces.finish, _("Done: %(text)s"))


@requires(Right.RESERVATIONS_TRACES)
@require_POST
def cancel(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Take a trace off the list without doing it."""
    return _press(request, hotel, pk, traces.cancel, _("Cancelled: %(text)s"))


@requires(Right.RESERVATIONS_TRACES)
@require_POST
def reopen(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Put a trace back on the list."""
    return _press(request, hotel, pk, traces.reopen, _("Open again: %(text)s"))


def _trace_or_404(hotel: Hotel, pk: int) -> Trace:
    return get_object_or_404(lists.traces_of(hotel), pk=pk)


def _subject(request: StaffRequest, hotel: Hotel) -> tuple[Subject, str, Any]:
    """Return what the address says the trace is about, in words too, and the usual date."""
    today = request.business_date
    asked = edge.asked(request)
    if "stay" in asked:
        stay = stay_or_404(hotel, asked.row_id("stay"))
        name = f"{stay.guest.full_name} · {stay.reservation.code}"
        return Subject(stay_id=stay.pk), name, max(stay.arrival, today)
    if "reservation" in asked:
        reservation = reservation_or_404(hotel, asked.line("reservation"))
        arrivals = reservation.stays.order_by("arrival").values_list("arrival", flat=True)
        name = f"{reservation.booker.full_name} · {reservation.code}"
        return Subject(reservation_id=reservation.pk), name, max(arrivals[0], today)
    if "card" in asked and Right.CARDEX_VIEW in request.rights:
        card = get_object_or_404(Profile, pk=asked.row_id("card"))
        return Subject(card_id=card.pk), card.full_name, today
    return Subject(), "", today


def _deed(request: StaffRequest, hotel: Hotel, *, title: str, button: str, **facts: Any) -> Deed:
    return Deed(
        title=title,
        button=button,
        back=_back(request, hotel),
        crumbs=(Crumb(_("Traces"), reverse("reservations:traces", args=[hotel.code])),),
        changes=CHANGED,
        panel="reservations/traces/trace_panel.html",
        facts={"hotel": hotel} | facts,
    )


def _press(
    request: StaffRequest, hotel: Hotel, pk: int, verb: Callable[..., Trace], sentence: str
) -> HttpResponse:
    trace = _trace_or_404(hotel, pk)
    verb(trace_id=trace.pk, actor=request.actor, now=clock.now())
    undo = "" if verb is traces.reopen else "reservations:trace_reopen"
    address = reverse(undo, args=[hotel.code, pk]) if undo else ""
    return _told(request, hotel, sentence % {"text": trace.text}, undo=address)


def _told(request: StaffRequest, hotel: Hotel, sentence: str, undo: str = "") -> HttpResponse:
    if htmx.wants_fragment(request):
        return htmx.tell(sentence, CHANGED, "close-panel", undo=undo)
    messages.success(request, sentence)
    return HttpResponseRedirect(_back(request, hotel))


def _back(request: StaffRequest, hotel: Hotel) -> str:
    wanted = edge.sent(request).own_address(request, "next")
    return wanted or reverse("reservations:traces", args=[hotel.code])
