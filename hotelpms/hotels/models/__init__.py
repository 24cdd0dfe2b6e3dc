from hotelpms.hotels.models.business_day import BusinessDay
from hotelpms.hotels.models.department import Department
from hotelpms.hotels.models.given_standard import GivenStandard
from hotelpms.hotels.models.hotel import Hotel
from hotelpms.hotels.models.membership import Membership
from hotelpms.hotels.models.user import User

__all__ = ["BusinessDay", "Department", "GivenStandard", "Hotel", "Membership", "User"]
