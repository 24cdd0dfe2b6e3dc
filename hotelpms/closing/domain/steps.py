"""The steps of the night closing, in their order.

Those of IN_ONE_GO run in one transaction: a step that fails undoes all before it, so none of
them needs to know how to resume. What AFTER_COMMIT names lives in papers.py.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.closing.domain import checks
from hotelpms.closing.domain.checks import ClosingBlocked, Finding
from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money
from invoicing.domain.figures import figures, ledgers
from invoicing.domain.nights import nights
from invoicing.models import LedgerDay
from reservations.domain.bookings import changes
from reservations.domain.front_desk import no_shows
from reservations.domain.rooms import assignment, housekeeping
from reservations.models import Stay


@dataclass
class Night:
    """What every step is told: the hotel, the date that closes, who closes it and when."""

    hotel: Hotel
    date: datetime.date
    actor: Actor
    now: datetime.datetime
    extends_due_outs: bool = False
    findings: list[Finding] = field(default_factory=list)


Step = Callable[[Night], str]


def check(night: Night) -> str:
    """Let due-outs stay on if that was ordered, then refuse while a finding blocks."""
    found = checks.find(hotel=night.hotel, date=night.date)
    if night.extends_due_outs:
        kept = _extend_due_outs(night)
        found = [*kept, *(finding for finding in found if finding.code != "due_out")]
    night.findings = found
    if any(finding.blocks for finding in found):
        raise ClosingBlocked(found)
    return ngettext("%(n)d remark", "%(n)d remarks", len(found)) % {"n": len(found)}


def mark_no_shows(night: Night) -> str:
    count = no_shows.mark_no_shows(
        hotel=night.hotel, business_date=night.date, actor=night.actor, now=night.now
    )
    return ngettext("%(n)d no-show", "%(n)d no-shows", count) % {"n": count}


def post_nights(night: Night) -> str:
    posted = nights.post_nights(
        hotel=night.hotel, business_date=night.date, actor=night.actor, now=night.now
    )
    text = ngettext("%(n)d night, %(net)s net", "%(n)d nights, %(net)s net", posted.count)
    return text % {"n": posted.count, "net": _money(night, posted.net)}


def keep_figures(night: Night) -> str:
    day = figures.compute(hotel=night.hotel, date=night.date)
    day.save(force_insert=True)
    return _("%(occupied)d of %(total)d rooms occupied") % {
        "occupied": day.rooms_occupied,
        "total": day.rooms_total,
    }


def balance_ledgers(night: Night) -> str:
    """Keep the trial balance of the date. Raises OutOfBalance."""
    lines = ledgers.trial_balance(hotel=night.hotel, date=night.date)
    LedgerDay.objects.bulk_create(lines)
    return ", ".join(f"{line.get_ledger_display()} {_money(night, line.closing)}" for line in lines)


def turn_rooms_dirty(night: Night) -> str:
    """Guests slept in them; those who move tomorrow as planned get their next room."""
    count = housekeeping.turn_dirty(hotel_id=night.hotel.pk, business_date=night.date)
    assignment.follow_planned_moves(
        hotel_id=night.hotel.pk, business_date=night.date + datetime.timedelta(days=1)
    )
    return ngettext("%(n)d room", "%(n)d rooms", count) % {"n": count}


def roll(night: Night) -> str:
    following = roll_day(hotel=night.hotel, from_date=night.date, now=night.now, actor=night.actor)
    return following.date.isoformat()


IN_ONE_GO: tuple[tuple[str, Step], ...] = (
    ("check", check),
    ("no_shows", mark_no_shows),
    ("post_nights", post_nights),
    ("figures", keep_figures),
    ("trial_balance", balance_ledgers),
    ("rooms_dirty", turn_rooms_dirty),
    ("roll_day", roll),
)
AFTER_COMMIT = ("reports", "mails")
STEPS = (*(name for name, _step in IN_ONE_GO), *AFTER_COMMIT)


def step_title(name: str) -> str:
    """Return what a step is called on the page."""
    return {
        "check": _("Check what is open"),
        "no_shows": _("Mark no-shows"),
        "post_nights": _("Post the nights"),
        "figures": _("Count the figures of the day"),
        "trial_balance": _("Balance the ledgers"),
        "rooms_dirty": _("Turn occupied rooms dirty"),
        "roll_day": _("Open the next business date"),
        "reports": _("Print the reports"),
        "mails": _("Send the reports to the departments"),
    }[name]


def _extend_due_outs(night: Night) -> list[Finding]:
    """Give each due-out one more night; return the findings of those whose room is taken."""
    refused = []
    for stay in checks.due_outs(hotel=night.hotel, date=night.date):
        try:
            with transaction.atomic():
                _extend(night, stay)
        except Refused as refusal:
            refused.append(checks.due_out(night.hotel, stay, why=str(refusal)))
    return refused


def _extend(night: Night, stay: Stay) -> None:
    changes.change_dates(
        stay_id=stay.pk,
        arrival=stay.arrival,
        departure=night.date + datetime.timedelta(days=1),
        version=stay.version,
        actor=night.actor,
        now=night.now,
        business_date=night.date,
    )


def _money(night: Night, amount: object) -> str:
    money = amount if isinstance(amount, Money) else Money(amount, night.hotel.currency)  # type: ignore[arg-type]
    return format_money(money, night.hotel.default_language)
