"""The new business date: the last step that can still be undone."""

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.kit.dates import format_day


class RollDay(InOneGo):
    name = "roll_day"
    title = _("Open the next business date")

    @classmethod
    def run(cls, night: Night) -> str:
        following = roll_day(
            hotel=night.hotel, from_date=night.date, now=night.now, actor=night.actor
        )
        return following.date.isoformat()

    @classmethod
    def in_words(cls, detail: str) -> str:
        return format_day(parse_date(detail), "full") or detail
