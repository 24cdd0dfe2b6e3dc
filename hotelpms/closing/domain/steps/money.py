"""What the date earned: its nights, its figures and its ledgers."""

from decimal import Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.kit.money import Money, format_money
from invoicing.domain.figures import figures, ledgers
from invoicing.domain.nights import nights
from invoicing.models import LedgerDay


class PostNights(InOneGo):
    name = "post_nights"
    title = _("Post the nights")

    @classmethod
    def run(cls, night: Night) -> str:
        posted = nights.post_nights(
            hotel=night.hotel, business_date=night.date, actor=night.actor, now=night.now
        )
        text = ngettext("%(n)d night, %(net)s net", "%(n)d nights, %(net)s net", posted.count)
        return text % {"n": posted.count, "net": _money(night, posted.net)}


class KeepFigures(InOneGo):
    name = "figures"
    title = _("Count the figures of the day")

    @classmethod
    def run(cls, night: Night) -> str:
        day = figures.compute(hotel=night.hotel, date=night.date)
        day.save(force_insert=True)
        return gettext("%(occupied)d of %(total)d rooms occupied") % {
            "occupied": day.rooms_occupied,
            "total": day.rooms_total,
        }


class BalanceLedgers(InOneGo):
    """Keep the trial balance of the date. Raises OutOfBalance."""

    name = "trial_balance"
    title = _("Balance the ledgers")

    @classmethod
    def run(cls, night: Night) -> str:
        lines = ledgers.trial_balance(hotel=night.hotel, date=night.date)
        LedgerDay.objects.bulk_create(lines)
        closing = [f"{line.get_ledger_display()} {_money(night, line.closing)}" for line in lines]
        return ", ".join(closing)


def _money(night: Night, amount: Decimal) -> str:
    return format_money(Money(amount, night.hotel.currency), night.hotel.default_language)
