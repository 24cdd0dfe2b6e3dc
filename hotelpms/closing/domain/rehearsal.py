"""What the closing of the open date would find: its checks, then its own steps, undone again.

The steps run as they will at the closing, in a transaction that is rolled back. So what would
stop the closing stops the rehearsal too, also what no check knows of.
"""

import logging
from datetime import date as Date

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks import registry
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.closing.domain.checks.front_desk import DueOuts
from hotelpms.closing.domain.one_go import Run
from hotelpms.closing.domain.steps.checking import CheckWhatIsOpen
from hotelpms.closing.domain.steps.registry import in_one_go
from hotelpms.closing.domain.steps.step import Night
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.domain.business_day import (
    BusinessDayMoved,
    business_date,
    lock_business_day,
)
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.errors import Refused
from hotelpms.kit.sayings import said

logger = logging.getLogger(__name__)

CODE = "rehearsal"


def rehearse(*, hotel: Hotel) -> list[Finding]:
    """Return what the closing of the open business date would find; changes nothing.

    The steps don't run while something else than a due-out blocks, nor while the closing runs:
    it holds the lock of the day. Raises NoOpenBusinessDay.
    """
    date = business_date(hotel)
    found = registry.find(hotel=hotel, date=date)
    if any(finding.blocks and finding.code != DueOuts.code for finding in found):
        return found
    if _is_running(hotel, date):
        return found
    return [*_stops(hotel, date), *found]


def _is_running(hotel: Hotel, date: Date) -> bool:
    running = NightClosing.objects.filter(hotel=hotel, business_date=date)
    return running.filter(state=ClosingState.RUNNING).exists()


def _stops(hotel: Hotel, date: Date) -> list[Finding]:
    """Return what stops the steps of the closing and was not found by a check."""
    run = Run()
    # What the check asks was asked. Due-outs stay as they are: to extend them takes long.
    steps = [step for step in in_one_go() if step is not CheckWhatIsOpen]
    try:
        with transaction.atomic():
            opened_at = lock_business_day(hotel.pk).opened_at
            # Nothing of it is kept, so any moment will do.
            run.do(Night(hotel, date, SYSTEM, opened_at), steps)
            transaction.set_rollback(True)
    except BusinessDayMoved:
        # The day was closed meanwhile: nothing is left to find.
        return []
    except OperationalError:
        # The database is busy, which says nothing of what stands open.
        why = said("The house is busy, so the closing could not be tried. Try again in a minute.")
        return [Finding(CODE, why, blocks=False)]
    except Exception as error:
        logger.exception("rehearsal_stopped hotel=%s", hotel.pk)
        return [_fault(run, error)]
    return []


def _fault(run: Run, error: Exception) -> Finding:
    # As on the row of a closing: a fault of the program may name a guest.
    why = str(error) if isinstance(error, Refused) else type(error).__name__
    step = run.at.title if run.at else _("Night closing")
    message = said(
        "The closing would stop at the step “%(step)s”: %(why)s", step=str(step), why=why
    )
    return Finding(CODE, message, blocks=True)
