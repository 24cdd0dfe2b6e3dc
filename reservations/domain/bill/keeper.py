"""What the bill of a stay has to do when the stay itself changes, in the same transaction.

The bill belongs to an app above this one, which registers its keeper when the program starts.
"""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from hotelpms.kit.actor import Actor
from reservations.enums import FeeKind
from reservations.models import Stay


@dataclass(frozen=True)
class Standing:
    """How bills stand: `balance` is still owed, below zero a credit; `deposit` waits beside it."""

    balance: Decimal
    deposit: Decimal


class BillKeeper(ABC):
    """Called by the verbs of this app, which hold the business day and the stay."""

    @abstractmethod
    def guest_arrived(self, stay: Stay, *, actor: Actor, now: datetime.datetime) -> None:
        """Put the money that was paid in advance on the bill."""

    @abstractmethod
    def arrival_undone(
        self, stay: Stay, *, since: datetime.datetime, actor: Actor, now: datetime.datetime
    ) -> None:
        """Let what is left of the money paid in advance, put on the bill `since`, wait again."""

    @abstractmethod
    def fee_is_owed(
        self,
        stay: Stay,
        *,
        kind: FeeKind,
        amount: Decimal,
        reason: str,
        actor: Actor,
        now: datetime.datetime,
    ) -> None:
        """Put the fee of a stay that is lost on the bill; `amount` is above zero."""

    @abstractmethod
    def stay_is_back(self, stay: Stay, *, actor: Actor, now: datetime.datetime) -> None:
        """Take the fee off the bill of a stay that was brought back."""

    @abstractmethod
    def standing(self, stay_ids: Collection[int]) -> Standing:
        """Return how the bills of stays of one hotel stand together, in the hotel's currency."""


_keepers: list[BillKeeper] = []


def kept_by(keeper: BillKeeper) -> None:
    """Let `keeper` keep the bills; called once, when the program starts."""
    _keepers[:] = [keeper]


def bill() -> BillKeeper:
    """Return who keeps the bills."""
    return _keepers[0]
