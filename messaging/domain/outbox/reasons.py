"""Why a message is where it is: stored as a code, shown as a sentence in the reader's language.

`Message.why` holds a code, or "code|what the other side said", or free text of the caller.
"""

from django.utils.translation import gettext_lazy as _

from cardex.enums import GateRule

NO_TEMPLATE = "no_template"
BAD_ADDRESS = "bad_address"
NOT_RENDERED = "not_rendered"
NO_DOCUMENT = "no_document"
DOCUMENT_AWAITED = "document_awaited"
NOT_PRINTED = "not_printed"
REFUSED = "refused"
UNKNOWN_ADDRESS = "unknown_address"
TRY_LATER = "try_later"
HELD = "held"
OUTCOME_UNKNOWN = "outcome_unknown"
WORKER_LOST = "worker_lost"
TOO_LATE = "too_late"
BY_HAND = "by_hand"
SENT_BEFORE = "sent_before"
ADDRESS_GONE = "address_gone"
SETTLED_SENT = "settled_sent"
SETTLED_UNSENT = "settled_unsent"

SENTENCES = {
    NO_TEMPLATE: _("There is no active template for this kind of message."),
    BAD_ADDRESS: _("This is not an e-mail address that mail servers take."),
    NOT_RENDERED: _("The message could not be put together."),
    NO_DOCUMENT: _("A document that belongs to the message cannot be read."),
    DOCUMENT_AWAITED: _("The mail waits for a document that belongs to it."),
    NOT_PRINTED: _("The paper that the mail promises could not be printed."),
    REFUSED: _("The mail server refused the message."),
    UNKNOWN_ADDRESS: _("The address does not exist. It gets no more mail."),
    TRY_LATER: _("The mail server asked to try again later."),
    HELD: _(
        "The mail server refused it, so it waits behind others until the sender account is mended."
    ),
    OUTCOME_UNKNOWN: _("The connection broke before the mail server said whether it has the mail."),
    WORKER_LOST: _("Sending was interrupted. Nobody knows whether the mail arrived."),
    TOO_LATE: _("It could not be sent while it was still useful."),
    BY_HAND: _("Cancelled by hand."),
    SENT_BEFORE: _("Cancelled after a restore: it had gone out before."),
    ADDRESS_GONE: _("The address was taken off the card."),
    SETTLED_SENT: _("A person confirmed that it arrived."),
    SETTLED_UNSENT: _("A person decided that it did not arrive."),
    **{rule.value: rule.label for rule in GateRule},
}


def coded(code: str, detail: str = "") -> str:
    """Return what to store in `Message.why`; at most 1,000 characters of detail are kept."""
    return f"{code}|{detail[:1000]}" if detail else code


def detail_of(why: str) -> str:
    """Return what the other side said, without our sentence."""
    return why.partition("|")[2]


def explain(why: str) -> str:
    """Return the sentence for a stored reason, with the other side's own words behind it."""
    code, _bar, detail = why.partition("|")
    sentence = SENTENCES.get(code)
    if sentence is None:
        return why
    return f"{sentence} {detail}".strip()
