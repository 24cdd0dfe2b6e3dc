from celery import current_app

from hotelpms.celery import SCHEDULE


def test_everything_that_beat_rings_is_a_task_that_exists() -> None:
    current_app.loader.import_default_modules()

    assert set(SCHEDULE) - set(current_app.tasks) == set()


def test_a_ring_expires_before_the_next_one() -> None:
    for name, seconds in SCHEDULE.items():
        assert current_app.conf.beat_schedule[name]["options"] == {"expires": seconds}
