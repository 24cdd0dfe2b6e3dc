from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.period import Nights
from hotelpms.kit.search.plain import natural_key
from reservations.enums import Board, StayState
from reservations.models.rate import RatePlan
from reservations.models.reservation import Reservation
from reservations.models.room import Room, RoomType


class Stay(models.Model):
    """One room, one arrival, one departure, both dates; nights are `[arrival, departure)`.

    `reserved_type` is what the guest booked and pays for, `room_type` what is held for
    them; they differ after an upgrade. `room` is tonight's room, empty until assigned.
    """

    reservation = models.ForeignKey(Reservation, on_delete=models.PROTECT, related_name="stays")
    hotel = models.ForeignKey(Hotel, on_delete=models.PROTECT, related_name="stays")
    state = models.CharField(
        _("state"), max_length=10, choices=StayState.choices, default=StayState.BOOKED
    )
    guest = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="stays", verbose_name=_("guest")
    )
    reserved_type = models.ForeignKey(
        RoomType, on_delete=models.PROTECT, related_name="+", verbose_name=_("reserved room type")
    )
    room_type = models.ForeignKey(
        RoomType, on_delete=models.PROTECT, related_name="stays", verbose_name=_("room type")
    )
    room = models.ForeignKey(
        Room,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stays",
        verbose_name=_("room"),
    )
    rate_plan = models.ForeignKey(
        RatePlan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rate plan"),
    )
    arrival = models.DateField(_("arrival"))
    departure = models.DateField(_("departure"))
    # Filled by an early departure, so that undoing the check-out knows what was booked.
    planned_departure = models.DateField(_("planned departure"), null=True, blank=True)
    arrival_time = models.TimeField(_("expected hour of arrival"), null=True, blank=True)
    adults = models.PositiveSmallIntegerField(_("adults"), default=1)
    children = models.PositiveSmallIntegerField(_("children"), default=0)
    babies = models.PositiveSmallIntegerField(_("babies"), default=0)
    board = models.CharField(_("board"), max_length=2, choices=Board.choices, default=Board.RO)
    # The business dates of arriving and leaving: what lists and figures count by.
    checked_in_on = models.DateField(_("checked in on"), null=True, blank=True)
    checked_out_on = models.DateField(_("checked out on"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, blank=True)
    checked_out_at = models.DateTimeField(_("checked out"), null=True, blank=True)
    key_note = models.CharField(_("key note"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        constraints = [
            models.CheckConstraint(
                condition=Q(departure__gte=F("arrival")), name="stay_does_not_end_before_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state=StayState.IN_HOUSE) | Q(room__isnull=False),
                name="stay_in_house_has_a_room",
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "state", "arrival"], name="stays_by_arrival"),
            models.Index(fields=["hotel", "state", "departure"], name="stays_by_departure"),
            models.Index(fields=["hotel", "checked_in_on"], name="stays_by_check_in"),
            models.Index(fields=["hotel", "checked_out_on"], name="stays_by_check_out"),
            models.Index(fields=["hotel", "arrival", "reservation"], name="stays_from_arrival"),
            models.Index(fields=["hotel", "departure", "reservation"], name="stays_to_departure"),
            models.Index(fields=["guest", "-arrival"], name="stays_of_a_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.reservation} {self.arrival} - {self.departure}"

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)

    @property
    def is_day_use(self) -> bool:
        return self.arrival == self.departure

    @property
    def was_upgraded(self) -> bool:
        return self.room_type_id != self.reserved_type_id

    @property
    def room_order(self) -> tuple[bool, tuple[tuple[int, str], ...]]:
        """What a list by room is sorted by: 9 before 10, and who has no room at the end."""
        return self.room is None, natural_key(self.room.number) if self.room else ()


class StayGuest(models.Model):
    """A person who accompanies the guest of a stay."""

    stay = models.ForeignKey(Stay, on_delete=models.CASCADE, related_name="companions")
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="accompanied", verbose_name=_("guest")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "profile"], name="a_guest_accompanies_a_stay_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.profile)
