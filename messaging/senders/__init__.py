"""The only doors through which a mail leaves. `opened` gives the one that an account uses."""

from messaging.enums import Transport
from messaging.models import SenderAccount
from messaging.senders.base import Sender
from messaging.senders.caught import CaughtSender
from messaging.senders.smtp import SmtpSender


def opened(account: SenderAccount) -> Sender:
    """Return a sender for the account; it connects when it gets its first mail."""
    if account.transport == Transport.CAUGHT:
        return CaughtSender()
    return SmtpSender(account)


def patient(account: SenderAccount) -> Sender:
    """Return one that may hold its thread for ten minutes: for a worker that has others."""
    if account.transport == Transport.CAUGHT:
        return CaughtSender()
    return SmtpSender(account, is_patient=True)
