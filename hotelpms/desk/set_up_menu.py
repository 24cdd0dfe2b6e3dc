"""How the set-up is sorted: by the day's work, each page with a sentence on what it is for.

An entry whose page does not exist in this installation, or whose right the person lacks, is left
out. What is changed once in years stands in the admin site.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right


@dataclass(frozen=True)
class Page:
    """A page of the set-up; `name` names its address."""

    name: str
    label: str | Promise
    about: str | Promise
    icon: str
    right: Right


@dataclass(frozen=True)
class Section:
    """A heading of the menu with its pages."""

    key: str
    label: str | Promise
    pages: tuple[Page, ...]


SECTIONS = (
    Section(
        "hotel",
        _("Hotel"),
        (
            Page(
                "hotels:set_up_hotel",
                _("Hotel"),
                _("Name, address, bank, languages, logo, hours."),
                "building-2",
                Right.HOTELS_CHANGE,
            ),
            Page(
                "hotels:set_up_people",
                _("People and roles"),
                _("Who may sign in, and what they may do here."),
                "users",
                Right.HOTELS_PEOPLE,
            ),
            Page(
                "closing:set_up_departments",
                _("Departments and reports"),
                _("Who gets which report at the night closing."),
                "send",
                Right.HOTELS_CHANGE,
            ),
        ),
    ),
    Section(
        "rooms",
        _("Rooms"),
        (
            Page(
                "reservations:set_up_rooms",
                _("Rooms"),
                _("Numbers, floors and features of the rooms."),
                "door-closed",
                Right.RESERVATIONS_SETUP,
            ),
            Page(
                "reservations:set_up_room-types",
                _("Room types"),
                _("What is sold, and how far it may be overbooked."),
                "bed-double",
                Right.RESERVATIONS_SETUP,
            ),
            Page(
                "reservations:set_up_features",
                _("Room features"),
                _("What some rooms have, such as a sea view."),
                "sparkles",
                Right.RESERVATIONS_SETUP,
            ),
        ),
    ),
    Section(
        "rates",
        _("Rates and sales"),
        (
            Page(
                "reservations:set_up_rates",
                _("Prices and restrictions"),
                _("Fill a season by weekday in one step."),
                "calendar-days",
                Right.RESERVATIONS_RATES,
            ),
            Page(
                "reservations:set_up_rate-plans",
                _("Rate plans"),
                _("Under which conditions rooms are sold."),
                "tags",
                Right.RESERVATIONS_RATES,
            ),
            Page(
                "reservations:set_up_fees",
                _("Cancellation and no-show"),
                _("What is asked of guests who cancel or do not come."),
                "calendar-x",
                Right.RESERVATIONS_RATES,
            ),
            Page(
                "reservations:set_up_segments",
                _("Market segments"),
                _("Where business comes from, for the figures."),
                "chart-pie",
                Right.RESERVATIONS_SETUP,
            ),
            Page(
                "reservations:set_up_channels",
                _("Channels"),
                _("Ways in which bookings arrive."),
                "waypoints",
                Right.RESERVATIONS_SETUP,
            ),
        ),
    ),
    Section(
        "money",
        _("Money"),
        (
            Page(
                "invoicing:set_up_charge-codes",
                _("Charge codes"),
                _("What can be posted to a folio, with its tax."),
                "receipt",
                Right.INVOICING_SETUP,
            ),
            Page(
                "invoicing:set_up_taxes",
                _("Taxes"),
                _("Tax rates in per cent."),
                "percent",
                Right.INVOICING_SETUP,
            ),
            Page(
                "invoicing:set_up_payment-methods",
                _("Payment methods"),
                _("How guests pay."),
                "wallet-cards",
                Right.INVOICING_SETUP,
            ),
            Page(
                "invoicing:set_up_series",
                _("Invoice numbers"),
                _("Prefix and counter of invoices and credit notes."),
                "hash",
                Right.INVOICING_SETUP,
            ),
        ),
    ),
    Section(
        "messages",
        _("Messages"),
        (
            Page(
                "messaging:accounts",
                _("Sender accounts"),
                _("The mail server that the hotel's mails leave through."),
                "at-sign",
                Right.MESSAGING_ACCOUNTS,
            ),
            Page(
                "messaging:templates",
                _("Message templates"),
                _("The texts of all mails, by kind and language."),
                "file-pen",
                Right.MESSAGING_TEMPLATES,
            ),
            Page(
                "crm:day_setup",
                _("Day setup of guest mails"),
                _("How many days before and after a stay its letters leave."),
                "mail-check",
                Right.CRM_SETUP,
            ),
        ),
    ),
)
# Whoever holds one of these has something to set up.
RIGHTS = tuple(dict.fromkeys(page.right for section in SECTIONS for page in section.pages))


def pages_for(rights: frozenset[Right]) -> Iterator[tuple[Section, list[Page]]]:
    """Return each section with the pages that these rights open; none without a page."""
    for section in SECTIONS:
        found = [page for page in section.pages if page.right in rights]
        if found:
            yield section, found
