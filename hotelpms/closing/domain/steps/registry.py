"""The steps of the night closing, in their order.

Those in one go come first, and the last of them opens the next business date. An app below gives
the closing a step by a class in this folder that calls its verb, and a line here (ADR 21).
"""

from hotelpms.closing.domain.steps.checking import CheckWhatIsOpen
from hotelpms.closing.domain.steps.date import RollDay
from hotelpms.closing.domain.steps.house import MarkNoShows, TurnRoomsDirty
from hotelpms.closing.domain.steps.mails import MailReports
from hotelpms.closing.domain.steps.money import BalanceLedgers, KeepFigures, PostNights
from hotelpms.closing.domain.steps.reports import PrintReports
from hotelpms.closing.domain.steps.step import AfterCommit, InOneGo, Step

STEPS: tuple[type[Step], ...] = (
    CheckWhatIsOpen,
    MarkNoShows,
    PostNights,
    KeepFigures,
    BalanceLedgers,
    TurnRoomsDirty,
    RollDay,
    PrintReports,
    MailReports,
)


def in_one_go() -> list[type[InOneGo]]:
    return [step for step in STEPS if issubclass(step, InOneGo)]


def after_commit() -> list[type[AfterCommit]]:
    return [step for step in STEPS if issubclass(step, AfterCommit)]


def find(name: str) -> type[Step] | None:
    """Return the step of this name; None for one that there isn't any more."""
    return next((step for step in STEPS if step.name == name), None)


def title_of(name: str) -> str:
    """Return what a step is called; one that was dropped shows the name that its row keeps."""
    found = find(name)
    return str(found.title) if found else name
