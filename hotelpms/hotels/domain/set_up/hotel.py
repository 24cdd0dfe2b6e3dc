"""The hotel itself as its own people change it, and what a change means.

The code is part of every address and the currency of every amount: neither changes. Whether prices
include tax stays once something counts on it; who knows of prices says so.
"""

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.enums import SendRegion
from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_hour
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked

Use = Callable[[Hotel], bool]
AMERICAS = ("America/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "Pacific/Honolulu")

_uses: list[Use] = []


class CodeIsFixed(Refused):
    """The code is part of addresses that guests have in their mails."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("The code of a hotel is part of links in its guests' mails, so it stays.")
        )


class CurrencyIsFixed(Refused):
    """Every price, posting and invoice of the hotel is counted in it."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "The currency of a hotel stays as it was when it was made. For another currency "
                "open another hotel."
            )
        )


class TaxModeIsUsed(Refused):
    """Prices that were set, booked or posted would mean something else."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "There are prices, bookings or postings already, and they would mean other "
                "amounts. Whether prices include tax stays; for the other way open another hotel."
            )
        )


def when_prices_are_used(use: Use) -> None:
    """Let an app say that something in a hotel counts on its tax mode; once, at start."""
    _uses.append(use)


def is_tax_mode_used(hotel: Hotel) -> bool:
    """Tell whether a price, a booking or a posting counts on the hotel's tax mode."""
    return any(use(hotel) for use in _uses)


def usual_region(zone: str) -> SendRegion:
    """Return the region whose guest mails leave by day in this zone."""
    return SendRegion.US if zone.startswith(AMERICAS) else SendRegion.EU


def contradiction(hotel: Hotel, *, now: datetime.datetime) -> str:
    """Say that the daily mails leave at the hours of another part of the world; else nothing."""
    region = SendRegion(hotel.send_region)
    usual = usual_region(hotel.zone)
    if region == usual:
        return ""
    return _(
        "The daily guest mails leave at %(hour)s at the hotel: the region %(region)s does not go"
        " with the time zone %(zone)s. With %(usual)s it would be %(better)s."
    ) % {
        "hour": _local(hotel, region, now),
        "region": region.label,
        "zone": hotel.zone,
        "usual": usual.label,
        "better": _local(hotel, usual, now),
    }


def meaning(before: Hotel, after: Hotel, *, now: datetime.datetime) -> list[str]:
    """Return a sentence for each change that reaches further than it looks."""
    said = []
    if after.zone != before.zone:
        here = now.astimezone(ZoneInfo(after.zone))
        said.append(
            _(
                "All hours are counted in %(zone)s from now on, where it is %(time)s: times in"
                " mails and lists, check-in and check-out, the hour of the night closing. The"
                " business date stays."
            )
            % {"zone": after.zone, "time": format_hour(here.time())}
        )
    if after.prices_include_tax != before.prices_include_tax:
        said.append(
            _("Every price that is entered from now on holds its tax already.")
            if after.prices_include_tax
            else _("To every price that is entered from now on its tax is added.")
        )
    if after.country != before.country:
        said.append(
            _("Taxes and charge codes stay as they are: look through them for the country.")
        )
    if (after.legal_name, after.tax_id) != (before.legal_name, before.tax_id):
        said.append(
            _("Invoices that were issued keep the old name and tax number; new ones get the new.")
        )
    if after.unattended_closing and not before.unattended_closing:
        said.append(
            _(
                "Each night from %(hour)d:00 the day is closed without anybody looking at it:"
                " nights are posted, and who has not arrived becomes a no-show."
            )
            % {"hour": after.closing_hour}
        )
    if after.overbooking_limit > before.overbooking_limit:
        said.append(
            _("Up to %(count)d rooms a night may be sold that the hotel does not have.")
            % {"count": after.overbooking_limit}
        )
    if after.default_language != before.default_language:
        said.append(
            _("Guests whose language is not known are written to in %(language)s.")
            % {"language": dict(languages.choices())[after.default_language]}
        )
    return said


@transaction.atomic
def change(*, hotel: Hotel, actor: Actor, now: datetime.datetime, seen: str = "") -> dict[str, Any]:
    """Store what was changed about the hotel; return it as {field: [old, new]}.

    `seen` is the `rows.fingerprint` that the person looked at; empty asks for none. Raises
    CodeIsFixed, CurrencyIsFixed, TaxModeIsUsed, ChangedMeanwhile.
    """
    before = locked(Hotel.objects.filter(pk=hotel.pk)).get()
    if hotel.code != before.code:
        raise CodeIsFixed
    if hotel.currency != before.currency:
        raise CurrencyIsFixed
    if hotel.prices_include_tax != before.prices_include_tax and is_tax_mode_used(before):
        raise TaxModeIsUsed
    return rows.keep(row=hotel, hotel_id=hotel.pk, actor=actor, now=now, seen=seen)


def _local(hotel: Hotel, region: SendRegion, now: datetime.datetime) -> str:
    sent = now.astimezone(datetime.UTC).replace(hour=region.hour_utc, minute=0)
    return format_hour(sent.astimezone(ZoneInfo(hotel.zone)).time())
