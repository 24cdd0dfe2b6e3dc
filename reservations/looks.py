from django.utils.translation import pgettext_lazy

from hotelpms.kit.web.looks import BAD, INFO, MUTE, OK, PLUM, WARN, Look, register
from reservations.enums import (
    HousekeepingState,
    OutOfOrderKind,
    ReservationState,
    StayState,
    TraceState,
)

# A stay's state, or where it stands on the business date (due in, due out).
STAY = {
    StayState.BOOKED: Look(INFO, "check", pgettext_lazy("status", "Booked")),
    "due_in": Look(INFO, "log-in", pgettext_lazy("status", "Due in")),
    StayState.IN_HOUSE: Look(OK, "key-round", pgettext_lazy("status", "In house")),
    "due_out": Look(WARN, "log-out", pgettext_lazy("status", "Due out")),
    StayState.DEPARTED: Look(MUTE, "door-open", pgettext_lazy("status", "Departed")),
    StayState.NO_SHOW: Look(BAD, "user-x", pgettext_lazy("status", "No-show")),
    StayState.CANCELLED: Look(MUTE, "ban", pgettext_lazy("status", "Cancelled")),
}

register("stay", STAY, states=StayState)
# Once it is confirmed, a reservation stands where its stays do.
register(
    "reservation",
    {
        ReservationState.OPTION: Look(PLUM, "hourglass", pgettext_lazy("status", "Option")),
        ReservationState.CONFIRMED: Look(INFO, "check", pgettext_lazy("status", "Confirmed")),
        **STAY,
    },
    states=ReservationState,
)
register(
    "trace",
    {
        TraceState.OPEN: Look(INFO, "circle"),
        TraceState.DONE: Look(OK, "check"),
        TraceState.CANCELLED: Look(MUTE, "ban"),
    },
    states=TraceState,
)
register(
    "housekeeping",
    {
        HousekeepingState.DIRTY: Look(WARN, "brush-cleaning"),
        HousekeepingState.CLEAN: Look(OK, "sparkles"),
        HousekeepingState.INSPECTED: Look(OK, "shield-check"),
    },
    states=HousekeepingState,
)
register(
    "closure",
    {
        OutOfOrderKind.OOO: Look(BAD, "wrench", pgettext_lazy("status", "Out of order")),
        OutOfOrderKind.OOS: Look(PLUM, "construction", pgettext_lazy("status", "Out of service")),
    },
    states=OutOfOrderKind,
)
register(
    "occupancy",
    {
        "vacant": Look(MUTE, "bed", pgettext_lazy("status", "Vacant")),
        "occupied": Look(INFO, "bed-double", pgettext_lazy("status", "Occupied")),
    },
)
