from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.web import edge
from hotelpms.kit.web.parts import Action, Alert, Opens
from messaging.domain.accounts import troubles
from messaging.domain.outbox import outbox, reasons
from messaging.domain.outbox.corrections import RESENDABLE, address_on_card
from messaging.domain.pages import queries
from messaging.enums import WAITING_STATES, DeliveryEventKind, MessageState
from messaging.models import Message
from messaging.views.outbox.sandbox import boxed

# Tone and icon of what happened, where it is no good news.
MARKS: dict[str, tuple[str, str]] = {
    DeliveryEventKind.TRY_FAILED: ("bad", "circle-alert"),
    DeliveryEventKind.BOUNCED: ("bad", "undo-2"),
}


@requires(Right.MESSAGING_VIEW)
@require_GET
def message(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show one message: its state and why, what happened to it, its body as sent."""
    row = _found(hotel, pk)
    may_send = Right.MESSAGING_SEND in request.rights
    body, problem = _body(row, hotel)
    why, may_settle = reasons.explain(row.why), may_send and row.state == MessageState.STUCK
    context = {
        "hotel": hotel,
        "row": row,
        "why": why,
        "alerts": _alerts(row, "" if may_settle else why),
        "events": [
            (event, reasons.explain(event.detail), *MARKS.get(event.kind, ("ok", "mail")))
            for event in row.events.all()
        ],
        "body": body,
        "problem": problem,
        "is_made_again": bool(row.sent_at and body and not body.is_source),
        "buttons": _buttons(row, hotel) if may_send else [],
        "may_settle": may_settle,
    }
    return render(request, "messaging/outbox/message.html", context)


def _alerts(row: Message, why: str) -> list[Alert]:
    found = []
    if why:
        tone = "bad" if row.state == MessageState.FAILED else "info"
        found.append(Alert(tone, row.get_state_display(), why))
    failure = troubles.explain(row.account.failure) if row.account else ""
    if failure and row.state == MessageState.QUEUED:
        found.append(Alert("warn", _("The sender account rests."), failure))
    return found


def _buttons(row: Message, hotel: Hotel) -> list[Action]:
    found, to = [], [hotel.code, row.pk]
    if row.state in RESENDABLE:
        found += _send_again(row, reverse("messaging:resend", args=to))
    if row.state in WAITING_STATES:
        question = _("Cancel this message? It will not be sent.")
        address = reverse("messaging:cancel", args=to)
        label = _("Cancel the message")
        found.append(Action(label, address, "ban", Opens.POST, "danger", question=question))
    return found


def _send_again(row: Message, page: str) -> list[Action]:
    """Return the ways to send it again: two when the card has another address by now."""
    question = _("Send this message to %(address)s again?") % {"address": row.to_address}
    new = address_on_card(row)
    if not new or new.lower() == row.to_address.lower():
        return [Action(_("Send again"), page, "send", Opens.POST, question=question)]
    corrected = _("The card has another address now. Send this message to %(address)s?")
    return [
        Action(
            _("Send to %(address)s") % {"address": new},
            f"{page}?to=card",
            "send",
            Opens.POST,
            "primary",
            question=corrected % {"address": new},
        ),
        Action(_("Send to the old address again"), page, "send", Opens.POST, question=question),
    ]


@requires(Right.MESSAGING_VIEW)
@require_GET
@boxed
def body(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponseBase:
    """Answer with the HTML of the mail for the frame on its page."""
    found, problem = _body(_found(hotel, pk), hotel)
    if found is None:
        raise Http404(problem)
    return HttpResponse(found.html)


@requires(Right.MESSAGING_SEND)
@require_POST
def resend(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Queue the message again and show the new one."""
    _found(hotel, pk)
    again = outbox.resend(
        message_id=pk,
        actor=request.actor,
        now=clock.now(),
        to_card=edge.asked(request).line("to") == "card",
    )
    if again.state in WAITING_STATES:
        messages.success(request, _("The message is queued again."))
    else:
        messages.warning(request, reasons.explain(again.why))
    return redirect("messaging:message", hotel=hotel.code, pk=again.pk)


@requires(Right.MESSAGING_SEND)
@require_POST
def settle(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Note what a person found out about a message with unknown outcome."""
    _found(hotel, pk)
    was_sent = edge.sent(request).line("was_sent") == "yes"
    outbox.settle_stuck(message_id=pk, was_sent=was_sent, actor=request.actor, now=clock.now())
    text = _("The message counts as sent.") if was_sent else _("The message is sent again.")
    messages.success(request, text)
    return redirect("messaging:message", hotel=hotel.code, pk=pk)


@requires(Right.MESSAGING_SEND)
@require_POST
def cancel(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Cancel a message that still waits."""
    _found(hotel, pk)
    outbox.cancel(message_id=pk, actor=request.actor, now=clock.now())
    messages.success(request, _("The message is cancelled."))
    return redirect("messaging:message", hotel=hotel.code, pk=pk)


def _found(hotel: Hotel, pk: int) -> Message:
    try:
        return queries.message_of(hotel, pk)
    except Message.DoesNotExist as error:
        raise Http404 from error


def _body(row: Message, hotel: Hotel) -> tuple[queries.Body | None, str]:
    """Return the body, or None and the sentence that says why there is none."""
    try:
        return queries.body_of(row, hotel), ""
    except Refused as refused:
        return None, str(refused.message)
