"""The guest's counters, moved inside the transaction that moves the stay.

Single UPDATE statements, so two stays of one guest that end at once both count.
"""

from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest

from cardex.models import Profile


def stay_departed(*, profile_id: int, nights: int, departure: date) -> None:
    """Count a stay that was checked out; a day use counts as a stay of 0 nights."""
    _update(
        profile_id,
        stay_count=F("stay_count") + 1,
        night_count=F("night_count") + nights,
        max_nights=Greatest(F("max_nights"), Value(nights)),
        last_departure=Greatest(Coalesce(F("last_departure"), Value(departure)), Value(departure)),
    )


def stay_reopened(
    *, profile_id: int, nights: int, max_nights: int, last_departure: date | None
) -> None:
    """Take back a counted stay of `nights`, because its check-out was undone.

    A maximum can't be subtracted from: the caller tells what the guest's other departed
    stays give, 0 and None when there are none.
    """
    _update(
        profile_id,
        stay_count=_less("stay_count", 1),
        night_count=_less("night_count", nights),
        max_nights=max_nights,
        last_departure=last_departure,
    )


def stay_cancelled(*, profile_id: int) -> None:
    """Count a cancelled stay."""
    _update(profile_id, cancellation_count=F("cancellation_count") + 1)


def stay_reinstated(*, profile_id: int) -> None:
    """Take back a counted cancellation."""
    _update(profile_id, cancellation_count=_less("cancellation_count", 1))


def no_show(*, profile_id: int) -> None:
    """Count a stay whose guest did not come."""
    _update(profile_id, no_show_count=F("no_show_count") + 1)


def no_show_undone(*, profile_id: int) -> None:
    """Take back a counted no-show."""
    _update(profile_id, no_show_count=_less("no_show_count", 1))


def _less(name: str, number: int) -> Greatest:
    """Never below nought: a stay of before the Cardex was kept may be taken back too."""
    return Greatest(F(name) - number, Value(0))


def _update(profile_id: int, **values: object) -> None:
    Profile.objects.filter(pk=profile_id).update(**values)
