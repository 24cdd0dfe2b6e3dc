"""How many days before arrival and after departure the guest mails leave.

The rules are S3-02, S3-03 and S3-05 to S3-11.
"""

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.models import DaySetup
from crm.models.day_setup import MAX_DAYS
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked

FIELDS = ("pre_stay_days", "post_stay_days", "sends_on_arrival_day", "is_active")


class DaysOutOfRange(Refused):
    """Negative days mean nothing; more than 14 send unexpected mails (S3-08, S3-09)."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Enter a number of days from 0 to 14."))


def read() -> DaySetup:
    """Return the setting that holds now for all hotels; the usual one until somebody saves."""
    return DaySetup.objects.filter(pk=1).first() or DaySetup()


@transaction.atomic
def save(
    *,
    pre_stay_days: int,
    post_stay_days: int,
    sends_on_arrival_day: bool,
    is_active: bool,
    actor: Actor,
    now: datetime,
) -> DaySetup:
    """Change the setting for all hotels at once; the next run uses it (S3-11).

    Raises DaysOutOfRange.
    """
    if not all(0 <= days <= MAX_DAYS for days in (pre_stay_days, post_stay_days)):
        raise DaysOutOfRange
    DaySetup.objects.get_or_create(pk=1)
    setup = locked(DaySetup.objects.filter(pk=1)).get()
    before = {name: getattr(setup, name) for name in FIELDS}
    setup.pre_stay_days, setup.post_stay_days = pre_stay_days, post_stay_days
    setup.sends_on_arrival_day, setup.is_active = sends_on_arrival_day, is_active
    setup.save(update_fields=list(FIELDS))
    after = {name: getattr(setup, name) for name in FIELDS}
    changed = {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}
    if changed:
        audit.record(
            hotel_id=None,
            actor=actor,
            action="day_setup.changed",
            subject=setup,
            at=now,
            data=changed,
        )
    return setup


def advice(setup: DaySetup) -> list[str | Promise]:
    """Return what experience says against this setting, empty when nothing (S3-19)."""
    said: list[str | Promise] = []
    if not setup.is_active:
        said.append(_("No pre-stay and post-stay mails leave while this is switched off."))
    if setup.pre_stay_days == 0:
        said.append(_("Pre-stay 0 sends on the day of arrival only. Use it if you mean that."))
    if setup.pre_stay_days > 3:
        said.append(_("1 to 3 days before arrival is usual; guests forget an earlier mail."))
    if setup.post_stay_days == 0:
        said.append(_("Post-stay 0 sends on the day of departure, while the guest is travelling."))
    if setup.post_stay_days > 1:
        said.append(_("1 day after departure is usual; later, fewer guests answer."))
    return said
