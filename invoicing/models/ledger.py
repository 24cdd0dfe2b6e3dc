from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField, adds_up
from invoicing.enums import Ledger


class LedgerDay(models.Model):
    """One line of the trial balance: closing = opening + debits - credits. Frozen by trigger."""

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="ledger_days")
    date = models.DateField(_("date"))
    ledger = models.CharField(_("ledger"), max_length=8, choices=Ledger.choices)
    opening = AmountField(_("opening balance"))
    debits = AmountField(_("debits"))
    credits = AmountField(_("credits"))
    closing = AmountField(_("closing balance"))

    class Meta:
        verbose_name = _("trial balance line")
        verbose_name_plural = _("trial balance lines")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "date", "ledger"], name="one_balance_per_ledger_and_day"
            ),
            models.CheckConstraint(
                condition=adds_up("closing", plus=("opening", "debits"), minus=("credits",)),
                name="a_ledger_day_balances",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.ledger}"
