"""`manage.py release_mails`: what waits leaves again."""

from typing import Any

from django.core.management.base import BaseCommand

from messaging.domain.outbox import hold


class Command(BaseCommand):
    help = "Let mails leave again after hold_mails."
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        was_held = hold.release()
        self.stdout.write("Mails leave again." if was_held else "Mails were not held.")
