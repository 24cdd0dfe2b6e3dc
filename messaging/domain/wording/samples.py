"""What a preview is filled with: the lines and the button that the mails of its kind have.

A test holds the lines against the real letters.
"""

from datetime import date

from django.utils.translation import gettext as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day, format_hour, format_span
from hotelpms.kit.languages import speaking
from messaging.domain.wording import keywords
from messaging.enums import BILL_KINDS, MessageKind

ARRIVAL, DEPARTURE = date(2027, 5, 14), date(2027, 5, 17)
OLD_ARRIVAL, OLD_DEPARTURE = date(2027, 5, 13), date(2027, 5, 15)
# The keywords of their last line; their first lines are those of every letter about a stay.
LAST = {
    MessageKind.CONFIRMATION: ("TOTAL",),
    MessageKind.CHANGED: ("TOTAL", "OLD_TEXT"),
    MessageKind.CANCELLATION: ("FEE",),
    MessageKind.PRE_STAY: (),
    MessageKind.ARRIVAL: (),
    MessageKind.DEPARTURE: ("BALANCE",),
    MessageKind.POST_STAY: (),
}

Facts = list[list[str]]


def facts(kind: str, code: str, hotel: Hotel) -> Facts:
    """Return the lines of the box of a mail of this kind, in the language."""
    words = keywords.samples(kind, code)
    with speaking(code, hotel.country):
        if kind in LAST:
            return _of_a_stay(kind, words, hotel)
        return _of_a_bill(kind, words) if kind in BILL_KINDS else []


def _of_a_stay(kind: str, words: dict[str, str], hotel: Hotel) -> Facts:
    labels = {"TOTAL": _("Total"), "FEE": _("Cancellation fee"), "BALANCE": _("Still open")}
    labels["OLD_TEXT"] = _("Until now")
    until_now = f"{format_span(OLD_ARRIVAL, OLD_DEPARTURE)}, {words.get('OLD_TOTAL', '')}"
    arrives = {"date": format_day(ARRIVAL, "dated"), "hour": format_hour(hotel.check_in_time)}
    leaves = {"date": format_day(DEPARTURE, "dated"), "hour": format_hour(hotel.check_out_time)}
    return [
        [_("Reservation"), words["CODE"]],
        [_("Arrival"), _("%(date)s, from %(hour)s") % arrives],
        [_("Departure"), _("%(date)s, until %(hour)s") % leaves],
        [_("Room type"), words["ROOM_TYPE"]],
        [_("Guests"), words["GUESTS"]],
        [_("Board"), words["BOARD"]],
        *([labels[name], words.get(name, until_now)] for name in LAST[MessageKind(kind)]),
    ]


def _of_a_bill(kind: str, words: dict[str, str]) -> Facts:
    more: Facts = []
    if kind == MessageKind.PAYMENT_LINK:
        more = [[_("To pay"), words["AMOUNT"]], [_("Pay until"), words["EXPIRES"]]]
    elif kind == MessageKind.RECEIPT:
        more = [[_("Paid"), words["AMOUNT"]], [_("Method"), _("Online payment")]]
    return [
        [_("Invoice"), words["INVOICE"]],
        [_("Date"), words["DATE"]],
        [_("Total"), words["AMOUNT"]],
        *more,
    ]
