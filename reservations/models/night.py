from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.fields import AmountField
from reservations.enums import Board, Slot
from reservations.models.room import OutOfOrder, Room, RoomType
from reservations.models.stay import Stay


class RoomNight(models.Model):
    """The atom of the hotel: one stay, or one out-of-order room, on one date.

    The unique constraint on (room, date, slot) makes a double booking impossible to store.
    `holds` falls when the stay is cancelled, shortened or a no-show; the row stays as
    history. `price` is per room in the reservation's currency and the hotel's tax mode,
    fixed when booked; it may be negative, which is posted as an allowance.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    date = models.DateField(_("date"))
    slot = models.CharField(_("slot"), max_length=5, choices=Slot.choices, default=Slot.NIGHT)
    stay = models.ForeignKey(
        Stay, on_delete=models.CASCADE, null=True, blank=True, related_name="room_nights"
    )
    out_of_order = models.ForeignKey(
        OutOfOrder, on_delete=models.CASCADE, null=True, blank=True, related_name="room_nights"
    )
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="nights"
    )
    holds = models.BooleanField(default=True)
    price = AmountField(_("price"), null=True, blank=True)
    board = models.CharField(_("board"), max_length=2, choices=Board.choices, default=Board.RO)
    is_posted = models.BooleanField(_("posted"), default=False)

    class Meta:
        verbose_name = _("room night")
        verbose_name_plural = _("room nights")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "date", "slot"],
                condition=Q(holds=True, room__isnull=False),
                name="a_room_is_held_once_a_night",
            ),
            models.UniqueConstraint(
                fields=["stay", "date", "slot"],
                condition=Q(stay__isnull=False),
                name="a_stay_has_a_night_once",
            ),
            models.CheckConstraint(
                condition=Q(stay__isnull=False, out_of_order__isnull=True, price__isnull=False)
                | Q(stay__isnull=True, out_of_order__isnull=False, room__isnull=False),
                name="a_night_belongs_to_a_stay_or_a_closure",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hotel", "date"], name="room_nights_of_a_date", condition=Q(holds=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.slot}"


class TypeNight(models.Model):
    """How many rooms of a type are sold for a night, and how many may be.

    `sell_limit` is rooms that exist, less out of order, plus the overbooking limit. The
    check constraint refuses to oversell whatever runs at the same time; a limit can't be
    lowered below what is sold. Only night slots count.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="+")
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="type_nights")
    date = models.DateField(_("date"))
    sold = models.IntegerField(_("sold"), default=0)
    sell_limit = models.IntegerField(_("sell limit"))

    class Meta:
        verbose_name = _("sold rooms of a night")
        verbose_name_plural = _("sold rooms of nights")
        constraints = [
            models.UniqueConstraint(
                fields=["room_type", "date"], name="one_count_per_type_and_night"
            ),
            models.CheckConstraint(condition=Q(sold__gte=0), name="sold_rooms_are_not_negative"),
            models.CheckConstraint(
                condition=Q(sold__lte=F("sell_limit")), name="no_room_type_is_oversold"
            ),
        ]
        indexes = [models.Index(fields=["hotel", "date"], name="type_nights_of_a_date")]

    def __str__(self) -> str:
        return f"{self.room_type} {self.date}: {self.sold}/{self.sell_limit}"
