"""How the set-up is sorted: by the day's work instead of by app, each entry with its sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """A heading of the menu; `models` maps a label such as hotels.hotel to what it is for."""

    key: str
    name: Promise
    icon: str
    models: Mapping[str, Promise]


MENU = (
    Group(
        "hotel",
        _("Hotel"),
        "building-2",
        {
            "hotels.hotel": _("Name, address, languages, logo, colours and hours."),
            "hotels.department": _("Who gets which report at the night closing."),
            "hotels.businessday": _("The dates that were opened and closed."),
        },
    ),
    Group(
        "rooms",
        _("Rooms and rates"),
        "bed-double",
        {
            "reservations.roomtype": _("What is sold, and how far it may be overbooked."),
            "reservations.room": _("The rooms with their numbers and floors."),
            "reservations.roomfeature": _("What some rooms have, such as a sea view."),
            "reservations.outoforder": _("Rooms that are closed for some nights."),
            "reservations.rateplan": _("Under which conditions rooms are sold."),
            "reservations.ratenight": _("Price and restrictions of each night."),
            "reservations.marketsegment": _("Where business comes from, for the figures."),
            "reservations.channel": _("Ways in which bookings arrive."),
        },
    ),
    Group(
        "money",
        _("Money"),
        "wallet",
        {
            "invoicing.chargecode": _("What can be posted to a folio, with its tax."),
            "reservations.feepolicy": _("What is asked of guests who cancel or do not come."),
            "invoicing.taxrate": _("Taxes in per cent."),
            "invoicing.paymentmethod": _("How guests pay."),
            "invoicing.paymentsolution": _("The provider behind payment links."),
            "invoicing.series": _("The counters of invoices and credit notes."),
            "invoicing.invoice": _("Issued documents, to look at."),
            "invoicing.receipt": _("What the payment provider told us."),
        },
    ),
    Group(
        "messages",
        _("Messages"),
        "mail",
        {
            "messaging.senderaccount": _("The mail server that the hotel's mails leave through."),
            "messaging.template": _("The texts of all mails, by kind and language."),
            "crm.letterday": _("How far the letters around the stay are."),
        },
    ),
    Group(
        "cardex",
        _("Cardex"),
        "contact",
        {
            "cardex.profile": _("Guests, companies and agencies; changed on their own pages."),
            "cardex.consentevent": _("Who agreed to what, when and where."),
            "cardex.suppression": _("Addresses that get no mail."),
        },
    ),
    Group(
        "people",
        _("People"),
        "users",
        {
            "hotels.user": _("Who may sign in, and their role in each hotel."),
            "axes.accessattempt": _("Log-ins that are locked after too many tries."),
            "axes.accesslog": _("Who signed in and out."),
            "axes.accessfailurelog": _("Log-ins that failed."),
        },
    ),
    Group(
        "closing",
        _("Night closing"),
        "moon",
        {
            "closing.nightclosing": _("Closings with their steps."),
            "invoicing.dayfigures": _("What was counted on each closed date."),
            "invoicing.ledgerday": _("The ledgers of each closed date."),
        },
    ),
    Group(
        "machine",
        _("Behind the scenes"),
        "cog",
        {
            "kit.auditentry": _("Who changed what."),
            "kit.jobrun": _("Scheduled jobs and how they ended."),
            "django_celery_beat.periodictask": _("When jobs run."),
        },
    ),
)

# What no group names, such as the parts of a periodic task.
REST = Group("rest", _("More"), "ellipsis", {})

ABOUT = {label: text for group in MENU for label, text in group.models.items()}


def sorted_by_work(apps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return Django's list of apps as our groups, with what this person may see and no more."""
    left = {
        f"{app['app_label']}.{model['object_name'].lower()}": model
        for app in apps
        for model in app["models"]
    }
    found = []
    for group in MENU:
        models = [
            left.pop(label) | {"about": text}
            for label, text in group.models.items()
            if label in left
        ]
        found.append(_shown(group, models))
    found.append(_shown(REST, list(left.values())))
    return [group for group in found if group["models"]]


def _shown(group: Group, models: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": group.name,
        "app_label": group.key,
        "app_url": f"{reverse('admin:index')}#{group.key}",
        "icon": group.icon,
        "has_module_perms": True,
        "models": models,
    }
