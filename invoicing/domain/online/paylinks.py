"""Payment links: a guest's way to pay one invoice, open for 24 hours (S0-13).

    open ──pay──▶ paid          (also at the desk: the state follows what is owed)
    open ──paid late or wrongly──▶ held (a person looks at the money first)
    open ──24 h──▶ expired      (the guest can ask for a new one, see renewal.py)
    open ──revoke, or a newer link──▶ revoked

The token stands in the guest's mail and nowhere in our tables; a row is found by its hash.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit, jobs
from hotelpms.kit.actor import Actor
from hotelpms.kit.addresses import is_address
from hotelpms.kit.errors import Refused, UnknownLink
from hotelpms.kit.keys.tokens import new_token, token_hash
from hotelpms.kit.languages import speaking
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money
from invoicing.domain.invoices.invoice_mail import AddressUnusable
from invoicing.domain.online import solutions
from invoicing.enums import InvoiceKind, LinkState, ReceiptOutcome, SessionState
from invoicing.gateways.base import Order
from invoicing.gateways.registry import gateway_of
from invoicing.models import (
    GatewaySession,
    Invoice,
    PaymentLink,
    Receipt,
    Receivable,
)
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind

LIFETIME = datetime.timedelta(hours=24)
# Providers want at least half an hour; who began in the last minutes gets it.
LEAST_TO_PAY = datetime.timedelta(minutes=31)


class NothingOpen(Refused):
    """There is nothing to pay on the document."""

    def __init__(self, number: str) -> None:
        super().__init__(_("Invoice %(number)s has nothing left to pay.") % {"number": number})


class LinkNotOpen(Refused):
    """Paid, expired or revoked since the page was opened."""

    def __init__(self, state: LinkState) -> None:
        self.state = state
        super().__init__(gettext_lazy("This link can no longer be used to pay."))


@dataclass(frozen=True)
class NewLink:
    """A link just made. `token` goes into the mail and is forgotten."""

    link: PaymentLink
    token: str


@dataclass(frozen=True)
class LinkView:
    """What the guest's page shows at one moment; `open_amount` is what is owed right now."""

    link: PaymentLink
    invoice: Invoice
    hotel: Hotel
    state: LinkState
    open_amount: Money
    left: datetime.timedelta
    settled_at: datetime.datetime | None
    has_held_money: bool

    @property
    def shows_document(self) -> bool:
        """The PDF names the guest: it can be had only while the link lives."""
        return self.left > datetime.timedelta(0) and self.link.revoked_at is None


@transaction.atomic
def create(*, invoice_id: int, to_address: str, actor: Actor, now: datetime.datetime) -> NewLink:
    """Make the one live link of an issued invoice (S0-11) and revoke the one before.

    Raises NoPaymentSolution, NothingOpen, AddressUnusable.
    """
    receivable = lock_receivable(invoice_id)
    if not is_address(to_address):
        raise AddressUnusable
    solutions.require_solution(receivable.invoice.hotel_id)
    _revoke_live(invoice_id, now)
    token = new_token()
    link = PaymentLink.objects.create(
        hotel_id=receivable.invoice.hotel_id,
        invoice_id=invoice_id,
        token_hash=token_hash(token),
        to_address=to_address,
        created_at=now,
        created_by=actor.name,
        expires_at=now + LIFETIME,
    )
    _record("payment_link.created", link, actor, now)
    return NewLink(link, token)


@transaction.atomic
def revoke(*, link_id: int, actor: Actor, now: datetime.datetime) -> PaymentLink:
    """Make a link useless at once; one that was revoked before is returned as it is."""
    invoice_id = PaymentLink.objects.values_list("invoice_id", flat=True).get(pk=link_id)
    locked(Receivable.objects.filter(invoice_id=invoice_id)).get()
    link = PaymentLink.objects.get(pk=link_id)
    if link.revoked_at is None:
        _revoke_live(invoice_id, now)
        _record("payment_link.revoked", link, actor, now)
        link.refresh_from_db()
    return link


def find(*, token: str, now: datetime.datetime) -> LinkView:
    """Return the link of a token as it stands at `now`. Raises UnknownLink."""
    link = _links().filter(token_hash=token_hash(token)).first()
    if link is None:
        raise UnknownLink
    return _view(link, now)


def begin(*, token: str, now: datetime.datetime, return_url: str, cancel_url: str) -> str:
    """Begin the payment of what is open today at the provider; return where the guest pays.

    Two tabs, or a click repeated, lead to the same payment at the provider; one begun for
    another amount, or at another provider, is closed there. Raises UnknownLink, LinkNotOpen,
    NoPaymentSolution, GatewayDown, TooFine.
    """
    view = find(token=token, now=now)
    if view.state != LinkState.OPEN:
        raise LinkNotOpen(view.state)
    solution = solutions.require_solution(view.hotel.pk)
    order = _order(view, now, return_url, cancel_url)
    begun = gateway_of(solution).begin(order)
    session, _is_new = GatewaySession.objects.get_or_create(
        solution=solution,
        provider_id=begun.provider_id,
        defaults={
            "link": view.link,
            "amount": view.open_amount.amount,
            "currency": view.open_amount.currency,
            "created_at": now,
        },
    )
    solutions.close(view.link.sessions.filter(state=SessionState.OPEN).exclude(pk=session.pk))
    return begun.url


def refuse_unpayable(*, invoice_id: int) -> None:
    """Say at once why no link can be sent. Raises NoPaymentSolution, NothingOpen."""
    invoice = Invoice.objects.get(pk=invoice_id)
    solutions.require_solution(invoice.hotel_id)
    if not Receivable.objects.filter(invoice=invoice, open_amount__gt=0).exists():
        raise NothingOpen(invoice.full_number)


def links_of(*, invoice_id: int, now: datetime.datetime) -> list[LinkView]:
    """Return all links of an invoice, newest first. One query."""
    rows = _links().filter(invoice_id=invoice_id).order_by("-pk")
    return [_view(link, now) for link in rows]


def lock_receivable(invoice_id: int) -> Receivable:
    """Lock what is owed on an invoice, so that its links change one after the other.

    Raises NothingOpen, also for a credit note.
    """
    rows = Receivable.objects.select_related("invoice__hotel")
    receivable = locked(rows.filter(invoice_id=invoice_id)).first()
    if receivable is None or receivable.invoice.kind != InvoiceKind.INVOICE:
        raise NothingOpen(Invoice.objects.get(pk=invoice_id).full_number)
    if receivable.open_amount <= 0:
        raise NothingOpen(receivable.invoice.full_number)
    return receivable


def _links() -> QuerySet[Any]:
    held = Receipt.objects.filter(
        session__link=OuterRef("pk"),
        outcome=ReceiptOutcome.NEEDS_ATTENTION,
        settled_at__isnull=True,
    )
    rows = PaymentLink.objects.select_related("hotel", "invoice__receivable")
    return rows.annotate(has_held_money=Exists(held))


def _view(link: Any, now: datetime.datetime) -> LinkView:
    receivable = link.invoice.receivable
    return LinkView(
        link=link,
        invoice=link.invoice,
        hotel=link.hotel,
        state=_state(link, receivable.open_amount, now),
        has_held_money=link.has_held_money,
        open_amount=Money(receivable.open_amount, link.invoice.currency),
        left=max(link.expires_at - now, datetime.timedelta(0)),
        settled_at=receivable.settled_at,
    )


def _state(link: Any, open_amount: Decimal, now: datetime.datetime) -> LinkState:
    if open_amount <= 0:
        return LinkState.PAID
    if link.has_held_money:
        # The guest has paid something: never ask for it a second time.
        return LinkState.HELD
    if link.revoked_at is not None:
        return LinkState.REVOKED
    # Half open: at the 24th hour to the second it is over.
    return LinkState.EXPIRED if now >= link.expires_at else LinkState.OPEN


def _order(view: LinkView, now: datetime.datetime, return_url: str, cancel_url: str) -> Order:
    """Everything here follows from link and amount alone, never from the moment of the click."""
    link, amount = view.link, view.open_amount
    is_late = link.expires_at - now < LEAST_TO_PAY
    # Only those over this amount: closing one over another amount must not begin a second one.
    tries = link.sessions.filter(
        state=SessionState.CLOSED, amount=amount.amount, currency=amount.currency
    ).count()
    with speaking(view.invoice.language, view.hotel.country):
        title = _("Invoice %(number)s") % {"number": view.invoice.full_number}
    parts = (link.token_hash[:32], amount.currency, amount.amount, "late" if is_late else "", tries)
    return Order(
        key="-".join(str(part) for part in parts),
        reference=str(link.pk),
        amount=amount,
        title=title,
        hotel_name=view.hotel.name,
        email=link.to_address,
        language=view.invoice.language,
        return_url=return_url,
        cancel_url=cancel_url,
        expires_at=link.expires_at + LEAST_TO_PAY if is_late else link.expires_at,
    )


def _revoke_live(invoice_id: int, now: datetime.datetime) -> None:
    live = PaymentLink.objects.filter(invoice_id=invoice_id, revoked_at__isnull=True)
    ids = list(live.values_list("pk", flat=True))
    if not ids:
        return
    live.update(revoked_at=now)
    outbox.cancel_about(
        ("invoice", invoice_id),
        why=_("The payment link in it was revoked or replaced."),
        now=now,
        kinds=[MessageKind.PAYMENT_LINK],
    )
    # At the provider too, but never under our locks.
    jobs.after_commit(lambda: _close_sessions(ids))


def _close_sessions(link_ids: Sequence[int]) -> None:
    solutions.close(
        GatewaySession.objects.filter(link_id__in=link_ids, state=SessionState.OPEN).order_by("pk")
    )


def _record(action: str, link: PaymentLink, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=link.hotel_id,
        actor=actor,
        action=action,
        subject=link,
        at=now,
        data={"invoice": link.invoice_id, "expires_at": link.expires_at},
    )
