from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.fields import NamesField


class Translated(models.Model):
    """A row whose name guests read: `name` in the house's own words, `names` by language.

    A language without an entry reads `name`.
    """

    names = NamesField(_("name in other languages"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.local_name

    def name_in(self, language: str) -> str:
        """Return the name for a reader of this language, of en for en-gb."""
        return str(self.names.get(language.partition("-")[0]) or self.name)  # type: ignore[attr-defined]

    @property
    def local_name(self) -> str:
        """The name for a reader of the active language."""
        return self.name_in(get_language() or "")
