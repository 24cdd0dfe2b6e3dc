from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel

MAX_DAYS = 14  # S3-09


class DaySetup(models.Model):
    """The e-mail day setup, one row for all hotels of the client (S3-01)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    pre_stay_days = models.PositiveSmallIntegerField(
        _("pre-stay"),
        default=3,
        validators=[MaxValueValidator(MAX_DAYS)],
        help_text=_("Days before arrival, 1 to 3 is usual."),
    )
    post_stay_days = models.PositiveSmallIntegerField(
        _("post-stay"),
        default=1,
        validators=[MaxValueValidator(MAX_DAYS)],
        help_text=_("Days after departure, 1 is usual."),
    )
    sends_on_arrival_day = models.BooleanField(
        _("pre-stay also on the day of arrival"),
        default=False,
        help_text=_("Guests who book on the day of arrival get the pre-stay mail too."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("e-mail day setup")
        verbose_name_plural = _("e-mail day setup")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_day_setup"),
            models.CheckConstraint(
                condition=Q(pre_stay_days__lte=MAX_DAYS, post_stay_days__lte=MAX_DAYS),
                name="day_setup_is_at_most_fourteen",
            ),
        ]

    def __str__(self) -> str:
        return str(_("E-mail day setup"))


class LetterDay(models.Model):
    """The last date whose stay letters were queued, per hotel, so that a missed run catches up."""

    hotel = models.OneToOneField(Hotel, on_delete=models.CASCADE, related_name="+")
    done_for = models.DateField(_("queued for"))

    def __str__(self) -> str:
        return f"{self.hotel}: {self.done_for}"
