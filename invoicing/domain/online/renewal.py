"""A guest whose link has expired gets a new one, to the address on file and no other."""

import datetime

from hotelpms.kit.actor import GUEST
from invoicing.domain.online import letters, paylinks
from invoicing.enums import LinkState
from messaging.models import Message


def renew_by_guest(*, token: str, now: datetime.datetime) -> Message:
    """Send a new link in place of an expired one; return the mail.

    The expired link is revoked by that, so it can be exchanged once and nobody can flood a
    mailbox with it. Raises UnknownLink, LinkNotOpen, NoPaymentSolution.
    """
    view = paylinks.find(token=token, now=now)
    if view.state != LinkState.EXPIRED:
        raise paylinks.LinkNotOpen(view.state)
    return letters.queue_payment_link(
        invoice_id=view.invoice.pk,
        to_address=view.link.to_address,
        actor=GUEST,
        now=now,
        request_key=f"renewal:{view.link.pk}",
    )
