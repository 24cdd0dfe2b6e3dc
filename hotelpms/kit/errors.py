"""What a domain function says when it refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule said no; `message` is a translated sentence for the person who asked.

    Base of every domain exception. A middleware answers with the message, so a refusal
    never becomes a traceback. `status` is the HTTP status of that answer.
    """

    status = 409

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class StaleVersion(Refused):
    """Somebody else changed the row since the person looked; `version` is the one it has now."""

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Somebody else has changed this meanwhile. Look at it again and repeat the step.")
        )
        self.version = version


class UnknownLink(Exception):
    """Nobody gave out this guest link. Says nothing more, so that guessing tells nothing."""
