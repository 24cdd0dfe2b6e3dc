"""The sources of notifications, most urgent first; one query each."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cardex.enums import GateRule
from hotelpms.closing.domain.checks.front_desk import due_outs
from hotelpms.closing.domain.timing import due_at
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.desk.domain import pulse
from hotelpms.desk.domain.notifications import MOST, Ask, Notice, Source
from hotelpms.hotels.enums import Right
from hotelpms.kit import clock
from hotelpms.kit.templatetags.kit import day, money
from invoicing.domain.online.settling import waiting
from invoicing.enums import ReceiptOutcome
from invoicing.models import PaymentLink, Receipt
from messaging.domain.accounts import troubles
from messaging.domain.outbox import reasons
from messaging.enums import COMMERCIAL_KINDS, UNSOLVED_STATES, MessageKind, MessageState
from messaging.models import Message, SenderAccount
from reservations.domain.traces import lists

# A closing takes seconds, its reports a minute; what takes longer needs a look.
LATE_AFTER = datetime.timedelta(minutes=15)
# A mail that failed long ago is history: the outbox keeps it, the bell does not.
MAIL_AGE = datetime.timedelta(days=14)
# What the hotel owes to the guest and the block list held back; the rest is withheld as asked.
HELD_BACK = (GateRule.SUPPRESSED,)


def closings(ask: Ask) -> Iterator[Notice]:
    """Closings that wait for a decision, were stopped by a fault, or do not come to an end."""
    under_way = NightClosing.objects.filter(hotel=ask.hotel).exclude(state=ClosingState.DONE)
    for closing in under_way.order_by("-business_date")[:MOST]:
        found = _closing(closing)
        if found is not None and found[1] <= ask.now:
            text, since = found
            url = reverse("closing:detail", args=[ask.hotel.code, closing.pk])
            yield Notice(text % {"date": day(closing.business_date)}, url, since)


def _closing(closing: NightClosing) -> tuple[str, datetime.datetime] | None:
    """Return what is wrong with a closing and from when on it is."""
    started, rolled = closing.started_at, closing.rolled_at
    if closing.state == ClosingState.BLOCKED:
        return _("The closing of %(date)s waits for a decision."), started
    if closing.state == ClosingState.FAILED:
        return _("The closing of %(date)s was stopped by a fault."), started
    if closing.state == ClosingState.RUNNING:
        return _("The closing of %(date)s has not come to an end."), started + LATE_AFTER
    if rolled is not None:
        return _("The reports of %(date)s have not been mailed."), rolled + LATE_AFTER
    return None


def behind_calendar(ask: Ask) -> Iterator[Notice]:
    """The open business date could have been closed by now, and the calendar shows another date."""
    behind = (clock.local_date(ask.now, ask.hotel.zone) - ask.business_date).days
    due = due_at(hotel=ask.hotel, date=ask.business_date)
    since = max(due, _midnight_after(ask.business_date, ask))
    if behind > 0 and since <= ask.now:
        text = ngettext(
            "The business date is a day behind the calendar. Close the day.",
            "The business date is %(count)d days behind the calendar and waits for you to close.",
            behind,
        )
        url = reverse("closing:overview", args=[ask.hotel.code])
        yield Notice(text % {"count": behind}, url, since)


def late_departures(ask: Ask) -> Iterator[Notice]:
    """Guests who should have left by now."""
    zone = ZoneInfo(ask.hotel.zone)
    late = due_outs(hotel=ask.hotel, date=ask.business_date)
    for stay in sorted(late, key=lambda stay: stay.departure, reverse=True)[:MOST]:
        hour = datetime.datetime.combine(stay.departure, ask.hotel.check_out_time, tzinfo=zone)
        if hour <= ask.now:
            yield Notice(
                _("%(guest)s in room %(room)s should have left.")
                % {"guest": stay.guest.full_name, "room": stay.room},
                reverse("invoicing:check_out", args=[ask.hotel.code, stay.pk]),
                hour,
            )


def unsolved_payments(ask: Ask) -> Iterator[Notice]:
    """Money that came in online and could not be applied, or that was taken back."""
    for receipt in waiting(ask.hotel)[:MOST]:
        amount = money(receipt.amount, receipt.currency)
        yield Notice(
            _("An online payment of %(amount)s has to be looked at.") % {"amount": amount},
            reverse("invoicing:receipt", args=[ask.hotel.code, receipt.pk]),
            receipt.received_at,
        )


def expired_links(ask: Ask) -> Iterator[Notice]:
    """Payment links whose 24 hours are over while the invoice is still open."""
    held = Receipt.objects.filter(
        session__link=OuterRef("pk"),
        outcome=ReceiptOutcome.NEEDS_ATTENTION,
        settled_at__isnull=True,
    )
    links = PaymentLink.objects.filter(
        ~Exists(held),
        hotel=ask.hotel,
        revoked_at__isnull=True,
        expires_at__lte=ask.now,
        invoice__receivable__open_amount__gt=0,
    )
    for link in links.select_related("invoice").order_by("-expires_at", "-pk")[:MOST]:
        yield Notice(
            _("The payment link of %(invoice)s expired unpaid (%(payer)s).")
            % {"invoice": link.invoice.full_number, "payer": link.invoice.payer_name},
            reverse("invoicing:invoice", args=[ask.hotel.code, link.invoice_id]),
            link.expires_at,
        )


def overdue_traces(ask: Ask) -> Iterator[Notice]:
    """Notes for a department whose date has passed undone."""
    overdue = lists.overdue(ask.hotel, ask.business_date)
    url = reverse("reservations:traces", args=[ask.hotel.code])
    for trace in overdue.order_by("-due_date", "-pk")[:MOST]:
        yield Notice(
            f"{trace.department}: {trace.text}",
            f"{url}?show=overdue",
            _midnight_after(trace.due_date, ask),
        )


def failed_messages(ask: Ask) -> Iterator[Notice]:
    """Mails that failed, lack their document or have no known outcome, unless sent again."""
    held_back = Q(state=MessageState.WITHHELD, why__in=HELD_BACK)
    failed = Message.objects.filter(
        Q(state__in=UNSOLVED_STATES) | held_back & ~Q(kind__in=COMMERCIAL_KINDS) | _NO_DOCUMENT,
        ~Q(kind=MessageKind.ACCOUNT_TEST),
        hotel=ask.hotel,
        created_at__gte=ask.now - MAIL_AGE,
        resends__isnull=True,
    )
    moment = Coalesce(Max("events__at"), F("created_at"))
    rows = failed.only("kind", "state", "why", "to_name", "to_address")
    rows = rows.annotate(failed_at=moment)
    for message in rows.order_by("-failed_at", "-pk")[:MOST]:
        text = _ENDED.get(message.state, gettext_lazy("%(kind)s to %(name)s was not sent."))
        name = message.to_name or message.to_address
        yield Notice(
            str(text) % {"kind": message.get_kind_display(), "name": name},
            reverse("messaging:message", args=[ask.hotel.code, message.pk]),
            message.failed_at,
        )


def failing_accounts(ask: Ask) -> Iterator[Notice]:
    """Sender accounts through which no mail leaves; what heals by itself gets time for it."""
    failing = SenderAccount.objects.filter(
        hotel=ask.hotel, is_active=True, failing_since__isnull=False
    )
    for account in failing.only("name", "failure", "failing_since").order_by("-failing_since")[
        :MOST
    ]:
        since = account.failing_since
        assert since is not None
        if troubles.is_passing(account.failure):
            since += LATE_AFTER
        if since <= ask.now:
            yield Notice(
                _("No mail leaves through “%(name)s”. %(why)s")
                % {"name": account.name, "why": troubles.sentence(account.failure)},
                reverse("messaging:outbox", args=[ask.hotel.code]),
                since,
            )


def silent_worker(ask: Ask) -> Iterator[Notice]:
    """Work in the background stands still: no mail leaves and no closing ends."""
    silence = pulse.silence(now=ask.now)
    if silence is not None and silence >= pulse.SILENT_AFTER:
        yield Notice(
            _("Work in the background stands still: mails and reports wait."),
            reverse("messaging:outbox", args=[ask.hotel.code]),
            ask.now - silence + pulse.SILENT_AFTER,
        )


def _midnight_after(date: datetime.date, ask: Ask) -> datetime.datetime:
    """Return when a date ends by the hotel's own clock."""
    next_day = date + datetime.timedelta(days=1)
    return datetime.datetime.combine(next_day, datetime.time(tzinfo=ZoneInfo(ask.hotel.zone)))


_NO_DOCUMENT = Q(state=MessageState.DEFERRED) & (
    Q(why__startswith=reasons.DOCUMENT_AWAITED) | Q(why__startswith=reasons.NOT_PRINTED)
)
_ENDED: dict[str, str | Promise] = {
    MessageState.STUCK: gettext_lazy("%(kind)s to %(name)s: nobody knows whether it arrived."),
    MessageState.WITHHELD: gettext_lazy(
        "%(kind)s to %(name)s was held back: the address is blocked."
    ),
    MessageState.DEFERRED: gettext_lazy("%(kind)s to %(name)s waits for its document."),
}

SOURCES = (
    Source(
        gettext_lazy("Night closing"),
        "moon",
        "bad",
        Right.CLOSING_CLOSE,
        "closing:overview",
        closings,
    ),
    Source(
        gettext_lazy("Business date"),
        "calendar-clock",
        "warn",
        Right.CLOSING_CLOSE,
        "closing:overview",
        behind_calendar,
    ),
    Source(
        gettext_lazy("Background work"),
        "server-off",
        "bad",
        Right.HOTELS_SETUP,
        "messaging:outbox",
        silent_worker,
    ),
    Source(
        gettext_lazy("Online payments"),
        "credit-card",
        "bad",
        Right.INVOICING_VIEW,
        "invoicing:receipts",
        unsolved_payments,
    ),
    Source(
        gettext_lazy("Sender accounts"),
        "mail-warning",
        "bad",
        Right.MESSAGING_VIEW,
        "messaging:outbox",
        failing_accounts,
    ),
    Source(
        gettext_lazy("Failed messages"),
        "mail-x",
        "bad",
        Right.MESSAGING_VIEW,
        "messaging:outbox",
        failed_messages,
    ),
    Source(
        gettext_lazy("Expired payment links"),
        "timer-off",
        "warn",
        Right.INVOICING_SEND_LINK,
        "invoicing:invoices",
        expired_links,
    ),
    Source(
        gettext_lazy("Late departures"),
        "log-out",
        "warn",
        Right.RESERVATIONS_CHECK_OUT,
        "reservations:departures",
        late_departures,
    ),
    Source(
        gettext_lazy("Overdue traces"),
        "sticky-note",
        "warn",
        Right.RESERVATIONS_VIEW,
        "reservations:traces",
        overdue_traces,
    ),
)
