from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel


class HotelCode(models.Model):
    """A short code with a name that belongs to one hotel."""

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="+", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="%(class)s_code_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class MarketSegment(HotelCode):
    class Meta(HotelCode.Meta):
        verbose_name = _("market segment")
        verbose_name_plural = _("market segments")


class Channel(HotelCode):
    class Meta(HotelCode.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
