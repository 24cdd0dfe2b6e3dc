import pytest
from django.utils import translation

from reservations.words import persons


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1,), "1 adult"),
        ((2, 1), "2 adults, 1 child"),
        ((2, 0, 1), "2 adults, 1 baby"),
        ((1, 2, 2), "1 adult, 2 children, 2 babies"),
    ],
)
def test_only_who_comes_is_said(counts: tuple[int, ...], said: str) -> None:
    assert persons(*counts) == said


def test_it_is_said_in_the_language_of_the_reader() -> None:
    with translation.override("cs"):
        said = persons(2, 1)

    assert said == "2 dospělí, 1 dítě"
