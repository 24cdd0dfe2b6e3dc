from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField, refuse_too_fine
from hotelpms.kit.models import Translated
from reservations.enums import Board
from reservations.models.room import RoomType


class RatePlan(Translated):
    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="rate_plans", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    board = models.CharField(_("board"), max_length=2, choices=Board.choices, default=Board.BB)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("rate plan")
        verbose_name_plural = _("rate plans")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="rate_plan_code_is_unique")
        ]


class RateNight(models.Model):
    """Price and restrictions of one rate plan for one room type on one date.

    `price` is per room and night in the hotel's currency, in the hotel's tax mode.
    """

    rate_plan = models.ForeignKey(
        RatePlan, on_delete=models.CASCADE, related_name="nights", verbose_name=_("rate plan")
    )
    room_type = models.ForeignKey(
        RoomType, on_delete=models.CASCADE, related_name="+", verbose_name=_("room type")
    )
    date = models.DateField(_("date"))
    price = AmountField(_("price"))
    is_closed = models.BooleanField(_("stop sale"), default=False)
    closed_to_arrival = models.BooleanField(_("closed to arrival"), default=False)
    closed_to_departure = models.BooleanField(_("closed to departure"), default=False)
    min_nights = models.PositiveSmallIntegerField(_("minimum stay"), default=1)
    max_nights = models.PositiveSmallIntegerField(_("maximum stay"), null=True, blank=True)

    class Meta:
        verbose_name = _("price of a night")
        verbose_name_plural = _("prices of nights")
        constraints = [
            models.UniqueConstraint(
                fields=["rate_plan", "room_type", "date"], name="one_price_per_night"
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="price_of_a_night_is_not_negative"
            ),
        ]
        indexes = [models.Index(fields=["room_type", "date"], name="prices_by_type_and_date")]

    def clean(self) -> None:
        """Refuse a price finer than the hotel's currency."""
        if self.rate_plan_id:
            refuse_too_fine("price", self.price, self.rate_plan.hotel.currency)

    def __str__(self) -> str:
        return f"{self.rate_plan} {self.date}"
