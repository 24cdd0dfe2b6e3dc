"""A front desk that does whatever comes into its mind, and a night closing now and then.

Same seed, same story. A refusal is an answer; anything else that a verb raises is a fault of the
house, and so is a closing that stops although its rehearsal found nothing.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from cardex.models import Profile
from hotelpms.closing.domain import runner
from hotelpms.closing.domain.checks.finding import Finding, kept
from hotelpms.closing.domain.rehearsal import rehearse
from hotelpms.closing.enums import ClosingState
from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import Refused
from tests.factories.invoicing import AT, CLERK, House, business_date

Row = TypeVar("Row", bound=Model)
Deed = Callable[["Desk"], None]


@dataclass
class Desk:
    """One seed's story; `told` is what is printed when it ends badly."""

    seed: int
    house: House
    guests: list[Profile]
    now: datetime = AT
    told: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    @property
    def hotel(self) -> Hotel:
        return self.house.hotel

    @property
    def today(self) -> date:
        return business_date(self.house)

    @property
    def who(self) -> dict[str, Any]:
        """What every verb is told that posts on the open date by itself."""
        return {"actor": CLERK, "now": self.now}

    @property
    def who_when(self) -> dict[str, Any]:
        """What every verb is told that wants to hear the business date."""
        return self.who | {"business_date": self.today}

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def amount(self, most: int = 200) -> Decimal:
        return Decimal(self.rng.randint(1, most * 100)) / 100

    def pick(self, rows: QuerySet[Row]) -> Row:
        """Return one of the rows by chance. Raises Refused when there is none."""
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if not ids:
            raise NothingThere
        return rows.get(pk=self.rng.choice(ids))

    def do(self, deed: Deed) -> bool:
        """Do a deed; False when it was refused."""
        self.now += timedelta(minutes=35)
        name = deed.__name__
        try:
            deed(self)
        except NothingThere:
            return False
        except Refused as refusal:
            self.told.append(f"{self.today} {name}: {type(refusal).__name__}: {refusal}")
            self.counts[f"{name} refused"] += 1
            return False
        except Exception as error:
            raise Broken(self, f"{name}: {type(error).__name__}: {error}") from error
        self.told.append(f"{self.today} {name}")
        self.counts[name] += 1
        return True

    def close(self, solve: Callable[["Desk", Finding], None]) -> None:
        """Close the day as a night auditor does: solve what blocks, then start.

        Raises Broken when the closing does what nobody could foresee.
        """
        extends = self.chance(0.5)
        for _round in range(8):
            found = [one for one in rehearse(hotel=self.hotel) if one.blocks]
            waits = [one for one in found if not (extends and one.code == "due_out")]
            if waits:
                for finding in waits:
                    self.told.append(f"{self.today} to be solved: {finding.message}")
                    solve(self, finding)
                continue
            if self._run(extends=extends, foreseen=bool(found)):
                return
            extends = False
        raise Broken(self, "no way out of what blocks the closing")

    def _run(self, *, extends: bool, foreseen: bool) -> bool:
        self.now += timedelta(minutes=3)
        date = self.today
        started = runner.start(
            is_confirmed=True, hotel=self.hotel, extends_due_outs=extends, **self.who
        )
        try:
            done = runner.run(closing_id=started.pk, now=lambda: self.now, makes_reports=False)
        except Exception as error:
            raise Broken(self, f"{type(error).__name__}: {error}") from error
        if done.state == ClosingState.DONE:
            self.told.append(f"{date} closed")
            self.counts["closings"] += 1
            morning = datetime.combine(self.today, time(6), tzinfo=UTC)
            self.now = max(self.now, morning)
            return True
        if not foreseen:
            raise Broken(self, str([one.message for one in kept(done)]))
        return False


class NothingThere(Refused):
    """There is nothing to do this deed with."""

    def __init__(self) -> None:
        super().__init__("nothing there")


class Broken(Exception):
    """A fault in a deed, or a closing that ended otherwise than its rehearsal said."""

    def __init__(self, desk: Desk, why: str) -> None:
        story = "\n".join(desk.told[-60:])
        super().__init__(f"seed {desk.seed}, {desk.today}: {why}\n{story}")
