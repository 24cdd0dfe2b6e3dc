"""The traces of the story: what the departments of a house remind each other of."""

import random
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from hotelpms.demo.domain.house import DEMO
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.actor import Actor
from reservations.domain.traces import traces
from reservations.domain.traces.traces import Subject
from reservations.enums import StayState
from reservations.models import Stay

# The department, and what is to be done before somebody arrives.
ARRIVING = (
    ("housekeeping", "Baby cot and extra towels in the room before arrival"),
    ("restaurant", "Gluten-free breakfast for two persons during the stay"),
    ("front-office", "Wants a quiet room away from the lift, promised on the phone"),
    ("restaurant", "Bottle of cava with two glasses in the room: wedding anniversary"),
    ("housekeeping", "Feather-free pillows and blankets"),
    ("front-office", "Late arrival after 23:00, leave the key with the night desk"),
)
# The same while somebody is in the house; the number is in how many days.
STAYING = (
    ("front-office", "Taxi to the airport at 05:30, confirm it the evening before", 1),
    ("spa", "Massage for two at 17:00, the gift voucher is paid", 0),
    ("restaurant", "Table for four at 20:30 on the terrace", 0),
    ("housekeeping", "Change the bed linen in the afternoon", 1),
)
HOUSE = (
    ("management", "Sign the maintenance contract of the lift", 0),
    ("accounting", "Send the agency its commission statement", 2),
    ("front-office", "Ask the agency for the missing voucher", -1),
)
WRITERS = (Actor(None, "Jon Aguirre"), Actor(None, "Leire Zabala"))


def write(*, hotel: Hotel, today: date, now: datetime) -> None:
    """Write the traces of the days around today; some are done, one is overdue."""
    pick = random.Random("miramar-traces")
    departments = dict(Department.objects.filter(hotel=hotel).values_list("code", "pk"))

    def note(code: str, text: str, due: date, subject: Subject = traces.NOTHING) -> int:
        trace = traces.add(
            hotel=hotel,
            department_id=departments[code],
            due_date=due,
            text=text,
            subject=subject,
            actor=pick.choice(WRITERS),
            now=now,
            # Written on the day before it was due, as far as that is long ago.
            business_date=min(due, today),
        )
        return trace.pk

    arriving = _stays(hotel, today).filter(state=StayState.BOOKED, arrival__gte=today)
    for stay, (code, text) in zip(arriving.order_by("arrival", "pk")[::3], ARRIVING, strict=False):
        note(code, text, stay.arrival, Subject(stay_id=stay.pk))
    in_house = _stays(hotel, today).filter(state=StayState.IN_HOUSE)
    for stay, (code, text, days) in zip(in_house.order_by("-pk")[::4], STAYING, strict=False):
        note(code, text, today + timedelta(days=days), Subject(stay_id=stay.pk))
    for code, text, days in HOUSE:
        note(code, text, today + timedelta(days=days))
    done = note("housekeeping", "Check the minibars of the third floor", today)
    traces.finish(trace_id=done, actor=DEMO, now=now)


def _stays(hotel: Hotel, today: date) -> QuerySet[Stay]:
    return Stay.objects.filter(hotel=hotel, arrival__lte=today + timedelta(days=7))
