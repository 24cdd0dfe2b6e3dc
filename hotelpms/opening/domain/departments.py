"""The departments that a hotel starts with, and the reports that each usually gets."""

from django.utils.translation import gettext, gettext_noop

from hotelpms.closing.domain import subscriptions
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.languages import speaking
from hotelpms.reports.domain import catalogue
from hotelpms.reports.domain.figures.revenue import Revenue
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from hotelpms.reports.domain.front_office.traces import Traces

USUAL = (
    ("management", gettext_noop("Management"), catalogue.REPORTS),
    ("front-office", gettext_noop("Front office"), (Arrivals, Traces)),
    ("accounting", gettext_noop("Accounting"), (Revenue,)),
    ("housekeeping", gettext_noop("Housekeeping"), (Traces,)),
)


def give_departments(*, hotel: Hotel) -> None:
    """Make the usual departments, named in the hotel's language; their mail goes to the hotel's.

    Without an address of the hotel they get no mail until somebody enters one.
    """
    emails = [hotel.email] if hotel.email else []
    for code, name, reports in USUAL:
        with speaking(hotel.default_language, hotel.country):
            department = Department.objects.create(
                hotel=hotel, code=code, name=gettext(name), emails=emails
            )
        subscriptions.subscribe(department=department, kinds=[report.kind for report in reports])
