from hotelpms.hotels.models.business_day import BusinessDay
from hotelpms.hotels.models.department import Department
from hotelpms.hotels.models.hotel import Hotel
from hotelpms.hotels.models.membership import Membership
from hotelpms.hotels.models.user import User

__all__ = ["BusinessDay", "Department", "Hotel", "Membership", "User"]
