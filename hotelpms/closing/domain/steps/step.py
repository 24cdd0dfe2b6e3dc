"""What a step of the night closing says of itself."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.functional import Promise

from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.declared import Declared
from hotelpms.kit.sayings import Saying

Clock = Callable[[], datetime.datetime]


@dataclass
class Night:
    """What the steps are told: the hotel, the date that closes, who closes it and when.

    What the check finds is kept with the closing.
    """

    hotel: Hotel
    date: datetime.date
    actor: Actor
    now: datetime.datetime
    extends_due_outs: bool = False
    findings: list[Finding] = field(default_factory=list)


class Step(Declared):
    """A step has a row with each closing; its `run` returns what the row tells of it."""

    # In stored rows, so it never changes. At most 30 characters.
    name: ClassVar[str]
    title: ClassVar[str | Promise]


class InOneGo(Step, ABC):
    """A step up to the new business date: all of them are one transaction, under the day's lock.

    One that raises undoes all before it, so none of them needs to know how to resume.
    """

    @classmethod
    @abstractmethod
    def run(cls, night: Night) -> Saying:
        """Do the step and return what it did, to be said to whoever reads it."""


class AfterCommit(Step, ABC):
    """A step after the commit, which nothing can undo any more. It may take its time.

    It resumes: run again after it died half way, it does what is missing and nothing twice.
    """

    @classmethod
    @abstractmethod
    def run(cls, closing: NightClosing, now: Clock) -> Saying:
        """Do what is missing and return what there is now, to be said to whoever reads it."""
