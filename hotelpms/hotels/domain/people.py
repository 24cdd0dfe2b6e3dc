"""What people change about themselves."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import User
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
