"""What the hotel must have been given before its nights can be posted."""

from collections.abc import Iterator
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from invoicing.enums import ChargeKind
from invoicing.models import ChargeCode


class NoRoomCode(Check):
    code = "no_room_code"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        codes = ChargeCode.objects.filter(hotel=hotel, kind=ChargeKind.ROOM, is_active=True)
        if not codes.exists():
            yield cls.finding(
                _("There is no active charge code for the room, so no night can be posted."),
                url=reverse("admin:invoicing_chargecode_changelist"),
                action=_("Open the charge codes"),
            )
