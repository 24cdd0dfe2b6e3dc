"""The new business date: the last step that can still be undone."""

from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.kit.sayings import Saying


class RollDay(InOneGo):
    name = "roll_day"
    title = _("Open the next business date")

    @classmethod
    def run(cls, night: Night) -> Saying:
        following = roll_day(
            hotel=night.hotel, from_date=night.date, now=night.now, actor=night.actor
        )
        return Saying("%(date)s", {"date": following.date})
