from hotelpms.hotels.admin import hotels, others, people, records
from hotelpms.hotels.admin.scoped import HotelScopedAdmin, HotelScopedChoices, ReadOnlyAdmin

__all__ = [
    "HotelScopedAdmin",
    "HotelScopedChoices",
    "ReadOnlyAdmin",
    "hotels",
    "others",
    "people",
    "records",
]
