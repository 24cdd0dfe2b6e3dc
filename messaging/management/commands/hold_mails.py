"""`manage.py hold_mails`: nothing leaves until `release_mails`, also after a restart."""

from typing import Any

from django.core.management.base import BaseCommand

from messaging.domain.outbox import hold


class Command(BaseCommand):
    help = "Hold all outgoing mail of this installation, as before a restore."
    # It has to work before the tables are there.
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        hold.hold()
        self.stdout.write("Mails are held. `manage.py release_mails` lets them leave again.")
