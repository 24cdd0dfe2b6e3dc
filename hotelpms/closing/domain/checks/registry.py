"""What stands in the way of closing a business date, and where each of it is put right.

The checks are asked in this order. An app below gives the closing a check by a class in this
folder that reads its rows, and a line here (ADR 21).
"""

from datetime import date as Date

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.corrected import CorrectedNights
from hotelpms.closing.domain.checks.departed import NightsNeverPosted, OpenBalances
from hotelpms.closing.domain.checks.deposits import DepositsOnClosedFolios
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.closing.domain.checks.front_desk import DueIns, DueOuts
from hotelpms.closing.domain.checks.lost import LostDebts, LostDeposits
from hotelpms.closing.domain.checks.online import PaymentsToLookAt
from hotelpms.closing.domain.checks.set_up import NoFeeCode, NoRoomCode
from hotelpms.hotels.models import Hotel

CHECKS: tuple[type[Check], ...] = (
    NoRoomCode,
    NoFeeCode,
    DueOuts,
    OpenBalances,
    NightsNeverPosted,
    CorrectedNights,
    DueIns,
    LostDebts,
    LostDeposits,
    DepositsOnClosedFolios,
    PaymentsToLookAt,
)


def find(*, hotel: Hotel, date: Date) -> list[Finding]:
    """Return every finding for closing this date, those that block first."""
    found = [finding for check in CHECKS for finding in check.find(hotel=hotel, date=date)]
    return sorted(found, key=lambda finding: not finding.blocks)
