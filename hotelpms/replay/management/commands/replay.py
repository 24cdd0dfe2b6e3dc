"""`manage.py replay FILE [--hotel NAME] [--days N] [--report FILE] [--mail smtp://host:port]`."""

import gc
import json
import resource
import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hotelpms.kit import jobs
from hotelpms.kit.errors import Refused
from hotelpms.replay.domain import letters
from hotelpms.replay.domain.history import History, read
from hotelpms.replay.domain.house import House, open_house
from hotelpms.replay.domain.life import Life
from hotelpms.replay.domain.progress import Progress
from hotelpms.replay.domain.report import last_closed, report

KIB_PER_MB = 1024


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM stop like ctrl-C, and both also where a shell has switched ctrl-C off."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, signal.default_int_handler) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


class Command(BaseCommand):
    help = "Live a hotel's booking history day by day. Stop it with ctrl-C; it goes on next time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the data set, .csv or .csv.gz")
        parser.add_argument("--hotel", default="", help="which one, if the file holds several")
        parser.add_argument("--days", type=int, help="live only the first N dates")
        parser.add_argument("--report", type=Path, help="write the report as JSON to this file")
        parser.add_argument("--mail", default="", help="send mails to smtp://host:port")

    def handle(
        self,
        *,
        file: Path,
        hotel: str,
        days: int | None,
        report: Path | None,
        mail: str,
        **_options: Any,
    ) -> None:
        if days is not None and days < 1:
            raise CommandError("--days takes a number of 1 or more.")
        try:
            history = read(file, hotel)
            house = open_house(history)
            if mail:
                letters.install(house.hotel, mail)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{history.hotel}: {history.row_count} rows ({history.read_as}).")
        is_complete = self._live(house, history, days, has_mail=bool(mail))
        self._tell(house, history, report)
        if not is_complete:
            raise CommandError("Stopped. Start the same command again to go on.", returncode=130)

    def _live(self, house: House, history: History, days: int | None, *, has_mail: bool) -> bool:
        """Live until the last date; return False when a person stopped it."""
        started = time.monotonic()
        last = history.last_date
        if days is not None:
            last = min(last, history.first_date + timedelta(days=days - 1))
        life = Life(house=house, history=history, sends_letters=has_mail)
        if has_mail:
            life.before_closing = letters.before_closing(house.hotel)
            life.after_closing = letters.after_closing(house.hotel)
        # The history stays until the end: without this each collection walks all its rows.
        gc.collect()
        gc.freeze()
        try:
            with stoppable(), jobs.silenced():
                self._load(life)
                self._days(life, last)
        except KeyboardInterrupt:
            return False
        finally:
            self._keep_cost(house, time.monotonic() - started)
        return True

    def _load(self, life: Life) -> None:
        if life.house.run.is_loaded:
            return
        bar = Progress("Loading", len(life.calendar.before), "bookings")
        for done in life.load():
            bar.show(done)
        bar.end()
        life.house.run.is_loaded = True
        life.house.run.save(update_fields=["is_loaded"])

    def _days(self, life: Life, last: date) -> None:
        first = life.history.first_date
        bar = Progress("Living", (last - first).days + 1, "days")
        closed = last_closed(life.house)
        bar.first = (closed - first).days + 1 if closed else 0
        try:
            for day in life.days(last):
                bar.show((day - first).days + 1, note=day.isoformat())
        finally:
            bar.end()

    def _keep_cost(self, house: House, seconds: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB
        house.run.seconds += seconds
        house.run.peak_memory_mb = max(house.run.peak_memory_mb, peak)
        house.run.save(update_fields=["seconds", "peak_memory_mb"])

    def _tell(self, house: House, history: History, target: Path | None) -> None:
        told = report(house, history)
        if target:
            target.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
        figures = {
            key: told[key] for key in ("hotel", "read_as", "rows", "imported", "totals", "seconds")
        }
        self.stdout.write(json.dumps(figures | {"rejected": len(told["rejected"])}, indent=1))
