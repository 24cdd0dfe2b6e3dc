"""Papers that are printed as their mail leaves: apps above this one say which kind gets which.

Printing takes a tenth of a second, too long for the transaction that queues a mail; and a paper
printed now says what is true now. A paper that must stay as issued, such as an invoice, is
printed once and kept by its app; it may also be attached when the mail is queued.

So that no payment link waits for the papers of a hundred confirmations, mails that are printed
lie in a tray of their own, which is emptied beside the other one (messaging.domain.worker).
"""

from collections.abc import Callable
from enum import StrEnum

from django.db.models import Case, Q, Value, When
from django.db.models.expressions import Combinable

from messaging.domain.mail.mime import Attachment
from messaging.models import Message

Printer = Callable[[Message], Attachment | None]

_printers: dict[str, Printer] = {}
_kept: set[str] = set()


class Tray(StrEnum):
    """Mails sent one after the other; the two trays of a hotel don't wait for each other."""

    PLAIN = "plain"
    PRINTED = "printed"


def print_for(kind: str, printer: Printer, *, is_kept: bool = False) -> None:
    """Let `printer` make the paper of every mail of this kind; called once, at start.

    is_kept: it is printed once and is mostly there already, so these mails go first.
    """
    _printers[kind] = printer
    if is_kept:
        _kept.add(kind)


def is_printed(message: Message) -> bool:
    """True when a paper is made for the mail as it leaves."""
    return message.kind in _printers


def paper_of(message: Message) -> list[Attachment]:
    """Return the paper of this mail, or nothing. May take a while: not under a lock.

    A printer raises PdfUnavailable for a mail that may not leave without its paper.
    """
    printer = _printers.get(message.kind)
    paper = printer(message) if printer else None
    return [paper] if paper else []


def tray_of(kind: str) -> Tray:
    """Return the tray in which mails of a kind lie."""
    return Tray.PRINTED if kind in _printers else Tray.PLAIN


def lie_in(tray: Tray | None) -> Q:
    """Return the condition for the messages of a tray; None stands for both."""
    if tray is None:
        return Q()
    printed = Q(kind__in=_printers)
    return printed if tray is Tray.PRINTED else ~printed


def order_of(tray: Tray | None) -> list[str | Combinable]:
    """Return in which order a tray is emptied: urgent lanes first, then the oldest."""
    # Only where printing is the slow part: elsewhere the index gives the order.
    kept = Case(When(kind__in=_kept, then=Value(0)), default=Value(1))
    return ["lane", *([kept] if tray is Tray.PRINTED else []), "due_at", "id"]
