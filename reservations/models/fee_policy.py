from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from reservations.enums import FeeRule


class FeePolicy(models.Model):
    """What a hotel asks of guaranteed bookings that are cancelled or whose guest does not come.

    A hotel without a row asks nothing. The percentages are of the price of all nights and count
    for the rule “percentage”.
    """

    hotel = models.OneToOneField(
        Hotel, on_delete=models.PROTECT, related_name="fee_policy", verbose_name=_("hotel")
    )
    cancellation = models.CharField(
        _("cancellation fee"), max_length=12, choices=FeeRule.choices, default=FeeRule.NONE
    )
    cancellation_percent = models.PositiveSmallIntegerField(
        _("percentage of the cancellation fee"), default=100, validators=[MaxValueValidator(100)]
    )
    free_days = models.PositiveSmallIntegerField(
        _("free of charge until so many days before arrival"),
        default=1,
        help_text=_("A non-refundable booking is never free of charge."),
    )
    no_show = models.CharField(
        _("no-show fee"), max_length=12, choices=FeeRule.choices, default=FeeRule.NONE
    )
    no_show_percent = models.PositiveSmallIntegerField(
        _("percentage of the no-show fee"), default=100, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("fees for cancellation and no-show")
        verbose_name_plural = _("fees for cancellation and no-show")
        constraints = [
            models.CheckConstraint(
                condition=Q(cancellation_percent__lte=100, no_show_percent__lte=100),
                name="a_fee_is_no_more_than_the_price",
            )
        ]

    def __str__(self) -> str:
        return str(self.hotel)
