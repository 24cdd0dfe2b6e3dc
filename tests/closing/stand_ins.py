"""Steps that do something else than the house's own, for tests that break a closing."""

from collections.abc import Callable

from hotelpms.closing.domain.steps import registry
from hotelpms.closing.domain.steps.step import Night, Step


class Killed(BaseException):
    """The process is gone: nobody catches this."""


def with_step(name: str, run: Callable[[Night], str]) -> tuple[type[Step], ...]:
    """Return the steps of the house, with this done in place of one of them."""
    found = registry.find(name)
    assert found is not None
    stand_in = type(found.__name__, (found,), {"run": staticmethod(run)})
    return tuple(stand_in if step is found else step for step in registry.STEPS)


def then(name: str, act: Callable[[], None]) -> tuple[type[Step], ...]:
    """Return the steps of the house; when one of them has done its work, this happens."""
    step = next(step for step in registry.in_one_go() if step.name == name)

    def run(night: Night) -> str:
        detail = step.run(night)
        act()
        return detail

    return with_step(name, run)
