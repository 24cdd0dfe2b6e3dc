"""Close the open business date of a hotel from the command line: `close_day --hotel CODE`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hotelpms.closing.domain import pages, runner
from hotelpms.closing.domain.checks.finding import Finding, kept
from hotelpms.closing.domain.rehearsal import rehearse
from hotelpms.closing.domain.steps.registry import title_of
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused

OPERATOR = Actor(None, "close_day")


class Command(BaseCommand):
    help = "Close the open business date of a hotel, with its reports and mails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hotel", required=True, help="code of the hotel")
        parser.add_argument(
            "--extend-due-outs",
            action="store_true",
            help="guests who were due to leave stay for another night where their room is free",
        )
        parser.add_argument(
            "--confirm",
            action="store_true",
            help="close although it is early, or the hotel is more than a day behind",
        )
        parser.add_argument(
            "--check", action="store_true", help="only show what the closing would find"
        )

    def handle(self, *args: Any, hotel: str, **options: Any) -> None:
        try:
            found = Hotel.objects.get(code=hotel)
        except Hotel.DoesNotExist:
            raise CommandError(f"There is no hotel with the code {hotel!r}.") from None
        try:
            if options["check"]:
                self._show(rehearse(hotel=found))
            else:
                self._close(
                    found,
                    extends_due_outs=options["extend_due_outs"],
                    is_confirmed=options["confirm"],
                )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _close(self, hotel: Hotel, *, extends_due_outs: bool, is_confirmed: bool) -> None:
        started = runner.start(
            hotel=hotel,
            actor=OPERATOR,
            now=clock.now(),
            extends_due_outs=extends_due_outs,
            is_confirmed=is_confirmed,
        )
        done = runner.run(closing_id=started.pk, actor=OPERATOR, now=clock.now)
        self._show_steps(done)
        if done.state == ClosingState.BLOCKED:
            for finding in kept(done):
                self.stderr.write(str(finding.message))
            raise CommandError(f"{done.business_date.isoformat()} was not closed.")

    def _show(self, findings: list[Finding]) -> None:
        for finding in findings:
            self.stdout.write(f"{'blocks' if finding.blocks else 'note'}: {finding.message}")
        if not findings:
            self.stdout.write("Nothing stands in the way.")

    def _show_steps(self, done: NightClosing) -> None:
        for step in done.steps.order_by("position"):
            title = title_of(step.name)
            self.stdout.write(f"{step.get_state_display():10} {title}  {pages.told(step)}")
