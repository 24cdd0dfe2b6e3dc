"""The reports of the closed day on their way to the departments."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.letters import letters
from hotelpms.closing.domain.steps.step import AfterCommit, Clock
from hotelpms.closing.models import NightClosing
from hotelpms.kit.sayings import Saying, counted
from messaging.domain.outbox import outbox


class MailReports(AfterCommit):
    """Each department and address has a mail of its own; asked for twice it is queued once."""

    name = "mails"
    title = _("Send the reports to the departments")

    @classmethod
    @transaction.atomic
    def run(cls, closing: NightClosing, now: Clock) -> Saying:
        at = now()
        wanted = letters(closing=closing, now=at)
        for letter in wanted:
            outbox.queue(letter=letter, now=at)
        count = len(wanted)
        return counted("%(n)d mail", "%(n)d mails", count)
