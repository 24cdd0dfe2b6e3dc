"""Nothing is closed while something is open."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotelpms.closing.domain.checks import registry
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.closing.domain.checks.front_desk import DueOuts, due_outs
from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.kit.errors import Refused
from hotelpms.kit.sayings import Saying, counted, said
from reservations.domain.bookings import changes
from reservations.models import Stay


class ClosingBlocked(Refused):
    """Findings that block are left; nothing was changed."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        count = sum(finding.blocks for finding in findings)
        super().__init__(
            ngettext(
                "The day was not closed: one matter has to be solved first.",
                "The day was not closed: %(count)d matters have to be solved first.",
                count,
            )
            % {"count": count}
        )


class CheckWhatIsOpen(InOneGo):
    """Let due-outs stay on if that was ordered, then refuse while a finding blocks."""

    name = "check"
    title = _("Check what is open")

    @classmethod
    def run(cls, night: Night) -> Saying:
        found = registry.find(hotel=night.hotel, date=night.date)
        if night.extends_due_outs:
            kept = _extend_due_outs(night)
            found = [*kept, *(finding for finding in found if finding.code != DueOuts.code)]
        night.findings = found
        if any(finding.blocks for finding in found):
            raise ClosingBlocked(found)
        return counted("%(n)d remark", "%(n)d remarks", len(found))


def _extend_due_outs(night: Night) -> list[Finding]:
    """Give each due-out one more night; return the findings of those who can't stay on.

    A day use is never made a night at the price of a day: a person decides.
    """
    refused = []
    for stay in due_outs(hotel=night.hotel, date=night.date):
        if stay.is_day_use:
            why = said("A day use stays for the night only at a price that somebody names.")
            refused.append(DueOuts.about(stay, night.hotel, why=why))
            continue
        try:
            with transaction.atomic():
                _extend(night, stay)
        except Refused as refusal:
            refused.append(DueOuts.about(stay, night.hotel, why=Saying(str(refusal), {})))
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
