from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models.hotel import Hotel


class BusinessDay(models.Model):
    """A date of the hotel's business. The one open row is the business date of everything."""

    hotel = models.ForeignKey(
        Hotel, verbose_name=_("hotel"), on_delete=models.PROTECT, related_name="business_days"
    )
    date = models.DateField(_("business date"))
    state = models.CharField(_("state"), max_length=6, choices=DayState, default=DayState.OPEN)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("business day")
        verbose_name_plural = _("business days")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel"],
                condition=Q(state=DayState.OPEN),
                name="one_open_business_day_per_hotel",
            ),
            models.UniqueConstraint(
                fields=["hotel", "date"], name="one_business_day_per_hotel_and_date"
            ),
            models.CheckConstraint(
                condition=Q(state=DayState.OPEN, closed_at=None)
                | Q(state=DayState.CLOSED, closed_at__isnull=False),
                name="closed_business_day_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hotel}, {self.date}"
