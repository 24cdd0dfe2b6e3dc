from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReservationState(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    OPTION = "option", _("Option")
    CANCELLED = "cancelled", _("Cancelled")


class StayState(models.TextChoices):
    """The life of a stay. Due in and due out are derived from the business date."""

    BOOKED = "booked", _("Booked")
    IN_HOUSE = "in_house", _("In house")
    DEPARTED = "departed", pgettext_lazy("stay", "Departed")
    NO_SHOW = "no_show", _("No-show")
    CANCELLED = "cancelled", _("Cancelled")


# States in which a stay holds its room nights.
HOLDING_STATES = (StayState.BOOKED, StayState.IN_HOUSE, StayState.DEPARTED)
# States in which nobody comes, unless the stay is reinstated.
LOST_STATES = (StayState.CANCELLED, StayState.NO_SHOW)


class Slot(models.TextChoices):
    """The part of a date that a room is held for: the night, or the day between two nights."""

    NIGHT = "night", _("Night")
    DAY = "day", _("Day")


class Board(models.TextChoices):
    RO = "RO", _("Room only")
    BB = "BB", _("Bed and breakfast")
    HB = "HB", _("Half board")
    FB = "FB", _("Full board")
    AI = "AI", _("All inclusive")


class Guarantee(models.TextChoices):
    NONE = "none", _("Not guaranteed")
    CARD = "card", _("Card")
    DEPOSIT = "deposit", _("Deposit")
    NON_REFUNDABLE = "non_refundable", _("Non-refundable")


class FeeRule(models.TextChoices):
    """How much of the price is asked of a guaranteed guest who does not come."""

    NONE = "none", _("No fee")
    FIRST_NIGHT = "first_night", _("First night")
    PERCENT = "percent", _("Percentage of the stay")
    WHOLE_STAY = "whole_stay", _("Whole stay")


class FeeKind(models.TextChoices):
    CANCELLATION = "cancellation", _("Cancellation fee")
    NO_SHOW = "no_show", _("No-show fee")


class HousekeepingState(models.TextChoices):
    DIRTY = "dirty", _("Dirty")
    CLEAN = "clean", _("Clean")
    INSPECTED = "inspected", _("Inspected")


READY_STATES = (HousekeepingState.CLEAN, HousekeepingState.INSPECTED)


class OutOfOrderKind(models.TextChoices):
    OOO = "ooo", _("Out of order (not sellable)")
    OOS = "oos", _("Out of service (sellable)")


class TraceState(models.TextChoices):
    """The life of a trace. Overdue is derived from the business date."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")
