"""What people change about themselves."""

import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import User
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused


class LanguageUnknown(Refused):
    """The interface does not speak this language."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of the languages in the list."))


def choose_language(*, user: User, language: str) -> None:
    """Keep the language in which the user reads the interface. Raises LanguageUnknown."""
    check_language(language)
    user.language = language
    user.save(update_fields=["language"])


def check_language(language: str) -> None:
    """Raise LanguageUnknown unless the interface speaks the language."""
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown


@transaction.atomic
def choose_password(*, user: User, password: str, actor: Actor, now: datetime.datetime) -> None:
    """Keep the password that the person has chosen; the form has held it against the rules.

    Other browsers in which the person is signed in are out at once.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(hotel_id=None, actor=actor, action="user.password_changed", subject=user, at=now)
