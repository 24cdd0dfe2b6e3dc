from reservations.models.codes import Channel, MarketSegment
from reservations.models.fee_policy import FeePolicy
from reservations.models.night import RoomNight, TypeNight
from reservations.models.rate import RateNight, RatePlan
from reservations.models.reservation import Reservation
from reservations.models.room import OutOfOrder, Room, RoomFeature, RoomType
from reservations.models.stay import Stay, StayGuest
from reservations.models.trace import Trace

__all__ = [
    "Channel",
    "FeePolicy",
    "MarketSegment",
    "OutOfOrder",
    "RateNight",
    "RatePlan",
    "Reservation",
    "Room",
    "RoomFeature",
    "RoomNight",
    "RoomType",
    "Stay",
    "StayGuest",
    "Trace",
    "TypeNight",
]
