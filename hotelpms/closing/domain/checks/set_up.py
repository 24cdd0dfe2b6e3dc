"""What the hotel must have been given before its nights can be posted."""

from collections.abc import Iterator
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.sayings import said
from invoicing.domain.payments import fees
from invoicing.enums import ChargeKind
from invoicing.models import ChargeCode
from reservations.enums import FeeKind, FeeRule
from reservations.models import FeePolicy


class NoFeeCode(Check):
    """The hotel's policy asks a fee of who does not come, and there is nothing to post it with."""

    code = "no_fee_code"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        asks = FeePolicy.objects.filter(hotel=hotel).exclude(no_show=FeeRule.NONE)
        if not asks.exists():
            return
        code = fees.CODES[FeeKind.NO_SHOW]
        if not ChargeCode.objects.filter(hotel=hotel, code=code, is_active=True).exists():
            yield cls.finding(
                said("There is no active charge code %(code)s for the fee of no-shows.", code=code),
                url=reverse("admin:invoicing_chargecode_changelist"),
                action=_("Open the charge codes"),
            )


class NoRoomCode(Check):
    code = "no_room_code"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        codes = ChargeCode.objects.filter(hotel=hotel, kind=ChargeKind.ROOM, is_active=True)
        if not codes.exists():
            yield cls.finding(
                said("There is no active charge code for the room, so no night can be posted."),
                url=reverse("admin:invoicing_chargecode_changelist"),
                action=_("Open the charge codes"),
            )
