"""What is left to set up in a hotel: read from its rows, so that it is never out of date."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.models import ReportSubscription
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.opening.enums import StepName, StepState
from hotelpms.opening.models import SkippedStep
from invoicing.enums import ChargeKind
from invoicing.models import ChargeCode, PaymentMethod, PaymentSolution
from messaging.enums import Transport
from messaging.models import SenderAccount
from reservations.models import RateNight, Room

# Without these no guest can be booked, charged or checked in.
NEEDED = frozenset({StepName.ROOMS, StepName.RATES, StepName.CODES, StepName.FIRST_DAY})

MISSING = {
    StepName.IDENTITY: _("Invoices need the hotel's address and tax number."),
    StepName.ROOMS: _("There is no room yet."),
    StepName.RATES: _("No room has a price yet."),
    StepName.CODES: _("A charge code for the room, or a payment method, is missing."),
    StepName.DEPARTMENTS: _("No department gets a report by mail yet."),
    StepName.PEOPLE: _("Nobody but you works here yet."),
    StepName.MAIL: _("No mail account has been tested yet: guests get no mail."),
    StepName.LOGO: _("The name stands in mails and on papers until there is a logo."),
    StepName.PAYMENTS: _("Guests can't pay online yet."),
    StepName.FIRST_DAY: _("The hotel has not begun to work yet."),
}


class StepIsNeeded(Refused):
    """A hotel can't work without this step."""

    def __init__(self, step: StepName) -> None:
        super().__init__(
            _("The hotel can't work without this step: %(step)s.") % {"step": step.label}
        )


@dataclass(frozen=True)
class Step:
    """One step; `detail` says what is missing, empty when it is done."""

    name: StepName
    state: StepState
    detail: str

    @property
    def title(self) -> str:
        return str(self.name.label)

    @property
    def may_be_skipped(self) -> bool:
        return self.name not in NEEDED


@dataclass(frozen=True)
class Checklist:
    """All steps of a hotel, in the order of the wizard."""

    steps: tuple[Step, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that are neither done nor skipped."""
        return tuple(step for step in self.steps if step.state == StepState.OPEN)

    @property
    def is_done(self) -> bool:
        return not self.open

    @property
    def first_open(self) -> Step | None:
        return self.open[0] if self.open else None


def checklist(*, hotel: Hotel) -> Checklist:
    """Return what is done, skipped and open in the hotel. Two queries."""
    done = _done(hotel)
    rows = SkippedStep.objects.filter(hotel=hotel)
    skipped = set(rows.values_list("step", flat=True))
    return Checklist(tuple(_step(name, done, skipped) for name in StepName))


@transaction.atomic
def skip(*, hotel: Hotel, step: StepName, actor: Actor, now: datetime.datetime) -> None:
    """Take a step off the list until somebody does it. Raises StepIsNeeded."""
    if step in NEEDED:
        raise StepIsNeeded(step)
    _row, is_new = SkippedStep.objects.get_or_create(
        hotel=hotel, step=step, defaults={"skipped_by": actor.name, "skipped_at": now}
    )
    if is_new:
        _record("opening.skipped", hotel, step, actor, now)


@transaction.atomic
def take_up(*, hotel: Hotel, step: StepName, actor: Actor, now: datetime.datetime) -> None:
    """Put a step that was skipped back on the list."""
    count, _models = SkippedStep.objects.filter(hotel=hotel, step=step).delete()
    if count:
        _record("opening.taken_up", hotel, step, actor, now)


def _done(hotel: Hotel) -> set[StepName]:
    """Return the steps that the rows of the hotel show to be done. One query."""
    of_hotel = Q(hotel=OuterRef("pk"))
    facts = {
        StepName.ROOMS: Room.objects.filter(of_hotel, is_active=True),
        StepName.RATES: RateNight.objects.filter(
            rate_plan__hotel=OuterRef("pk"), rate_plan__is_active=True
        ),
        StepName.DEPARTMENTS: ReportSubscription.objects.filter(
            department__hotel=OuterRef("pk")
        ).exclude(department__emails=[]),
        StepName.MAIL: SenderAccount.objects.filter(of_hotel, is_active=True).filter(
            Q(tested_at__isnull=False) | Q(transport=Transport.CAUGHT)
        ),
        StepName.PAYMENTS: PaymentSolution.objects.filter(of_hotel, is_active=True),
        StepName.FIRST_DAY: BusinessDay.objects.filter(of_hotel),
    }
    room_code = ChargeCode.objects.filter(of_hotel, kind=ChargeKind.ROOM, is_active=True)
    method = PaymentMethod.objects.filter(of_hotel, is_active=True)
    row = (
        Hotel.objects.filter(pk=hotel.pk)
        .annotate(
            **{f"has_{name}": Exists(rows) for name, rows in facts.items()},
            has_room_code=Exists(room_code),
            has_method=Exists(method),
            people=Count("memberships__user", distinct=True),
        )
        .get()
    )
    done = {name for name in facts if getattr(row, f"has_{name}")}
    if row.has_room_code and row.has_method:
        done.add(StepName.CODES)
    if row.people > 1:
        done.add(StepName.PEOPLE)
    if row.logo_document_id:
        done.add(StepName.LOGO)
    if all((row.tax_id, row.street, row.postal_code, row.city)):
        done.add(StepName.IDENTITY)
    return done


def _step(name: StepName, done: set[StepName], skipped: set[str]) -> Step:
    if name in done:
        return Step(name, StepState.DONE, "")
    state = StepState.SKIPPED if name in skipped and name not in NEEDED else StepState.OPEN
    return Step(name, state, str(MISSING[name]))


def _record(
    action: str, hotel: Hotel, step: StepName, actor: Actor, now: datetime.datetime
) -> None:
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action=action,
        subject=hotel,
        at=now,
        data={"step": step},
    )
