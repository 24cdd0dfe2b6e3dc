from collections.abc import Iterator

import pytest
from django.core.cache import cache

from invoicing import tasks
from invoicing.domain.invoices import backlog

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_prints() -> Iterator[None]:
    cache.delete(tasks.PRINTING)
    yield
    cache.delete(tasks.PRINTING)


def test_one_chain_of_turns_prints_the_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before, twenty papers were printed a minute, whatever waited; and each sweep began anew."""
    rung: list[tuple[str, int]] = []
    turns = iter([7, None])
    monkeypatch.setattr(tasks, "ring", lambda name, after: rung.append((name, after)))
    monkeypatch.setattr(backlog, "print_missing", lambda **asked: next(turns))

    tasks.sweep()
    tasks.sweep()
    tasks.print_papers(0)
    tasks.sweep()
    tasks.print_papers(7)

    assert rung == [("invoicing.tasks.print_papers", after) for after in (0, 7)]

    tasks.sweep()

    assert len(rung) == 3
