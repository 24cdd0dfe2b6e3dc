"""How a night auditor solves what blocks the closing: by the way out that the finding offers."""

from collections.abc import Callable
from datetime import timedelta

from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.kit.errors import Refused
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios
from invoicing.enums import FolioState
from invoicing.models import Folio
from reservations.domain.bookings import changes
from reservations.models import Stay
from tests.random_desk import deeds
from tests.random_desk.desk import Broken, Desk


def solve(desk: Desk, finding: Finding) -> None:
    """Solve one finding. Raises Broken for one that offers no way out."""
    way_out = WAYS_OUT.get(finding.code)
    if way_out is None or finding.stay_id is None:
        raise Broken(desk, f"{finding.code}: {finding.message}")
    try:
        way_out(desk, finding.stay_id)
    except Refused as refusal:
        # Another finding may have to be solved first; the desk tries a few rounds.
        desk.told.append(f"{desk.today} {finding.code}: {type(refusal).__name__}: {refusal}")


def _settle_folios(desk: Desk, stay_id: int) -> None:
    for folio in Folio.objects.filter(stay=stay_id, state=FolioState.OPEN):
        deeds.bring_to_zero(desk, folio)
        if not folios.is_in_use(folio):
            checkout.close_folio(folio_id=folio.pk, **desk.who)


def _send_off_or_keep(desk: Desk, stay_id: int) -> None:
    """Check the guest out; what stands against it is not of tonight, so the guest may stay on."""
    try:
        deeds.send_off(desk, stay_id)
    except Refused as refusal:
        desk.told.append(f"{desk.today} check-out: {type(refusal).__name__}: {refusal}")
        stay = Stay.objects.get(pk=stay_id)
        changes.change_dates(
            stay_id=stay_id,
            arrival=stay.arrival,
            departure=desk.today + timedelta(days=1),
            version=stay.version,
            **desk.who_when,
        )


def _back_and_out_again(desk: Desk, stay_id: int) -> None:
    checkout.undo_check_out(stay_id=stay_id, reason="A night is missing", **desk.who_when)
    deeds.send_off(desk, stay_id)


WAYS_OUT: dict[str, Callable[[Desk, int], None]] = {
    "due_out": _send_off_or_keep,
    "never_posted": _back_and_out_again,
    "open_balance": _settle_folios,
}
