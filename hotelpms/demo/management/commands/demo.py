"""`manage.py demo`: build the demonstration hotel and tell its story, once."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand
from django.db import transaction

from hotelpms.demo import HOTEL
from hotelpms.demo.domain.house import ZONE, build
from hotelpms.demo.domain.story import HISTORY_DAYS, Story
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock, jobs


class Command(BaseCommand):
    help = "Build the demonstration hotel with four weeks of history, if it isn't there yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if Hotel.objects.filter(code=HOTEL).exists():
            self.stdout.write("The demonstration hotel is there already.")
            return
        now = clock.now()
        today = clock.local_date(now, ZONE)
        first = today - timedelta(days=HISTORY_DAYS)
        # One transaction: a loading that is killed leaves nothing behind and starts afresh.
        with transaction.atomic(), jobs.silenced():
            hotel = build(first=first, now=datetime.combine(first, time(6), ZoneInfo(ZONE)))
            Story(hotel, today, now).tell()
        # The worker finds it when it starts; beat's first minute would leave the mails unread.
        jobs.ring("messaging.tasks.dispatch")
        self.stdout.write(f"{hotel} is ready, business date {today}.")
