"""What the folios of a stay do when the guest comes, or does not: called by the stay's verbs."""

import datetime
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext

from hotelpms.hotels.domain.business_day import lock_business_day
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked
from invoicing.domain.folios import folios
from invoicing.domain.payments import deposits, fees
from invoicing.enums import FolioState
from invoicing.models import Folio
from reservations.domain.bill.keeper import BillKeeper, Standing
from reservations.enums import FeeKind
from reservations.models import Stay

NIL = Decimal("0.00")


class Bills(BillKeeper):
    """Keeps the bills of stays on their folios."""

    def guest_arrived(self, stay: Stay, *, actor: Actor, now: datetime.datetime) -> None:
        if found := _lock_open(stay):
            day = lock_business_day(stay.hotel_id)
            deposits.apply(folios=found, day=day, actor=actor, now=now)

    def arrival_undone(
        self, stay: Stay, *, since: datetime.datetime, actor: Actor, now: datetime.datetime
    ) -> None:
        if found := _lock_open(stay):
            why = gettext("The check-in was undone.")
            day = lock_business_day(stay.hotel_id)
            deposits.take_back(folios=found, since=since, reason=why, day=day, actor=actor, now=now)

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
        fees.owe(stay=stay, kind=kind, amount=amount, reason=reason, actor=actor, now=now)

    def stay_is_back(self, stay: Stay, *, actor: Actor, now: datetime.datetime) -> None:
        fees.take_off(stay=stay, actor=actor, now=now)

    def standing(self, stay_ids: Collection[int]) -> Standing:
        windows = list(Folio.objects.filter(stay__in=stay_ids).values_list("pk", flat=True))
        owed, waiting = folios.balances(windows), folios.deposits(windows)
        return Standing(sum(owed.values(), NIL), sum(waiting.values(), NIL))


def _lock_open(stay: Stay) -> list[Folio]:
    return list(locked(Folio.objects.filter(stay=stay, state=FolioState.OPEN)))
