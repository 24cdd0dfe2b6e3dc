"""Papers that are printed as their mail leaves: apps above this one say which kind gets which.

Printing takes a tenth of a second, too long for the transaction that queues a mail; and a paper
printed now says what is true now. A paper that must stay as issued, such as an invoice, is
printed once and kept by its app; it may also be attached when the mail is queued.
"""

from collections.abc import Callable

from messaging.domain.mail.mime import Attachment
from messaging.models import Message

Printer = Callable[[Message], Attachment | None]

_printers: dict[str, Printer] = {}


def print_for(kind: str, printer: Printer) -> None:
    """Let `printer` make the paper of every mail of this kind; called once, at start."""
    _printers[kind] = printer


def paper_of(message: Message) -> list[Attachment]:
    """Return the paper of this mail, or nothing. May take a while: not under a lock.

    A printer raises PdfUnavailable for a mail that may not leave without its paper.
    """
    printer = _printers.get(message.kind)
    paper = printer(message) if printer else None
    return [paper] if paper else []
