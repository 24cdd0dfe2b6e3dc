"""What the end of the date does to guests and rooms."""

import datetime

from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import InOneGo, Night
from hotelpms.kit.sayings import Saying, counted
from reservations.domain.front_desk import no_shows
from reservations.domain.rooms import assignment, housekeeping


class MarkNoShows(InOneGo):
    name = "no_shows"
    title = _("Mark no-shows")

    @classmethod
    def run(cls, night: Night) -> Saying:
        count = no_shows.mark_no_shows(
            hotel=night.hotel, business_date=night.date, actor=night.actor, now=night.now
        )
        return counted("%(n)d no-show", "%(n)d no-shows", count)


class TurnRoomsDirty(InOneGo):
    """Guests slept in them; those who move tomorrow as planned get their next room."""

    name = "rooms_dirty"
    title = _("Turn occupied rooms dirty")

    @classmethod
    def run(cls, night: Night) -> Saying:
        count = housekeeping.turn_dirty(hotel_id=night.hotel.pk, business_date=night.date)
        assignment.follow_planned_moves(
            hotel_id=night.hotel.pk, business_date=night.date + datetime.timedelta(days=1)
        )
        return counted("%(n)d room", "%(n)d rooms", count)
