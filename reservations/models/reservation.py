from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.fields import AmountField, CurrencyField
from hotelpms.kit.search.lookups import key_of
from reservations.enums import Guarantee, ReservationState
from reservations.models.codes import Channel, MarketSegment


class Reservation(models.Model):
    """What was booked in one go: one booker, one or more stays.

    `version` counts changes, so that two desks can't overwrite each other.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="reservations")
    code = models.CharField(_("code"), max_length=20)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ReservationState.choices,
        default=ReservationState.CONFIRMED,
    )
    booker = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("booker")
    )
    company = models.ForeignKey(
        Profile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("company"),
    )
    agency = models.ForeignKey(
        Profile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )
    segment = models.ForeignKey(
        MarketSegment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("market segment"),
    )
    channel = models.ForeignKey(
        Channel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("channel"),
    )
    channel_ref = models.CharField(_("reference of the channel"), max_length=60, blank=True)
    language = models.CharField(
        _("language"), max_length=8, choices=languages.choices, default="en"
    )
    currency = CurrencyField(_("currency"))
    guarantee = models.CharField(
        _("guarantee"), max_length=16, choices=Guarantee.choices, default=Guarantee.NONE
    )
    option_until = models.DateField(_("option until"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    requests = models.TextField(_("special requests"), blank=True)
    booked_on = models.DateField(_("booked on"))
    booked_at = models.DateTimeField(_("booked"))
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=200, blank=True)
    cancel_fee = AmountField(_("cancellation fee"), null=True, blank=True)
    # The form it was booked with: a form sent twice books once, whichever request comes first.
    form_key = models.CharField(max_length=64, blank=True, editable=False)
    # What was asked for, in short: form and channel reference answer again only for the same.
    content = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="reservation_code_is_unique"),
            models.UniqueConstraint(
                fields=["hotel", "channel", "channel_ref"],
                # A cancelled booking's reference may come again.
                condition=~Q(channel_ref="") & ~Q(state=ReservationState.CANCELLED),
                name="a_channel_booking_is_taken_once",
            ),
            models.UniqueConstraint(
                fields=["hotel", "form_key"],
                condition=~Q(form_key=""),
                name="a_form_books_once",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_on__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_on__isnull=True)),
                name="cancelled_reservation_has_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "-id"], name="reservations_newest_first"),
            models.Index("hotel", key_of("code"), name="reservations_by_code"),
            models.Index(
                "hotel",
                key_of("channel_ref"),
                name="reservations_by_channel_ref",
                condition=~Q(channel_ref=""),
            ),
            models.Index(fields=["booker"], name="reservations_of_a_booker"),
            models.Index(fields=["hotel", "cancelled_on"], name="reservations_by_cancel_date"),
            models.Index(fields=["hotel", "booked_on"], name="reservations_by_booking_date"),
        ]

    def __str__(self) -> str:
        return self.code
