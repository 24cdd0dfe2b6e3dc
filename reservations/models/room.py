from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import Translated
from reservations.enums import HousekeepingState, OutOfOrderKind


class RoomType(Translated):
    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="room_types", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    base_occupancy = models.PositiveSmallIntegerField(_("usual number of guests"), default=2)
    max_occupancy = models.PositiveSmallIntegerField(_("greatest number of guests"), default=4)
    overbooking_limit = models.PositiveSmallIntegerField(
        _("overbooking limit"),
        default=0,
        help_text=_("Rooms that may be sold beyond those that exist."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("room type")
        verbose_name_plural = _("room types")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="room_type_code_is_unique")
        ]


class RoomFeature(Translated):
    """What some rooms have and guests ask for, such as a sea view or a bath tub."""

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="room_features", verbose_name=_("hotel")
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("room feature")
        verbose_name_plural = _("room features")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="room_feature_code_is_unique")
        ]


class Room(models.Model):
    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("hotel")
    )
    room_type = models.ForeignKey(
        RoomType, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("room type")
    )
    number = models.CharField(_("number"), max_length=12)
    floor = models.CharField(_("floor"), max_length=12, blank=True)
    features = models.ManyToManyField(
        RoomFeature, related_name="rooms", blank=True, verbose_name=_("features")
    )
    housekeeping = models.CharField(
        _("housekeeping"),
        max_length=10,
        choices=HousekeepingState.choices,
        default=HousekeepingState.CLEAN,
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["hotel", "number"], name="room_number_is_unique")
        ]

    def __str__(self) -> str:
        return self.number


class OutOfOrder(models.Model):
    """A room that is not fit for guests over `[from_date, to_date)`.

    OOO takes it out of the inventory by room nights of its own; OOS is only a mark.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, related_name="out_of_order", verbose_name=_("room")
    )
    kind = models.CharField(
        _("kind"), max_length=3, choices=OutOfOrderKind.choices, default=OutOfOrderKind.OOO
    )
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("out of order period")
        verbose_name_plural = _("out of order periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gt=F("from_date")), name="out_of_order_lasts_a_night"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.from_date} - {self.to_date}"
