import pytest

from crm.domain.letters import day_setup
from crm.models import DaySetup
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from tests.crm.rows import NOW

pytestmark = pytest.mark.django_db
CLERK = Actor(7, "Clerk")


def save(pre: int = 3, post: int = 1, on_arrival: bool = False, active: bool = True) -> DaySetup:
    return day_setup.save(
        pre_stay_days=pre,
        post_stay_days=post,
        sends_on_arrival_day=on_arrival,
        is_active=active,
        actor=CLERK,
        now=NOW,
    )


def test_the_usual_days_hold_until_somebody_saves() -> None:
    setup = day_setup.read()

    assert (setup.pre_stay_days, setup.post_stay_days) == (3, 1)
    assert (setup.sends_on_arrival_day, setup.is_active) == (False, True)
    assert DaySetup.objects.count() == 0


@pytest.mark.parametrize("days", [0, 1, 14])
def test_nought_to_fourteen_days_are_saved_and_hold_at_once(days: int) -> None:
    """S3-09."""
    save(pre=days, post=days)

    setup = day_setup.read()

    assert (setup.pre_stay_days, setup.post_stay_days) == (days, days)


@pytest.mark.parametrize(("pre", "post"), [(-1, 1), (15, 1), (1, -1), (1, 15)])
def test_other_numbers_are_refused_and_nothing_is_saved(pre: int, post: int) -> None:
    """S3-08."""
    with pytest.raises(day_setup.DaysOutOfRange):
        save(pre=pre, post=post)

    assert DaySetup.objects.count() == 0


def test_there_is_one_setting_and_the_trail_keeps_old_and_new() -> None:
    """S3-01."""
    save()
    save(pre=7, active=False)

    assert DaySetup.objects.count() == 1

    entry = AuditEntry.objects.get()

    assert entry.actor_name == "Clerk"
    assert entry.data == {"pre_stay_days": [3, 7], "is_active": [True, False]}


@pytest.mark.parametrize(
    ("pre", "post", "active", "count"),
    [(3, 1, True, 0), (0, 0, True, 2), (7, 3, True, 2), (3, 1, False, 1)],
)
def test_unusual_days_are_advised_against(pre: int, post: int, active: bool, count: int) -> None:
    """S3-19."""
    setup = DaySetup(pre_stay_days=pre, post_stay_days=post, is_active=active)

    assert len(day_setup.advice(setup)) == count
