"""What stands above a letter. The subject is read in the list of mails and not said twice."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from messaging.enums import MessageKind as Kind

HEADINGS = {
    Kind.CONFIRMATION: _("We look forward to your stay"),
    Kind.CHANGED: _("Your booking has changed"),
    Kind.CANCELLATION: _("Your cancellation"),
    Kind.PRE_STAY: _("See you soon"),
    Kind.ARRIVAL: _("Make yourself at home"),
    Kind.DEPARTURE: _("Have a good journey"),
    Kind.POST_STAY: _("Thank you for your stay"),
    Kind.INVOICE: _("Your invoice"),
    Kind.PAYMENT_LINK: _("Your invoice, to be paid online"),
    Kind.RECEIPT: _("Thank you for your payment"),
}


def heading_of(kind: str, code: str) -> str:
    """Return the heading of a letter to a guest; empty where the subject stands there too."""
    known = {str(name): text for name, text in HEADINGS.items()}
    with override(code):
        return str(known.get(kind, ""))
