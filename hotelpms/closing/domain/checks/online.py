"""Money that came in online and that nobody has put where it belongs."""

from collections.abc import Iterator
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.sayings import counted
from invoicing.domain.online.settling import waiting


class PaymentsToLookAt(Check):
    code = "payment_attention"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        count = waiting(hotel).count()
        if count:
            yield cls.finding(
                counted(
                    "One online payment needs a look.",
                    "%(count)d online payments need a look.",
                    count,
                    count=count,
                ),
                url=reverse("invoicing:home", args=[hotel.code]),
                action=_("Open the payments"),
            )
