"""Until when an invoice is to be paid, and to which account."""

import datetime
from decimal import Decimal

import segno.helpers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.languages import speaking
from invoicing.models import Invoice

# The code that banking apps read knows euros and these bounds only (EPC 069-12).
MOST_BY_CODE = Decimal("999999999.99")
LONGEST_NAME, LONGEST_REFERENCE = 70, 140


def due_on(invoice: Invoice) -> datetime.date:
    """Return the day until which the invoice is to be paid, by the hotel's terms."""
    return invoice.issue_date + datetime.timedelta(days=invoice.hotel.payment_days)


def terms_of(invoice: Invoice, due: Decimal) -> dict[str, object]:
    """Return what the paper of an unpaid invoice says about paying `due`."""
    hotel = invoice.hotel
    return {
        "due_on": due_on(invoice),
        "terms": _terms(invoice),
        "iban": _in_fours(hotel.iban),
        "transfer_code": _transfer_code(invoice, due),
    }


def _terms(invoice: Invoice) -> str:
    days = invoice.hotel.payment_days
    with speaking(invoice.language, invoice.hotel.country):
        if not days:
            return _("Payable at once, without deduction.")
        text = ngettext(
            "Payable within %(days)d day, until %(date)s, without deduction.",
            "Payable within %(days)d days, until %(date)s, without deduction.",
            days,
        )
        return text % {"days": days, "date": format_day(due_on(invoice), "long")}


def _in_fours(iban: str) -> str:
    """Return an account number as people read it: in groups of four."""
    digits = "".join(iban.split())
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _transfer_code(invoice: Invoice, due: Decimal) -> SafeString | None:
    """Return the code that fills in a transfer in a banking app, None where none exists."""
    hotel: Hotel = invoice.hotel
    if not (hotel.iban and invoice.full_number) or invoice.currency != "EUR" or due > MOST_BY_CODE:
        return None
    try:
        code = segno.helpers.make_epc_qr(
            name=invoice.seller_name[:LONGEST_NAME],
            iban="".join(hotel.iban.split()),
            bic=hotel.bic or None,
            amount=due,
            text=invoice.full_number[:LONGEST_REFERENCE],
        )
    except ValueError:
        # An account that the code does not know is still printed as text.
        return None
    with speaking(invoice.language, invoice.hotel.country):
        title = _("Scan to pay by bank transfer")
    return mark_safe(code.svg_inline(border=0, omitsize=True, title=title))
