"""`manage.py upgrade`: bring tables, hotels and the search up to this version.

`make run` and the service `migrate` of docker-compose.yml run it at every start.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from hotelpms.desk.domain import readiness, upgrade
from hotelpms.kit import clock


class Command(BaseCommand):
    help = "Bring tables, hotels that are open and the search up to this version."

    def handle(self, **_options: Any) -> None:
        # Asking is cheaper than running `migrate`, which visits every permission row.
        if readiness.table_state() == "behind":
            self._tell("Updating the tables ...")
            call_command("migrate", interactive=False, verbosity=0)
        for given in upgrade.complete_hotels(now=clock.now()):
            codes = ", ".join(given.codes) or "none"
            self._tell(f"{given.hotel}: new message texts: {given.text_count}; new codes: {codes}.")
        if count := upgrade.rebuild_search():
            self._tell(f"Cards that are found by more now: {count}.")
        if count := upgrade.forget_schedules():
            self._tell(f"Schedules of former versions that were dropped: {count}.")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
