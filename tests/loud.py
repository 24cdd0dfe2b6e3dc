"""What production passes over in silence, so that the page still shows, is an error in tests."""

from collections.abc import Iterator

import pytest

from hotelpms.kit import looks


@pytest.fixture(autouse=True, scope="session")
def unknown_states_are_loud() -> Iterator[None]:
    """A state without a look is an error wherever a test shows it."""

    def refuse(kind: str, state: str) -> looks.Look:
        raise looks.LookMissing(f"{kind}: {state!r}")

    patch = pytest.MonkeyPatch()
    patch.setattr(looks, "unknown", refuse)
    yield
    patch.undo()
