"""What the date earned: its nights, its figures and its ledgers."""

from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.kit.money import Money
from hotelpms.kit.sayings import Saying, counted, said
from invoicing.domain.figures import figures, ledgers
from invoicing.domain.nights import nights
from invoicing.enums import Ledger
from invoicing.models import LedgerDay


class PostNights(InOneGo):
    name = "post_nights"
    title = _("Post the nights")

    @classmethod
    def run(cls, night: Night) -> Saying:
        posted = nights.post_nights(
            hotel=night.hotel, business_date=night.date, actor=night.actor, now=night.now
        )
        return counted(
            "%(n)d night, %(net)s net",
            "%(n)d nights, %(net)s net",
            posted.count,
            net=Money(posted.net, night.hotel.currency),
        )


class KeepFigures(InOneGo):
    name = "figures"
    title = _("Count the figures of the day")

    @classmethod
    def run(cls, night: Night) -> Saying:
        day = figures.compute(hotel=night.hotel, date=night.date)
        day.save(force_insert=True)
        return said(
            "%(occupied)d of %(total)d rooms occupied",
            occupied=day.rooms_occupied,
            total=day.rooms_total,
        )


class BalanceLedgers(InOneGo):
    """Keep the trial balance of the date. Raises OutOfBalance."""

    name = "trial_balance"
    title = _("Balance the ledgers")

    @classmethod
    def run(cls, night: Night) -> Saying:
        lines = ledgers.trial_balance(hotel=night.hotel, date=night.date)
        LedgerDay.objects.bulk_create(lines)
        parts = tuple(_closing(line, night.hotel.currency) for line in lines)
        return Saying("", {}, parts=parts)


def _closing(line: LedgerDay, currency: str) -> Saying:
    amount = Money(line.closing, currency)
    match line.ledger:
        case Ledger.GUEST:
            return said("Guest ledger %(amount)s.", amount=amount)
        case Ledger.DEPOSIT:
            return said("Deposit ledger %(amount)s.", amount=amount)
        case _:
            return said("City ledger %(amount)s.", amount=amount)
