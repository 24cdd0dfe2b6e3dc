from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models.hotel import Hotel
from hotelpms.hotels.validators import validate_emails


class Department(models.Model):
    """A part of the hotel that gets reports and notices, with the addresses they go to."""

    hotel = models.ForeignKey(
        Hotel, verbose_name=_("hotel"), on_delete=models.PROTECT, related_name="departments"
    )
    code = models.SlugField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=100)
    # Empty means the hotel's first language. The choices live in the forms: a new language of
    # the interface is no change of the table.
    language = models.CharField(_("language of its reports"), max_length=10, blank=True, default="")
    emails = models.JSONField(
        _("e-mail addresses"), default=list, blank=True, validators=[validate_emails]
    )

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "code"], name="one_department_per_code_and_hotel"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reads(self) -> str:
        """The language of what is sent to it."""
        return self.language or self.hotel.default_language
